"""Pies: at most four parts of a whole, from twelve o'clock on."""

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.doughnut import draw_round, parts, round_frame
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.style import NativePlot, NativeStyle
from reportgen.charts.picture.area import PictureArea


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the pie."""
    draw_round(sheet, data, 0.0)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the pie as a chart of Office."""
    box, one, grid, keys = round_frame(style, data, 0.0, "ctr")
    group: Element = c.pieChart(val("varyColors", "1"), one, val("firstSliceAng", "0"))
    return NativePlot([group], [], box, grid, keys)


_SAMPLES = (
    {
        "id": "pie", "caption": "饼图", "head": "示例来源", "unit": "%", "categories": ["本地", "周边", "外省"],
        "series": [
            {"name": "示例来源", "values": [58, 37, 5]},
        ],
        "message": "近六成来自本地",
    },
)  # fmt: skip
KIND = ChartKind(
    name="pie", label="饼图", english="pie", needs="one series of at most 4 parts of a whole", samples=_SAMPLES, draw=draw,
    native=native, rules=parts, series=(0, 1), bridges_gaps=True, shares=True, whole="series", keyed="categories",
)  # fmt: skip
