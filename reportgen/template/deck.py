"""Owns slides as parts of a deck: prototypes by layout name, and new slides with notes in the order of a storyboard."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.office.package import Member
from reportgen.office.parts import Relationship, Relationships, parse_xml, rels_name, xml_bytes
from reportgen.template.engine import run
from reportgen.template.grammar import P, R
from reportgen.template.insertion import Insertions
from reportgen.template.program import Program
from reportgen.template.shapes import placeholder_boxes
from reportgen.template.slide_writer import SlideWriter
from reportgen.template.slides import compile_slide
from reportgen.template.values import Shown, SlideOrder

PRESENTATION = "ppt/presentation.xml"
_SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTION_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAME = re.compile(r'<p:cNvPr [^>]*?name="([^"]*)"')


@dataclass(frozen=True)
class Prototype:
    """One slide of the template: its program, that of its notes, and where both point."""

    layout: str
    program: Program
    arrows: tuple[Relationship, ...]
    notes: Program | None
    notes_arrows: tuple[Relationship, ...]


@dataclass(frozen=True)
class DeckTemplate:
    """The slides of a template."""

    name: str
    prototypes: tuple[Prototype, ...]

    def programs(self) -> list[Program]:
        """Return the programs of slides and notes."""
        return [p for one in self.prototypes for p in (one.program, one.notes) if p is not None]

    def map(self, change: Callable[[Program], Program]) -> "DeckTemplate":
        """Return the deck with each program changed."""
        changed = [
            replace(one, program=change(one.program), notes=one.notes and change(one.notes)) for one in self.prototypes
        ]
        return DeckTemplate(self.name, tuple(changed))


def compile_deck(members: dict[str, Member], label: str, problems: list[Problem]) -> DeckTemplate:
    """Compile all slides in their order."""
    relationships = Relationships.of(PRESENTATION, members)
    targets = {item.id: item.target for item in relationships.items}
    root = parse_xml(members[PRESENTATION].content)
    ids = [item.get(f"{{{R}}}id", "") for item in root.iter(f"{{{P}}}sldId")]
    found = [_prototype(targets[key], members, f"{label}, slide {n}", problems) for n, key in enumerate(ids, 1)]
    return DeckTemplate(label, tuple(found))


def fill_deck(
    deck: DeckTemplate, insertions: Insertions, data: Mapping[str, Any], slides: Sequence[SlideOrder] | None
) -> list[Shown]:
    """Put the slides of a storyboard in the place of the prototypes."""
    plan = _plan(deck, data, slides)
    _drop_prototypes(deck, insertions)
    relationships = Relationships.of(PRESENTATION, insertions.members)
    relationships.items = [item for item in relationships.items if not item.type.endswith("/slide")]
    shown: list[Shown] = []
    ids = []
    for number, (prototype, order) in enumerate(plan, 1):
        shown += _fill_slide(prototype, number, insertions, {**data, **order.data})
        ids.append(relationships.add("slide", f"ppt/slides/slide{number}.xml"))
    rels = relationships.member()
    insertions.members[rels.name] = rels
    _list_slides(insertions, ids, [order.section for _, order in plan])
    return shown


def _plan(
    deck: DeckTemplate, data: Mapping[str, Any], slides: Sequence[SlideOrder] | None
) -> list[tuple[Prototype, SlideOrder]]:
    if slides is None:
        return [(prototype, SlideOrder(prototype.layout)) for prototype in deck.prototypes]
    by_layout = {prototype.layout: prototype for prototype in reversed(deck.prototypes)}
    problems = [
        Problem(
            f"{deck.name}, slide {n}", None, None, f'has no slide of layout "{order.layout}"',
            "there are: " + ", ".join(sorted(by_layout)),
        )
        for n, order in enumerate(slides, 1)
        if order.layout not in by_layout
    ]  # fmt: skip
    if problems:
        raise TemplateError(problems)
    return [(by_layout[order.layout], order) for order in slides]


def _prototype(part: str, members: dict[str, Member], title: str, problems: list[Problem]) -> Prototype:
    arrows = Relationships.of(part, members)
    layout_part = arrows.target("slideLayout") or ""
    layout = parse_xml(members[layout_part].content) if layout_part in members else None
    common = None if layout is None else layout.find(f"{{{P}}}cSld")
    name = "" if common is None else common.get("name", "")
    program = compile_slide(part, parse_xml(members[part].content), title, placeholder_boxes(layout), problems)
    notes_part = arrows.target("notesSlide")
    notes, notes_arrows = None, Relationships("")
    if notes_part is not None and notes_part in members:
        notes = compile_slide(notes_part, parse_xml(members[notes_part].content), f"{title}, notes", {}, problems)
        notes_arrows = Relationships.of(notes_part, members)
    return Prototype(name, program, tuple(arrows.items), notes, tuple(notes_arrows.items))


def _drop_prototypes(deck: DeckTemplate, insertions: Insertions) -> None:
    for program in deck.programs():
        insertions.members.pop(program.part, None)
        insertions.members.pop(rels_name(program.part), None)
        insertions.types.drop(program.part)


def _fill_slide(prototype: Prototype, number: int, insertions: Insertions, data: Mapping[str, Any]) -> list[Shown]:
    part, notes_part = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
    arrows = Relationships(part, list(prototype.arrows))
    if prototype.notes is not None:
        old = prototype.notes.part
        arrows.items = [_turned(item, old, notes_part) for item in arrows.items]
    shown = _fill_part(prototype.program, part, arrows, insertions, data)
    insertions.types.override(part, _SLIDE_TYPE)
    if prototype.notes is not None:
        back = [_turned(item, prototype.program.part, part) for item in prototype.notes_arrows]
        shown += _fill_part(prototype.notes, notes_part, Relationships(notes_part, back), insertions, data)
        insertions.types.override(notes_part, _NOTES_TYPE)
    return shown


def _fill_part(
    program: Program, part: str, arrows: Relationships, insertions: Insertions, data: Mapping[str, Any]
) -> list[Shown]:
    writer = SlideWriter(program, insertions.into(arrows))
    xml, shown = run(program, writer, data, shape_place)
    insertions.members[part] = Member.of(part, (_HEAD + xml).encode())
    rels = arrows.member()
    insertions.members[rels.name] = rels
    return [Shown(item.fact_id, item.text, part, item.place) for item in shown]


def shape_place(xml: str, position: int) -> str:
    """Return the shape in which a character stands."""
    names = _NAME.findall(xml, 0, position)
    return names[-1] if names else ""


def _turned(item: Relationship, old: str, new: str) -> Relationship:
    return Relationship(item.id, item.type, new) if item.target == old else item


def _list_slides(insertions: Insertions, ids: Sequence[str], sections: Sequence[str]) -> None:
    root = parse_xml(insertions.members[PRESENTATION].content)
    slide_list = root.find(f"{{{P}}}sldIdLst")
    assert slide_list is not None
    for item in list(slide_list):
        slide_list.remove(item)
    for number, key in enumerate(ids):
        entry = etree.SubElement(slide_list, f"{{{P}}}sldId")
        entry.set("id", str(256 + number))
        entry.set(f"{{{R}}}id", key)
    if any(sections):
        _list_sections(root, sections)
    insertions.members[PRESENTATION] = Member.of(PRESENTATION, xml_bytes(root))


def _list_sections(root: etree._Element, sections: Sequence[str]) -> None:
    extensions = root.find(f"{{{P}}}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{{{P}}}extLst")
    for old in list(extensions):
        if old.get("uri") == _SECTION_URI:
            extensions.remove(old)
    holder = etree.SubElement(extensions, f"{{{P}}}ext", uri=_SECTION_URI)
    listing = etree.SubElement(holder, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    current: etree._Element | None = None
    for number, name in enumerate(sections):
        if current is None or (name and name != current.getparent().get("name")):  # type: ignore[union-attr]
            section = etree.SubElement(listing, f"{{{_P14}}}section", name=name or sections[0])
            section.set("id", f"{{00000000-0000-4000-8000-{number + 1:012d}}}")
            current = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        etree.SubElement(current, f"{{{_P14}}}sldId", id=str(256 + number))
