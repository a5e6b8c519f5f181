"""Stacked columns: parts on parts, each labelled where it holds its value, the total above."""

from collections.abc import Callable

from reportgen.charts.data import Cell, Data
from reportgen.charts.kinds.keys import keys_of
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, a, c, line, shape, tone_fill, val
from reportgen.charts.native.pen import Frame, Label, Pen, grid_of, series
from reportgen.charts.native.upright import Layout, upright
from reportgen.charts.picture.area import VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import BAR_SHARE, Wish, draw_bar, plot_of
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

Size = Callable[[int, int], float]  # series, category: the size of a part on the axis


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the columns; an axis stands where parts are too small for their values."""
    draw_stack(sheet, data, own_sizes(data), percent=False)
    del figure


def own_sizes(data: Data) -> Size:
    """Return the parts as they are."""
    return lambda s, n: data.series[s].cells[n].value or 0.0


def draw_stack(sheet: Sheet, data: Data, size: Size, *, percent: bool) -> None:
    """Draw stacked columns whose parts have a size on the axis."""
    top = sheet.head(data, keys_of(data))
    low, high = ends_of(data, size)
    axis = not all(_fits(data, s, n, size, (sheet.box.width, (sheet.box.bottom - top - 8) / (high - low)), VALUE_SIZE)
                   for s in range(len(data.series)) for n in range(len(data.categories)))  # fmt: skip
    plot = plot_of(sheet, data, top, Wish(low, high, axis, over=1.5, percent=percent))
    per_unit = abs(plot.y.end - plot.y.start) / (high - low)
    for n in range(len(data.categories)):
        above = below = 0.0
        for s, column in enumerate(data.series):
            part = size(s, n)
            start = above if part >= 0 else below
            above, below = (above + part, below) if part >= 0 else (above, below + part)
            y1, y2 = sorted((plot.y(start), plot.y(start + part)))
            box = Box(plot.x(n) - plot.step * BAR_SHARE / 2, y1, plot.step * BAR_SHARE, y2 - y1)
            if part == 0:
                continue
            draw_bar(sheet, box, column.cells[n], column.tone)
            sheet.canvas.line(box.x, box.y, box.right, box.y, "FFFFFF", 0.6)
            if _fits(data, s, n, size, (plot.box.width, per_unit), VALUE_SIZE):
                ink = column.tone.ink_on(sheet.theme)
                middle = box.y + box.height / 2
                sheet.text(plot.x(n), middle, column.cells[n].shown, VALUE_SIZE, ink, bold=True, anchor="center")


def ends_of(data: Data, size: Size) -> tuple[float, float]:
    """Return the lowest and highest end of the stacks; zero is among them."""
    parts = [[size(s, n) for s in range(len(data.series))] for n in range(len(data.categories))]
    high = max((sum(p for p in column if p > 0) for column in parts), default=0.0)
    low = min((sum(p for p in column if p < 0) for column in parts), default=0.0)
    return (low, high) if high > low else (low, low + 1.0)


def _fits(data: Data, s: int, n: int, size: Size, room: tuple[float, float], letters: float) -> bool:
    """Whether a part holds its value; room is the width of the plot, and the mm of one unit."""
    cell: Cell = data.series[s].cells[n]
    width = room[0] / len(data.categories) * BAR_SHARE
    high_enough = abs(size(s, n)) * room[1] >= letters * LINE + 0.4
    return cell.look not in ("goal", "upper") and high_enough and text_width(cell.shown, letters, True) + 0.8 <= width


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the columns as a chart of Office."""
    del figure
    return native_stack(pen, data, own_sizes(data), "stacked", ends_of(data, own_sizes(data)))


def native_stack(pen: Pen, data: Data, size: Size, grouping: str, ends: tuple[float, float]) -> Frame:
    """Return stacked columns of a grouping; ends are those of the axis."""
    percent = grouping == "percentStacked"
    points = [(s, n) for s in range(len(data.series)) for n in range(len(data.categories))]
    layout = upright(pen, data, ends, named=False, over=1.0, percent=percent)
    if not all(_fits(data, s, n, size, (pen.width, layout.unit), pen.value_size) for s, n in points):
        layout = upright(pen, data, ends, named=True, over=1.0, percent=percent)
    group: Element = c.barChart(
        val("barDir", "col"), val("grouping", grouping), val("varyColors", "0"),
        *[_part(pen, data, s, size, layout) for s in range(len(data.series))],
        val("gapWidth", str(round(100 * (1 - BAR_SHARE) / BAR_SHARE))),
        val("overlap", "100"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return Frame([group], layout.axes, layout.box, grid_of(data), keys_of(data))


def _part(pen: Pen, data: Data, s: int, size: Size, layout: Layout) -> Element:
    column = data.series[s]
    room = (layout.step * len(data.categories), layout.unit)
    tone = pen.on_ground(column.tone)
    labels = {
        n: Label(cell.shown, tone.ink_on(pen.theme), "ctr")
        for n, cell in enumerate(column.cells)
        if _fits(data, s, n, size, room, pen.value_size)
    }
    look = shape(tone_fill(tone), a.ln(line("bg1", 0.75)[0], w="9525"))
    special = [
        pen.point(n, pen.cell_look(cell, column.tone))
        for n, cell in enumerate(column.cells)
        if cell.look in ("goal", "upper", "about")
    ]
    head = [val("invertIfNegative", "0")]
    return series(s, s, grid_of(data), look, head=head, points=special, labels=pen.labels(labels))
