"""The plain values of a figure, for a chart that somebody else has drawn. In: Figure, facts; out: categories and series.

What a chart of a kind of our own composes (the steps of a waterfall, the base under an index) stays with that kind; here stand
the values themselves, each with what must be printed where a bound or wording goes with it.
"""

from dataclasses import dataclass

from reportgen.charts.data import DataPoint, FactsById
from reportgen.charts.kinds import KINDS
from reportgen.charts.prepare import prepared
from reportgen.errors import ChartError
from reportgen.model import Figure


@dataclass(frozen=True)
class FigureValue:
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
class FigureValues:
    """The categories of a figure, and its series by name."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[FigureValue, ...]], ...]


def values_of(figure: Figure, facts: FactsById) -> FigureValues:
    """Return the values of a figure; a ChartError where it has none, or would mislead."""
    data = prepared(figure, facts)
    if not data.series:
        raise ChartError(f"figure {figure.id}: a {figure.kind} has no values for a chart; show it as a picture")
    series = [tuple(_value(point, data.facts) for point in one.points) for one in data.series]
    if KINDS[figure.kind].columns_are == "values":
        names = [one.name for one in data.series]
        return FigureValues(data.categories, tuple(zip(names, series, strict=True)))
    points = tuple(_point(values) for values in zip(*series, strict=True) if None not in [one.value for one in values])
    return FigureValues((), ((figure.head or data.series[1].name, points),))


def _value(point: DataPoint, facts: FactsById) -> FigureValue:
    fact = facts[point.fact_id] if point.fact_id else None
    worded = fact is not None and (fact.bound != "exact" or fact.kind == "index")
    look = point.look if point.look in ("upper", "goal") else ""
    return FigureValue(point.value, point.shown if worded else "", point.fact_id, look=look)


def _point(cells: tuple[FigureValue, ...]) -> FigureValue:
    size = cells[2].value if len(cells) > 2 else None
    return FigureValue(cells[1].value, cells[1].text, cells[1].fact_id, cells[0].value, size)
