"""Whole documents inside a document: their body, with its pictures, links, notes, comments, styles and lists.

Styles that the document around has keep its looks; those that it lacks come along. Lists get numbers of their own, so that
they start anew and follow their own definitions.
"""

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.formats import main_part, parse_part
from reportgen.ooxml.lengths import count
from reportgen.ooxml.package import Member, read_package
from reportgen.ooxml.relationships import DAMAGE, ContentTypes, Relationships, parse_xml, related_part, xml_bytes
from reportgen.private_use import NOTE, NOTE_END, NOTE_HEAD
from reportgen.template.render.copying import copy_related
from reportgen.template.render.renumber import Renumbering
from reportgen.template.render.word.part_sections import (
    BEGIN,
    END,
    NEW_PAGE,
    SECTION,
    brings_sections,
    give_own_ids,
    heads_of,
)
from reportgen.template.tags.fields import mark_results
from reportgen.template.tags.grammar import R, W
from reportgen.template.tags.references import NOTES
from reportgen.template.tags.scopes import mark_foreign
from reportgen.template.values.subdocument import Subdocument

if TYPE_CHECKING:
    from reportgen.template.render.insertion import Insertions

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_DECLARED = re.compile(r' xmlns:(?:w|r)="[^"]*"')
_STYLE_USES = ("pStyle", "rStyle", "tblStyle")
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def insert_subdocument(
    value: Subdocument, insertions: "Insertions", relationships: Relationships, renumbering: Renumbering
) -> str:
    """Put what the body needs into the package around it; return the XML of the body, its ids marked to be made new."""
    try:
        return _inserted(value, insertions, relationships, renumbering)
    except DAMAGE as error:
        what = f"is damaged: {str(error) or type(error).__name__}"
        hint = "open it in Word and save it again"
        raise TemplateError([Problem(value.name, None, None, what, hint, "package")]) from error


def _inserted(
    value: Subdocument, insertions: "Insertions", relationships: Relationships, renumbering: Renumbering
) -> str:
    inner = read_package(value.content, value.name)
    main = main_part(inner)
    body = parse_part(inner[main].content).find(f"{{{W}}}body")
    if body is None:
        return ""
    around = insertions.members[main_part(insertions.members)].content
    with_sections = value.new_page or (value.sections and brings_sections(body, main, inner, around))
    if with_sections:
        if body.find(SECTION) is None:
            etree.SubElement(body, SECTION)
        _bring_heads(body, main, inner, insertions)
        renumbering.has_sections = True
    else:
        for section in list(body.iter(SECTION)):
            section.getparent().remove(section)  # type: ignore[union-attr]
    _bring_parts(body, main, inner, insertions, relationships)
    _bring_notes(body, main, inner, insertions, relationships)
    _bring_styles(body, inner, insertions.members)
    _bring_lists(body, inner, insertions.members, insertions.types, relationships)
    mark_results(body)
    keys = mark_foreign(body)
    xml = "".join(_DECLARED.sub("", etree.tostring(child, encoding="unicode")) for child in body)
    return renumbering.foreign(keys, _framed(xml, value) if with_sections else xml)


def _framed(xml: str, value: Subdocument) -> str:
    """The XML of a body with its sections, between the instructions that say so."""
    return f"<?{BEGIN} {NEW_PAGE if value.new_page else ''}?>{xml}<?{END}?>"


def _bring_heads(body: etree._Element, main: str, inner: dict[str, Member], insertions: "Insertions") -> None:
    """Make the headers and footers of a document ready to be copied: with ids of their own, in styles that come along."""
    for part, root in heads_of(body, main, inner).items():
        give_own_ids(root, insertions.identities)
        _bring_styles(root, inner, insertions.members)
        inner[part] = Member.of(part, xml_bytes(root))


def _bring_parts(
    element: etree._Element,
    part: str,
    inner: dict[str, Member],
    insertions: "Insertions",
    relationships: Relationships,
) -> None:
    """Copy what an element of a part refers to, and give it the relationships of the part around."""
    arrows = {item.id: item for item in Relationships.of(part, inner).items}
    new_ids: dict[str, str] = {}
    for item in element.iter(etree.Element):
        for name, value in item.attrib.items():
            key = str(value)
            if not str(name).startswith(f"{{{R}}}") or key not in arrows:
                continue
            if key not in new_ids:
                new_ids[key] = copy_related(
                    arrows[key], inner, arrows, insertions.members, insertions.types, relationships
                )
            item.set(name, new_ids[key])


def _bring_notes(
    body: etree._Element, main: str, inner: dict[str, Member], insertions: "Insertions", relationships: Relationships
) -> None:
    """Put each note and comment behind its reference, marked to be lifted into the part of the notes."""
    arrows = Relationships.of(main, inner)
    for kind, relation in NOTES.items():
        part = arrows.target(relation)
        if part not in inner or part is None:
            continue
        notes = {note.get(f"{{{W}}}id"): note for note in parse_part(inner[part].content).iter(f"{{{W}}}{kind}")}
        for reference in list(body.iter(f"{{{W}}}{kind}Reference")):
            identity = reference.get(f"{{{W}}}id", "")
            if identity in notes:
                note = copy.deepcopy(notes[identity])
                _bring_parts(note, part, inner, insertions, relationships)
                note.tail = NOTE_END + (reference.tail or "")
                reference.addnext(note)
                reference.tail = f"{NOTE}{kind}:{identity}{NOTE_HEAD}"


def _bring_styles(body: etree._Element, inner: dict[str, Member], members: dict[str, Member]) -> None:
    if _STYLES not in inner or _STYLES not in members:
        return
    theirs = {s.get(f"{{{W}}}styleId", ""): s for s in parse_xml(inner[_STYLES].content).iter(f"{{{W}}}style")}
    ours = parse_xml(members[_STYLES].content)
    known = {s.get(f"{{{W}}}styleId", "") for s in ours.iter(f"{{{W}}}style")}
    wanted = [e.get(f"{{{W}}}val", "") for name in _STYLE_USES for e in body.iter(f"{{{W}}}{name}")]
    added = False
    while wanted:
        key = wanted.pop()
        if key in known or key not in theirs:
            continue
        style = theirs[key]
        known.add(key)
        style.attrib.pop(f"{{{W}}}default", None)
        ours.append(style)
        added = True
        wanted += [
            e.get(f"{{{W}}}val", "") for name in ("basedOn", "link", "next") for e in style.iter(f"{{{W}}}{name}")
        ]
    if added:
        members[_STYLES] = Member.of(_STYLES, xml_bytes(ours))


def _bring_lists(
    body: etree._Element,
    inner: dict[str, Member],
    members: dict[str, Member],
    types: ContentTypes,
    relationships: Relationships,
) -> None:
    uses = [e for e in body.iter(f"{{{W}}}numId") if e.get(f"{{{W}}}val") != "0"]
    if not uses or _NUMBERING not in inner:
        return
    theirs = parse_xml(inner[_NUMBERING].content)
    made = _NUMBERING, _NUMBERING_TYPE, f'<w:numbering xmlns:w="{W}"/>'
    part, ours = related_part("numbering", made, relationships, members, types)
    first_abstract = _next(ours, "abstractNum", "abstractNumId")
    first_number = _next(ours, "num", "numId")
    abstracts = list(theirs.iter(f"{{{W}}}abstractNum"))
    numbers = list(theirs.iter(f"{{{W}}}num"))
    place = len(ours.findall(f"{{{W}}}numPicBullet")) + len(ours.findall(f"{{{W}}}abstractNum"))
    new_abstract = {a.get(f"{{{W}}}abstractNumId", ""): str(first_abstract + n) for n, a in enumerate(abstracts)}
    new_number = {a.get(f"{{{W}}}numId", ""): str(first_number + n) for n, a in enumerate(numbers)}
    for offset, abstract in enumerate(abstracts):
        abstract.set(f"{{{W}}}abstractNumId", new_abstract[abstract.get(f"{{{W}}}abstractNumId", "")])
        for identity in abstract.findall(f"{{{W}}}nsid"):
            abstract.remove(identity)  # Word joins lists of one nsid
        ours.insert(place + offset, abstract)
    last = max((index for index, child in enumerate(ours) if child.tag == f"{{{W}}}num"), default=len(ours) - 1)
    for offset, number in enumerate(numbers, 1):
        number.set(f"{{{W}}}numId", new_number[number.get(f"{{{W}}}numId", "")])
        reference = number.find(f"{{{W}}}abstractNumId")
        if reference is not None:
            reference.set(f"{{{W}}}val", new_abstract.get(reference.get(f"{{{W}}}val", ""), "0"))
        ours.insert(last + offset, number)
    for use in uses:
        use.set(f"{{{W}}}val", new_number.get(use.get(f"{{{W}}}val", ""), "0"))
    members[part] = Member.of(part, xml_bytes(ours))


def _next(root: etree._Element, name: str, key: str) -> int:
    return max((count(e.get(f"{{{W}}}{key}")) for e in root.findall(f"{{{W}}}{name}")), default=0) + 1
