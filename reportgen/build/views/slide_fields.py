"""What a layout of a deck shows of a slide: fields that it needs and does not get, and fields that it gets and does not show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.build.views.layout_variants import Layouts, LayoutVariant, counts
from reportgen.model import Item, Pack, Slide

# The fields of a slide by the names that templates have for them; those not named are shown elsewhere or by the pack.
SHOWN_AS = {
    "kicker": ("kicker",), "source": ("source",), "lead": ("lead", "photo_rows"), "date": ("date",), "head": ("head",),
    "unit": ("unit",), "cards": ("cards",), "heroes": ("heroes",), "goals": ("goals", "heroes"), "items": ("items", "contents", "plots"),
    "roles": ("roles",), "tiers": ("tiers",), "figure": ("chart", "charts"), "figures": ("chart", "charts", "plots"),
    "photos": ("photos", "photo_rows"), "table": ("columns", "rows"), "columns": ("columns",), "rows": ("rows",),
}  # fmt: skip


@dataclass(frozen=True)
class SlideFault:
    """One field of one slide (counted from 0) that does not fit its layout."""

    slide: int
    field: str
    what: str
    hint: str


def slide_faults(pack: Pack, layouts: Layouts) -> list[SlideFault]:
    """Return what slides lack for their layouts, and what they give that their layouts do not show, slide by slide."""
    faults: list[SlideFault] = []
    for number, slide in enumerate(pack.slides):
        variants = layouts.get(slide.layout)
        if not variants:
            continue
        data = slide_data(pack, slide)
        taken = next((variant for variant in variants if variant.holds(data)), None)
        found = list(_lacking(number, slide, taken or variants[0]))
        if taken is None and not found:
            found = list(_miscounted(number, slide, variants, data))
        faults += found
        faults += _dropped(number, slide, taken or variants[0], layouts)
    return faults


def slide_data(pack: Pack, slide: Slide) -> dict[str, Any]:
    """Return the lists and texts of a slide by the names that conditions of templates ask for."""
    data = {name: getattr(slide, name) for name in type(slide).model_fields}
    return {**data, "items": items_of(pack, slide), "heroes": slide.heroes or slide.goals, "plots": slide.figures}


def items_of(pack: Pack, slide: Slide) -> tuple[Item, ...]:
    """Return the items of a slide; an agenda without its own has the sections with their messages."""
    if slide.layout != "agenda" or slide.items:
        return slide.items
    return tuple(Item(head=part.heading, text=part.message.rstrip("。.")) for part in pack.sections)


def _lacking(number: int, slide: Slide, variant: LayoutVariant) -> Iterable[SlideFault]:
    for name, least in variant.fields.least:
        given = getattr(slide, name, ())
        if isinstance(given, tuple) and len(given) < least and name in SHOWN_AS and name != "photos":
            what = (
                f"the layout {slide.layout} needs {least} `{name}`, and {len(given) or 'none'} {_is(len(given))} given"
            )
            yield SlideFault(number, name, what, f"add {'them' if least - len(given) > 1 else 'one'} under `{name}`")

    for name, least in variant.fields.lines:
        for at, item in enumerate(getattr(slide, name)):
            count = len(item.text.split("\n"))
            if count < least:
                what = f"the layout {slide.layout} needs {least} lines in the text of each of `{name}`, and {name[:-1]} {at + 1} has {count}"
                yield SlideFault(number, name, what, r'write them as "…\n…"')


def _miscounted(
    number: int, slide: Slide, variants: Sequence[LayoutVariant], data: Mapping[str, Any]
) -> Iterable[SlideFault]:
    """The list whose count no prototype of the layout is made for."""
    names = dict.fromkeys(name for variant in variants for name in variant.counted)
    for name in names:
        given, fitting = len(data.get(name) or ()), counts(variants, data, name)
        if fitting and given not in fitting:
            what = f"the layout {slide.layout} takes {in_words(fitting)} `{name}`, and {given or 'none'} {_is(given)} given"
            hint = "split the slide, or take another layout" if given > max(fitting) else f"add more under `{name}`"
            yield SlideFault(number, name, what, hint)
            return
    told = " and ".join(f"{len(data.get(name) or ())} `{name}`" for name in names)
    what = f"the layout {slide.layout} has no slide for {told or 'these fields'}"
    yield SlideFault(
        number, next(iter(names), "layout"), what, f"`reportgen layouts {slide.layout}` shows what it takes"
    )


def in_words(numbers: Sequence[int]) -> str:
    """Return counts as a range: 2 to 6; 3 or more; 1."""
    if len(numbers) == 1:
        return f"just {numbers[0]}"
    return f"{numbers[0]} to {numbers[-1]}"


def _dropped(number: int, slide: Slide, variant: LayoutVariant, layouts: Layouts) -> Iterable[SlideFault]:
    names = variant.fields.names
    for name in sorted(slide.model_fields_set & SHOWN_AS.keys()):
        if not _given(getattr(slide, name)) or names.intersection(SHOWN_AS[name]):
            continue
        others = [
            layout for layout, all_ in layouts.items() if any(v.fields.names.intersection(SHOWN_AS[name]) for v in all_)
        ]
        shown = [field for field, views in SHOWN_AS.items() if names.intersection(views)]
        if slide.layout in others:  # it has a place for the field, but not beside so much else
            counted = " and ".join(f"{len(getattr(slide, each, ()))} `{each}`" for each in variant.counted)
            what = f"`{name}` is not shown: with {counted} the layout {slide.layout} shows {', '.join(shown)}"
        else:
            what = f"`{name}` is not shown: the layout {slide.layout} shows {', '.join(shown)}"
        others = [layout for layout in others if layout != slide.layout]
        hint = f"{', '.join(others[:5])} would show it" if others else "no layout of this template shows it"
        yield SlideFault(number, name, what, hint)


def _given(value: Any) -> bool:
    return value not in (None, "", ())


def _is(count: int) -> str:
    return "is" if count < 2 else "are"
