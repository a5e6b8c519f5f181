"""What a layout of a deck shows of a slide: fields that it needs and does not get, and fields that it gets and does not show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.model import Pack, Slide

# The fields of a slide by the names that templates have for them; those not named are shown elsewhere or by the pack.
_SHOWN_AS = {
    "kicker": ("kicker",), "source": ("source",), "lead": ("lead", "photo_rows"), "date": ("date",), "head": ("head",),
    "unit": ("unit",), "cards": ("cards",), "heroes": ("heroes",), "goals": ("goals",), "items": ("items",),
    "roles": ("roles",), "tiers": ("tiers",), "figure": ("chart", "charts"), "figures": ("chart", "charts"),
    "photos": ("photos", "photo_rows"), "table": ("columns", "rows"), "columns": ("columns",), "rows": ("rows",),
}  # fmt: skip
_INDEXED = re.compile(r"(?<![\w.])slide\.(\w+)\[(\d+)\]")
_LINES = re.compile(r"(?<![\w.])(item|role)\.lines\[(\d+)\]")
_LISTS = {"item": "items", "role": "roles"}  # by the name that templates have for one of them
_NAMED = re.compile(r"(?<![\w.])slide\.(\w+)")


@dataclass(frozen=True)
class LayoutFields:
    """The fields of a slide that a layout names, and how many entries of a list it needs at least."""

    names: frozenset[str]
    least: tuple[tuple[str, int], ...]
    lines: tuple[tuple[str, int], ...] = ()  # of a list, and how many lines the text of each needs


@dataclass(frozen=True)
class SlideFault:
    """One field of one slide (counted from 0) that does not fit its layout."""

    slide: int
    field: str
    what: str
    hint: str


@lru_cache(maxsize=256)
def layout_fields(source: str) -> LayoutFields:
    """Return what the code of a layout asks of a slide."""
    least: dict[str, int] = {}
    for name, number in _INDEXED.findall(source):
        least[name] = max(least.get(name, 0), int(number) + 1)
    lines: dict[str, int] = {}
    for name, number in _LINES.findall(source):
        lines[_LISTS[name]] = max(lines.get(_LISTS[name], 0), int(number) + 1)
    return LayoutFields(frozenset(_NAMED.findall(source)), tuple(sorted(least.items())), tuple(sorted(lines.items())))


def slide_faults(pack: Pack, layouts: dict[str, LayoutFields]) -> list[SlideFault]:
    """Return what slides lack for their layouts, and what they give that their layouts do not show, slide by slide."""
    faults: list[SlideFault] = []
    for number, slide in enumerate(pack.slides):
        fields = layouts.get(slide.layout)
        if fields is not None:
            faults += _lacking(number, slide, fields)
            faults += _dropped(number, slide, layouts)
    return faults


def _lacking(number: int, slide: Slide, fields: LayoutFields) -> Iterable[SlideFault]:
    for name, least in fields.least:
        given = getattr(slide, name, ())
        if isinstance(given, tuple) and len(given) < least and name in _SHOWN_AS and name != "photos":
            what = (
                f"the layout {slide.layout} needs {least} `{name}`, and {len(given) or 'none'} {_is(len(given))} given"
            )
            yield SlideFault(number, name, what, f"add {'them' if least - len(given) > 1 else 'one'} under `{name}`")

    for name, least in fields.lines:
        for at, item in enumerate(getattr(slide, name)):
            count = len(item.text.split("\n"))
            if count < least:
                what = f"the layout {slide.layout} needs {least} lines in the text of each of `{name}`, and {name[:-1]} {at + 1} has {count}"
                yield SlideFault(number, name, what, r'write them as "…\n…"')


def _dropped(number: int, slide: Slide, layouts: dict[str, LayoutFields]) -> Iterable[SlideFault]:
    names = layouts[slide.layout].names
    for name in sorted(slide.model_fields_set & _SHOWN_AS.keys()):
        if not _given(getattr(slide, name)) or names.intersection(_SHOWN_AS[name]):
            continue
        others = [layout for layout, other in layouts.items() if other.names.intersection(_SHOWN_AS[name])]
        shown = [field for field, views in _SHOWN_AS.items() if names.intersection(views)]
        what = f"`{name}` is not shown: the layout {slide.layout} shows {', '.join(shown)}"
        hint = f"{', '.join(others[:5])} would show it" if others else "no layout of this template shows it"
        yield SlideFault(number, name, what, hint)


def _given(value: Any) -> bool:
    return value not in (None, "", ())


def _is(count: int) -> str:
    return "is" if count < 2 else "are"
