"""The small chart of a number card: each name and value stands above its bar, and bars reach to the edge of the card.

The rows of names are bars without fill; names stand at their left end and values at their right.
"""

from reportgen.charts.data import FigureData
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import CATEGORY, VALUES, AxisSpan, category_axis, value_axis
from reportgen.charts.native.elements import Element, a, c, no_line, shape, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, series
from reportgen.charts.native.workbook import ChartGrid, GridRow
from reportgen.charts.picture.bars import value_tone
from reportgen.charts.tones import CONTEXT, GREY
from reportgen.charts.typeface import text_width

_LEAST_GAP = 2.0  # mm between a name and its value
_LEFT = 6.35  # mm that keep clear of the number at the left


def card_rows(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the rows of a card as a chart of Office; true values stand in the workbook beside those that place the names."""
    points = data.series[0].points
    most = max((point.value or 0.0 for point in points), default=0.0) or 1.0
    grid = _grid(data, most)
    bars = series(
        0, 0, grid, style.bar_look("solid", data.series[0].tone), head=[val("invertIfNegative", "0")],
        points=[style.point(2 * n + 1, style.bar_look(point.look, data.tone(0, n))) for n, point in enumerate(points)],
        labels=style.labels({}),
    )  # fmt: skip
    names, values = _labels(style, data)
    group: Element = c.barChart(
        val("barDir", "bar"), val("grouping", "clustered"), val("varyColors", "0"), bars,
        *[_unseen(style, grid, n, labels) for n, labels in enumerate((names, values), 1)],
        val("gapWidth", "100"), val("overlap", "100"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    axes = [
        category_axis(style, place="l", down=True, hidden=True, edge=False),
        value_axis(style, AxisSpan(0.0, most), place="t"),
    ]
    left = _LEFT / style.width
    return NativePlot([group], axes, (left, 0.0, 1 - left, 1.0), grid)


def _unseen(style: NativeStyle, grid: ChartGrid, n: int, labels: dict[int, PointLabel]) -> Element:
    look = shape(a.noFill(), no_line())
    return series(n, n, grid, look, head=[val("invertIfNegative", "0")], labels=style.labels(labels))


def _grid(data: FigureData, most: float) -> ChartGrid:
    """A row for the name and a row for the bar of each point."""
    name = data.series[0].name + (f"（{data.unit}）" if data.unit else "")
    rows = []
    for label, point in zip(data.categories, data.series[0].points, strict=True):
        rows += [GridRow("", (None, most, most)), GridRow(label, (point.value, None, None))]
    return ChartGrid((name, "名称（不显示）", "数值（不显示）"), tuple(rows))


def _labels(style: NativeStyle, data: FigureData) -> tuple[dict[int, PointLabel], dict[int, PointLabel]]:
    names, values = {}, {}
    size = style.value_size
    for n, (label, point) in enumerate(zip(data.categories, data.series[0].points, strict=True)):
        room = style.width - _LEFT - text_width(point.shown, size, True) * 1.05 - _LEAST_GAP
        tone = value_tone(point, data.tone(0, n))
        names[2 * n] = PointLabel(
            shorten(label, size, room / 1.05), CONTEXT if style.dark else GREY, "inBase", bold=False
        )
        values[2 * n] = PointLabel(point.shown, tone, "inEnd")
    return names, values
