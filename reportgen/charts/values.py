"""The plain values of a figure, for a chart that somebody else has drawn. In: Figure, facts; out: categories and series.

What a chart of a kind of our own composes (the steps of a waterfall, the base under an index) stays with that kind; here stand
the values themselves, each with what must be printed where a bound or wording goes with it.
"""

from dataclasses import dataclass

from reportgen.charts.data import Cell, data_of
from reportgen.charts.one_scale import on_one_scale
from reportgen.charts.picture.bars import Facts, bars_of
from reportgen.charts.picture.draw import check_facts
from reportgen.errors import ChartError
from reportgen.model import Figure

_POINTS = {"scatter": 2, "bubble": 3}


@dataclass(frozen=True)
class PlainValue:
    """One value: the number or a gap, x and size of points, the text of its label where the number alone says too little.

    `look` says that it is an upper bound (upper) or not reached yet (goal).
    """

    value: float | None
    text: str = ""
    fact_id: str = ""
    x: float | None = None
    size: float | None = None
    look: str = ""


@dataclass(frozen=True)
class PlainValues:
    """The categories of a figure, and its series by name."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[PlainValue, ...]], ...]


def values_of(figure: Figure, facts: Facts) -> PlainValues:
    """Return the values of a figure; a ChartError where it has none, or would mislead."""
    check_facts(figure, facts)
    figure, facts = on_one_scale(figure, facts)
    if figure.kind in ("tiers", "panel", "timeline"):
        raise ChartError(f"figure {figure.id}: a {figure.kind} has no values for a chart; show it as a picture")
    data = data_of(figure, facts)
    if figure.kind == "index_pair":
        bars = bars_of(figure, facts)
        values = tuple(PlainValue(bar.value, bar.shown if bar.fact_id else "", bar.fact_id) for bar in bars)
        return PlainValues(tuple(bar.label for bar in bars), ((data.series[0].name, values),))
    columns = [tuple(_value(cell, facts) for cell in column.cells) for column in data.series]
    if figure.kind not in _POINTS:
        return PlainValues(data.categories, tuple((c.name, v) for c, v in zip(data.series, columns, strict=True)))
    points = tuple(_point(cells) for cells in zip(*columns, strict=True) if None not in [cell.value for cell in cells])
    return PlainValues((), ((figure.head or data.series[1].name, points),))


def _value(cell: Cell, facts: Facts) -> PlainValue:
    bounded = bool(cell.fact_id) and facts[cell.fact_id].bound != "exact"
    look = cell.look if cell.look in ("upper", "goal") else ""
    return PlainValue(cell.value, cell.shown if bounded else "", cell.fact_id, look=look)


def _point(cells: tuple[PlainValue, ...]) -> PlainValue:
    size = cells[2].value if len(cells) > 2 else None
    return PlainValue(cells[1].value, cells[1].text, cells[1].fact_id, cells[0].value, size)
