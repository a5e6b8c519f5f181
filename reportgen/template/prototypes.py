"""Owns the slides of a template as prototypes: each with its notes, and how often it comes. In: members; out: a DeckTemplate."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportgen.errors import Problem
from reportgen.office.package import Member
from reportgen.office.parts import Relationship, Relationships
from reportgen.template.designed.sample import NO_SAMPLES, Samples
from reportgen.template.formats import is_strict, parse_part
from reportgen.template.grammar import P
from reportgen.template.program import Program
from reportgen.template.repeating import Directive, take_directive
from reportgen.template.shapes import placeholder_boxes
from reportgen.template.slide_list import PRESENTATION, slide_entries
from reportgen.template.slides import compile_slide


@dataclass(frozen=True)
class Prototype:
    """One slide of the template: its program, that of its notes, where both point, and how often it comes."""

    layout: str
    key: str
    number: str
    program: Program
    arrows: tuple[Relationship, ...]
    notes: Program | None
    notes_arrows: tuple[Relationship, ...]
    directive: Directive | None
    plain: bool  # nothing in slide or notes is a tag


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


def compile_deck(members: dict[str, Member], label: str, problems: list[Problem], samples: Samples) -> DeckTemplate:
    """Compile all slides in their order."""
    targets = {item.id: item.target for item in Relationships.of(PRESENTATION, members).items}
    found = [
        _prototype(targets[key], (key, number), members, f"{label}, slide {n}", problems, samples)
        for n, (key, number) in enumerate(slide_entries(members), 1)
    ]
    return DeckTemplate(label, tuple(found))


def _prototype(
    part: str,
    entry: tuple[str, str],
    members: dict[str, Member],
    title: str,
    problems: list[Problem],
    samples: Samples,
) -> Prototype:
    arrows = Relationships.of(part, members)
    layout_part = arrows.target("slideLayout") or ""
    layout = parse_part(members[layout_part].content) if layout_part in members else None
    common = None if layout is None else layout.find(f"{{{P}}}cSld")
    name = "" if common is None else common.get("name", "")
    content = members[part].content
    root = parse_part(content)
    notes_part = arrows.target("notesSlide")
    notes_root = parse_part(members[notes_part].content) if notes_part in members and notes_part else None
    directive = take_directive([root] if notes_root is None else [notes_root, root], title)
    program = compile_slide(part, root, title, placeholder_boxes(layout), problems, samples.get(part, NO_SAMPLES))
    program = program.in_dialect(strict=is_strict(content))
    notes, notes_arrows = None, Relationships("")
    if notes_part is not None and notes_root is not None:
        notes = compile_slide(notes_part, notes_root, f"{title}, notes", {}, problems)
        notes = notes.in_dialect(strict=is_strict(content))
        notes_arrows = Relationships.of(notes_part, members)
    plain = not program.changed and (notes is None or not notes.changed)
    arrow_items, notes_items = tuple(arrows.items), tuple(notes_arrows.items)
    return Prototype(name, *entry, program, arrow_items, notes, notes_items, directive, plain)
