"""Columns: one upright bar a value, from zero; several series stand in clusters."""

from reportgen.charts.data import Cell, Data
from reportgen.charts.kinds.keys import keys_of, left_out
from reportgen.charts.labels import Point, bar_centres, kept_labels
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.pen import Frame, Label, Pen, bar_points, grid_of, series
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.upright import BAR_SHARE, VALUE_ROOM, Plot, Wish, draw_bar, plot_of, value_tone
from reportgen.charts.scale import span
from reportgen.charts.tones import Tone
from reportgen.model import Figure


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the columns with their values."""
    del figure
    kept = labels_kept(data, sheet.box.width, VALUE_SIZE)
    axis = left_out(data, kept)
    low, high = span(data.known, zero=True)
    top = sheet.head(data, keys_of(data))
    plot = plot_of(sheet, data, top, Wish(low, high, axis, under=VALUE_ROOM if low < 0 else 0.0))
    draw_columns(sheet, plot, data, kept, mono=len(data.series) == 1)


def draw_columns(sheet: Sheet, plot: Plot, data: Data, kept: set[Point], *, mono: bool) -> None:
    """Draw columns and the values kept; mono says that the focus decides the tone, not the series."""

    def tone(s: int, n: int) -> Tone:
        return data.tone(s, n) if mono else data.series[s].tone

    for s, column in enumerate(data.series):
        for n, cell in enumerate(column.cells):
            if cell.value is not None:
                draw_bar(sheet, bar_box(plot, s, n, len(data.series), cell.value), cell, tone(s, n))
    for s, n in sorted(kept):
        cell = data.series[s].cells[n]
        if cell.value is not None:
            _label(sheet, plot, bar_box(plot, s, n, len(data.series), cell.value), cell, tone(s, n))


def bar_box(plot: Plot, s: int, n: int, count: int, value: float) -> Box:
    """Return the box of a column."""
    width = plot.step * BAR_SHARE / count
    x = plot.x(n) + (s - count / 2) * width
    y, base = plot.y(value), plot.y(min(max(0.0, plot.y.low), plot.y.high))
    inset = width * 0.04 if count > 1 else 0.0
    return Box(x + inset, min(y, base), width - 2 * inset, abs(y - base))


def _label(sheet: Sheet, plot: Plot, box: Box, cell: Cell, tone: Tone) -> None:
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


def labels_kept(data: Data, width: float, size: float) -> set[Point]:
    """Return the points whose value is printed in a plot of a width."""
    step, count = width / max(len(data.categories), 1), len(data.series)
    room = step if count == 1 else step * BAR_SHARE / count
    return kept_labels(data, bar_centres(data, step, BAR_SHARE), room, size, width)


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the columns as a chart of Office."""
    del figure
    kept = labels_kept(data, pen.width, pen.value_size)
    low, high = span(data.known, zero=True)
    layout = upright(pen, data, (low, high), named=left_out(data, kept), under=pen.value_size * 0.5 if low < 0 else 0.0)
    group = bar_group(pen, data, kept, "col")
    return Frame([group], layout.axes, layout.box, grid_of(data), keys_of(data))


def bar_group(
    pen: Pen, data: Data, kept: set[Point], direction: str, *, count: int | None = None, mono: bool = True
) -> Element:
    """Return c:barChart of clustered bars of the first series, or of all; mono as for `draw_columns`."""
    grid, drawn = grid_of(data), data.series[:count]
    found = [
        series(
            s, s, grid, pen.cell_look(Cell(0.0, ""), column.tone), head=[val("invertIfNegative", "0")],
            points=bar_points(pen, data, s, mono=mono), labels=pen.labels(_labels(data, kept, s, mono=mono)),
        )
        for s, column in enumerate(drawn)
    ]  # fmt: skip
    group: Element = c.barChart(
        val("barDir", direction), val("grouping", "clustered"), val("varyColors", "0"), *found,
        val("gapWidth", str(min(round(100 * (1 - BAR_SHARE) / BAR_SHARE * len(drawn)), 500))),
        val("overlap", "-8" if len(drawn) > 1 else "0"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return group


def _labels(data: Data, kept: set[Point], s: int, *, mono: bool) -> dict[int, Label]:
    column = data.series[s]
    return {
        n: Label(column.cells[n].shown, value_tone(column.cells[n], data.tone(s, n) if mono else column.tone))
        for row, n in kept
        if row == s and column.cells[n].value is not None
    }
