"""Bars: one level bar a value, from zero; long names have room at the left."""

from reportgen.charts.data import Data
from reportgen.charts.kinds.column import bar_group
from reportgen.charts.kinds.keys import keys_of
from reportgen.charts.labels import Point
from reportgen.charts.native.axes import Span, category_axis, shares, value_axis
from reportgen.charts.native.pen import Frame, Pen, grid_of
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.bars import draw_open_end
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import BAR_SHARE, draw_bar, value_tone
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import GREY, INK
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_NAMES_MOST = 0.38  # of the width
_GAP = 1.6


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the bars as rows from the top, each with its name and value."""
    del figure
    top = sheet.head(data, keys_of(data)) + 0.6
    box, step = _rows(sheet, data, top)
    low, high = span(data.known, zero=True)
    x = Scale(low, high, *_ends(box, data, low, VALUE_SIZE))
    _draw_names(sheet, data, box, step)
    thick = step * BAR_SHARE / len(data.series)
    for s, column in enumerate(data.series):
        for n, cell in enumerate(column.cells):
            if cell.value is None:
                continue
            y = box.y + (n + 0.5) * step + (s - len(data.series) / 2) * thick
            end, zero = x(cell.value), x(min(max(0.0, low), high))
            inset = thick * 0.04 if len(data.series) > 1 else 0.0
            bar = Box(min(end, zero), y + inset, max(abs(end - zero), 0.4), thick - 2 * inset)
            draw_bar(sheet, bar, cell, data.tone(s, n))
            right = cell.value >= 0
            at = end + _GAP if right else end - _GAP
            if cell.open_end and thick > 3:
                draw_open_end(sheet.canvas, end, y + thick / 2, sheet.theme)
                at += 6.5
            sheet.text(
                at, y + thick / 2, cell.shown, VALUE_SIZE, value_tone(cell, data.tone(s, n)), bold=True,
                anchor="left" if right else "right", what="values",
            )  # fmt: skip
    zero = x(min(max(0.0, low), high))
    sheet.rule(zero, box.y, zero, box.y + step * len(data.categories), GREY, 0.9)


def _rows(sheet: Sheet, data: Data, top: float) -> tuple[Box, float]:
    names = max((text_width(name, NAME_SIZE) for name in data.categories), default=0.0)
    left = min(names, sheet.box.width * _NAMES_MOST) + _GAP
    box = Box(sheet.box.x + left, top, sheet.box.width - left, sheet.box.bottom - top - 0.4)
    return box, box.height / max(len(data.categories), 1)


def _draw_names(sheet: Sheet, data: Data, box: Box, step: float) -> None:
    room = box.x - sheet.box.x - _GAP + 0.01
    for n, name in enumerate(data.categories):
        text = sheet.short(name, NAME_SIZE, room, "category names")
        sheet.text(box.x - _GAP, box.y + (n + 0.5) * step, text, NAME_SIZE, INK, anchor="right", what="category names")


def _ends(box: Box, data: Data, low: float, size: float) -> tuple[float, float]:
    """Where the scale begins and ends, so that each value has room after its bar."""
    cells = [cell for column in data.series for cell in column.cells if cell.value is not None]
    tails = [text_width(cell.shown, size, True) + _GAP + 0.6 + 6.5 * cell.open_end for cell in cells]
    after = max(tails, default=0.0)
    before = max((t for cell, t in zip(cells, tails, strict=True) if (cell.value or 0) < 0), default=0.0)
    after, before = min(after, box.width * 0.45), min(before, box.width * 0.3)
    return box.x + (before if low < 0 else 0.0), box.right - after


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the bars as a chart of Office."""
    del figure
    names = max((text_width(name, pen.name_size) for name in data.categories), default=0.0) + 2.5
    left = min(names, pen.width * _NAMES_MOST)
    box = Box(left, 0.0, pen.width - left, pen.height)
    low, high = span(data.known, zero=True)
    start, end = _ends(box, data, low, pen.value_size)
    reach = Span(low, high).padded(box.width, box.right - end, start - box.x)
    line = pen.value_size * LINE
    thick = pen.height / max(len(data.categories), 1) * BAR_SHARE / len(data.series)
    every = 1 if thick / BAR_SHARE * len(data.series) >= pen.name_size * LINE else 2
    kept: set[Point] = {
        (s, n)
        for s, column in enumerate(data.series)
        for n in range(len(column.cells))
        if thick >= line * 0.8 or s == 0
    }
    axes = [
        category_axis(pen, place="l", down=True, every=every),
        value_axis(pen, reach, place="t"),
    ]
    frame_box = shares(pen, left, 0.6, 0.0, 0.6)
    return Frame([bar_group(pen, data, kept, "bar")], axes, frame_box, grid_of(data), keys_of(data))
