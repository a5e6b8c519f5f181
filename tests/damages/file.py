"""A file while it is damaged: its parts as trees, and the words by which a person finds a place in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import ContentTypes, Relationships, xml_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Damage:
    """What was done, and words that the place of a finding must hold, one of each."""

    what: str
    words: tuple[str, ...]


class File:
    """The parts of a file, parsed when they are asked for."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.members = read_package(content, name)
        self.trees: dict[str, etree._Element] = {}
        self.is_deck = name.endswith(".pptx")

    def tree(self, part: str) -> etree._Element:
        """Return the root of a part, to be changed."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.members[part].content)
        return self.trees[part]

    def put(self, part: str, content: bytes, kind: str, owner: str, relation: str) -> str:
        """Add a part that another leads to; return the id of the relationship."""
        types = ContentTypes(self.members["[Content_Types].xml"].content)
        types.override(part, kind)
        self.members["[Content_Types].xml"] = types.member()
        self.members[part] = Member.of(part, content)
        arrows = Relationships.of(owner, self.members)
        key = arrows.add(relation, part)
        rels = arrows.member()
        self.members[rels.name] = rels
        return key

    def content(self) -> bytes:
        """Return the file."""
        for part, root in self.trees.items():
            self.members[part] = Member.of(part, xml_bytes(root))
        return write_package(self.members.values())

    def slides(self) -> list[str]:
        """Return the parts of the slides in their order."""
        targets = {item.id: item.target for item in Relationships.of("ppt/presentation.xml", self.members).items}
        entries = self.tree("ppt/presentation.xml").iter(f"{P}sldId")
        return [targets[entry.get(f"{R}id", "")] for entry in entries]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind that a part leads to."""
        items = Relationships.of(part, self.members).items
        return [item.target for item in items if item.type.endswith(f"/{kind}")]

    def body(self) -> Iterator[tuple[str, etree._Element, str]]:
        """Yield (part, paragraph, words of its place) of all that stands in the text or on slides."""
        if not self.is_deck:
            root = self.tree("word/document.xml")
            for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
                yield "word/document.xml", paragraph, word_place(root, paragraph, number)
            return
        for number, part in enumerate(self.slides(), 1):
            for paragraph in self.tree(part).iter(f"{A}p"):
                yield part, paragraph, f"slide {number}"

    def charts(self) -> list[tuple[str, str]]:
        """Return (part, words of the place) of the charts."""
        if not self.is_deck:
            return [(part, "body") for part in self.related("word/document.xml", "chart")]
        return [
            (chart, f"slide {number}")
            for number, part in enumerate(self.slides(), 1)
            for chart in self.related(part, "chart")
        ]


def word_place(root: etree._Element, paragraph: etree._Element, number: int) -> str:
    """The table, row and cell of a paragraph, or its number."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return f"paragraph {number}"
    row = next(paragraph.iterancestors(f"{W}tr"))
    table = next(paragraph.iterancestors(f"{W}tbl"))
    tables = list(root.iter(f"{W}tbl"))
    return f"table {tables.index(table) + 1}, row {list(table.iterchildren(f'{W}tr')).index(row) + 1}"


def texts(paragraph: etree._Element) -> list[etree._Element]:
    """The text elements of a paragraph that Office does not count itself."""
    if any("PAGE" in (i.text or "") for i in paragraph.iter(f"{W}instrText")):
        return []
    return [t for t in paragraph.iter(f"{W}t", f"{A}t") if t.getparent().tag != f"{A}fld" and t.text]


def words(paragraph: etree._Element) -> str:
    """The words of a paragraph."""
    return "".join(t.text or "" for t in texts(paragraph))


def replace_in(
    paragraph: etree._Element, pattern: str, new: Callable[[re.Match[str]], str], choose: Callable[[list], object]
) -> str:  # type: ignore[type-arg]
    """Replace one match inside the text elements of a paragraph; return what was done, "" where nothing fits."""
    found = [(t, match) for t in texts(paragraph) for match in re.finditer(pattern, t.text or "")]
    if not found:
        return ""
    element, match = choose(found)  # type: ignore[misc]
    text = match.string
    changed = new(match)
    if changed == match.group():
        return ""
    element.text = text[: match.start()] + changed + text[match.end() :]
    return f"{match.group()} -> {changed} in “{text[:40]}”"
