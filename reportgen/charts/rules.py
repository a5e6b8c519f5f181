"""The rules that keep figures honest: each broken rule of a figure, and what to do instead.

Rules that kinds share read the fields of `ChartKind`; a rule of one kind is in the file of that kind.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.charts.axis_rules import mixed_units, unequal_times
from reportgen.charts.data import FactsById
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.kinds import KINDS
from reportgen.model import Fact, Figure, Series


def chart_rule_violations(figure: Figure, facts: FactsById) -> list[str]:
    """Return how a figure would mislead: the rule, and what to do instead."""
    if figure.over_editions() or figure.from_table():
        return []  # its values are not known yet; they are looked at when the editions or tables are
    found = [text for panel in figure.panels for text in chart_rule_violations(panel, facts)]
    unknown = [key for series in figure.series for key in series.fact_ids() if key not in facts]
    if unknown:
        return [*found, "no fact " + ", ".join(f"`{key}`" for key in unknown) + " among the values of its series"]
    kind = KINDS[figure.kind]
    shown = [facts[key] for key in figure.fact_ids() if key in facts and not figure.panels]
    columns = [values_of(series, facts) for series in figure.series] or _column_of_facts(figure, facts)
    axes = [*mixed_units(figure, kind, facts), *unequal_times(figure, kind)]
    own = kind.rules(figure, columns, facts)
    return [*found, *_of_facts(figure, kind, shown), *_of_shape(figure, kind), *axes, *_of_values(kind, columns), *own]


def values_of(series: Series, facts: FactsById) -> list[Decimal | None]:
    """Return the values of a series, those of facts among them."""
    return [facts[value].value if isinstance(value, str) else value for value in series.values]


def _of_facts(figure: Figure, kind: ChartKind, shown: list[Fact]) -> Iterator[str]:
    kinds = {fact.kind for fact in shown}
    if kind.takes == "tiers":
        return
    if "growth_multiple" in kinds:
        yield "a growth multiple (增长N倍) has no bar: its base is not known; show it on a number card"
    if "index" in kinds and len(kinds) > 1:
        yield "an index never shares an axis with other kinds; give it a panel of its own"
    if not figure.series and len([fact for fact in shown if fact.kind in ("share", "annual_growth")]) > 1:
        yield "shares with different denominators never stand together; draw one figure for each"
    ranges = [fact for fact in shown if fact.upper is not None and fact.value is not None]
    if ranges:
        yield f"{ranges[0].id} is a range ({ranges[0].prose()}), which has no one length; show it in text or on a card"


def _of_shape(figure: Figure, kind: ChartKind) -> Iterator[str]:
    """What a kind needs to be drawn at all."""
    name, count, (least, most) = kind.name, len(figure.series), kind.series
    if kind.takes == "series" and not figure.series:
        yield f"{name} compares columns of data; give categories and series"
    if kind.takes in ("facts", "tiers", "panels") and figure.series:
        yield f"{name} shows single facts; use column or bar for columns of data"
    if most == 1 < count:
        yield f"{name} shows one series; it has {count}: draw one figure for each"
    elif figure.series and not least <= count <= most:
        yield f"{name} needs {least} series{'' if most == least else f' to {most}'}, and has {count}"


def _of_values(kind: ChartKind, columns: SeriesValues) -> Iterator[str]:
    known = [value for column in columns for value in column if value is not None]
    if columns and not known and kind.takes not in ("tiers", "panels"):
        yield "no value of the figure is known, so there is nothing to draw"
    if kind.shares and any(value < 0 for value in known):
        yield f"{kind.name} shows parts of a whole, and a part is never negative; use column"
    if kind.bridges_gaps and len(known) < sum(map(len, columns)):
        yield f"{kind.name} with a gap would invent a point; use column or line, which leave the gap open"


def _column_of_facts(figure: Figure, facts: FactsById) -> SeriesValues:
    return [[facts[key].value for key in figure.facts if key in facts]] if figure.facts else []
