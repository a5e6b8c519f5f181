"""A kind of chart: everything that is true of one, as one value. Its file in `kinds` makes it; nothing else lists kinds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.native.style import NativePlot, NativeStyle
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.model import Figure

SeriesValues = Sequence[Sequence[Decimal | None]]  # the values of each series, None where one is not known
UnitNumber = tuple[Decimal, str]  # a number and its unit


def no_rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """A kind without rules of its own."""
    del figure, columns, facts
    yield from ()


def nothing_computed(values: Sequence[UnitNumber]) -> Iterator[UnitNumber]:
    """A kind that draws no number besides those it is given."""
    del values
    yield from ()


def points_shown(data: FigureData) -> ShownFacts:
    """Each fact of a figure with its value as the figure prints it."""
    points = [point for series in data.series for point in series.points]
    return tuple((point.fact_id or point.base_of, point.shown) for point in points if point.fact_id or point.base_of)


@dataclass(frozen=True)
class ChartKind:
    """One kind of chart.

    `draw` draws it into an area (mm); `native` returns the chart that Office draws, and a kind without one stands on slides as
    shapes. `rules` yields what would mislead, each with what to do instead; the fields after it are the rules that kinds share.
    """

    name: str
    label: str  # 柱形图: the first word of alternative texts
    english: str
    needs: str  # what an author gives, for the docs
    samples: tuple[Mapping[str, Any], ...]  # figures of the gallery, without their kind
    draw: Callable[[PictureArea, FigureData], None] | None = None
    panels: Callable[[FigureData, Rect], Sequence[tuple[FigureData, Rect]]] | None = (
        None  # figures in place of a drawing
    )
    native: Callable[[NativeStyle, FigureData], NativePlot] | None = None
    height: float = 60.0  # mm of a figure that states none
    rules: Callable[[Figure, SeriesValues, FactsById], Iterator[str]] = no_rules
    takes: Literal["facts", "series", "either", "events", "tiers", "panels"] = "either"
    series: tuple[int, int] = (0, 99)  # the least and the most
    axes: Literal["one", "each", "last", "none"] = "one"  # which series share an axis: all, none, all but the last
    instead_of_mixed: str = ""  # what else takes series of different units
    over_time: bool = False  # equal steps are equal spans of time
    bridges_gaps: bool = False  # a gap would be drawn over
    shares: bool = False  # the values are parts of wholes: none is negative
    whole: Literal["", "series", "category"] = ""  # what makes up one whole: a series, or the series of a category
    over_editions: bool = False  # shows a series over editions
    columns_are: Literal["values", "coordinates"] = "values"  # coordinates: x, y and size of points
    keyed: Literal["series", "categories", "inside"] = "series"  # what is named beside the head line
    computed: Callable[[Sequence[UnitNumber]], Iterator[UnitNumber]] = nothing_computed
    shown: Callable[[FigureData], ShownFacts] = points_shown
