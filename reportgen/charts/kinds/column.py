"""Columns: one upright bar a value, from zero; several series stand in clusters."""

from reportgen.charts.data import DataPoint, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.labels import Point, bar_centres, kept_labels, left_out
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, bar_points, grid_of, series
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.bars import draw_bar, value_tone
from reportgen.charts.picture.upright import BAR_SHARE, VALUE_ROOM, AxisRequest, Plot, plot_of
from reportgen.charts.scale import span
from reportgen.charts.tones import GREY, Tone


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the columns with their values."""
    kept = labels_kept(data, sheet.box.width, VALUE_SIZE)
    axis = left_out(data, kept)
    low, high = span(data.known, zero=True)
    top = sheet.head(data, data.keys)
    plot = plot_of(sheet, data, top, AxisRequest(low, high, axis, under=VALUE_ROOM if low < 0 else 0.0))
    draw_columns(sheet, plot, data, kept, mono=len(data.series) == 1)


def draw_columns(sheet: PictureArea, plot: Plot, data: FigureData, kept: set[Point], *, mono: bool) -> None:
    """Draw columns and the values kept; mono says that the focus decides the tone, not the series."""

    def tone(s: int, n: int) -> Tone:
        return data.tone(s, n) if mono else data.series[s].tone

    for s, column in enumerate(data.series):
        for n, cell in enumerate(column.points):
            if cell.value is not None:
                draw_bar(sheet, bar_box(plot, s, n, len(data.series), cell.value), cell.look, tone(s, n))
    for s, n in sorted(kept):
        cell = data.series[s].points[n]
        if cell.value is not None:
            _label(sheet, plot, bar_box(plot, s, n, len(data.series), cell.value), cell, tone(s, n))


def bar_box(plot: Plot, s: int, n: int, count: int, value: float) -> Rect:
    """Return the box of a column."""
    width = plot.step * BAR_SHARE / count
    x = plot.x(n) + (s - count / 2) * width
    y, base = plot.y(value), plot.y(min(max(0.0, plot.y.low), plot.y.high))
    inset = width * 0.04 if count > 1 else 0.0
    return Rect(x + inset, min(y, base), width - 2 * inset, abs(y - base))


def _label(sheet: PictureArea, plot: Plot, box: Rect, cell: DataPoint, tone: Tone) -> None:
    below = (cell.value or 0.0) < 0
    y = box.bottom + VALUE_ROOM / 2 if below else box.y - VALUE_ROOM / 2
    sheet.text(
        box.x + box.width / 2,
        y,
        cell.shown,
        VALUE_SIZE,
        value_tone(cell, tone),
        bold=True,
        anchor="center",
        what="values",
    )


def labels_kept(data: FigureData, width: float, size: float) -> set[Point]:
    """Return the points whose value is printed in a plot of a width."""
    step, count = width / max(len(data.categories), 1), len(data.series)
    room = step if count == 1 else step * BAR_SHARE / count
    return kept_labels(data, bar_centres(data, step, BAR_SHARE), room, size, width)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the columns as a chart of Office."""
    kept = labels_kept(data, style.width, style.value_size)
    low, high = span(data.known, zero=True)
    layout = upright(
        style, data, (low, high), named=left_out(data, kept), under=style.value_size * 0.5 if low < 0 else 0.0
    )
    group = bar_group(style, data, kept, "col")
    return NativePlot([group], layout.axes, layout.box, grid_of(data), data.keys)


def bar_group(
    style: NativeStyle, data: FigureData, kept: set[Point], direction: str, *, count: int | None = None, mono: bool = True,
    share: float = BAR_SHARE, strong: float | None = None,
) -> Element:  # fmt: skip
    """Return c:barChart of clustered bars of the first series, or of all; mono as for `draw_columns`.

    share is what the bars take of their step; strong is the size in pt of the values of solid bars.
    """
    grid, drawn = grid_of(data), data.series[:count]
    found = [
        series(
            s, s, grid, style.bar_look("solid", one.tone), head=[val("invertIfNegative", "0")],
            points=bar_points(style, data, s, mono=mono), labels=style.labels(_labels(style, data, kept, s, mono, strong)),
        )
        for s, one in enumerate(drawn)
    ]  # fmt: skip
    group: Element = c.barChart(
        val("barDir", direction), val("grouping", "clustered"), val("varyColors", "0"), *found,
        val("gapWidth", str(min(round(100 * (1 - share) / share * len(drawn)), 500))),
        val("overlap", "-8" if len(drawn) > 1 else "0"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return group


def _labels(
    style: NativeStyle, data: FigureData, kept: set[Point], s: int, mono: bool, strong: float | None
) -> dict[int, PointLabel]:
    found = {}
    for n in (n for row, n in kept if row == s):
        point = data.series[s].points[n]
        if point.value is not None:
            tone = value_tone(point, data.tone(s, n) if mono else data.series[s].tone)
            tone = GREY if style.slide and strong and point.look in ("context", "upper") else tone
            found[n] = PointLabel(point.shown, tone, size=strong if point.look == "solid" else None)
    return found


_SAMPLES = (
    {
        "id": "column", "caption": "柱形图：界限、概数与目标各有画法", "head": "示例产值", "unit": "亿元",
        "categories": ["2021年", "2022年", "2023年", "2024年", "2026年目标"],
        "series": [
            {"name": "示例产值", "values": [28, 37, "about", "floor", "aim"]},
        ],
        "focus": "2024年", "message": "示例产值三年翻了一番",
    },
    {
        "id": "clusters", "caption": "成组的柱形图", "head": "示例产量", "unit": "万吨",
        "categories": ["一季度", "二季度", "三季度", "四季度"],
        "series": [
            {"name": "示例园区", "values": [12, 18, 21, 26], "highlight": True},
            {"name": "对照园区", "values": [15, 16, 17, 17]},
        ],
        "message": "示例园区二季度起超过对照园区",
    },
)  # fmt: skip
KIND = ChartKind(
    name="column", label="柱形图", english="columns", needs="facts, or categories and series", samples=_SAMPLES, draw=draw,
    native=native, instead_of_mixed="combo", over_time=True, over_editions=True,
)  # fmt: skip
