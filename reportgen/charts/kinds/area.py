"""Areas: what lies under one line from zero, or parts that add up to a whole, layer on layer."""

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.line import draw_line, draw_values, labels_kept, line_group, line_labels
from reportgen.charts.kinds.stacked import ends_of, own_sizes
from reportgen.charts.labels import left_out
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, no_line, shape, tone_fill, val
from reportgen.charts.native.style import NativePlot, NativeStyle, grid_of, series
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import VALUE_ROOM, AxisRequest, Plot, plot_of
from reportgen.charts.scale import span
from reportgen.charts.tones import Tone

_LIGHT = Tone("primary", 0.75)


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the area under one line, or layers."""
    top = sheet.head(data, data.keys)
    if len(data.series) > 1:
        _draw_layers(sheet, data, top)
        return
    kept = labels_kept(data, sheet.box.width, VALUE_SIZE)
    low, high = span(data.known, zero=True)
    plot = plot_of(sheet, data, top, AxisRequest(low, high, left_out(data, kept), under=VALUE_ROOM if low < 0 else 0.0))
    column = data.series[0]
    line = [(plot.x(n), plot.y(cell.value or 0.0)) for n, cell in enumerate(column.points)]
    zero = plot.y(min(max(0.0, low), high))
    sheet.canvas.polygon([(line[0][0], zero), *line, (line[-1][0], zero)], sheet.hex(_LIGHT))
    draw_line(sheet, plot, column)
    draw_values(sheet, plot, data, kept)


def _draw_layers(sheet: PictureArea, data: FigureData, top: float) -> None:
    low, high = ends_of(data, own_sizes(data))
    plot = plot_of(sheet, data, top, AxisRequest(low, high, True, over=1.5))
    below = [0.0] * len(data.categories)
    for column in data.series:
        above = [base + (cell.value or 0.0) for base, cell in zip(below, column.points, strict=True)]
        edge = _points(plot, above)
        sheet.canvas.polygon([*edge, *reversed(_points(plot, below))], sheet.hex(column.tone))
        sheet.canvas.path(edge, "FFFFFF", 0.8)
        below = above


def _points(plot: Plot, values: list[float]) -> list[tuple[float, float]]:
    return [(plot.x(n), plot.y(value)) for n, value in enumerate(values)]


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the areas as a chart of Office; a single one has its line and values over it."""
    one = len(data.series) == 1
    kept = labels_kept(data, style.width, style.value_size) if one else set()
    low, high = span(data.known, zero=True) if one else ends_of(data, own_sizes(data))
    under = style.value_size * LINE + 1 if one and low < 0 else 0.0
    named = left_out(data, kept) or not one
    layout = upright(style, data, (low, high), named=named, under=under, over=-1.0 if one else 1.0)
    group: Element = c.areaChart(
        val("grouping", "standard" if one else "stacked"), val("varyColors", "0"),
        *[_layer(style, data, s, one=one) for s in range(len(data.series))],
        val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    lines = [line_group(style, data, line_labels(data, kept, {}), order=1)] if one else []
    return NativePlot([group, *lines], layout.axes, layout.box, grid_of(data), data.keys)


def _layer(style: NativeStyle, data: FigureData, s: int, *, one: bool) -> Element:
    tone = _LIGHT if one else data.series[s].tone
    return series(s, s, grid_of(data), shape(tone_fill(style.on_ground(tone)), no_line()))


_SAMPLES = (
    {
        "id": "area", "caption": "面积图", "head": "示例客流", "unit": "万人次",
        "categories": ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
        "series": [
            {"name": "示例客流", "values": [8, 14, 9, 12, 19, 16, 24, 27, 18, 29, 11, 9]},
        ],
        "message": "示例客流以暑期和十月为高",
    },
    {
        "id": "layers", "caption": "堆积面积图", "head": "示例装机", "unit": "万千瓦",
        "categories": ["2018", "2019", "2020", "2021", "2022", "2023", "2024"],
        "series": [
            {"name": "光伏", "values": [4, 9, 15, 26, 38, 55, 71], "highlight": True},
            {"name": "风电", "values": [10, 12, 18, 22, 25, 31, 36]},
            {"name": "水电", "values": [20, 20, 21, 21, 21, 22, 22]},
        ],
        "message": "新增的示例装机多为光伏",
    },
)  # fmt: skip
KIND = ChartKind(
    name="area", label="面积图", english="areas", needs="categories and series without gaps", samples=_SAMPLES, draw=draw,
    native=native, over_time=True, bridges_gaps=True,
)  # fmt: skip
