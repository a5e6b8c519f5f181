"""Columns with a line on a second axis: two measures of one time. The line runs above, so that nothing is crossed."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.axis_rules import unit_of
from reportgen.charts.data import DataSeries, FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.kinds.column import bar_group, draw_columns, labels_kept
from reportgen.charts.kinds.line import draw_line, line_group
from reportgen.charts.kinds.line import line_labels as value_labels
from reportgen.charts.labels import Point, kept_labels, left_out
from reportgen.charts.native.axes import SECOND_CATEGORY, SECOND_VALUES, AxisSpan, category_axis, value_axis
from reportgen.charts.native.style import NativePlot, NativeStyle, grid_of
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea
from reportgen.charts.picture.upright import VALUE_ROOM, AxisRequest, Plot, plot_of
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import ACCENT, CONTEXT, PRIMARY, Tone, letters_tone
from reportgen.model import Figure

_COLUMNS, _LINE = 0.58, 0.72  # how high the columns reach, where the line begins, as shares of the plot


def toned(data: FigureData) -> FigureData:
    """Return the data with the columns in context and the line in the primary colour, or the other way by highlight."""
    *columns, line = (replace(one, name=f"{one.name}（{one.unit}）") if one.unit else one for one in data.series)
    strong = any(column.highlight for column in columns)
    shades = [PRIMARY, Tone("primary", 0.5), Tone("deep")] if strong else [CONTEXT, Tone("context", 0.5), Tone("rule")]
    found = [replace(column, tone=shade) for column, shade in zip(columns, shades, strict=False)]
    return replace(data, unit="", series=(*found, replace(line, tone=ACCENT if strong else PRIMARY)), focus=None)


def split(data: FigureData) -> tuple[FigureData, DataSeries]:
    """Return the columns as data of their own, and the line."""
    return replace(data, series=data.series[:-1]), data.series[-1]


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the columns below and the line above."""
    data = toned(data)
    columns, line = split(data)
    kept = labels_kept(columns, sheet.box.width, VALUE_SIZE)
    low, high = span(columns.known, zero=True)
    wish = AxisRequest(low, low + (high - low) / _COLUMNS, left_out(columns, kept), over=0.0)
    plot = plot_of(sheet, data, sheet.head(data, data.keys), wish)
    draw_columns(sheet, plot, columns, kept, mono=False)
    ends = span(line.known, zero=False)
    height = plot.box.height
    y = Scale(*ends, plot.box.bottom - height * _LINE, plot.box.y + VALUE_ROOM + 1.0)
    upper = Plot(plot.box, y, plot.step)
    draw_line(sheet, upper, line)
    for _, n in sorted(line_labels(data, plot.step, plot.box.width, VALUE_SIZE)):
        value = line.points[n].value
        if value is not None:
            at = y(value) - VALUE_ROOM / 2 - 1.0
            tone = letters_tone(line.tone)
            sheet.text(plot.x(n), at, line.points[n].shown, VALUE_SIZE, tone, bold=True, anchor="center", what="values")


def line_labels(data: FigureData, step: float, width: float, size: float) -> set[Point]:
    """Return the points of the line whose value is printed."""
    one = replace(data, series=data.series[-1:])
    return kept_labels(one, {(0, n): (n + 0.5) * step for n in range(len(data.categories))}, step, size, width)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return columns and line as a chart of Office with two axes."""
    data = toned(data)
    columns, line = split(data)
    kept = labels_kept(columns, style.width, style.value_size)
    low, high = span(columns.known, zero=True)
    ends = (low, low + (high - low) / _COLUMNS)
    layout = upright(style, data, ends, named=left_out(columns, kept), over=0.1)
    bottom, top = span(line.known, zero=False)
    unit = (top - bottom) / (1 - _LINE - 0.12)
    second = AxisSpan(bottom - unit * _LINE, top + unit * 0.12)
    shown = {(len(data.series) - 1, n) for _, n in line_labels(data, layout.step, style.width, style.value_size)}
    axes = [
        *layout.axes,
        category_axis(style, own=SECOND_CATEGORY, other=SECOND_VALUES, hidden=True),
        value_axis(style, second, own=SECOND_VALUES, other=SECOND_CATEGORY, place="r", crosses="max", kept=True),
    ]
    bars = bar_group(style, data, kept, "col", count=len(columns.series), mono=False)
    over = line_group(
        style,
        data,
        value_labels(data, shown, {}, over=True),
        only=len(data.series) - 1,
        axes=(SECOND_CATEGORY, SECOND_VALUES),
    )
    return NativePlot([bars, over], axes, layout.box, grid_of(data), data.keys)


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """The second axis has a unit of its own."""
    del columns
    units = [unit_of(figure, series, facts) for series in figure.series]
    if len(units) > 1 and units[-1] in units[:-1]:
        yield f"a second axis of the same unit ({units[-1] or 'none'}) makes a crossing that means nothing; use line"


_SAMPLES = (
    {
        "id": "combo", "caption": "柱线组合图", "head": "示例外贸",
        "categories": ["2019年", "2020年", "2021年", "2022年", "2023年", "2024年"],
        "series": [
            {"name": "进出口额", "unit": "亿元", "values": [21, 24, 33, 46, 58, 74]},
            {"name": "占全市比重", "unit": "%", "values": ["6.1", "7.4", "9.8", "13.2", "15.9", "19.4"], "highlight": True},
        ],
        "message": "示例外贸占比逐年提高",
    },
)  # fmt: skip
KIND = ChartKind(
    name="combo", label="柱线组合图", english="columns with a line",
    needs="1 to 3 series as columns, the last one as a line with its own unit", samples=_SAMPLES, draw=draw, native=native,
    rules=rules, height=65, takes="series", series=(2, 4), axes="last", over_time=True,
)  # fmt: skip
