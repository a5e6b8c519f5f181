"""The slides of a template as prototypes: each with its notes, and how often it comes. Plain, picklable data."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportgen.ooxml.relationships import Relationship
from reportgen.template.program.program import Program

Directive = tuple[str, str, str]  # code, as written, place
_MARKS = "urn:reportgen:slides"
SIZES = f"{{{_MARKS}}}sizes"  # the mark of a shape whose text takes the largest of some sizes
MARKED = _MARKS.encode()  # what a slide with such a shape holds


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
    attached: tuple[Program, ...] = ()  # parts of the slide that have tags: its SmartArt, its comments


@dataclass(frozen=True)
class DeckTemplate:
    """The slides of a template."""

    name: str
    prototypes: tuple[Prototype, ...]

    def programs(self) -> list[Program]:
        """Return the programs of slides and notes."""
        return [p for one in self.prototypes for p in (one.program, one.notes, *one.attached) if p is not None]

    def map(self, change: Callable[[Program], Program]) -> "DeckTemplate":
        """Return the deck with each program changed."""
        changed = [
            replace(
                one,
                program=change(one.program),
                notes=one.notes and change(one.notes),
                attached=tuple(map(change, one.attached)),
            )
            for one in self.prototypes
        ]
        return DeckTemplate(self.name, tuple(changed))
