"""Population pyramids: two groups back to back on one scale, rows from the top, names between them at the left."""

from reportgen.charts.data import Column, Data
from reportgen.charts.kinds.keys import keys_of
from reportgen.charts.native.axes import (
    CATEGORY,
    SECOND_CATEGORY,
    SECOND_VALUES,
    VALUES,
    Span,
    category_axis,
    shares,
    value_axis,
)
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.pen import Frame, Label, Pen, grid_of, series
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import draw_bar
from reportgen.charts.scale import Scale
from reportgen.charts.tones import INK, WHITE, letters_tone
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_NAMES_MOST = 0.22
_THICK = 0.78
_GAP = 1.3


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the rows."""
    del figure
    top = sheet.head(data, keys_of(data)) + 0.5
    names = _name_room(data, sheet.box.width, NAME_SIZE)
    box = Box(sheet.box.x + names, top, sheet.box.width - names, sheet.box.bottom - top - 0.5)
    middle, step = box.x + box.width / 2, box.height / max(len(data.categories), 1)
    reach = box.width / 2 - _value_room(data, VALUE_SIZE)
    most = max(data.known, default=1.0) or 1.0
    for n, name in enumerate(data.categories):
        y = box.y + n * step
        text = sheet.short(name, NAME_SIZE, names - _GAP, "category names")
        sheet.text(sheet.box.x, y + step / 2, text, NAME_SIZE, INK, what="category names")
        for s, side in ((0, -1), (1, 1)):
            cell = data.series[s].cells[n]
            if cell.value is None:
                continue
            length = Scale(0.0, most, 0.0, reach)(cell.value)
            left = middle - length if side < 0 else middle
            bar = Box(left, y + step * (1 - _THICK) / 2, max(length, 0.2), step * _THICK)
            draw_bar(sheet, bar, cell, data.series[s].tone)
            sheet.text(
                middle + side * (length + _GAP), y + step / 2, cell.shown, VALUE_SIZE, letters_tone(data.series[s].tone),
                bold=True, anchor="right" if side < 0 else "left", what="values",
            )  # fmt: skip
    sheet.rule(middle, box.y, middle, box.bottom, WHITE, 1.2)


def _name_room(data: Data, width: float, size: float) -> float:
    names = max((text_width(name, size) for name in data.categories), default=0.0)
    return min(names, width * _NAMES_MOST) + _GAP + 0.1


def _value_room(data: Data, size: float) -> float:
    cells = [cell for column in data.series for cell in column.cells]
    return max((text_width(cell.shown, size, True) for cell in cells), default=0.0) + 2 * _GAP


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return two groups of bars, of which the first runs to the left on an axis turned round; all values are positive."""
    del figure
    names = _name_room(data, pen.width, pen.name_size) + 1.5
    most = max(data.known, default=1.0) or 1.0
    half = (pen.width - names) / 2
    reach = Span(-most, most).padded(2 * half, _value_room(data, pen.value_size), _value_room(data, pen.value_size))
    step = pen.height / max(len(data.categories), 1)
    every = 1 if step >= pen.name_size * LINE * 1.1 else 2
    labelled = step * 1.05 >= pen.value_size * LINE
    groups = [
        _group(pen, data, 0, (CATEGORY, VALUES), labelled=labelled),
        _group(pen, data, 1, (SECOND_CATEGORY, SECOND_VALUES), labelled=labelled),
    ]
    second = category_axis(pen, own=SECOND_CATEGORY, other=SECOND_VALUES, place="l", down=True, hidden=True)
    axes = [
        category_axis(pen, place="l", down=True, every=every, edge=False, far=True),
        value_axis(pen, reach, place="t", reverse=True, kept=True),
        second,
        value_axis(pen, reach, own=SECOND_VALUES, other=SECOND_CATEGORY, place="b", crosses="max", kept=True),
    ]
    return Frame(groups, axes, shares(pen, names, 0.4, 0.0, 0.4), grid_of(data), keys_of(data))


def _group(pen: Pen, data: Data, s: int, axes: tuple[str, str], *, labelled: bool) -> Element:
    column: Column = data.series[s]
    labels = {
        n: Label(cell.shown, letters_tone(column.tone))
        for n, cell in enumerate(column.cells)
        if cell.value is not None and labelled
    }
    points = [
        pen.point(n, pen.cell_look(cell, column.tone))
        for n, cell in enumerate(column.cells)
        if cell.look in ("goal", "upper", "about")
    ]
    plain = next((cell for cell in column.cells if cell.look == "solid"), column.cells[0])
    one = series(
        s, s, grid_of(data), pen.cell_look(plain, column.tone), head=[val("invertIfNegative", "0")], points=points,
        labels=pen.labels(labels),
    )  # fmt: skip
    group: Element = c.barChart(
        val("barDir", "bar"), val("grouping", "clustered"), val("varyColors", "0"), one,
        val("gapWidth", str(round(100 * (1 - _THICK) / _THICK))), val("axId", axes[0]), val("axId", axes[1]),
    )  # fmt: skip
    return group
