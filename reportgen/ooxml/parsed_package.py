"""A file that many read and nobody changes: its members, and the tree of each part, parsed once. In: bytes; out: Opened."""

from collections.abc import Iterable, Mapping

from lxml import etree

from reportgen.ooxml.canonical import canonical
from reportgen.ooxml.package import Member, read_package
from reportgen.ooxml.relationships import Relationships, rels_name, shared_xml


class Opened(dict[str, Member]):
    """The members of one file by name; the trees that it hands out are shared, so whoever reads them leaves them as they are."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        super().__init__(members)
        self._trees: dict[str, etree._Element] = {}
        self._arrows: dict[str, Relationships] = {}

    @classmethod
    def of(cls, content: "bytes | Opened", name: str) -> "Opened":
        """Return the file that the bytes are, its parts under their usual names, or the one that is open already."""
        return content if isinstance(content, Opened) else cls(canonical(read_package(content, name)))

    def with_members(self, members: Iterable[Member]) -> "Opened":
        """Return the file with other members, or more; what was parsed of the rest is not parsed again."""
        new = {member.name: member for member in members}
        made = Opened({**self, **new})
        made._trees = {part: tree for part, tree in self._trees.items() if part not in new}
        made._arrows = {part: arrows for part, arrows in self._arrows.items() if rels_name(part) not in new}
        return made

    def tree(self, part: str) -> etree._Element:
        """Return the root of a part."""
        if part not in self._trees:
            self._trees[part] = shared_xml(self[part].content)
        return self._trees[part]

    def arrows(self, part: str) -> Relationships:
        """Return the relationships of a part."""
        if part not in self._arrows:
            self._arrows[part] = Relationships.of(part, self)
        return self._arrows[part]


def tree_of(members: dict[str, Member], part: str) -> etree._Element:
    """Return the root of a part of any members."""
    return members.tree(part) if isinstance(members, Opened) else shared_xml(members[part].content)


def arrows_of(members: dict[str, Member], part: str) -> Relationships:
    """Return the relationships of a part of any members."""
    return members.arrows(part) if isinstance(members, Opened) else Relationships.of(part, members)
