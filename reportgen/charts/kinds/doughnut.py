"""Rings: at most four parts of a whole, from twelve o'clock on; shares on the parts, names and values beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, pi, sin

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.native.axes import shares
from reportgen.charts.native.elements import Element, c, edge, shape, tone_fill, val
from reportgen.charts.native.style import MM, NativePlot, NativeStyle, PointLabel, grid_of, series
from reportgen.charts.native.workbook import ChartGrid
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import spread
from reportgen.charts.tones import CONTEXT, INK, WHITE, Tone, letters_tone, tones_of
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

HOLE = 0.56
MOST_PARTS = 4
_RADIUS_MOST = 0.24  # of the width
_AWAY = 6.0  # mm between the ring and its names
_NAME_USUAL = 20.0


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the ring."""
    draw_round(sheet, data, HOLE)


def part_tones(data: FigureData) -> list[Tone]:
    """Return the tone of each part: the focus in the primary colour and the rest in context, or each its own."""
    return tones_of(
        [n == data.focus for n in range(len(data.categories))] + ([False] if len(data.categories) == 1 else [])
    )


@dataclass(frozen=True)
class RoundPart:
    """A part of a whole: where it begins and what share it has (0 to 1), its words, its tone."""

    start: float
    share: float
    name: str
    value: str  # in the unit of the head line; nothing where it is the share itself
    percent: str
    tone: Tone

    @property
    def middle(self) -> float:
        """The angle of its middle, clockwise from twelve o'clock, in radians."""
        return (self.start + self.share / 2) * 2 * pi

    def holds(self, size: float, middle: float, thick: float) -> bool:
        """Whether its share can be printed on it in letters of so many pt, at a radius in mm and along it."""
        return min(self.share * 2 * pi * middle, thick) >= text_width(self.percent, size, True) + 0.6

    @property
    def key(self) -> str:
        """The name with the value, for a list of names."""
        return f"{self.name} {self.value}" if self.value else self.name


def parts_of(data: FigureData) -> list[RoundPart]:
    """Return the parts from twelve o'clock on."""
    points, whole, start, found = data.series[0].points, sum(data.series[0].known) or 1.0, 0.0, []
    for name, point, tone in zip(data.categories, points, part_tones(data), strict=False):
        share = (point.value or 0.0) / whole
        percent = point.shown + ("" if point.shown.endswith("%") else "%")
        percent = percent if data.unit == "%" else f"{share * 100:.1f}%" if share >= 0.0005 or not share else "<0.1%"
        found.append(RoundPart(start, share, name, "" if data.unit == "%" else point.shown, percent, tone))
        start += share
    return found


def draw_round(sheet: PictureArea, data: FigureData, hole: float) -> None:
    """Draw parts around a middle, with a hole of a share of the radius; names and values stand beside their parts."""
    top, parts = sheet.head(data), parts_of(data)
    radius = _radius(sheet, parts, (sheet.box.bottom - top) / 2 - 0.8)
    x, y = sheet.box.x + sheet.box.width / 2, (top + sheet.box.bottom) / 2
    at, thick, outside = radius * ((1 + hole) / 2 if hole else 0.62), radius * (1 - hole), []
    for part in parts:
        if part.share:
            turned = part.start * 360, (part.start + part.share) * 360
            sheet.canvas.sector((x, y), (radius * hole, radius), turned, sheet.hex(part.tone))
    for part in parts:
        place = x + at * sin(part.middle), y - at * cos(part.middle)
        inside = part.share > 0 and part.holds(VALUE_SIZE, at, thick)
        ink = part.tone.ink_on(sheet.theme)
        inside = inside and sheet.text(*place, part.percent, VALUE_SIZE, ink, bold=True, anchor="center")
        outside.append((part, "" if inside else part.percent))
    for side in (1, -1):
        chosen = [(part, more) for part, more in outside if (sin(part.middle) >= 0) == (side > 0)]
        _draw_names(sheet, chosen, side, (x, y, radius), top)


def _radius(sheet: PictureArea, parts: list[RoundPart], most: float) -> float:
    """The radius in mm that leaves room for values, and for names of usual length, at both sides."""
    values = [text_width(f"{part.value}（{part.percent}）", NAME_SIZE, True) for part in parts if part.value]
    names = [min(text_width(part.name, NAME_SIZE), _NAME_USUAL) for part in parts]
    room = max([*values, *names], default=0.0) + _AWAY
    return max(min(most, sheet.box.width / 2 - room, sheet.box.width * _RADIUS_MOST), sheet.box.width * 0.12)


def _draw_names(
    sheet: PictureArea, chosen: list[tuple[RoundPart, str]], side: int, ring: tuple[float, float, float], top: float
) -> None:
    """Names at one side, each with a line from its part, and below it the value and a share that has no room on the part."""
    (x, y, radius), row = ring, NAME_SIZE * LINE
    room = sheet.box.width / 2 - radius - _AWAY
    lines = []
    for part, more in chosen:
        both = f"{part.value}（{more}）" if part.value and more else part.value or more
        numbers = both if text_width(both, NAME_SIZE, True) <= room else part.value or more  # a number is never cut
        lines.append([part.name, numbers] if numbers else [part.name])
    wanted = [y - (radius + 2) * cos(part.middle) for part, _ in chosen]
    sizes = [row * len(texts) + 0.4 for texts in lines]
    places = spread(wanted, sizes, top, sheet.box.bottom) or wanted
    for (part, _), texts, place in zip(chosen, lines, places, strict=True):
        edge, bend = x + radius * sin(part.middle), x + side * (radius + 3.5)
        points = [(edge, y - radius * cos(part.middle)), (bend, place), (x + side * (radius + _AWAY - 1.0), place)]
        sheet.canvas.path(points, sheet.hex(CONTEXT), 0.6)
        for n, text in enumerate(texts):
            what = "values" if n else "names of parts"
            at = x + side * (radius + _AWAY), place + (n - (len(texts) - 1) / 2) * row
            tone = INK if n else letters_tone(part.tone)
            short = text if n else sheet.short(text, NAME_SIZE, room, what)
            sheet.text(*at, short, NAME_SIZE, tone, bold=bool(n), anchor="left" if side > 0 else "right", what=what)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the ring as a chart of Office."""
    box, parts, grid, keys = round_frame(style, data, HOLE)
    group: Element = c.doughnutChart(
        val("varyColors", "1"), parts, val("firstSliceAng", "0"), val("holeSize", str(round(HOLE * 100)))
    )
    return NativePlot([group], [], box, grid, keys)


RoundPlot = tuple[tuple[float, float, float, float], Element, ChartGrid, list[tuple[str, Tone]]]


def round_frame(style: NativeStyle, data: FigureData, hole: float, place: str | None = None) -> RoundPlot:
    """Return the box of a round plot, its series, cells and names: a share without room on its part stands with the name."""
    box = round_box(style)
    radius = box[2] * style.room[0] * MM / 2
    at, thick = radius * ((1 + hole) / 2 if hole else 0.62), radius * (1 - hole)
    labels, names, parts = {}, [], parts_of(data)
    for n, part in enumerate(parts):
        inside = part.share > 0 and part.holds(style.value_size * 1.1, at, thick)
        if inside:  # a share that Office computes follows the values when they are edited
            text = part.percent if data.unit == "%" else None
            labels[n] = PointLabel(text, part.tone.ink_on(style.theme), place)
        names.append(part.key if inside or part.value else f"{part.name} {part.percent}")
    grid = ChartGrid(
        grid_of(data).names, tuple(replace(r, label=n) for r, n in zip(grid_of(data).rows, names, strict=True))
    )
    looks = [
        style.point(n, shape(tone_fill(style.on_ground(part.tone)), edge(WHITE, 1.0)), bar=False)
        for n, part in enumerate(parts)
    ]
    one = series(0, 0, grid, shape(), points=looks, labels=style.labels(labels))
    return box, one, grid, [(name, part.tone) for name, part in zip(names, parts, strict=True)]


def round_box(style: NativeStyle) -> tuple[float, float, float, float]:
    """Return a square in the middle of the room under the title."""
    side = min(style.height - 2, style.width * 0.6)
    left = (style.width - side) / 2
    return shares(style, left, 1.0, left, style.height - side - 1.0)


def parts(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """The parts are few, exact, and make up a whole."""
    values = [value for value in columns[0] if value is not None] if columns else []
    if len(values) > MOST_PARTS:
        yield f"{figure.kind} has {len(values)} parts, and {MOST_PARTS} is the most that a reader can distinguish; use bar"
    total = sum(values, Decimal(0))
    if values and not total:
        yield f"the parts of {figure.kind} sum to nothing; leave the figure out"
    if figure.unit == "%" and values and abs(total - 100) > Decimal("0.5"):
        yield f"the parts sum to {total:f} %, and not to 100 %: they are not a whole; use bar"
    if any(facts[key].bound != "exact" for key in figure.fact_ids() if key in facts):
        yield f"a bound has no share of a whole; {figure.kind} needs exact values, use bar"


_SAMPLES = (
    {
        "id": "doughnut", "caption": "环形图", "head": "示例用地", "unit": "%",
        "categories": ["产业用地", "居住用地", "公共服务", "绿地"],
        "series": [
            {"name": "示例用地", "values": [46, 24, 12, 18]},
        ],
        "focus": "产业用地", "message": "产业用地接近一半",
    },
)  # fmt: skip
KIND = ChartKind(
    name="doughnut", label="环形图", english="doughnut", needs="one series of at most 4 parts of a whole", samples=_SAMPLES,
    draw=draw, native=native, rules=parts, series=(0, 1), bridges_gaps=True, shares=True, whole="series", keyed="categories",
)  # fmt: skip
