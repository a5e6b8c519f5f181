"""Scatters: a disc for each known pair, named where there is room; both axes tell what they measure."""

from dataclasses import dataclass
from math import sqrt

from reportgen.charts.data import DataSeries, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import CATEGORY, VALUES, AxisSpan, shares, tick_room, value_axis
from reportgen.charts.native.elements import Element, c, no_line, shape, tone_fill, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, grid_of, marker, series
from reportgen.charts.picture.area import NAME_SIZE, PictureArea, Rect
from reportgen.charts.picture.canvas import LINE, Letters, letters_at
from reportgen.charts.picture.upright import TICK_SIZE, axis_room
from reportgen.charts.scale import Scale, span, step_names, steps
from reportgen.charts.tones import CONTEXT, GREY, INK, PRIMARY, RULE, Tone

_RADIUS = 1.3
_LONGEST = 30.0
_SIDES = (("r", 1.0, 0.0, "left"), ("l", -1.0, 0.0, "right"), ("t", 0.0, -1.0, "center"), ("b", 0.0, 1.0, "center"))


@dataclass(frozen=True)
class Dot:
    """A known point: its category, place and radius in mm."""

    n: int
    x: float
    y: float
    radius: float = _RADIUS


def known_points(data: FigureData) -> list[int]:
    """Return the categories of which every value is known."""
    return [n for n in range(len(data.categories)) if all(column.points[n].value is not None for column in data.series)]


def axis_of(column: DataSeries, *, room: float = 0.0) -> tuple[float, float]:
    """Return the ends of an axis: whole steps around the values, with room (a share) for what is drawn around a point."""
    low, high = span(column.known, zero=False)
    more = (high - low) * room
    low, high = (low - more if low < 0 or low > more else low), high + more
    if 0 <= low <= 0.6 * high:
        low = 0.0
    marks = steps(low, high)
    step = marks[1] - marks[0] if len(marks) > 1 else high - low
    low = low if low == 0 else (low // step) * step
    return low, high if not high % step else (high // step + 1) * step


def room_of(data: FigureData) -> float:
    """Return the share of the axis that discs need beyond their points."""
    return 0.12 if len(data.series) > 2 else 0.03


def tone_at(data: FigureData, n: int) -> Tone:
    """Return the tone of a point: the focus stands out."""
    return PRIMARY if data.focus in (None, n) else CONTEXT


def name_places(data: FigureData, dots: list[Dot], box: Rect, size: float) -> dict[int, tuple[str, str, Letters]]:
    """Return side, text and place of each name that keeps clear of the others and of the discs; the focus first."""
    taken: list[Letters] = []
    discs = [Letters("", d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots]
    found: dict[int, tuple[str, str, Letters]] = {}
    for dot in sorted(dots, key=lambda dot: dot.n != data.focus):
        text = shorten(data.categories[dot.n], size, _LONGEST)
        bold = dot.n == data.focus
        for side, right, down, anchor in _SIDES:
            away = dot.radius + 1.0
            y = dot.y + down * (away + size * LINE / 2)
            place = letters_at(dot.x + right * away, y, text, size, bold=bold, anchor=anchor)
            inside = (
                place.left >= box.x and place.right <= box.right and place.top >= box.y and place.bottom <= box.bottom
            )
            if inside and not any(place.meets(other) for other in (*taken, *discs)):
                taken.append(place)
                found[dot.n] = (side, text, place)
                break
    return found


def radii(data: FigureData, largest: float) -> dict[int, float]:
    """Return the radius of each point: the area of a bubble is its value."""
    if len(data.series) < 3:
        return dict.fromkeys(known_points(data), _RADIUS)
    most = max(data.series[2].known, default=0.0) or 1.0
    values = {n: data.series[2].points[n].value or 0.0 for n in known_points(data)}
    return {n: max(largest * sqrt(value / most), 0.5) for n, value in values.items()}


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the points between two axes."""
    top = sheet.head(data) + 6.6
    (xl, xh), (yl, yh) = (axis_of(column, room=room_of(data)) for column in data.series[:2])
    edge = 2.5
    left = sheet.box.x + axis_room(yl, yh)
    box = Rect(left, top, sheet.box.right - left, sheet.box.bottom - top - 9.5)
    x, y = Scale(xl, xh, box.x, box.right - edge), Scale(yl, yh, box.bottom, box.y)
    _draw_axes(sheet, data, box, x, y)
    sizes = radii(data, 6.0)
    dots = [
        Dot(n, x(data.series[0].points[n].value or 0.0), y(data.series[1].points[n].value or 0.0), sizes[n])
        for n in known_points(data)
    ]
    for dot in sorted(dots, key=lambda dot: (dot.n == data.focus, -dot.radius)):
        alpha = 0.75 if len(data.series) > 2 else 1.0
        sheet.canvas.disc(dot.x, dot.y, dot.radius, sheet.hex(tone_at(data, dot.n)), alpha=alpha)
    names = name_places(data, dots, Rect(box.x, box.y, sheet.box.right - box.x, box.height), NAME_SIZE)
    for n, (_, text, place) in names.items():
        tone = PRIMARY if n == data.focus else INK
        middle = (place.top + place.bottom) / 2
        sheet.gave("names of points", "shortened", text != data.categories[n])
        sheet.text(place.left, middle, text, NAME_SIZE, tone, bold=n == data.focus, what="names of points")
    sheet.gave("names of points", "left out", len(dots) - len(names))


def _draw_axes(sheet: PictureArea, data: FigureData, box: Rect, x: Scale, y: Scale) -> None:
    for value, name in zip(steps(y.low, y.high), step_names(steps(y.low, y.high)), strict=True):
        sheet.text(box.x - 1.5, y(value), name, TICK_SIZE, GREY, anchor="right")
        sheet.rule(box.x, y(value), box.right, y(value), RULE, 0.4)
    sheet.rule(box.x, box.bottom, box.right, box.bottom, GREY, 0.9)
    marks = steps(x.low, x.high)
    for value, name in zip(marks, step_names(marks), strict=True):
        sheet.text(x(value), box.bottom + 2.4, name, TICK_SIZE, GREY, anchor="center")
    across, upward = _across(data), _named(data.series[1])
    sheet.text(sheet.box.x, box.y - 4.4, sheet.short(upward, TICK_SIZE, box.width * 0.6, "axis names"), TICK_SIZE, GREY)
    room = sheet.short(across, TICK_SIZE, box.width * 0.9, "axis names")
    sheet.text(box.right, box.bottom + 6.9, room, TICK_SIZE, GREY, anchor="right")


def _across(data: FigureData) -> str:
    """The name of the axis across; a bubble tells what its area is in the same line."""
    return _named(data.series[0]) + (f"；面积：{_named(data.series[2])}" if len(data.series) > 2 else "")


def _named(column: DataSeries) -> str:
    return f"{column.name}（{column.unit}）" if column.unit else column.name


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the points as a chart of Office."""
    names, box, axes = native_frame(style, data, edge=2.5)
    tone = CONTEXT if data.focus is not None else PRIMARY
    points = [] if data.focus is None else [
        c.dPt(val("idx", str(data.focus)), marker(style, PRIMARY, 8), val("bubble3D", "0"), _ground(style))
    ]  # fmt: skip
    one = series(
        0, 1, grid_of(data), shape(no_line()), head=[marker(style, tone, 8)], points=points,
        labels=style.labels(names), x=0, tail=[val("smooth", "0")],
    )  # fmt: skip
    group: Element = c.scatterChart(
        val("scatterStyle", "lineMarker"), val("varyColors", "0"), one, val("axId", CATEGORY), val("axId", VALUES)
    )
    return NativePlot([group], axes, box, grid_of(data))


def _ground(style: NativeStyle) -> Element:
    """Readers that do not know the marker of a single point take its colour from here."""
    return shape(tone_fill(style.on_ground(PRIMARY)), no_line())


def native_frame(
    style: NativeStyle, data: FigureData, *, edge: float
) -> tuple[dict[int, PointLabel], tuple[float, float, float, float], list[Element]]:
    """Return the names that have room, the inner box, and both axes with their names."""
    across, upward = (AxisSpan.of(*axis_of(column, room=room_of(data)), named=True) for column in data.series[:2])
    left, over = tick_room(style, upward), style.tick_size * LINE * 2.3
    foot = style.tick_size * LINE * 2.2 + 3.0
    box = Rect(left, over, style.width - left, max(style.height - foot - over, 5.0))
    x, y = Scale(across.low, across.high, box.x, box.right - 2.0), Scale(upward.low, upward.high, box.bottom, box.y)
    sizes = radii(data, edge if len(data.series) > 2 else _RADIUS)
    dots = [
        Dot(n, x(data.series[0].points[n].value or 0.0), y(data.series[1].points[n].value or 0.0), sizes[n])
        for n in known_points(data)
    ]
    places = name_places(data, dots, box, style.name_size)
    names = {
        n: PointLabel(text, PRIMARY if n == data.focus else INK, side, n == data.focus)
        for n, (side, text, _) in places.items()
    }
    axes = [
        value_axis(
            style,
            across,
            own=CATEGORY,
            other=VALUES,
            place="b",
            across=True,
            title=shorten(_across(data), style.tick_size, style.width * 0.9),
        ),
        value_axis(style, upward, own=VALUES, other=CATEGORY, place="l", across=True, title=_named(data.series[1])),
    ]
    return names, shares(style, left, over, 2.0, foot), axes


_SAMPLES = (
    {
        "id": "scatter", "caption": "散点图", "head": "示例园区的规模与强度",
        "categories": ["示例甲园", "示例乙园", "示例丙园", "示例丁园", "示例戊园", "示例己园", "示例庚园", "示例辛园"],
        "series": [
            {"name": "面积", "unit": "平方千米", "values": [12, 18, 25, 31, 36, 42, 55, 61]},
            {"name": "亩均产值", "unit": "万元", "values": [210, 340, 290, 410, 260, 480, 390, 520]},
        ],
        "focus": "示例辛园", "message": "示例辛园面积和强度都居首位",
    },
)  # fmt: skip
KIND = ChartKind(
    name="scatter", label="散点图", english="scatter", needs="2 series: x and y of named points", samples=_SAMPLES, draw=draw,
    native=native, height=75, takes="series", series=(2, 2), axes="each", columns_are="coordinates", keyed="inside",
)  # fmt: skip
