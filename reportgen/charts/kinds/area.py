"""Areas: what lies under one line from zero, or parts that add up to a whole, layer on layer."""

from reportgen.charts.data import Data
from reportgen.charts.kinds.keys import keys_of, left_out
from reportgen.charts.kinds.line import draw_line, draw_values, labels_kept, line_group, line_labels
from reportgen.charts.kinds.stacked import ends_of, own_sizes
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, no_line, shape, tone_fill, val
from reportgen.charts.native.pen import Frame, Pen, grid_of, series
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import VALUE_SIZE, Sheet
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import VALUE_ROOM, Plot, Wish, plot_of
from reportgen.charts.scale import span
from reportgen.charts.tones import Tone
from reportgen.model import Figure

_LIGHT = Tone("primary", 0.75)


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the area under one line, or layers."""
    del figure
    top = sheet.head(data, keys_of(data))
    if len(data.series) > 1:
        _draw_layers(sheet, data, top)
        return
    kept = labels_kept(data, sheet.box.width, VALUE_SIZE)
    low, high = span(data.known, zero=True)
    plot = plot_of(sheet, data, top, Wish(low, high, left_out(data, kept), under=VALUE_ROOM if low < 0 else 0.0))
    column = data.series[0]
    line = [(plot.x(n), plot.y(cell.value or 0.0)) for n, cell in enumerate(column.cells)]
    zero = plot.y(min(max(0.0, low), high))
    sheet.canvas.polygon([(line[0][0], zero), *line, (line[-1][0], zero)], sheet.hex(_LIGHT))
    draw_line(sheet, plot, column)
    draw_values(sheet, plot, data, kept)


def _draw_layers(sheet: Sheet, data: Data, top: float) -> None:
    low, high = ends_of(data, own_sizes(data))
    plot = plot_of(sheet, data, top, Wish(low, high, True, over=1.5))
    below = [0.0] * len(data.categories)
    for column in data.series:
        above = [base + (cell.value or 0.0) for base, cell in zip(below, column.cells, strict=True)]
        edge = _points(plot, above)
        sheet.canvas.polygon([*edge, *reversed(_points(plot, below))], sheet.hex(column.tone))
        sheet.canvas.path(edge, "FFFFFF", 0.8)
        below = above


def _points(plot: Plot, values: list[float]) -> list[tuple[float, float]]:
    return [(plot.x(n), plot.y(value)) for n, value in enumerate(values)]


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the areas as a chart of Office; a single one has its line and values over it."""
    del figure
    one = len(data.series) == 1
    kept = labels_kept(data, pen.width, pen.value_size) if one else set()
    low, high = span(data.known, zero=True) if one else ends_of(data, own_sizes(data))
    under = pen.value_size * LINE + 1 if one and low < 0 else 0.0
    named = left_out(data, kept) or not one
    layout = upright(pen, data, (low, high), named=named, under=under, over=-1.0 if one else 1.0)
    group: Element = c.areaChart(
        val("grouping", "standard" if one else "stacked"), val("varyColors", "0"),
        *[_layer(pen, data, s, one=one) for s in range(len(data.series))],
        val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    lines = [line_group(pen, data, line_labels(data, kept, {}), order=1)] if one else []
    return Frame([group, *lines], layout.axes, layout.box, grid_of(data), keys_of(data))


def _layer(pen: Pen, data: Data, s: int, *, one: bool) -> Element:
    tone = _LIGHT if one else data.series[s].tone
    return series(s, s, grid_of(data), shape(tone_fill(pen.on_ground(tone)), no_line()))
