"""Dumbbells: two points a row and the way between them. Native: two scatters over rows, and a line that leaps from way to way."""

from dataclasses import replace

from reportgen.charts.data import Cell, Data
from reportgen.charts.kinds.keys import keys_of
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import CATEGORY, VALUES, Span, shares, value_axis
from reportgen.charts.native.elements import Element, c, no_line, shape, tone_line, val
from reportgen.charts.native.pen import Frame, Label, Pen, marker, series
from reportgen.charts.native.workbook import Grid, Row
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import CONTEXT, INK, RULE, letters_tone, tones_of
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_NAMES_MOST = 0.34
_GAP = 2.0
_WAY = "连线"


def toned(data: Data) -> Data:
    """Return the data with the later point in the primary colour where no series is highlighted."""
    if any(column.highlight for column in data.series):
        return data
    tones = tones_of([False, True])
    return replace(data, series=tuple(replace(one, tone=t) for one, t in zip(data.series, tones, strict=True)))


def margins(data: Data, width: float, name: float, value: float) -> tuple[float, float]:
    """Return the mm that names and values take at the left and at the right."""
    names = max((text_width(text, name) for text in data.categories), default=0.0)
    values = max((text_width(cell.shown, value, True) for one in data.series for cell in one.cells), default=0.0)
    return min(names, width * _NAMES_MOST) + _GAP + values + _GAP, values + _GAP + 1.0


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw a row a category."""
    del figure
    data = toned(data)
    top = sheet.head(data, keys_of(data)) + 0.5
    left, right = margins(data, sheet.box.width, NAME_SIZE, VALUE_SIZE)
    box = Box(sheet.box.x + left, top, sheet.box.width - left - right, sheet.box.bottom - top - 0.5)
    x, step = Scale(*span(data.known, zero=False), box.x, box.right), box.height / max(len(data.categories), 1)
    room = min(max(text_width(text, NAME_SIZE) for text in data.categories), sheet.box.width * _NAMES_MOST) + 0.01
    for n, name in enumerate(data.categories):
        y = box.y + (n + 0.5) * step
        text = sheet.short(name, NAME_SIZE, room, "category names")
        sheet.text(sheet.box.x + room, y, text, NAME_SIZE, INK, anchor="right", what="category names")
        sheet.rule(box.x - 1.5, y, box.right + 1.5, y, RULE, 0.4)
        known = [(x(cells.value), s, cells) for s, cells in enumerate(_row(data, n)) if cells.value is not None]
        if len(known) == 2:
            sheet.rule(known[0][0], y, known[1][0], y, CONTEXT, 2.2)
        for at, s, cell in known:
            hollow = cell.look in ("upper", "goal", "about")
            tone = sheet.hex(data.series[s].tone)
            sheet.canvas.disc(at, y, 1.5, "FFFFFF" if hollow else tone, edge=tone if hollow else "FFFFFF")
            side = -1 if _is_left(data, n, s) else 1
            sheet.text(
                at + side * (1.5 + 0.9), y, cell.shown, VALUE_SIZE, letters_tone(data.series[s].tone), bold=True,
                anchor="right" if side < 0 else "left", what="values",
            )  # fmt: skip


def _row(data: Data, n: int) -> list[Cell]:
    return [column.cells[n] for column in data.series]


def _is_left(data: Data, n: int, s: int) -> bool:
    mine, other = data.series[s].cells[n].value, data.series[1 - s].cells[n].value
    if mine is None or other is None:
        return False
    return mine < other or (mine == other and s == 0)


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return two scatters over rows, and the ways between them as one broken line beneath."""
    del figure
    data = toned(data)
    count = len(data.categories)
    left, right = margins(data, pen.width, pen.name_size, pen.value_size)
    low, high = span(data.known, zero=False)
    grid = _grid(data, low)
    found = [_ways(pen, grid), *(_points(pen, data, grid, s) for s in (0, 1)), _names(pen, data, grid, left)]
    group: Element = c.scatterChart(
        val("scatterStyle", "lineMarker"), val("varyColors", "0"), *found, val("axId", CATEGORY), val("axId", VALUES)
    )
    axes = [
        value_axis(pen, Span(low, high), own=CATEGORY, other=VALUES, place="b", across=True),
        value_axis(pen, Span(0.0, float(count)), own=VALUES, other=CATEGORY, place="l", across=True),
    ]
    return Frame([group], axes, shares(pen, left, 0.5, right, 0.5), grid, keys_of(data), first_key=1, unkeyed=(0, 3))


def _points(pen: Pen, data: Data, grid: Grid, s: int) -> Element:
    column = data.series[s]
    labels = {
        n: Label(cell.shown, letters_tone(column.tone), "l" if _is_left(data, n, s) else "r")
        for n, cell in enumerate(column.cells)
        if cell.value is not None
    }
    points = [
        c.dPt(val("idx", str(n)), marker(pen, column.tone, 9, hollow=True), val("bubble3D", "0"))
        for n, cell in enumerate(column.cells)
        if cell.look in ("upper", "goal", "about")
    ]
    return series(
        s + 1, 2, grid, shape(no_line()), head=[marker(pen, column.tone, 9)], points=points, labels=pen.labels(labels),
        x=s, named=s, tail=[val("smooth", "0")],
    )  # fmt: skip


def _grid(data: Data, low: float) -> Grid:
    """The cells: a row a category, and below them the ends of each way, with an empty row between two ways."""
    first, last = data.series
    count = len(data.categories)
    rows, ways = [], []
    for n, name in enumerate(data.categories):
        a, b, y = first.cells[n].value, last.cells[n].value, count - n - 0.5
        rows.append(Row(name, (a, b, y, low, None, None)))
        if a is not None and b is not None:
            ways += [Row(_WAY, (None, None, None, None, end, y)) for end in (a, b)]
            ways.append(Row("", (None,) * 6))
    names = (first.name, last.name, "行（不显示）", "名称位置（不显示）", "连线（不显示）", "连线的行（不显示）")
    return Grid(names, (*rows, *ways[:-1]))


def _ways(pen: Pen, grid: Grid) -> Element:
    look = shape(tone_line(pen.on_ground(CONTEXT), 2.5))
    return series(0, 5, grid, look, head=[marker(pen, None)], x=4, named=4, tail=[val("smooth", "0")])


def _names(pen: Pen, data: Data, grid: Grid, left: float) -> Element:
    """The names stand at unseen points at the left edge of the plot, over the room of the values."""
    room = min(max(text_width(text, pen.name_size) for text in data.categories), pen.width * _NAMES_MOST) + 0.1
    gap = max(left - room - _GAP, 0.0)
    pad = "\u2003" * max(round(gap / (pen.name_size * LINE / 1.05)), 0)
    labels = {
        n: Label(shorten(name, pen.name_size, room) + pad, INK, "l", False, pen.name_size)
        for n, name in enumerate(data.categories)
    }
    return series(
        3, 2, grid, shape(no_line()), head=[marker(pen, None)], labels=pen.labels(labels), x=3, named=3,
        tail=[val("smooth", "0")],
    )  # fmt: skip
