"""Pies: at most four parts of a whole, from twelve o'clock on."""

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.doughnut import draw_round, part_names, parts, round_box, round_series
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.style import NativePlot, NativeStyle, grid_of
from reportgen.charts.picture.area import PictureArea


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the pie."""
    draw_round(sheet, data, 0.0)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the pie as a chart of Office."""
    group: Element = c.pieChart(val("varyColors", "1"), round_series(style, data, "ctr"), val("firstSliceAng", "0"))
    return NativePlot([group], [], round_box(style), grid_of(data), part_names(data))


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
    name="pie",
    label="饼图",
    english="pie",
    needs="one series of at most 4 parts of a whole",
    samples=_SAMPLES,
    draw=draw,
    native=native,
    rules=parts,
    series=(0, 1),
    bridges_gaps=True,
    shares=True,
    whole="series",
    keyed="categories",
)
