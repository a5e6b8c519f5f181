"""New parts of a document while it is filled: media, charts, workbooks. In: values; out: members, types, relationship ids."""

from collections.abc import Callable, Iterator

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationships
from reportgen.template.render.copying import copy_related, free_name
from reportgen.template.render.renumber import Identities, Renumbering
from reportgen.template.render.writer import Object
from reportgen.template.tags.grammar import W
from reportgen.template.values.objects import NativeChart
from reportgen.template.values.picture import Picture, content_type

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Insertions:
    """The new parts of one document; the same picture is stored once."""

    def __init__(self, root: str, members: dict[str, Member], types: ContentTypes, numbers: Iterator[int]) -> None:
        self.root = root
        self.members = members
        self.types = types
        self._media: dict[
            tuple[bytes, str], str
        ] = {}  # bytes remember their hash: the same picture costs nothing again
        self.identities = Identities(members, numbers)

    def into(
        self, relationships: Relationships, renumbering: Renumbering | None = None
    ) -> Callable[[str, Object], str]:
        """Return a function that stores a value and gives its relationship id from one part; of a document, its XML."""

        def insert(kind: str, value: Object) -> str:
            if kind == "link":
                return relationships.add("hyperlink", value, external=True)
            if kind == "subdocument":
                from reportgen.template.render.word.merge_document import insert_subdocument  # with the tree library

                assert renumbering is not None
                return insert_subdocument(value, self, relationships, renumbering)
            if kind == "empty":
                return relationships.add(value, self._empty_head(value))
            if kind == "designed":
                return relationships.add("chart", value.store(self.members, self.types))
            if kind == "chart":
                return relationships.add("chart", self._chart(value))
            assert isinstance(value, Picture)
            content = value.svg if kind == "svg" else value.content
            assert content is not None
            extension = "svg" if kind == "svg" else value.extension
            return relationships.add("image", self._picture(content, extension))

        return insert

    def copier(self, relationships: Relationships) -> Callable[[str], str]:
        """Return a function that copies what a relationship of a part leads to, and gives the relationship of the copy."""

        def copy(key: str) -> str:
            arrows = {item.id: item for item in relationships.items}
            if key not in arrows or (not arrows[key].external and arrows[key].target not in self.members):
                return key
            return copy_related(arrows[key], self.members, arrows, self.members, self.types, relationships)

        return copy

    def _picture(self, content: bytes, extension: str) -> str:
        key = content, extension
        if key not in self._media:
            name = free_name(f"{self.root}/media/image", f".{extension}", self.members)
            self.members[name] = Member.of(name, content)
            self.types.default(extension, "image/svg+xml" if extension == "svg" else content_type(extension))
            self._media[key] = name
        return self._media[key]

    def _empty_head(self, kind: str) -> str:
        """An empty header or footer."""
        name = free_name(f"{self.root}/{kind}", ".xml", self.members)
        root = {"header": "hdr", "footer": "ftr"}[kind]
        self.members[name] = Member.of(name, f'<w:{root} xmlns:w="{W}"><w:p/></w:{root}>'.encode())
        self.types.override(name, f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
        return name

    def _chart(self, chart: NativeChart) -> str:
        name = free_name(f"{self.root}/charts/chart", ".xml", self.members)
        workbook = free_name(f"{self.root}/embeddings/Microsoft_Excel_Sheet", ".xlsx", self.members)
        arrows = Relationships(name)
        arrows.add("package", workbook)
        rels = arrows.member()
        self.members[name] = Member.of(name, chart.xml)
        self.members[rels.name] = rels
        self.members[workbook] = Member.of(workbook, chart.workbook)
        self.types.override(name, _CHART_TYPE)
        self.types.default("xlsx", _WORKBOOK_TYPE)
        return name
