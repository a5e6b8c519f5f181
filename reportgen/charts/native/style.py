"""How native charts of columns are written: series, points, labels. In: tones, cells, texts; out: chart XML.

Sizes are those of the document: a slide is read from afar, a page from near. All choices of labels are made in mm, by the
same functions as for pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.charts.data import FigureData, PointLook
from reportgen.charts.native.cells import categories_of, name_of, values_of
from reportgen.charts.native.elements import (
    Element,
    a,
    c,
    edge,
    hatch,
    no_line,
    run_properties,
    shape,
    text_look,
    tone_colour,
    tone_fill,
    tone_line,
    val,
)
from reportgen.charts.native.workbook import ChartGrid, GridRow
from reportgen.charts.tones import ACCENT, CONTEXT, EDGES, INK, RULE, WHITE, Tone
from reportgen.charts.typeface import text_width
from reportgen.model import Theme

MM = 25.4 / 72
_AFAR = 1.45  # how much wider edges are on slides, as letters are larger
_GOLD = Tone("accent", 0.45)
_ON_DARK = {
    "primary": WHITE, "ink": WHITE, "grey": Tone("rule"), "rule": Tone("primary", 0.4),
    "context": _GOLD, "accent": _GOLD, "accent_text": _GOLD,
}  # fmt: skip


@dataclass(frozen=True)
class PointLabel:
    """The text at a point, or none for the share that Office computes.

    place is t, b, l, r, ctr, outEnd, inEnd, inBase, or none where the kind allows none; down moves it, as a share of the height
    of the chart, so that it keeps clear of its neighbours.
    """

    text: str | None
    tone: Tone = INK
    place: str | None = "outEnd"
    bold: bool = True
    size: float | None = None
    down: float = 0.0


@dataclass(frozen=True)
class NativePlot:
    """A plot to be put into a chart: groups and axes in order, its inner box as shares, the cells behind it.

    keys are the names to be told beside the head line; unkeyed are the series that only help to draw.
    """

    groups: Sequence[Element]
    axes: Sequence[Element]
    box: tuple[float, float, float, float]
    grid: ChartGrid
    keys: Sequence[tuple[str, Tone]] = field(default=())
    unkeyed: tuple[int, ...] = ()
    first_key: int = 0


@dataclass(frozen=True)
class NativeStyle:
    """Theme, ground and room (pt) of a native chart; slide says whether it is read from afar, compact that it is in a card.

    `names` and `values` are the sizes in pt of a kind that has its own.
    """

    theme: Theme
    dark: bool
    room: tuple[float, float]
    slide: bool
    compact: bool = False
    title_height: float = 0.0
    names: float | None = None
    values: float | None = None

    @property
    def name_size(self) -> float:
        """Letters of category names in pt."""
        return self.names or (14.0 if self.slide else 9.5)

    @property
    def value_size(self) -> float:
        """Letters of values in pt."""
        return self.values or (14.0 if self.slide else 9.5)

    @property
    def tick_size(self) -> float:
        """Letters of an axis in pt."""
        return 14.0 if self.slide else 9.0

    @property
    def head_size(self) -> float:
        """Letters of the head line in pt."""
        return 16.0 if self.slide else 11.0

    @property
    def width(self) -> float:
        """The width of the room in mm."""
        return self.room[0] * MM

    @property
    def height(self) -> float:
        """The height of the room under the title in mm."""
        return (self.room[1] - self.title_height) * MM

    def on_ground(self, tone: Tone) -> Tone:
        """Return a tone that can be seen on the ground of the chart."""
        return _ON_DARK.get(tone.role, tone) if self.dark else tone

    def bar_look(self, look: PointLook, tone: Tone) -> Element:
        """Return the fill and edge of a bar; `tone` is that of a bar that is solid."""
        if look == "goal":
            return shape(a.noFill(), edge(self.on_ground(ACCENT), self.edge(look), dashed=True))
        if look == "upper":
            front, back = self.on_ground(CONTEXT), Tone("primary") if self.dark else WHITE
            return shape(hatch(front, back), edge(front, self.edge(look)))
        colour = tone_colour(self.on_ground(tone))
        if look == "about":
            colour.append(a.alpha(val="60000"))
        return shape(a.solidFill(colour), no_line())

    def track(self) -> Element:
        """Return the fill of a track on which a bar lies."""
        if not self.slide:
            return shape(tone_fill(Tone("tint")), edge(RULE, 0.6))
        colour = tone_colour(WHITE if self.dark else RULE)
        colour.extend([a.alpha(val="25000")] if self.dark else [])
        return shape(a.solidFill(colour), no_line())

    @property
    def bar_size(self) -> float:
        """Letters inside a bar of parts in pt."""
        return 10.5 if not self.slide else 14.0 if self.compact else 18.0

    def fits_bar(self, text: str, share: float) -> bool:
        """Whether a part that takes a share of the width holds a text."""
        return text_width(text, self.bar_size, True) * 1.05 + 8 * MM < self.width * share

    def edge(self, look: str) -> float:
        """Return the width in pt of the edge of a bar."""
        return EDGES[look] * (_AFAR if self.slide else 1.0)

    def point(self, index: int, look: Element, *, bar: bool = True) -> Element:
        """Return c:dPt."""
        inner = [val("invertIfNegative", "0")] if bar else []
        element: Element = c.dPt(val("idx", str(index)), *inner, val("bubble3D", "0"), look)
        return element

    def labels(self, labels: Mapping[int, PointLabel]) -> Element:
        """Return c:dLbls with a text of its own at each labelled point."""
        element: Element = c.dLbls(*[self._label(n, labels[n]) for n in sorted(labels)], *_switches("0"))
        return element

    def _label(self, index: int, label: PointLabel) -> Element:
        place = [val("dLblPos", label.place)] if label.place else []
        moved = [c.layout(c.manualLayout(val("x", "0"), val("y", f"{label.down:.4f}")))] if label.down else []
        size = label.size or self.value_size
        if label.text is None:
            words = [
                val("numFmt", None, formatCode="0.0%", sourceLinked="0"), shape(a.noFill(), no_line()),
                text_look(size, self.on_ground(label.tone), bold=label.bold),
            ]  # fmt: skip
        else:
            words = [self.rich(label.text, size, label.tone, bold=label.bold)]
        switches = _switches("1", "showVal" if label.text is not None else "showPercent")
        element: Element = c.dLbl(val("idx", str(index)), *moved, *words, *place, *switches)
        return element

    def rich(self, text: str, size: float, tone: Tone, *, bold: bool) -> Element:
        """Return c:tx with a text."""
        tone = self.on_ground(tone)
        look = run_properties("defRPr", size, tone, bold=bold)
        run = a.r(run_properties("rPr", size, tone, bold=bold), a.t(text))
        element: Element = c.tx(c.rich(a.bodyPr(wrap="none"), a.lstStyle(), a.p(a.pPr(look), run)))
        return element


def _switches(shown: str, which: str = "showVal") -> list[Element]:
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [val(name, shown if name == which else "0") for name in names]


def series(
    order: int, column: int, grid: ChartGrid, look: Element, *, head: Sequence[Element] = (), points: Sequence[Element] = (),
    labels: Element | None = None, x: int | None = None, size: int | None = None,
    tail: Sequence[Element] = (), named: int | None = None,
) -> Element:  # fmt: skip
    """Return c:ser in the order of the schema: x and size name the columns of points, without x categories are written;
    named is the column of its name where that is not the column of its values."""
    if x is None:
        data = [categories_of(grid), values_of("val", column, grid)]
    else:
        data = [values_of("xVal", x, grid), values_of("yVal", column, grid)]
        data += [] if size is None else [values_of("bubbleSize", size, grid)]
    element: Element = c.ser(
        val("idx", str(order)), val("order", str(order)), name_of(column if named is None else named, grid), look, *head, *points,
        *([] if labels is None else [labels]), *data, *tail,
    )  # fmt: skip
    return element


_ON_PAGE = 0.75  # markers of charts that are read from near, as large as in the pictures


def marker(style: NativeStyle, tone: Tone | None, size: int = 7, *, hollow: bool = False) -> Element:
    """Return c:marker: a disc in a tone, or none."""
    if tone is None:
        nothing: Element = c.marker(val("symbol", "none"))
        return nothing
    tone = style.on_ground(tone)
    size = size if style.slide else round(size * _ON_PAGE)
    inside = tone_fill(Tone("white")) if hollow else tone_fill(tone)
    edge = tone_line(tone, 1.25) if hollow else tone_line(Tone("white"), 0.75)
    element: Element = c.marker(val("symbol", "circle"), val("size", str(size)), shape(inside, edge))
    return element


def grid_of(data: FigureData) -> ChartGrid:
    """Return the cells of a figure: a row a category, a column a series, true values."""
    names = tuple(
        f"{one.name}（{one.unit}）" if one.unit and len(data.series) == 1 else one.name for one in data.series
    )
    rows = (
        GridRow(name, tuple(column.points[n].value for column in data.series)) for n, name in enumerate(data.categories)
    )
    return ChartGrid(names, tuple(rows))


def bar_points(style: NativeStyle, data: FigureData, s: int, *, mono: bool = True) -> list[Element]:
    """Return the points of a series that look other than the series; mono: the focus decides the tone, not the series."""
    column, found = data.series[s], []
    for n, point in enumerate(column.points):
        tone = data.tone(s, n) if mono else column.tone
        if point.value is not None and (point.look in ("goal", "upper", "about") or tone != column.tone):
            found.append(style.point(n, style.bar_look(point.look, tone)))
    return found
