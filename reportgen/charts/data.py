"""What a figure shows: points with value, printed value and look. Picture and native chart are both made from it, so they agree.

Facts in a row become one series of their labels, an index after its base.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.charts.tones import CONTEXT, PRIMARY, Tone, tones_of
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Series
from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.quantity import padded, places_of, written

PointLook = Literal["solid", "context", "upper", "about", "goal"]
ShownFacts = tuple[tuple[str, str], ...]  # each fact by id as it is printed
FactsById = Mapping[str, Fact]
_UPPER, _LOWER, _ABOUT = ("lt", "le"), ("gt", "ge"), ("approx", "approx_below", "approx_above")


@dataclass(frozen=True)
class DataPoint:
    """One value: the number or a gap, how it is printed, how it looks, the fact behind it.

    `open_end` says that the value lies beyond a lower bound; `said` is a fact in a sentence: 超过60亿元; `base_of` is the index
    of which the value is the base.
    """

    value: float | None
    shown: str
    look: PointLook = "solid"
    fact_id: str = ""
    open_end: bool = False
    said: str = ""
    base_of: str = ""


@dataclass(frozen=True)
class DataSeries:
    """One series: name, unit as printed, points, tone, whether it is the highlight."""

    name: str
    unit: str
    points: tuple[DataPoint, ...]
    tone: Tone
    highlight: bool = False

    @property
    def known(self) -> list[float]:
        """The values that are known."""
        return [point.value for point in self.points if point.value is not None]


@dataclass(frozen=True)
class FigureData:
    """What is drawn: the figure and its facts; head, unit as printed, categories, series, and the category in focus."""

    figure: Figure
    facts: FactsById
    head: str
    unit: str
    categories: tuple[str, ...] = ()
    series: tuple[DataSeries, ...] = ()
    focus: int | None = None

    @property
    def known(self) -> list[float]:
        """All values that are known."""
        return [value for series in self.series for value in series.known]

    @property
    def keys(self) -> list[tuple[str, Tone]]:
        """The names of several series with their tones; one series needs no name besides the head."""
        return [(series.name, series.tone) for series in self.series] if len(self.series) > 1 else []

    def tone(self, series: int, point: int) -> Tone:
        """Return the tone of a point: the focus stands out in a single series, the rest is context."""
        one = self.series[series]
        if len(self.series) > 1:
            return one.tone
        return CONTEXT if one.points[point].look == "context" or self.focus not in (None, point) else PRIMARY


def data_of(figure: Figure, facts: FactsById) -> FigureData:
    """Return the data of a figure; a ChartError names a fact that has no value."""
    if not figure.series:
        return _of_facts(figure, facts)
    tones = tones_of([series.highlight for series in figure.series])
    found = tuple(_series(figure, series, tone, facts) for series, tone in zip(figure.series, tones, strict=True))
    focus = figure.categories.index(figure.focus) if figure.focus is not None else None
    return FigureData(figure, facts, figure.head or "", figure.unit or "", figure.categories, found, focus)


def _of_facts(figure: Figure, facts: FactsById) -> FigureData:
    shown = [facts[key] for key in figure.facts]
    valueless = next((fact for fact in shown if fact.value is None), None)
    if valueless is not None:
        raise ChartError(f"figure {figure.id}: fact {valueless.id} has no value, so it has no bar; show it on a card")
    if not shown:  # events, tiers, panels
        return FigureData(figure, facts, figure.head or "", figure.unit or "")
    names = [figure.labels.get(fact.id, fact.when()) for fact in shown]
    if len(set(names)) < len(names) and not figure.labels:  # of one time: what they are tells them apart
        names = [fact.short or fact.label for fact in shown]
    found = [point for fact, name in zip(shown, names, strict=True) for point in _points(figure, fact, name)]
    unit = figure.unit if figure.unit is not None else _unit(shown[0])
    series = DataSeries(figure.head or shown[0].label, unit, tuple(point for _, point in found), PRIMARY)
    return FigureData(figure, facts, figure.head or "", unit, tuple(name for name, _ in found), (series,))


def _points(figure: Figure, fact: Fact, name: str) -> Iterator[tuple[str, DataPoint]]:
    """The named point of a fact; before that of an index its base."""
    if fact.kind == "index" and fact.base is not None:
        label = figure.labels.get("base") or fact.base.label or "基期"
        base = fact.base.value or 1
        yield label, DataPoint(float(base), f"{base:f}", "context", base_of=fact.id)
    yield fact.as_target(name), _of_fact(fact, look_of(fact, context=figure.highlight not in (None, fact.id)))


def _unit(fact: Fact) -> str:
    """The unit of a fact in the head line: that of an index is its base."""
    if fact.kind != "index" or fact.base is None:
        return fact.printed_unit()
    return f"{fact.base.label or '基期'}={fact.base_value()}"


def _series(figure: Figure, series: Series, tone: Tone, facts: FactsById) -> DataSeries:
    unit = series.unit if series.unit is not None else figure.unit or ""
    numbers = [value for value in series.values if isinstance(value, Decimal)]
    places = max(map(places_of, numbers), default=0)
    points = []
    for value in series.values:
        if isinstance(value, str):
            points.append(_of_fact(facts[value], look_of(facts[value])))
        elif value is None:
            points.append(DataPoint(None, ""))
        else:
            points.append(DataPoint(float(value), printed(value, places)))
    return DataSeries(series.name, unit, tuple(points), tone, series.highlight)


def _of_fact(fact: Fact, look: PointLook) -> DataPoint:
    if fact.value is None:
        return DataPoint(None, "", look, fact.id)
    shown = fact.axis() if fact.aligned is None else fact.column()  # in a column of a table all are of one unit
    return DataPoint(float(fact.plotted()), shown, look, fact.id, fact.bound in _LOWER, fact.prose())


def look_of(fact: Fact, *, context: bool = False) -> PointLook:
    """Return how a fact is drawn, by how sure it is; context: something else is the highlight."""
    if fact.kind == "target":
        return "goal"
    if fact.bound in _UPPER:
        return "upper"
    if bound_class(fact.bound) in _ABOUT:
        return "about"
    return "context" if context else "solid"


def printed(number: Decimal, places: int) -> str:
    """Return a number with every digit that it has, and at least so many decimals."""
    return written(padded(number, places)).replace("-", "−")
