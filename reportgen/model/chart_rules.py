"""The rules that keep figures honest: each broken rule of a figure, and what to do instead."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from reportgen.model.axis_rules import mixed_units, unequal_times, unit_of
from reportgen.model.facts.fact import Fact
from reportgen.model.figure import Figure
from reportgen.model.series import Series

MOST_PARTS = 4
Facts = Mapping[str, Fact]
_DATA_ONLY = ("stacked", "stacked_100", "combo", "scatter", "bubble", "slope", "dumbbell", "pyramid", "heat")
_ONE_COLUMN = ("doughnut", "pie", "waterfall")
_COLUMNS = {"scatter": (2, 2), "bubble": (3, 3), "dumbbell": (2, 2), "pyramid": (2, 2), "combo": (2, 4)}
_WHOLES = ("stacked_100", "doughnut", "pie", "pyramid")


def dishonesties(figure: Figure, facts: Facts) -> list[str]:
    """Return how a figure would mislead: the rule, and what to do instead."""
    if figure.over_editions() or figure.from_table():
        return []  # its values are not known yet; they are looked at when the editions or tables are
    found = [text for panel in figure.panels for text in dishonesties(panel, facts)]
    unknown = [key for series in figure.series for key in series.fact_ids() if key not in facts]
    if unknown:
        return [*found, "no fact " + ", ".join(f"`{key}`" for key in unknown) + " among the values of its series"]
    shown = [facts[key] for key in figure.fact_ids() if key in facts and not figure.panels]
    axes = [*mixed_units(figure, facts), *unequal_times(figure)]
    return [*found, *_of_facts(figure, shown), *_of_shape(figure), *axes, *_of_kind(figure, facts)]


def values_of(series: Series, facts: Facts) -> list[Decimal | None]:
    """Return the values of a series, those of facts among them."""
    return [facts[value].value if isinstance(value, str) else value for value in series.values]


def _of_facts(figure: Figure, shown: list[Fact]) -> Iterator[str]:
    kinds = {fact.kind for fact in shown}
    if figure.kind == "tiers":
        return
    if "growth_multiple" in kinds:
        yield "a growth multiple (增长N倍) has no bar: its base is not known; show it on a number card"
    if figure.kind == "index_pair" and kinds - {"index"}:
        yield "an index pair shows one index against its base of 1; give one fact of kind index"
    if "index" in kinds and len(kinds) > 1:
        yield "an index never shares an axis with other kinds; give it a panel of its own"
    if not figure.series and len([fact for fact in shown if fact.kind in ("share", "annual_growth")]) > 1:
        yield "shares with different denominators never stand together; draw one figure for each"
    ranges = [fact for fact in shown if fact.upper is not None and fact.value is not None]
    if ranges:
        yield f"{ranges[0].id} is a range ({ranges[0].prose()}), which has no one length; show it in text or on a card"
    if figure.kind == "progress" and not _is_progress(shown):
        yield "progress needs a current value and a target of one unit; without it use a number card"


def _of_shape(figure: Figure) -> Iterator[str]:
    """What a kind needs to be drawn at all."""
    kind, count = figure.kind, len(figure.series)
    if kind in _DATA_ONLY and not figure.series:
        yield f"{kind} compares columns of data; give categories and series"
    if kind in ("then_now", "share_bar", "progress", "index_pair", "tiers", "panel") and figure.series:
        yield f"{kind} shows single facts; use column or bar for columns of data"
    if kind in _ONE_COLUMN and count > 1:
        yield f"{kind} shows one series; it has {count}: draw one figure for each"
    least, most = _COLUMNS.get(kind, (0, 99))
    if figure.series and not least <= count <= most:
        yield f"{kind} needs {least} series{'' if most == least else f' to {most}'}, and has {count}"
    if kind == "slope" and figure.series and len(figure.categories) != 2:
        yield "slope joins two points in time; with more use line, with fewer bar"
    if kind == "timeline" and len(figure.events) < 2:
        yield "a timeline needs two events or more; give events with when and text"


def _of_kind(figure: Figure, facts: Facts) -> Iterator[str]:
    columns = [values_of(series, facts) for series in figure.series] or _column_of_facts(figure, facts)
    known = [value for column in columns for value in column if value is not None]
    if columns and not known and figure.kind not in ("tiers", "panel"):
        yield "no value of the figure is known, so there is nothing to draw"
    if figure.kind in _WHOLES and any(value < 0 for value in known):
        yield f"{figure.kind} shows parts of a whole, and a part is never negative; use column"
    if figure.kind in ("area", "stacked", "stacked_100", *_ONE_COLUMN) and len(known) < sum(map(len, columns)):
        yield f"{figure.kind} with a gap would invent a point; use column or line, which leave the gap open"
    rule = _RULES.get(figure.kind)
    if rule is not None and columns:
        yield from rule(figure, columns, facts)


def _column_of_facts(figure: Figure, facts: Facts) -> list[list[Decimal | None]]:
    return [[facts[key].value for key in figure.facts if key in facts]] if figure.facts else []


def _parts(figure: Figure, columns: list[list[Decimal | None]], facts: Facts) -> Iterator[str]:
    values = [value for value in columns[0] if value is not None]
    if len(values) > MOST_PARTS:
        yield f"{figure.kind} has {len(values)} parts, and {MOST_PARTS} is the most that a reader can distinguish; use bar"
    total = sum(values, Decimal(0))
    if values and not total:
        yield f"the parts of {figure.kind} sum to nothing; leave the figure out"
    if figure.unit == "%" and values and abs(total - 100) > Decimal("0.5"):
        yield f"the parts sum to {total:f} %, and not to 100 %: they are not a whole; use bar"
    if any(facts[key].bound not in ("exact",) for key in figure.fact_ids() if key in facts):
        yield f"a bound has no share of a whole; {figure.kind} needs exact values, use bar"


def _second_axis(figure: Figure, columns: list[list[Decimal | None]], facts: Facts) -> Iterator[str]:
    del columns
    units = [unit_of(figure, series, facts) for series in figure.series]
    if len(units) > 1 and units[-1] in units[:-1]:
        yield f"a second axis of the same unit ({units[-1] or 'none'}) makes a crossing that means nothing; use line"


def _sums(figure: Figure, columns: list[list[Decimal | None]], facts: Facts) -> Iterator[str]:
    del facts
    running = Decimal(0)
    for number, (name, value) in enumerate(zip(figure.categories, columns[0], strict=False)):
        if value is None:
            return
        if name not in figure.totals:
            running += value
        elif number == 0:
            running = value
        elif abs(value - running) > abs(running) * Decimal("0.001"):
            yield f"the total {name} is {value:f}, and what stands before it sums to {running:f}; correct one of them"


def _sizes(figure: Figure, columns: list[list[Decimal | None]], facts: Facts) -> Iterator[str]:
    del figure, facts
    if len(columns) == 3 and any(value is not None and value < 0 for value in columns[2]):
        yield "the area of a bubble is never negative; use scatter"


_RULES: dict[str, Callable[[Figure, list[list[Decimal | None]], Facts], Iterator[str]]] = {
    "pie": _parts,
    "doughnut": _parts,
    "combo": _second_axis,
    "waterfall": _sums,
    "bubble": _sizes,
}


def _is_progress(shown: list[Fact]) -> bool:
    return (
        len(shown) == 2
        and shown[0].value is not None
        and shown[0].kind != "target"
        and shown[1].kind == "target"
        and shown[0].unit == shown[1].unit
    )
