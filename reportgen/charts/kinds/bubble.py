"""Bubbles: a scatter whose discs have a third value as their area."""

from collections.abc import Iterator

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.kinds.scatter import draw as draw_scatter
from reportgen.charts.kinds.scatter import native_frame, tone_at
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, a, c, edge, shape, tone_colour, val
from reportgen.charts.native.style import NativePlot, NativeStyle, grid_of, series
from reportgen.charts.picture.area import PictureArea
from reportgen.charts.tones import CONTEXT, PRIMARY, WHITE
from reportgen.model import Figure

_LARGEST = 6.0


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the bubbles; the smallest lie on top."""
    draw_scatter(sheet, data)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the bubbles as a chart of Office."""
    names, box, axes = native_frame(style, data, edge=_LARGEST)
    points = [] if data.focus is None else [style.point(data.focus, _look(style, data, data.focus))]
    rest = next((n for n in range(len(data.categories)) if n != data.focus), 0)
    one = series(
        0, 1, grid_of(data), _look(style, data, rest), head=[val("invertIfNegative", "0")], points=points,
        labels=style.labels(names), x=0, size=2, tail=[val("bubble3D", "0")],
    )  # fmt: skip
    # Office draws the largest bubble as a quarter of the shorter side of the plot
    side = min(box[2] * style.room[0], box[3] * style.room[1]) * 25.4 / 72
    scale = max(min(round(100 * 2 * _LARGEST / (side / 4)), 300), 10)
    group: Element = c.bubbleChart(
        val("varyColors", "0"), one, val("bubbleScale", str(scale)), val("showNegBubbles", "0"),
        val("sizeRepresents", "area"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return NativePlot([group], axes, box, grid_of(data))


def _look(style: NativeStyle, data: FigureData, n: int) -> Element:
    tone = style.on_ground(PRIMARY if tone_at(data, n) == PRIMARY else CONTEXT)
    colour = tone_colour(tone)
    colour.append(a.alpha(val="75000"))
    return shape(a.solidFill(colour), edge(WHITE, 0.75))


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """An area is never negative."""
    del figure, facts
    if len(columns) == 3 and any(value is not None and value < 0 for value in columns[2]):
        yield "the area of a bubble is never negative; use scatter"


_SAMPLES = (
    {
        "id": "bubble", "caption": "气泡图", "head": "示例产业", "categories": ["化工", "材料", "装备", "数据", "医药"],
        "series": [
            {"name": "年增速", "unit": "%", "values": [6, 14, 9, 22, 17]},
            {"name": "利润率", "unit": "%", "values": [8, 11, 7, 19, 15]},
            {"name": "产值", "unit": "亿元", "values": [120, 80, 60, 45, 20]},
        ],
        "focus": "数据", "message": "数据产业增速和利润率最高",
    },
)  # fmt: skip
KIND = ChartKind(
    name="bubble", label="气泡图", english="bubbles", needs="3 series: x, y and the area of named points", samples=_SAMPLES,
    draw=draw, native=native, rules=rules, height=75, takes="series", series=(3, 3), axes="each", columns_are="coordinates",
    keyed="inside",
)  # fmt: skip
