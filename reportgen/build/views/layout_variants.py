"""The prototypes of a layout: what each asks of a slide, and for which counts it is made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.template import Template
from reportgen.template.program.slide_templates import Prototype

_INDEXED = re.compile(r"(?<![\w.])slide\.(\w+)\[(\d+)\]")
_LINES = re.compile(r"(?<![\w.])(item|role)\.lines\[(\d+)\]")
_LISTS = {"item": "items", "role": "roles"}  # by the name that templates have for one of them
_NAMED = re.compile(r"(?<![\w.])slide\.(\w+)")
_COUNTED = re.compile(r"slide\.(\w+)\s*\|\s*length")
MOST = 40  # entries of a list, when the counts of a layout are asked for
Holds = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class LayoutFields:
    """The fields of a slide that a layout names, and how many entries of a list it needs at least."""

    names: frozenset[str]
    least: tuple[tuple[str, int], ...]
    lines: tuple[tuple[str, int], ...] = ()  # of a list, and how many lines the text of each needs


@dataclass(frozen=True)
class LayoutVariant:
    """One prototype: its fields, the condition under which it is taken, and whether that holds for a slide."""

    fields: LayoutFields
    condition: str
    holds: Holds
    part: str

    @property
    def counted(self) -> tuple[str, ...]:
        """The lists whose count decides whether it is taken."""
        return tuple(dict.fromkeys(_COUNTED.findall(self.condition)))


Layouts = Mapping[str, Sequence[LayoutVariant]]


def layout_variants(template: Template) -> dict[str, list[LayoutVariant]]:
    """Return the prototypes of each layout of a deck template."""
    found: dict[str, list[LayoutVariant]] = {}
    for one in template.deck.prototypes if template.deck is not None else ():
        found.setdefault(one.layout, []).append(_variant(one, template))
    return found


def _variant(prototype: Prototype, template: Template) -> LayoutVariant:
    notes = prototype.notes.codes() if prototype.notes is not None else []
    code = prototype.directive[0] if prototype.directive else ""
    condition = code.removeprefix("if ").strip() if code.startswith("if ") else ""
    looped = "" if condition else code

    def holds(slide: Mapping[str, Any]) -> bool:
        return template.takes(prototype, {"slide": slide})

    fields = layout_fields("\n".join([*prototype.program.codes(), *notes, looped]))
    return LayoutVariant(fields, condition, holds, prototype.program.part)


@lru_cache(maxsize=512)
def layout_fields(source: str) -> LayoutFields:
    """Return what the code of a layout asks of a slide."""
    least: dict[str, int] = {}
    for name, number in _INDEXED.findall(source):
        least[name] = max(least.get(name, 0), int(number) + 1)
    lines: dict[str, int] = {}
    for name, number in _LINES.findall(source):
        lines[_LISTS[name]] = max(lines.get(_LISTS[name], 0), int(number) + 1)
    return LayoutFields(frozenset(_NAMED.findall(source)), tuple(sorted(least.items())), tuple(sorted(lines.items())))


def counts(variants: Sequence[LayoutVariant], slide: Mapping[str, Any], field: str) -> tuple[int, ...]:
    """Return how many entries of a list a layout takes, all else on the slide being as it is."""
    trial = [{**slide, field: [{}] * number} for number in range(MOST + 1)]
    return tuple(number for number, data in enumerate(trial) if any(variant.holds(data) for variant in variants))
