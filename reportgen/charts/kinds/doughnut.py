"""Rings: at most four parts of a whole, from twelve o'clock on; value on the part, name above in its tone."""

from math import cos, pi, sin

from reportgen.charts.data import Data
from reportgen.charts.native.axes import shares
from reportgen.charts.native.elements import Element, c, line, shape, tone_fill, val
from reportgen.charts.native.pen import Frame, Label, Pen, grid_of, series
from reportgen.charts.picture.area import VALUE_SIZE, Sheet
from reportgen.charts.tones import Tone, tones_of
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

HOLE = 0.56


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the ring."""
    draw_round(sheet, figure, data, HOLE)


def part_tones(data: Data) -> list[Tone]:
    """Return the tone of each part: the focus in the primary colour and the rest in context, or each its own."""
    return tones_of(
        [n == data.focus for n in range(len(data.categories))] + ([False] if len(data.categories) == 1 else [])
    )


def part_names(data: Data) -> list[tuple[str, Tone]]:
    """Return the names of the parts in their tones."""
    return list(zip(data.categories, part_tones(data), strict=False))


def held(data: Data, n: int, middle: float, thick: float) -> bool:
    """Whether a part is wide enough for its value, at a radius in mm and along it."""
    share = (data.series[0].cells[n].value or 0.0) / (sum(data.series[0].known) or 1.0)
    text = value_text(data.series[0].cells[n].shown, "%" if data.unit == "%" else "")
    return min(share * 2 * pi * middle, thick) >= text_width(text, VALUE_SIZE, True) + 0.6


def value_text(shown: str, unit: str) -> str:
    """Return a value with the sign for per cent."""
    return shown if shown.endswith("%") else shown + unit


def draw_round(sheet: Sheet, figure: Figure, data: Data, hole: float) -> None:
    """Draw parts around a middle, with a hole of a share of the radius."""
    del figure
    unit = "%" if data.unit == "%" else ""
    radius = max(min((sheet.box.height - 19) / 2 - 0.8, sheet.box.width / 3), 6.0)
    at = radius * ((1 + hole) / 2 if hole else 0.62)
    small = {n for n in range(len(data.categories)) if not held(data, n, at, radius * (1 - hole))}
    values = [value_text(cell.shown, unit) for cell in data.series[0].cells]
    names = [(f"{name} {values[n]}" if n in small else name, tone) for n, (name, tone) in enumerate(part_names(data))]
    top = sheet.head(data, names)
    radius = max(min((sheet.box.bottom - top) / 2 - 0.8, sheet.box.width / 3), 6.0)
    x, y = sheet.box.x + sheet.box.width / 2, (top + sheet.box.bottom) / 2
    whole, start = sum(data.series[0].known) or 1.0, 0.0
    for n, (cell, tone) in enumerate(zip(data.series[0].cells, part_tones(data), strict=False)):
        share = (cell.value or 0.0) / whole
        if not share:
            continue
        sheet.canvas.sector((x, y), (radius * hole, radius), (start * 360, (start + share) * 360), sheet.hex(tone))
        middle, at = (start + share / 2) * 2 * pi, radius * ((1 + hole) / 2 if hole else 0.62)
        if n not in small:
            sheet.text(
                x + at * sin(middle), y - at * cos(middle), values[n], VALUE_SIZE,
                tone.ink_on(sheet.theme), bold=True, anchor="center", what="values",
            )  # fmt: skip
        start += share


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the ring as a chart of Office."""
    del figure
    group: Element = c.doughnutChart(
        val("varyColors", "1"),
        round_series(pen, data, None),
        val("firstSliceAng", "0"),
        val("holeSize", str(round(HOLE * 100))),
    )
    return Frame([group], [], round_box(pen), grid_of(data), part_names(data))


def round_box(pen: Pen) -> tuple[float, float, float, float]:
    """Return a square in the middle of the room under the title."""
    side = min(pen.height - 2, pen.width * 0.6)
    left = (pen.width - side) / 2
    return shares(pen, left, 1.0, left, pen.height - side - 1.0)


def round_series(pen: Pen, data: Data, place: str | None) -> Element:
    """Return the one series of parts."""
    tones, unit = part_tones(data), "%" if data.unit == "%" else ""
    cells = data.series[0].cells
    points = [
        pen.point(n, shape(tone_fill(pen.on_ground(tones[n])), line("bg1", 1.0)), bar=False) for n in range(len(cells))
    ]
    labels = {
        n: Label(value_text(cell.shown, unit), tones[n].ink_on(pen.theme), place)
        for n, cell in enumerate(cells)
        if cell.value
    }
    return series(0, 0, grid_of(data), shape(), points=points, labels=pen.labels(labels))
