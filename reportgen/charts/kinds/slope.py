"""Slopes: two points in time for several series, named and valued at both ends."""

from collections.abc import Iterator

from reportgen.charts.data import DataSeries, FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.kinds.line import line_group
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import AxisSpan, category_axis, shares, value_axis
from reportgen.charts.native.elements import Element, c, shape, tone_line
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, grid_of
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, span, spread
from reportgen.charts.tones import INK, RULE, letters_tone
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_SIDE = 0.34  # of the width, the most that names take at each end
_GAP = 2.2


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw a line a series between two uprights."""
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


def _draw_line(sheet: PictureArea, data: FigureData, s: int, x: tuple[float, float], y: Scale) -> None:
    column, tone = data.series[s], sheet.hex(data.series[s].tone)
    points = [(at, y(cell.value)) for at, cell in zip(x, column.points, strict=True) if cell.value is not None]
    if len(points) == 2:
        sheet.canvas.path(points, tone, 2.0 if column.highlight or len(data.series) == 1 else 1.3)
    for (px, py), cell in zip(points, [cell for cell in column.points if cell.value is not None], strict=True):
        hollow = cell.look in ("upper", "goal", "about")
        sheet.canvas.disc(px, py, 1.2, "FFFFFF" if hollow else tone, edge=tone if hollow else "FFFFFF")


def ends_of(data: FigureData, width: float, size: float) -> tuple[list[str], list[str]]:
    """Return the texts at the left (name and value) and at the right (value and name) of each series."""
    found: tuple[list[str], list[str]] = ([], [])
    for column in data.series:
        for side, cell in enumerate(column.points):
            room = width * _SIDE - text_width(cell.shown, size, True) - 2 * _GAP
            name = shorten(column.name, size, room, True)
            words = (name, cell.shown) if side == 0 else (cell.shown, name)
            found[side].append(" ".join(words) if cell.value is not None else "")
    return found


def _draw_ends(
    sheet: PictureArea, data: FigureData, texts: tuple[list[str], list[str]], x: tuple[float, float], y: Scale
) -> None:  # fmt: skip
    row = VALUE_SIZE * LINE + 0.15
    for side in (0, 1):
        known = [s for s, column in enumerate(data.series) if column.points[side].value is not None]
        known.sort(key=lambda s: not data.series[s].highlight)
        fitting = known[: max(int((y.start - y.end + 6) // row), 1)]
        wanted = [y(data.series[s].points[side].value or 0.0) for s in fitting]
        places = spread(wanted, [row] * len(wanted), y.end - 3, y.start + 3) or wanted
        for s, place in zip(fitting, places, strict=True):
            _end(sheet, data.series[s], texts[side][s], (x[side] + (_GAP if side else -_GAP), place), side)
        sheet.gave("values", "left out", len(known) - len(fitting))


def _end(sheet: PictureArea, column: DataSeries, text: str, at: tuple[float, float], side: int) -> None:
    sheet.gave("names of series", "shortened", "…" in text and "…" not in column.name)
    anchor = "left" if side else "right"
    sheet.text(*at, text, VALUE_SIZE, letters_tone(column.tone), bold=column.highlight, anchor=anchor, what="values")


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return lines of two points as a chart of Office."""
    size = style.value_size
    texts = ends_of(data, style.width, size)
    left, right = (max((text_width(text, size, True) for text in side), default=0.0) + 2 * _GAP for side in texts)
    foot = style.name_size * LINE * 1.15 + 2.6
    box = shares(style, left, 1.0, right, foot)
    reach = AxisSpan(*span(data.known, zero=False)).padded(
        style.height - foot - 1, size * LINE / 2 + 1, size * LINE / 2 + 1
    )
    axes = [category_axis(style, edge=False), value_axis(style, reach, across=True)]
    labels = {
        s: {
            side: PointLabel(texts[side][s], letters_tone(column.tone), "r" if side else "l", column.highlight)
            for side in (0, 1)
            if column.points[side].value is not None
        }
        for s, column in enumerate(data.series)
    }
    posts: Element = c.hiLowLines(shape(tone_line(style.on_ground(RULE), 0.75)))
    return NativePlot([line_group(style, data, labels, posts=posts)], axes, box, grid_of(data))


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """A slope joins two points in time."""
    del columns, facts
    if figure.series and len(figure.categories) != 2:
        yield "slope joins two points in time; with more use line, with fewer bar"


_SAMPLES = (
    {
        "id": "slope", "caption": "斜率图", "head": "示例占比", "unit": "%", "categories": ["2014年", "2024年"],
        "series": [
            {"name": "高新产业", "values": [18, 43], "highlight": True},
            {"name": "传统制造", "values": [46, 31]},
            {"name": "商贸服务", "values": [28, 22]},
            {"name": "农业", "values": [8, 4]},
        ],
        "message": "高新产业占比升至首位",
    },
)  # fmt: skip
KIND = ChartKind(
    name="slope", label="斜率图", english="slope", needs="2 categories, a series each line", samples=_SAMPLES, draw=draw,
    native=native, rules=rules, height=70, takes="series", keyed="inside",
)  # fmt: skip
