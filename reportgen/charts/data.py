"""What a figure of columns shows: cells with value, printed value and look.

Picture and native chart are both made from it, so that they agree. Facts in a row become one series of their labels.
"""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.charts.picture.bars import Facts, Look, Shown, look_of
from reportgen.charts.tones import Tone, tones_of
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Series, dishonesties
from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.quantity import padded, places_of, written


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
    columns = tuple(_column(figure, series, tone, facts) for series, tone in zip(figure.series, tones, strict=True))
    focus = figure.categories.index(figure.focus) if figure.focus is not None else None
    return Data(figure.head or "", figure.unit or "", figure.categories, columns, focus)


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
    unit = figure.unit if figure.unit is not None else shown[0].printed_unit()
    column = Column(figure.head or shown[0].label, unit, cells, Tone("primary"))
    return Data(figure.head or "", unit, tuple(names), (column,))


def _column(figure: Figure, series: Series, tone: Tone, facts: Facts) -> Column:
    unit = series.unit if series.unit is not None else figure.unit or ""
    numbers = [value for value in series.values if isinstance(value, Decimal)]
    places = max(map(places_of, numbers), default=0)
    cells = []
    for value in series.values:
        if isinstance(value, str):
            cells.append(_of_fact(facts[value], _look(facts[value])))
        elif value is None:
            cells.append(Cell(None, ""))
        else:
            cells.append(Cell(float(value), printed(value, places)))
    return Column(series.name, unit, tuple(cells), tone, series.highlight)


def _of_fact(fact: Fact, look: Look) -> Cell:
    if fact.value is None:
        return Cell(None, "", look, fact.id)
    shown = fact.axis() if fact.aligned is None else fact.column()  # in a column of a table all are of one unit
    return Cell(float(fact.plotted()), shown, look, fact.id, fact.bound in ("gt", "ge"), fact.prose())


def _look(fact: Fact) -> Look:
    if fact.kind == "target":
        return "goal"
    return {"lt": "upper", "le": "upper", "approx_below": "about", "approx_above": "about", "approx": "about"}.get(
        bound_class(fact.bound), "solid"
    )  # type: ignore[return-value]


def printed(number: Decimal, places: int) -> str:
    """Return a number with every digit that it has, and at least so many decimals."""
    return written(padded(number, places)).replace("-", "−")
