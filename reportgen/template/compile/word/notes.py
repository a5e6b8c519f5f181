"""Footnotes, endnotes and comments with tags: their text is compiled where it is referred to, so that it sees the loops there.

While the part is filled, the text of a note is lifted out again and goes back into the part of the notes.
"""

import copy

from lxml import etree

from reportgen.ooxml.formats import parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, xml_bytes
from reportgen.private_use import NOTE, NOTE_END, NOTE_HEAD
from reportgen.template.compile.addresses import Addresses, take_addresses
from reportgen.template.tags.grammar import R, W
from reportgen.template.tags.lexer import may_have_tag
from reportgen.template.tags.references import KEPT_RELATION, NOTES

_ID = f"{{{W}}}id"


def bring_notes(
    root: etree._Element, part: str, members: dict[str, Member]
) -> tuple[dict[etree._Element, str], Addresses]:
    """Move the notes that have tags behind their references.

    Return what a reader calls each paragraph of them, and the addresses of their links that have tags.
    """
    named: dict[etree._Element, str] = {}
    addresses: Addresses = {}
    arrows = Relationships.of(part, members)
    for kind, relation in NOTES.items():
        target = arrows.target(relation)
        if target in members and target is not None:
            inner = take_addresses(target, members)
            addresses.update({KEPT_RELATION + key: address for key, address in inner.items()})
            if inner or may_have_tag(members[target].content):
                named.update(_bring(root, kind, target, set(inner), members))
    return named, addresses


def _bring(
    root: etree._Element, kind: str, part: str, linked: set[str], members: dict[str, Member]
) -> dict[etree._Element, str]:
    content = members[part].content
    notes = parse_part(content)
    by_id = {note.get(_ID, ""): note for note in notes.iter(f"{{{W}}}{kind}") if _is_tagged(note, linked)}
    references = [e for e in root.iter(f"{{{W}}}{kind}Reference") if e.get(_ID) in by_id]
    named: dict[etree._Element, str] = {}
    for number, reference in enumerate(references, 1):
        note = copy.deepcopy(by_id[reference.get(_ID, "")])
        _keep_relations(note)
        note.tail = NOTE_END + (reference.tail or "")
        reference.addnext(note)
        reference.tail = f"{NOTE}{kind}:{reference.get(_ID, '')}{NOTE_HEAD}"
        named.update(dict.fromkeys(note.iter(f"{{{W}}}p"), f"{kind} {number}"))
    for identity in {reference.get(_ID, "") for reference in references}:
        notes.remove(by_id[identity])
    if references:
        xml = xml_bytes(notes)
        members[part] = Member.of(part, to_strict(xml.decode()).encode() if b"purl.oclc.org" in content[:4096] else xml)
    return named


def _is_tagged(note: etree._Element, linked: set[str]) -> bool:
    if any(value in linked for element in note.iter(etree.Element) for value in element.attrib.values()):
        return True
    return may_have_tag(etree.tostring(note, encoding="utf-8"))


def _keep_relations(note: etree._Element) -> None:
    """Tell the relationships of the part of the notes from those that values of the text will have."""
    for element in note.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(f"{{{R}}}"):
                element.set(name, KEPT_RELATION + str(value))
