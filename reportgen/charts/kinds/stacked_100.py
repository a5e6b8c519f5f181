"""Columns stacked to 100 %: the shares of parts; each part is labelled with its own value, the axis says %."""

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.stacked import PartSize, draw_stack, native_stack
from reportgen.charts.native.style import NativePlot, NativeStyle
from reportgen.charts.picture.area import PictureArea


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw columns of one height."""
    draw_stack(sheet, data, shares_of(data), percent=True)


def shares_of(data: FigureData) -> PartSize:
    """Return the share of a part in its column, in %."""
    sums = [sum(column.points[n].value or 0.0 for column in data.series) for n in range(len(data.categories))]
    return lambda s, n: (data.series[s].points[n].value or 0.0) / sums[n] * 100 if sums[n] else 0.0


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the columns as a chart of Office."""
    return native_stack(style, data, shares_of(data), "percentStacked", (0.0, 100.0))


_SAMPLES = (
    {
        "id": "stacked_100", "caption": "百分比堆积柱形图", "head": "示例能源结构", "unit": "%",
        "categories": ["2012年", "2016年", "2020年", "2024年"],
        "series": [
            {"name": "清洁能源", "values": [18, 27, 39, 52], "highlight": True},
            {"name": "天然气", "values": [22, 25, 26, 24]},
            {"name": "其他", "values": [60, 48, 35, 24]},
        ],
        "message": "清洁能源占比过半",
    },
)  # fmt: skip
KIND = ChartKind(
    name="stacked_100", label="百分比堆积柱形图", english="columns stacked to 100 %",
    needs="categories and series that are parts of a whole", samples=_SAMPLES, draw=draw, native=native, takes="series",
    over_time=True, bridges_gaps=True, shares=True, whole="category",
)  # fmt: skip
