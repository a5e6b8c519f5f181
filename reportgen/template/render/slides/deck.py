"""Filling the slides of a deck, with their notes, by a storyboard or as the template itself says.

In: prototypes and data; out: slides. Without a storyboard a slide that has no tags stays as it is, byte for byte.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count as number_from
from typing import Any

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.formats import main_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships, rels_name
from reportgen.template.program.program import Program
from reportgen.template.program.slide_templates import MARKED, DeckTemplate, Prototype
from reportgen.template.render.copying import copy_part, free_name
from reportgen.template.render.engine import run
from reportgen.template.render.insertion import Insertions
from reportgen.template.render.renumber import Identities, Renumbering
from reportgen.template.render.scope import Scope
from reportgen.template.render.slides.repeated_slides import grouped, holds, rounds
from reportgen.template.render.slides.slide_writer import SlideWriter
from reportgen.template.render.slides.unreached import drop_unreached, led_to
from reportgen.template.render.stream_part import shape_places
from reportgen.template.values.objects import FittedText, ShownFact, SlideSpec, TableGrid

_SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
# What copies of a slide may share; everything else that a slide points at is copied with it.
_SHARED = (
    "slideLayout",
    "notesSlide",
    "image",
    "video",
    "audio",
    "media",
    "hyperlink",
    "slide",
    "notesMaster",
    "theme",
)


@dataclass
class _Filling:
    """What filling the slides of one deck needs at every slide."""

    insertions: Insertions
    scope: Scope
    problems: list[Problem]
    shown: list[ShownFact] = field(default_factory=list)
    fitted: list[FittedText] = field(default_factory=list)
    turned: dict[str, str] = field(default_factory=dict)  # where links between slides lead now

    @cached_property
    def source_types(self) -> ContentTypes:
        """The types of the template: its list is written anew only when all slides are made."""
        return ContentTypes(self.insertions.members["[Content_Types].xml"].content)


def fill_deck(
    deck: DeckTemplate,
    insertions: Insertions,
    scope: Scope,
    slides: Sequence[SlideSpec] | None,
    problems: list[Problem],
) -> tuple[list[ShownFact], list[FittedText]]:
    """Make the slides; what goes wrong goes to the problems, and the next slide is tried."""
    filling = _Filling(insertions, scope, problems)
    if slides is None:
        _fill_in_place(deck, filling)
    else:
        _fill_storyboard(deck, slides, filling)
    return filling.shown, filling.fitted


def _fill_storyboard(deck: DeckTemplate, slides: Sequence[SlideSpec], filling: _Filling) -> None:
    plan = _plan(deck, slides, filling)
    members = filling.insertions.members
    source = dict(members)
    lost = led_to((p.program.part for p in deck.prototypes), members)
    for prototype in deck.prototypes:
        _drop(prototype, filling.insertions)
    relationships = Relationships.of(main_part(members), members)
    relationships.items = [item for item in relationships.items if not item.type.endswith("/slide")]
    keys = []
    shows: dict[str, list[str]] = {prototype.key: [] for prototype in deck.prototypes}
    used: set[str] = set()
    for number, (prototype, order) in enumerate(plan, 1):
        part, notes = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
        copied = prototype.program.part in used
        used.add(prototype.program.part)
        _fill_slide(
            prototype,
            (part, notes),
            filling.scope.extended(order.data),
            filling,
            source if copied else None,
            order.grid,
        )
        keys.append(relationships.add("slide", part))
        shows[prototype.key].append(keys[-1])
    rels = relationships.member()
    members[rels.name] = rels
    from reportgen.template.render.slides.slide_list import list_storyboard  # with the tree library

    list_storyboard(members, keys, [order.section for _, order in plan], shows)
    drop_unreached(lost, members, filling.insertions.types)


def _fill_in_place(deck: DeckTemplate, filling: _Filling) -> None:
    """Fill the slides where they stand: the first round of a slide keeps its part, its id and the links to it."""
    members = filling.insertions.members
    source = dict(members)
    plan = list(_rounds_of(deck, filling))
    if all(prototype.directive is None for prototype in deck.prototypes):
        for prototype, _ in plan:
            if not prototype.plain:
                _fill_slide(prototype, _own_parts(prototype), filling.scope, filling, None)
        return
    relationships = Relationships.of(main_part(members), members)
    used: set[str] = set()
    taken = {prototype.number for prototype in deck.prototypes}
    entries: list[tuple[str, str]] = []
    made: dict[str, list[str]] = {prototype.number: [] for prototype in deck.prototypes}
    shows: dict[str, list[str]] = {prototype.key: [] for prototype in deck.prototypes}
    kept = {prototype.program.part for prototype, _ in plan}
    first = plan[0][0].program.part if plan else ""
    filling.turned = {p.program.part: first for p in deck.prototypes if p.program.part not in kept}
    for prototype, names in plan:
        again = prototype.program.part in used
        used.add(prototype.program.part)
        key, number = prototype.key, prototype.number
        parts = _own_parts(prototype)
        if again:
            parts = (
                free_name("ppt/slides/slide", ".xml", members),
                free_name("ppt/notesSlides/notesSlide", ".xml", members),
            )
            key = relationships.add("slide", parts[0])
            number = str(max(256, *(int(value) for value in taken)) + 1)
            taken.add(number)
        turns = any(item.target in filling.turned for item in prototype.arrows)
        if again or turns or not prototype.plain or prototype.directive is not None:
            _fill_slide(prototype, parts, filling.scope.extended(names), filling, source if again else None)
        entries.append((key, number))
        made[prototype.number].append(number)
        shows[prototype.key].append(key)
    lost = led_to((p.program.part for p in deck.prototypes if p.program.part not in kept), members)
    for prototype in deck.prototypes:
        if prototype.program.part not in kept:
            _drop(prototype, filling.insertions)
            relationships.items = [item for item in relationships.items if item.id != prototype.key]
    rels = relationships.member()
    members[rels.name] = rels
    from reportgen.template.render.slides.slide_list import list_slides  # with the tree library

    list_slides(members, entries, made, shows)
    drop_unreached(lost, members, filling.insertions.types)


def _rounds_of(deck: DeckTemplate, filling: _Filling) -> Iterator[tuple[Prototype, dict[str, Any]]]:
    for group in grouped(deck.prototypes, lambda prototype: prototype.directive):
        for names in rounds(group[0].directive, filling.scope, filling.problems):
            for prototype in group:
                yield prototype, names


def _own_parts(prototype: Prototype) -> tuple[str, str]:
    return prototype.program.part, prototype.notes.part if prototype.notes else ""


def _plan(deck: DeckTemplate, slides: Sequence[SlideSpec], filling: _Filling) -> list[tuple[Prototype, SlideSpec]]:
    by_layout: dict[str, list[Prototype]] = defaultdict(list)
    for prototype in deck.prototypes:
        by_layout[prototype.layout].append(prototype)
    problems = [
        Problem(
            f"{deck.name}, slide {n}", None, None, f'has no slide of layout "{order.layout}"',
            "there are: " + ", ".join(sorted(by_layout)), "layout",
        )
        for n, order in enumerate(slides, 1)
        if order.layout not in by_layout
    ]  # fmt: skip
    if problems:
        raise TemplateError(problems)
    return [(_fitting(by_layout[order.layout], order, filling), order) for order in slides]


def _fitting(prototypes: Sequence[Prototype], order: SlideSpec, filling: _Filling) -> Prototype:
    """The first prototype of a layout whose {%slide if … %} holds for a slide; the first of all where none does."""
    for prototype in prototypes:
        if holds(prototype.directive, filling.scope.extended(order.data), filling.problems):
            return prototype
    return prototypes[0]


def _drop(prototype: Prototype, insertions: Insertions) -> None:
    for program in (prototype.program, prototype.notes):
        if program is not None:
            insertions.members.pop(program.part, None)
            insertions.members.pop(rels_name(program.part), None)
            insertions.types.drop(program.part)


def _fill_slide(
    prototype: Prototype,
    parts: tuple[str, str],
    scope: Scope,
    filling: _Filling,
    source: dict[str, Member] | None,
    grid: TableGrid | None = None,
) -> None:
    """Fill one slide and its notes; with a source it is a copy, and what it points at is copied from there."""
    part, notes_part = parts
    old_notes = prototype.notes.part if prototype.notes else ""
    turned = {prototype.program.part: part, old_notes: notes_part} if old_notes else {}
    arrows = [_arrow(item, {**filling.turned, **turned}) for item in prototype.arrows]
    if source is not None:
        arrows = [_own_copy(item, source, filling) for item in arrows]
    _fill_attached(prototype, arrows, filling, scope)
    same = part == prototype.program.part and tuple(arrows) == prototype.arrows
    _fill_part(prototype.program, part, Relationships(part, arrows), filling, scope, same)
    _fit(part, arrows, filling, grid)
    _type(filling.insertions.types, part, _SLIDE_TYPE)
    if prototype.notes is not None:
        back = [_arrow(item, turned) for item in prototype.notes_arrows]
        same = notes_part == old_notes and tuple(back) == prototype.notes_arrows
        _fill_part(prototype.notes, notes_part, Relationships(notes_part, back), filling, scope, same)
        _type(filling.insertions.types, notes_part, _NOTES_TYPE)


def _fit(part: str, arrows: Sequence[Relationship], filling: _Filling, grid: TableGrid | None) -> None:
    """Choose sizes where the template has a family of them."""
    members = filling.insertions.members
    if part not in members or MARKED not in members[part].content:
        return
    from reportgen.template.render.slides.fit import fitted_slide  # with the tree library

    layout = next((item.target for item in arrows if item.type.endswith("/slideLayout")), "")
    members[part], found = fitted_slide(members[part], layout, members, grid)
    filling.fitted += found


def _fill_attached(prototype: Prototype, arrows: Sequence[Relationship], filling: _Filling, scope: Scope) -> None:
    """Fill the SmartArt and comments of a slide, in the copies that the slide has of them."""
    for program in prototype.attached:
        now = [new.target for old, new in zip(prototype.arrows, arrows, strict=True) if old.target == program.part]
        part = now[0] if now else program.part
        _fill_part(program, part, Relationships.of(part, filling.insertions.members), filling, scope, same=True)


def _type(types: ContentTypes, part: str, kind: str) -> None:
    if types.of(part) != kind:
        types.override(part, kind)


def _fill_part(program: Program, part: str, arrows: Relationships, filling: _Filling, scope: Scope, same: bool) -> None:
    """Fill a slide or notes; `same` says that its arrows are those of the template so far."""
    insertions = filling.insertions
    count = len(arrows.items)
    numbers = Identities(insertions.members, number_from(program.first_free_id))
    renumbering = Renumbering(numbers, program.scopes, insertions.copier(arrows))
    writer = SlideWriter(program, insertions.into(arrows), scope.missing, renumbering)
    try:
        insertions.members[part], shown = run(program, part, writer, scope, shape_places)
    except TemplateError as error:
        filling.problems += error.problems
        return
    if not same or len(arrows.items) > count or rels_name(part) not in insertions.members:
        rels = arrows.member()
        insertions.members[rels.name] = rels
    filling.shown += shown


def _arrow(item: Relationship, turned: Mapping[str, str]) -> Relationship:
    target = turned.get(item.target)
    return item if target is None or item.external else Relationship(item.id, item.type, target)


def _own_copy(item: Relationship, source: dict[str, Member], filling: _Filling) -> Relationship:
    if item.external or item.type.rpartition("/")[2] in _SHARED or item.target not in source:
        return item
    types, insertions = filling.source_types, filling.insertions
    return Relationship(item.id, item.type, copy_part(item.target, source, types, insertions.members, insertions.types))
