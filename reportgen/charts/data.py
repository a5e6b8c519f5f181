"""Owns what a figure of columns shows: cells with value, printed value and look. In: Figure, facts; out: Data.

Picture and native chart are both made from it, so that they agree. Facts in a row become one series of their labels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.charts.picture.bars import Facts, Look, Shown, look_of
from reportgen.charts.tones import Tone, tones_of
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Series, dishonesties

_STEPS = ((12, "万亿"), (8, "亿"), (4, "万"))
_NEVER_SCALED = ("%", "倍", "年", "个百分点", "‰")
_LARGEST_PLAIN = Decimal(10) ** 5


@dataclass(frozen=True)
class Cell:
    """One value: the number or a gap, how it is printed, how it looks, the fact behind it."""

    value: float | None
    shown: str
    look: Look = "solid"
    fact_id: str = ""
    open_end: bool = False
    said: str = ""  # a fact in a sentence: 超过60亿元


@dataclass(frozen=True)
class Column:
    """One series: name, unit as printed, cells, tone, whether it is the highlight."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    tone: Tone
    highlight: bool = False

    @property
    def known(self) -> list[float]:
        """The values that are known."""
        return [cell.value for cell in self.cells if cell.value is not None]


@dataclass(frozen=True)
class Data:
    """What is drawn: head, unit as printed, categories, series, and the category in focus."""

    head: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Column, ...]
    focus: int | None = None

    @property
    def known(self) -> list[float]:
        """All values that are known."""
        return [value for column in self.series for value in column.known]

    @property
    def shown(self) -> Shown:
        """Each fact as it is printed."""
        cells = [cell for column in self.series for cell in column.cells]
        return tuple((cell.fact_id, cell.shown) for cell in cells if cell.fact_id)

    def tone(self, series: int, point: int) -> Tone:
        """Return the tone of a point: the focus stands out in a single series, the rest is context."""
        column = self.series[series]
        if len(self.series) == 1:
            if column.cells[point].look == "context" or self.focus not in (None, point):
                return Tone("context")
            return Tone("primary")
        return column.tone


def data_of(figure: Figure, facts: Facts) -> Data:
    """Return the data of a figure; a ChartError tells the honest-chart rules that it breaks."""
    broken = dishonesties(figure, facts)
    if broken:
        raise ChartError(f"figure {figure.id}: " + "; ".join(broken))
    if figure.events and not figure.facts:
        return Data(figure.head or "", figure.unit or "", (), ())
    if not figure.series:
        return _of_facts(figure, facts)
    tones = tones_of([series.highlight for series in figure.series])
    step = _step(figure, facts)
    columns = tuple(
        _column(figure, series, tone, facts, step) for series, tone in zip(figure.series, tones, strict=True)
    )
    focus = figure.categories.index(figure.focus) if figure.focus is not None else None
    return Data(figure.head or "", step[1] + (figure.unit or ""), figure.categories, columns, focus)


def _of_facts(figure: Figure, facts: Facts) -> Data:
    shown = [facts[key] for key in figure.facts]
    for fact in shown:
        if fact.value is None:
            raise ChartError(f"figure {figure.id}: fact {fact.id} has no value, so it has no bar; show it on a card")
    cells = tuple(_of_fact(fact, look_of(figure, fact)) for fact in shown)
    names = [figure.labels.get(fact.id, fact.when()) for fact in shown]
    if len(set(names)) < len(names) and not figure.labels:  # of one time: what they are tells them apart
        names = [fact.short or fact.label for fact in shown]
    names = [f"{n}目标" if f.kind == "target" and "目标" not in n else n for n, f in zip(names, shown, strict=True)]
    unit = figure.unit if figure.unit is not None else shown[0].unit
    column = Column(figure.head or shown[0].label, unit, cells, Tone("primary"))
    return Data(figure.head or "", unit, tuple(names), (column,))


def _column(figure: Figure, series: Series, tone: Tone, facts: Facts, step: tuple[int, str]) -> Column:
    numbers = [value for value in series.values if isinstance(value, Decimal)]
    places = places_of([value.scaleb(-step[0]) for value in numbers])
    cells = []
    for value in series.values:
        if isinstance(value, str):
            cells.append(_of_fact(facts[value], _look(facts[value])))
        elif value is None:
            cells.append(Cell(None, ""))
        else:
            cells.append(Cell(float(value), printed(value.scaleb(-step[0]), places)))
    unit = series.unit if series.unit is not None else step[1] + (figure.unit or "")
    return Column(series.name, unit, tuple(cells), tone, series.highlight)


def _of_fact(fact: Fact, look: Look) -> Cell:
    if fact.value is None:
        return Cell(None, "", look, fact.id)
    shown = fact.axis() if fact.aligned is None else fact.column()  # in a column of a table all are of one unit
    return Cell(float(fact.value), shown, look, fact.id, fact.bound in ("gt", "ge"), fact.prose())


def _look(fact: Fact) -> Look:
    if fact.kind == "target":
        return "goal"
    return {"lt": "upper", "le": "upper", "approx_below": "about", "approx_above": "about"}.get(fact.bound, "solid")  # type: ignore[return-value]


def _step(figure: Figure, facts: Facts) -> tuple[int, str]:
    """The power of ten by which all numbers of a figure are printed, and its name: one for the whole figure."""
    own_units = any(series.unit is not None for series in figure.series)
    unit = figure.unit or ""
    numbers = [abs(value) for series in figure.series for value in series.values if isinstance(value, Decimal)]
    if own_units or figure.fact_ids() or unit in _NEVER_SCALED or unit[:1] in ("万", "亿") or not numbers:
        return 0, ""
    if max(numbers) < _LARGEST_PLAIN:
        return 0, ""
    return next((power, name) for power, name in _STEPS if max(numbers) >= Decimal(10) ** power)


def places_of(numbers: Sequence[Decimal]) -> int:
    """Return the decimals of a series: as few as tell its values, two at most, more only where all are tiny."""
    largest = max((abs(number) for number in numbers), default=Decimal(0))
    if largest and largest < Decimal("0.1"):
        return min(1 - largest.adjusted(), 12)
    for places in (0, 1):
        if all(number == number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for number in numbers):
            return places
    return 2 if largest < 1000 else 1 if largest < 10000 else 0


def printed(number: Decimal, places: int) -> str:
    """Return a number with equal decimals; what would round to nothing says that it is more than nothing."""
    least = Decimal(1).scaleb(-places)
    if number and abs(number) < least / 2:
        return f"<{least:f}" if number > 0 else f"-<{least:f}"
    rounded = number.quantize(least, ROUND_HALF_UP)
    text = f"{rounded:,f}" if abs(rounded) >= 10000 else f"{rounded:f}"
    return text.replace("-", "−")
