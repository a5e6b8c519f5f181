"""Slopes: two points in time for several series, named and valued at both ends."""

from reportgen.charts.data import Column, Data
from reportgen.charts.kinds.line import line_group
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import Span, category_axis, shares, value_axis
from reportgen.charts.native.elements import Element, c, shape, tone_line
from reportgen.charts.native.pen import Frame, Label, Pen, grid_of
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, Sheet
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, span, spread
from reportgen.charts.tones import INK, RULE, letters_tone
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_SIDE = 0.34  # of the width, the most that names take at each end
_GAP = 2.2


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw a line a series between two uprights."""
    del figure
    top = sheet.head(data) + 0.5
    texts = ends_of(data, sheet.box.width, VALUE_SIZE)
    left, right = (max((text_width(t, VALUE_SIZE, True) for t in side), default=0.0) + _GAP for side in texts)
    x = (sheet.box.x + left, sheet.box.right - right)
    y = Scale(*span(data.known, zero=False), sheet.box.bottom - 7.5, top + 2.5)
    for n, at in enumerate(x):
        sheet.rule(at, top, at, sheet.box.bottom - 5.5, RULE, 0.8)
        name = sheet.short(data.categories[n], NAME_SIZE, sheet.box.width * 0.4, "category names")
        sheet.text(at, sheet.box.bottom - 2.6, name, NAME_SIZE, INK, anchor="center", what="category names")
    for s in sorted(range(len(data.series)), key=lambda s: data.series[s].highlight):
        _draw_line(sheet, data, s, x, y)
    _draw_ends(sheet, data, texts, x, y)


def _draw_line(sheet: Sheet, data: Data, s: int, x: tuple[float, float], y: Scale) -> None:
    column, tone = data.series[s], sheet.hex(data.series[s].tone)
    points = [(at, y(cell.value)) for at, cell in zip(x, column.cells, strict=True) if cell.value is not None]
    if len(points) == 2:
        sheet.canvas.path(points, tone, 2.0 if column.highlight or len(data.series) == 1 else 1.3)
    for (px, py), cell in zip(points, [cell for cell in column.cells if cell.value is not None], strict=True):
        hollow = cell.look in ("upper", "goal", "about")
        sheet.canvas.disc(px, py, 1.2, "FFFFFF" if hollow else tone, edge=tone if hollow else "FFFFFF")


def ends_of(data: Data, width: float, size: float) -> tuple[list[str], list[str]]:
    """Return the texts at the left (name and value) and at the right (value and name) of each series."""
    found: tuple[list[str], list[str]] = ([], [])
    for column in data.series:
        for side, cell in enumerate(column.cells):
            room = width * _SIDE - text_width(cell.shown, size, True) - 2 * _GAP
            name = shorten(column.name, size, room, True)
            words = (name, cell.shown) if side == 0 else (cell.shown, name)
            found[side].append(" ".join(words) if cell.value is not None else "")
    return found


def _draw_ends(
    sheet: Sheet, data: Data, texts: tuple[list[str], list[str]], x: tuple[float, float], y: Scale
) -> None:  # fmt: skip
    row = VALUE_SIZE * LINE + 0.15
    for side in (0, 1):
        known = [s for s, column in enumerate(data.series) if column.cells[side].value is not None]
        known.sort(key=lambda s: not data.series[s].highlight)
        fitting = known[: max(int((y.start - y.end + 6) // row), 1)]
        wanted = [y(data.series[s].cells[side].value or 0.0) for s in fitting]
        places = spread(wanted, [row] * len(wanted), y.end - 3, y.start + 3) or wanted
        for s, place in zip(fitting, places, strict=True):
            _end(sheet, data.series[s], texts[side][s], (x[side] + (_GAP if side else -_GAP), place), side)
        sheet.gave("values", "left out", len(known) - len(fitting))


def _end(sheet: Sheet, column: Column, text: str, at: tuple[float, float], side: int) -> None:
    sheet.gave("names of series", "shortened", "…" in text and "…" not in column.name)
    anchor = "left" if side else "right"
    sheet.text(*at, text, VALUE_SIZE, letters_tone(column.tone), bold=column.highlight, anchor=anchor, what="values")


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return lines of two points as a chart of Office."""
    del figure
    size = pen.value_size
    texts = ends_of(data, pen.width, size)
    left, right = (max((text_width(text, size, True) for text in side), default=0.0) + 2 * _GAP for side in texts)
    foot = pen.name_size * LINE * 1.15 + 2.6
    box = shares(pen, left, 1.0, right, foot)
    reach = Span(*span(data.known, zero=False)).padded(pen.height - foot - 1, size * LINE / 2 + 1, size * LINE / 2 + 1)
    axes = [category_axis(pen, edge=False), value_axis(pen, reach, across=True)]
    labels = {
        s: {
            side: Label(texts[side][s], letters_tone(column.tone), "r" if side else "l", column.highlight)
            for side in (0, 1)
            if column.cells[side].value is not None
        }
        for s, column in enumerate(data.series)
    }
    posts: Element = c.hiLowLines(shape(tone_line(pen.on_ground(RULE), 0.75)))
    return Frame([line_group(pen, data, labels, posts=posts)], axes, box, grid_of(data))
