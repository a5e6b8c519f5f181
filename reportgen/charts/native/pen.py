"""How native charts of columns are written: series, points, labels. In: tones, cells, texts; out: chart XML.

Sizes are those of the document: a slide is read from afar, a page from near. All choices of labels are made in mm, by the
same functions as for pictures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.charts.data import Cell, Data
from reportgen.charts.native.cells import categories_of, name_of, values_of
from reportgen.charts.native.elements import (
    Element,
    a,
    c,
    hatch,
    line,
    no_line,
    run_properties_of,
    shape,
    tone_colour,
    tone_fill,
    tone_line,
    val,
)
from reportgen.charts.native.workbook import Grid, Row
from reportgen.charts.tones import INK, Tone
from reportgen.model import Theme

MM = 25.4 / 72


@dataclass(frozen=True)
class Label:
    """The text at a point: place is t, b, l, r, ctr, outEnd, inEnd, inBase, or none where the kind allows none.

    down moves it, as a share of the height of the chart, so that it keeps clear of its neighbours.
    """

    text: str
    tone: Tone = INK
    place: str | None = "outEnd"
    bold: bool = True
    size: float | None = None
    down: float = 0.0


@dataclass(frozen=True)
class Frame:
    """A plot to be put into a chart: groups and axes in order, its inner box as shares, the cells behind it.

    keys are the names to be told beside the head line; unkeyed are the series that only help to draw.
    """

    groups: Sequence[Element]
    axes: Sequence[Element]
    box: tuple[float, float, float, float]
    grid: Grid
    keys: Sequence[tuple[str, Tone]] = field(default=())
    unkeyed: tuple[int, ...] = ()
    first_key: int = 0


@dataclass(frozen=True)
class Pen:
    """Theme, ground and room (pt) of a native chart; slide says whether it is read from afar."""

    theme: Theme
    dark: bool
    room: tuple[float, float]
    slide: bool
    title_height: float = 0.0

    @property
    def name_size(self) -> float:
        """Letters of category names in pt."""
        return 14.0 if self.slide else 9.5

    @property
    def value_size(self) -> float:
        """Letters of values in pt."""
        return 14.0 if self.slide else 9.5

    @property
    def tick_size(self) -> float:
        """Letters of an axis in pt."""
        return 14.0 if self.slide else 9.0

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
        if not self.dark:
            return tone
        return {"primary": Tone("white"), "ink": Tone("white"), "grey": Tone("rule"), "rule": Tone("primary", 0.4)}.get(
            tone.role, tone
        )

    def cell_look(self, cell: Cell, tone: Tone) -> Element:
        """Return the fill and edge of a bar as its cell asks."""
        if cell.look == "goal":
            return shape(a.noFill(), line("gold" if self.dark else "accent2", 1.5, dashed=True))
        if cell.look == "upper":
            return shape(hatch("accent4", "bg1"), line("accent4", 1.0))
        if cell.look == "about":
            colour = tone_colour(self.on_ground(tone))
            colour.append(a.alpha(val="60000"))
            return shape(a.solidFill(colour), no_line())
        return shape(tone_fill(self.on_ground(tone)), no_line())

    def point(self, index: int, look: Element, *, bar: bool = True) -> Element:
        """Return c:dPt."""
        inner = [val("invertIfNegative", "0")] if bar else []
        element: Element = c.dPt(val("idx", str(index)), *inner, val("bubble3D", "0"), look)
        return element

    def labels(self, labels: Mapping[int, Label]) -> Element:
        """Return c:dLbls with a text of its own at each labelled point."""
        element: Element = c.dLbls(*[self._label(n, labels[n]) for n in sorted(labels)], *_switches("0"))
        return element

    def _label(self, index: int, label: Label) -> Element:
        place = [val("dLblPos", label.place)] if label.place else []
        element: Element = c.dLbl(
            val("idx", str(index)),
            *([c.layout(c.manualLayout(val("x", "0"), val("y", f"{label.down:.4f}")))] if label.down else []),
            self.rich(label.text, label.size or self.value_size, label.tone, bold=label.bold),
            *place,
            *_switches("1"),
        )
        return element

    def rich(self, text: str, size: float, tone: Tone, *, bold: bool) -> Element:
        """Return c:tx with a text."""
        tone = self.on_ground(tone)
        look = run_properties_of("defRPr", size, tone, bold=bold)
        run = a.r(run_properties_of("rPr", size, tone, bold=bold), a.t(text))
        element: Element = c.tx(c.rich(a.bodyPr(wrap="none"), a.lstStyle(), a.p(a.pPr(look), run)))
        return element


def _switches(shown: str) -> list[Element]:
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [val(name, shown if name == "showVal" else "0") for name in names]


def series(
    order: int, column: int, grid: Grid, look: Element, *, head: Sequence[Element] = (), points: Sequence[Element] = (),
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


def marker(pen: Pen, tone: Tone | None, size: int = 7, *, hollow: bool = False) -> Element:
    """Return c:marker: a disc in a tone, or none."""
    if tone is None:
        nothing: Element = c.marker(val("symbol", "none"))
        return nothing
    tone = pen.on_ground(tone)
    size = size if pen.slide else round(size * _ON_PAGE)
    inside = tone_fill(Tone("white")) if hollow else tone_fill(tone)
    edge = tone_line(tone, 1.25) if hollow else tone_line(Tone("white"), 0.75)
    element: Element = c.marker(val("symbol", "circle"), val("size", str(size)), shape(inside, edge))
    return element


def grid_of(data: Data) -> Grid:
    """Return the cells of a figure: a row a category, a column a series, true values."""
    names = tuple(
        f"{one.name}（{one.unit}）" if one.unit and len(data.series) == 1 else one.name for one in data.series
    )
    rows = (Row(name, tuple(column.cells[n].value for column in data.series)) for n, name in enumerate(data.categories))
    return Grid(names, tuple(rows))


def bar_points(pen: Pen, data: Data, s: int, *, mono: bool = True) -> list[Element]:
    """Return the points of a series that look other than the series; mono: the focus decides the tone, not the series."""
    column, found = data.series[s], []
    for n, cell in enumerate(column.cells):
        tone = data.tone(s, n) if mono else column.tone
        if cell.value is not None and (cell.look in ("goal", "upper", "about") or tone != column.tone):
            found.append(pen.point(n, pen.cell_look(cell, tone)))
    return found
