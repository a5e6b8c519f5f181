"""Dumbbells: two points a row and the way between them. Native: two scatters over rows, and a line that leaps from way to way."""

from dataclasses import replace

from reportgen.charts.data import DataPoint, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import CATEGORY, VALUES, AxisSpan, shares, value_axis
from reportgen.charts.native.elements import Element, c, no_line, shape, tone_line, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, marker, series
from reportgen.charts.native.workbook import ChartGrid, GridRow
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import CONTEXT, INK, RULE, letters_tone, tones_of
from reportgen.charts.typeface import text_width

_NAMES_MOST = 0.34
_GAP = 2.0
_WAY = "连线"


def toned(data: FigureData) -> FigureData:
    """Return the data with the later point in the primary colour where no series is highlighted."""
    if any(column.highlight for column in data.series):
        return data
    tones = tones_of([False, True])
    return replace(data, series=tuple(replace(one, tone=t) for one, t in zip(data.series, tones, strict=True)))


def margins(data: FigureData, width: float, name: float, value: float) -> tuple[float, float]:
    """Return the mm that names and values take at the left and at the right."""
    names = max((text_width(text, name) for text in data.categories), default=0.0)
    values = max((text_width(cell.shown, value, True) for one in data.series for cell in one.points), default=0.0)
    return min(names, width * _NAMES_MOST) + _GAP + values + _GAP, values + _GAP + 1.0


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw a row a category."""
    data = toned(data)
    top = sheet.head(data, data.keys) + 0.5
    left, right = margins(data, sheet.box.width, NAME_SIZE, VALUE_SIZE)
    box = Rect(sheet.box.x + left, top, sheet.box.width - left - right, sheet.box.bottom - top - 0.5)
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


def _row(data: FigureData, n: int) -> list[DataPoint]:
    return [column.points[n] for column in data.series]


def _is_left(data: FigureData, n: int, s: int) -> bool:
    mine, other = data.series[s].points[n].value, data.series[1 - s].points[n].value
    if mine is None or other is None:
        return False
    return mine < other or (mine == other and s == 0)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return two scatters over rows, and the ways between them as one broken line beneath."""
    data = toned(data)
    count = len(data.categories)
    left, right = margins(data, style.width, style.name_size, style.value_size)
    low, high = span(data.known, zero=False)
    grid = _grid(data, low)
    found = [_ways(style, grid), *(_points(style, data, grid, s) for s in (0, 1)), _names(style, data, grid, left)]
    group: Element = c.scatterChart(
        val("scatterStyle", "lineMarker"), val("varyColors", "0"), *found, val("axId", CATEGORY), val("axId", VALUES)
    )
    axes = [
        value_axis(style, AxisSpan(low, high), own=CATEGORY, other=VALUES, place="b", across=True),
        value_axis(style, AxisSpan(0.0, float(count)), own=VALUES, other=CATEGORY, place="l", across=True),
    ]
    return NativePlot([group], axes, shares(style, left, 0.5, right, 0.5), grid, data.keys, first_key=1, unkeyed=(0, 3))


def _points(style: NativeStyle, data: FigureData, grid: ChartGrid, s: int) -> Element:
    column = data.series[s]
    labels = {
        n: PointLabel(cell.shown, letters_tone(column.tone), "l" if _is_left(data, n, s) else "r")
        for n, cell in enumerate(column.points)
        if cell.value is not None
    }
    points = [
        c.dPt(val("idx", str(n)), marker(style, column.tone, 9, hollow=True), val("bubble3D", "0"))
        for n, cell in enumerate(column.points)
        if cell.look in ("upper", "goal", "about")
    ]
    return series(
        s + 1, 2, grid, shape(no_line()), head=[marker(style, column.tone, 9)], points=points, labels=style.labels(labels),
        x=s, named=s, tail=[val("smooth", "0")],
    )  # fmt: skip


def _grid(data: FigureData, low: float) -> ChartGrid:
    """The cells: a row a category, and below them the ends of each way, with an empty row between two ways."""
    first, last = data.series
    count = len(data.categories)
    rows, ways = [], []
    for n, name in enumerate(data.categories):
        a, b, y = first.points[n].value, last.points[n].value, count - n - 0.5
        rows.append(GridRow(name, (a, b, y, low, None, None)))
        if a is not None and b is not None:
            ways += [GridRow(_WAY, (None, None, None, None, end, y)) for end in (a, b)]
            ways.append(GridRow("", (None,) * 6))
    names = (first.name, last.name, "行（不显示）", "名称位置（不显示）", "连线（不显示）", "连线的行（不显示）")
    return ChartGrid(names, (*rows, *ways[:-1]))


def _ways(style: NativeStyle, grid: ChartGrid) -> Element:
    look = shape(tone_line(style.on_ground(CONTEXT), 2.5))
    return series(0, 5, grid, look, head=[marker(style, None)], x=4, named=4, tail=[val("smooth", "0")])


def _names(style: NativeStyle, data: FigureData, grid: ChartGrid, left: float) -> Element:
    """The names stand at unseen points at the left edge of the plot, over the room of the values."""
    room = min(max(text_width(text, style.name_size) for text in data.categories), style.width * _NAMES_MOST) + 0.1
    gap = max(left - room - _GAP, 0.0)
    pad = "\u2003" * max(round(gap / (style.name_size * LINE / 1.05)), 0)
    labels = {
        n: PointLabel(shorten(name, style.name_size, room) + pad, INK, "l", False, style.name_size)
        for n, name in enumerate(data.categories)
    }
    return series(
        3, 2, grid, shape(no_line()), head=[marker(style, None)], labels=style.labels(labels), x=3, named=3,
        tail=[val("smooth", "0")],
    )  # fmt: skip


_SAMPLES = (
    {
        "id": "dumbbell", "caption": "哑铃图", "head": "示例服务半径", "unit": "分钟",
        "categories": ["幼儿园", "小学", "医院", "公园", "图书馆"],
        "series": [
            {"name": "2014年", "values": [28, 35, 52, 40, 66]},
            {"name": "2024年", "values": [9, 12, 18, 10, 25]},
        ],
        "message": "各类设施的示例服务半径都缩短了",
    },
)  # fmt: skip
KIND = ChartKind(
    name="dumbbell", label="哑铃图", english="dumbbell", needs="2 series: before and after of each category", samples=_SAMPLES,
    draw=draw, native=native, height=65, takes="series", series=(2, 2),
)  # fmt: skip
