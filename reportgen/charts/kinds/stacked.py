"""Stacked columns: parts on parts, each labelled where it holds its value, the total above."""

from collections.abc import Callable

from reportgen.charts.data import DataPoint, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, edge, shape, tone_fill, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, grid_of, series
from reportgen.charts.native.upright import PlotLayout, upright
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.bars import draw_bar
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import BAR_SHARE, AxisRequest, plot_of
from reportgen.charts.tones import WHITE
from reportgen.charts.typeface import text_width

PartSize = Callable[[int, int], float]  # series, category: the size of a part on the axis


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the columns; an axis stands where parts are too small for their values."""
    draw_stack(sheet, data, own_sizes(data), percent=False)


def own_sizes(data: FigureData) -> PartSize:
    """Return the parts as they are."""
    return lambda s, n: data.series[s].points[n].value or 0.0


def draw_stack(sheet: PictureArea, data: FigureData, size: PartSize, *, percent: bool) -> None:
    """Draw stacked columns whose parts have a size on the axis."""
    top = sheet.head(data, data.keys)
    low, high = ends_of(data, size)
    axis = not all(_fits(data, s, n, size, (sheet.box.width, (sheet.box.bottom - top - 8) / (high - low)), VALUE_SIZE)
                   for s in range(len(data.series)) for n in range(len(data.categories)))  # fmt: skip
    plot = plot_of(sheet, data, top, AxisRequest(low, high, axis, over=1.5, percent=percent))
    per_unit = abs(plot.y.end - plot.y.start) / (high - low)
    for n in range(len(data.categories)):
        above = below = 0.0
        for s, column in enumerate(data.series):
            part = size(s, n)
            start = above if part >= 0 else below
            above, below = (above + part, below) if part >= 0 else (above, below + part)
            y1, y2 = sorted((plot.y(start), plot.y(start + part)))
            box = Rect(plot.x(n) - plot.step * BAR_SHARE / 2, y1, plot.step * BAR_SHARE, y2 - y1)
            if part == 0:
                continue
            draw_bar(sheet, box, column.points[n].look, column.tone)
            sheet.canvas.line(box.x, box.y, box.right, box.y, "FFFFFF", 0.6)
            if _fits(data, s, n, size, (plot.box.width, per_unit), VALUE_SIZE):
                ink = column.tone.ink_on(sheet.theme)
                middle = box.y + box.height / 2
                sheet.text(plot.x(n), middle, column.points[n].shown, VALUE_SIZE, ink, bold=True, anchor="center")


def ends_of(data: FigureData, size: PartSize) -> tuple[float, float]:
    """Return the lowest and highest end of the stacks; zero is among them."""
    parts = [[size(s, n) for s in range(len(data.series))] for n in range(len(data.categories))]
    high = max((sum(p for p in column if p > 0) for column in parts), default=0.0)
    low = min((sum(p for p in column if p < 0) for column in parts), default=0.0)
    return (low, high) if high > low else (low, low + 1.0)


def _fits(data: FigureData, s: int, n: int, size: PartSize, room: tuple[float, float], letters: float) -> bool:
    """Whether a part holds its value; room is the width of the plot, and the mm of one unit."""
    cell: DataPoint = data.series[s].points[n]
    width = room[0] / len(data.categories) * BAR_SHARE
    high_enough = abs(size(s, n)) * room[1] >= letters * LINE + 0.4
    return cell.look not in ("goal", "upper") and high_enough and text_width(cell.shown, letters, True) + 0.8 <= width


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the columns as a chart of Office."""
    return native_stack(style, data, own_sizes(data), "stacked", ends_of(data, own_sizes(data)))


def native_stack(
    style: NativeStyle, data: FigureData, size: PartSize, grouping: str, ends: tuple[float, float]
) -> NativePlot:
    """Return stacked columns of a grouping; ends are those of the axis."""
    percent = grouping == "percentStacked"
    points = [(s, n) for s in range(len(data.series)) for n in range(len(data.categories))]
    layout = upright(style, data, ends, named=False, over=1.0, percent=percent)
    if not all(_fits(data, s, n, size, (style.width, layout.unit), style.value_size) for s, n in points):
        layout = upright(style, data, ends, named=True, over=1.0, percent=percent)
    group: Element = c.barChart(
        val("barDir", "col"), val("grouping", grouping), val("varyColors", "0"),
        *[_part(style, data, s, size, layout) for s in range(len(data.series))],
        val("gapWidth", str(round(100 * (1 - BAR_SHARE) / BAR_SHARE))),
        val("overlap", "100"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return NativePlot([group], layout.axes, layout.box, grid_of(data), data.keys)


def _part(style: NativeStyle, data: FigureData, s: int, size: PartSize, layout: PlotLayout) -> Element:
    column = data.series[s]
    room = (layout.step * len(data.categories), layout.unit)
    tone = style.on_ground(column.tone)
    labels = {
        n: PointLabel(cell.shown, tone.ink_on(style.theme), "ctr")
        for n, cell in enumerate(column.points)
        if _fits(data, s, n, size, room, style.value_size)
    }
    look = shape(tone_fill(tone), edge(WHITE, 0.75))
    special = [
        style.point(n, style.bar_look(cell.look, column.tone))
        for n, cell in enumerate(column.points)
        if cell.look in ("goal", "upper", "about")
    ]
    head = [val("invertIfNegative", "0")]
    return series(s, s, grid_of(data), look, head=head, points=special, labels=style.labels(labels))


_SAMPLES = (
    {
        "id": "stacked", "caption": "堆积柱形图", "head": "示例投资", "unit": "亿元",
        "categories": ["2020年", "2021年", "2022年", "2023年", "2024年"],
        "series": [
            {"name": "产业", "values": [34, 41, 52, 66, 80], "highlight": True},
            {"name": "基础设施", "values": [28, 26, 25, 24, 22]},
            {"name": "民生", "values": [12, 14, 15, 17, 19]},
        ],
        "message": "示例投资的增量来自产业",
    },
)  # fmt: skip
KIND = ChartKind(
    name="stacked", label="堆积柱形图", english="stacked columns", needs="categories and series that are parts of a sum",
    samples=_SAMPLES, draw=draw, native=native, takes="series", over_time=True, bridges_gaps=True, whole="category",
)  # fmt: skip
