"""The guide to the layouts of a deck: what each is for, what it takes, and a slide that works."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.build.layouts.measure import Room, ranges, room
from reportgen.build.views.layout_variants import LayoutVariant, layout_variants
from reportgen.build.views.slide_fields import SHOWN_AS
from reportgen.load.yaml_files.yaml_file import read_yaml
from reportgen.model.layouts import LAYOUTS
from reportgen.template import Template

_SAMPLES = Path(__file__).with_name("samples.yaml")
_NUMBERS = {f"{name}.number": f"{name}.fact" for name in ("heroes", "cards")}  # a fact prints as a number
_HIDDEN = ("number", "unit", "before", "after")  # parts of a number: they have a family of sizes


@dataclass(frozen=True)
class FieldGuide:
    """One field of a layout: how many entries it takes, and how much text at the fewest and at the most."""

    name: str
    least: int | None = None
    most: int | None = None
    room_at_least: Room | None = None
    room_at_most: Room | None = None

    def in_words(self) -> str:
        """Return how many entries, and how many characters each."""
        parts = []
        if self.least is not None:
            parts.append(f"{self.least} to {self.most}" if self.most != self.least else f"{self.least}")
        if self.room_at_most is not None and self.room_at_least is not None:
            few, many = _words(self.room_at_least), _words(self.room_at_most)
            parts.append(few if few == many else f"{few} with the fewest, {many} with the most")
        return "; ".join(parts)


@dataclass(frozen=True)
class LayoutGuide:
    """One layout: what it is for, its fields, a slide of deck.yaml that works."""

    name: str
    purpose: str
    purpose_zh: str
    fields: tuple[FieldGuide, ...]
    sample: str

    def as_data(self) -> dict[str, Any]:
        """Return the guide for JSON."""
        return asdict(self)


def _words(one: Room) -> str:
    lines, characters = one
    return f"{characters} characters" if lines == 1 else f"{lines} lines of {characters} characters"


@lru_cache(maxsize=1)
def samples() -> Mapping[str, Any]:
    """Return what the shipped layouts are for, a slide of each, and the facts and figures that these name."""
    data: Mapping[str, Any] = read_yaml(_SAMPLES, _SAMPLES.name, numbers=True).data
    return data


def purposes(template: Template) -> dict[str, str]:
    """Return what each layout of a template is for, in the order of a talk; nothing for one that is not shipped."""
    known = samples()["layouts"]
    return {name: known.get(name, {}).get("purpose", "") for name in _in_order(template)}


def _in_order(template: Template) -> list[str]:
    variants = layout_variants(template)
    return list(dict.fromkeys(name for name in (*LAYOUTS, *variants) if name in variants))


def layout_guides(template: Template, names: tuple[str, ...] = ()) -> list[LayoutGuide]:
    """Return the guides to the layouts of a template, in the order of a talk; `names` picks some."""
    variants = layout_variants(template)
    return [_guide(template, name, variants[name]) for name in _in_order(template) if not names or name in names]


def _guide(template: Template, name: str, variants: list[LayoutVariant]) -> LayoutGuide:
    known = samples()["layouts"].get(name, {})
    counted = ranges(variants)
    shown = frozenset().union(*(variant.fields.names for variant in variants))
    lists = [
        field
        for field, views in SHOWN_AS.items()
        if shown.intersection(views) and (field != "goals" or name == "roadmap")
    ]
    rooms = [_rooms(template, name, counted, which) for which in (0, 1)]
    fields = [FieldGuide("title", None, None, rooms[0].get("title"), rooms[1].get("title"))]
    for field in lists:
        least, most = counted.get(field, (None, None))
        inner = [
            key
            for key in rooms[1]
            if key.startswith(f"{field}.") and (key in _NUMBERS or key.rpartition(".")[2] not in _HIDDEN)
        ]
        own = rooms[0].get(field), rooms[1].get(field)
        if field in ("columns", "rows"):
            own = None, None
        fields.append(FieldGuide(field, least, most, *own))
        fields += [
            FieldGuide(_NUMBERS.get(key, key), None, None, rooms[0].get(key, rooms[1][key]), rooms[1][key])
            for key in inner
        ]
    return LayoutGuide(
        name, known.get("purpose", ""), known.get("purpose_zh", ""), tuple(fields), known.get("slide", "")
    )


def _rooms(template: Template, name: str, counted: Mapping[str, tuple[int, int]], which: int) -> dict[str, Room]:
    """The room at the fewest (0) or the most (1) entries."""
    numbers = {field: span[which] for field, span in counted.items()}
    usual = {"heroes": 2, "cards": 3, "items": 3, "roles": 4, "tiers": 3, "plots": 2}
    found = room(template, name, {**usual, **numbers}, lead=True)
    return {**room(template, name, {**usual, "roles": 0, **numbers}, lead=True), **found}
