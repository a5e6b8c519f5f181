"""Rings: at most four parts of a whole, from twelve o'clock on; value on the part, name above in its tone."""

from collections.abc import Iterator
from decimal import Decimal
from math import cos, pi, sin

from reportgen.charts.data import Facts, FigureData
from reportgen.charts.kind import ChartKind, Columns
from reportgen.charts.native.axes import shares
from reportgen.charts.native.elements import Element, c, edge, shape, tone_fill, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, grid_of, series
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea
from reportgen.charts.tones import WHITE, Tone, tones_of
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

HOLE = 0.56
MOST_PARTS = 4


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the ring."""
    draw_round(sheet, data, HOLE)


def part_tones(data: FigureData) -> list[Tone]:
    """Return the tone of each part: the focus in the primary colour and the rest in context, or each its own."""
    return tones_of(
        [n == data.focus for n in range(len(data.categories))] + ([False] if len(data.categories) == 1 else [])
    )


def part_names(data: FigureData) -> list[tuple[str, Tone]]:
    """Return the names of the parts in their tones."""
    return list(zip(data.categories, part_tones(data), strict=False))


def held(data: FigureData, n: int, middle: float, thick: float) -> bool:
    """Whether a part is wide enough for its value, at a radius in mm and along it."""
    share = (data.series[0].points[n].value or 0.0) / (sum(data.series[0].known) or 1.0)
    text = value_text(data.series[0].points[n].shown, "%" if data.unit == "%" else "")
    return min(share * 2 * pi * middle, thick) >= text_width(text, VALUE_SIZE, True) + 0.6


def value_text(shown: str, unit: str) -> str:
    """Return a value with the sign for per cent."""
    return shown if shown.endswith("%") else shown + unit


def draw_round(sheet: PictureArea, data: FigureData, hole: float) -> None:
    """Draw parts around a middle, with a hole of a share of the radius."""
    unit = "%" if data.unit == "%" else ""
    radius = max(min((sheet.box.height - 19) / 2 - 0.8, sheet.box.width / 3), 6.0)
    at = radius * ((1 + hole) / 2 if hole else 0.62)
    small = {n for n in range(len(data.categories)) if not held(data, n, at, radius * (1 - hole))}
    values = [value_text(cell.shown, unit) for cell in data.series[0].points]
    names = [(f"{name} {values[n]}" if n in small else name, tone) for n, (name, tone) in enumerate(part_names(data))]
    top = sheet.head(data, names)
    radius = max(min((sheet.box.bottom - top) / 2 - 0.8, sheet.box.width / 3), 6.0)
    x, y = sheet.box.x + sheet.box.width / 2, (top + sheet.box.bottom) / 2
    whole, start = sum(data.series[0].known) or 1.0, 0.0
    for n, (cell, tone) in enumerate(zip(data.series[0].points, part_tones(data), strict=False)):
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


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the ring as a chart of Office."""
    group: Element = c.doughnutChart(
        val("varyColors", "1"),
        round_series(style, data, None),
        val("firstSliceAng", "0"),
        val("holeSize", str(round(HOLE * 100))),
    )
    return NativePlot([group], [], round_box(style), grid_of(data), part_names(data))


def round_box(style: NativeStyle) -> tuple[float, float, float, float]:
    """Return a square in the middle of the room under the title."""
    side = min(style.height - 2, style.width * 0.6)
    left = (style.width - side) / 2
    return shares(style, left, 1.0, left, style.height - side - 1.0)


def round_series(style: NativeStyle, data: FigureData, place: str | None) -> Element:
    """Return the one series of parts."""
    tones, unit = part_tones(data), "%" if data.unit == "%" else ""
    cells = data.series[0].points
    points = [
        style.point(n, shape(tone_fill(style.on_ground(tones[n])), edge(WHITE, 1.0)), bar=False)
        for n in range(len(cells))
    ]
    labels = {
        n: PointLabel(value_text(cell.shown, unit), tones[n].ink_on(style.theme), place)
        for n, cell in enumerate(cells)
        if cell.value
    }
    return series(0, 0, grid_of(data), shape(), points=points, labels=style.labels(labels))


def parts(figure: Figure, columns: Columns, facts: Facts) -> Iterator[str]:
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
    name="doughnut",
    label="环形图",
    english="doughnut",
    needs="one series of at most 4 parts of a whole",
    samples=_SAMPLES,
    draw=draw,
    native=native,
    rules=parts,
    series=(0, 1),
    bridges_gaps=True,
    shares=True,
    whole="series",
    keyed="categories",
)
