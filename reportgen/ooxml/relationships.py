"""Relationships and content types of a package. In: members; out: the XML of the .rels and [Content_Types].xml parts."""

import posixpath
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from reportgen.ooxml.flat_parts import flat_elements
from reportgen.ooxml.package import Member

if TYPE_CHECKING:  # the tree library takes its time to import, and filling a compiled template needs none
    from lxml import etree

# What reading a part raises when it is not what its name says; the tree library's errors are SyntaxErrors.
DAMAGE = (
    zlib.error, SyntaxError, ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parse_xml(content: bytes) -> "etree._Element":
    """Return the root of an XML part; entities and the network stay shut."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


@lru_cache(maxsize=2)
def shared_xml(content: bytes) -> "etree._Element":
    """Return the root of an XML part for those who only read: whoever measures and checks a document asks for the same."""
    return parse_xml(content)


def xml_bytes(root: "etree._Element") -> bytes:
    """Return an XML part with the declaration that Office writes."""
    from lxml import etree

    return _HEAD + etree.tostring(root, encoding="UTF-8")


def rels_name(part: str) -> str:
    """Return where the relationships of a part lie: ppt/slides/slide1.xml -> ppt/slides/_rels/slide1.xml.rels."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


@dataclass(frozen=True)
class Relationship:
    """One arrow from a part to another."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass
class Relationships:
    """The arrows that leave one part; targets are full part names."""

    part: str
    items: list[Relationship] = field(default_factory=list)

    @classmethod
    def of(cls, part: str, members: Mapping[str, Member]) -> "Relationships":
        """Return the relationships of a part, none if it has no .rels."""
        member = members.get(rels_name(part))
        found = cls(part)
        if member is None:
            return found
        found.items += _arrows(member.content, posixpath.dirname(part))
        return found

    def copy(self, part: str) -> "Relationships":
        """Return the same arrows, leaving from another part."""
        return Relationships(part, list(self.items))

    def target(self, kind: str) -> str | None:
        """Return the first target of a type, named by its last word."""
        return next((item.target for item in self.items if item.type.endswith("/" + kind)), None)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the arrow to target, a new one unless it is there."""
        for item in self.items:
            if item.target == target and item.type.endswith("/" + kind):
                return item.id
        taken = {item.id for item in self.items}
        number = len(self.items) + 1
        while f"rId{number}" in taken:
            number += 1
        self.items.append(Relationship(f"rId{number}", self._base() + kind, target, external))
        return f"rId{number}"

    def add_like(self, item: Relationship, target: str) -> str:
        """Return the id of a new arrow of the same type as another one, to a target of its own."""
        taken = {one.id for one in self.items}
        number = len(self.items) + 1
        while f"rId{number}" in taken:
            number += 1
        self.items.append(Relationship(f"rId{number}", item.type, target, item.external))
        return f"rId{number}"

    def _base(self) -> str:
        """What types begin with: strict files have words of their own."""
        return STRICT_REL if any(item.type.startswith(STRICT_REL) for item in self.items) else OFFICE_REL

    def member(self) -> Member:
        """Return the .rels part; targets are written relative to the folder of the part."""
        folder = posixpath.dirname(self.part)
        entries = "".join(_entry_xml(item, folder) for item in self.items)
        xml = f'<Relationships xmlns="{RELATIONSHIPS}">{entries}</Relationships>'
        return Member.of(rels_name(self.part), _HEAD + xml.encode())


def _entry_xml(item: Relationship, folder: str) -> str:
    target = item.target if item.external else _relative(item.target, folder)
    mode = ' TargetMode="External"' if item.external else ""
    return f'<Relationship Id="{escape(item.id)}" Type="{escape(item.type)}" Target="{escape(target)}"{mode}/>'


@lru_cache(maxsize=512)
def _arrows(content: bytes, folder: str) -> tuple[Relationship, ...]:
    found = []
    for _, item in flat_elements(content):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "") if external else _absolute(item.get("Target", ""), folder)
        found.append(Relationship(item.get("Id", ""), item.get("Type", ""), target, external))
    return tuple(found)


@lru_cache(maxsize=4096)
def _relative(target: str, folder: str) -> str:
    """The way from a folder of the package to a part; nothing of the machine's own folders comes into it."""
    return posixpath.relpath("/" + target, "/" + folder)


@lru_cache(maxsize=4096)
def _absolute(target: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


class ContentTypes:
    """The types of all parts: those of endings, those of single parts."""

    def __init__(self, content: bytes) -> None:
        self._content: bytes | None = content  # as it was read, until something changes
        self._endings: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        for name, item in flat_elements(content):
            if name == "Default":
                self._endings[item.get("Extension", "").lower()] = item.get("ContentType", "")
            elif name == "Override":
                self._parts[item.get("PartName", "").lstrip("/")] = item.get("ContentType", "")

    def of(self, part: str) -> str | None:
        """Return the type of a part."""
        return self._parts.get(part) or self._endings.get(part.rpartition(".")[2].lower())

    def override(self, part: str, kind: str) -> None:
        """Type one part."""
        self._content = None
        self._parts[part] = kind

    def default(self, extension: str, kind: str) -> None:
        """Type all parts with this ending, unless they are typed."""
        if extension.lower() not in self._endings:
            self._content = None
            self._endings[extension.lower()] = kind

    def drop(self, part: str) -> None:
        """Forget a part."""
        if self._parts.pop(part, None) is not None:
            self._content = None

    def member(self) -> Member:
        """Return the part; byte for byte the one that was read, where no type has changed."""
        return Member.of("[Content_Types].xml", self._content or self._xml())

    def _xml(self) -> bytes:
        endings = "".join(
            f'<Default Extension="{escape(e)}" ContentType="{escape(k)}"/>' for e, k in self._endings.items()
        )
        parts = "".join(
            f'<Override PartName="/{escape(p)}" ContentType="{escape(k)}"/>' for p, k in self._parts.items()
        )
        return _HEAD + f'<Types xmlns="{CONTENT_TYPES}">{endings}{parts}</Types>'.encode()


def related_part(
    kind: str,
    made: tuple[str, str, str],
    relationships: Relationships,
    members: dict[str, Member],
    types: ContentTypes,
) -> "tuple[str, etree._Element]":
    """Return name and root of the part that a relationship leads to; made (name, type, XML) where there is none yet."""
    name, content_type, xml = made
    part = relationships.target(kind) or name
    if part in members:
        return part, parse_xml(members[part].content)
    types.override(part, content_type)
    relationships.add(kind, part)
    rels = relationships.member()
    members[rels.name] = rels
    return part, parse_xml(xml.encode())
