"""Owns relationships and content types of a package. In: members; out: the XML of the .rels and [Content_Types].xml parts."""

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from lxml import etree

from reportgen.office.package import Member

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parse_xml(content: bytes) -> etree._Element:
    """Return the root of an XML part; entities and the network stay shut."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


@lru_cache(maxsize=2)
def shared_xml(content: bytes) -> etree._Element:
    """Return the root of an XML part for those who only read: whoever measures and checks a document asks for the same."""
    return parse_xml(content)


def xml_bytes(root: etree._Element) -> bytes:
    """Return an XML part with the declaration that Office writes."""
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
    def of(cls, part: str, members: dict[str, Member]) -> "Relationships":
        """Return the relationships of a part, none if it has no .rels."""
        member = members.get(rels_name(part))
        return cls(part, list(_arrows(member.content, posixpath.dirname(part)))) if member is not None else cls(part)

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

    def _base(self) -> str:
        """What types begin with: strict files have words of their own."""
        return STRICT_REL if any(item.type.startswith(STRICT_REL) for item in self.items) else OFFICE_REL

    def member(self) -> Member:
        """Return the .rels part; targets are written relative to the folder of the part."""
        folder = posixpath.dirname(self.part)
        entries = "".join(_entry_xml(item, folder) for item in self.items)
        xml = f'<Relationships xmlns="{RELATIONSHIPS}">{entries}</Relationships>'
        return Member.of(rels_name(self.part), _HEAD + xml.encode())


@lru_cache(maxsize=256)
def _arrows(content: bytes, folder: str) -> tuple[Relationship, ...]:
    """The arrows in a .rels part that lies with a folder; documents of one template have many in common."""
    return tuple(_arrow(item, folder) for item in parse_xml(content))


def _arrow(item: etree._Element, folder: str) -> Relationship:
    external = item.get("TargetMode") == "External"
    target = item.get("Target", "")
    where = target if external else _absolute(target, folder)
    return Relationship(item.get("Id", ""), item.get("Type", ""), where, external)


def _entry_xml(item: Relationship, folder: str) -> str:
    target = item.target if item.external else _relative(item.target, folder)
    mode = ' TargetMode="External"' if item.external else ""
    return f'<Relationship Id="{item.id}" Type="{item.type}" Target="{escape(target)}"{mode}/>'


@lru_cache(maxsize=4096)
def _relative(target: str, folder: str) -> str:
    """The way from a folder of the package to a part; nothing of the machine's own folders comes into it."""
    return posixpath.relpath("/" + target, "/" + folder)


@lru_cache(maxsize=4096)
def _absolute(target: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


class ContentTypes:
    """The types of all parts."""

    def __init__(self, content: bytes) -> None:
        self._root = parse_xml(content)
        self._parts: dict[str, etree._Element] = {}
        self._endings: dict[str, str] = {}
        for item in self._root:
            name, extension = item.get("PartName"), item.get("Extension")
            if name is not None:
                self._parts[name.lstrip("/")] = item
            elif extension is not None:
                self._endings[extension.lower()] = item.get("ContentType", "")

    def of(self, part: str) -> str | None:
        """Return the type of a part."""
        found = self._parts.get(part)
        if found is not None:
            return found.get("ContentType")
        return self._endings.get(part.rpartition(".")[2].lower())

    def override(self, part: str, kind: str) -> None:
        """Type one part."""
        entry = etree.SubElement(self._root, f"{{{CONTENT_TYPES}}}Override")
        entry.set("PartName", "/" + part)
        entry.set("ContentType", kind)
        self._parts[part] = entry

    def default(self, extension: str, kind: str) -> None:
        """Type all parts with this ending, unless they are typed."""
        if extension.lower() in self._endings:
            return
        entry = etree.Element(f"{{{CONTENT_TYPES}}}Default")
        entry.set("Extension", extension)
        entry.set("ContentType", kind)
        self._root.insert(0, entry)
        self._endings[extension.lower()] = kind

    def drop(self, part: str) -> None:
        """Forget a part."""
        found = self._parts.pop(part, None)
        if found is not None:
            self._root.remove(found)

    def member(self) -> Member:
        """Return the part."""
        return Member.of("[Content_Types].xml", xml_bytes(self._root))


def related_part(
    kind: str,
    made: tuple[str, str, str],
    relationships: Relationships,
    members: dict[str, Member],
    types: ContentTypes,
) -> tuple[str, etree._Element]:
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
