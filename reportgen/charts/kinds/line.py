"""Lines: known points joined in their order; a gap stays open, and each line is named at its end."""

from dataclasses import dataclass, replace

from reportgen.charts.data import DataSeries, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.labels import Point, kept_labels, left_out, shorten
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, c, shape, tone_line, val
from reportgen.charts.native.style import MM, NativePlot, NativeStyle, PointLabel, grid_of, marker, series
from reportgen.charts.native.upright import PlotLayout, upright
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import VALUE_ROOM, AxisRequest, Plot, plot_of
from reportgen.charts.scale import Scale, span, spread
from reportgen.charts.tones import PRIMARY, Tone, letters_tone
from reportgen.charts.typeface import text_width

_END_MOST = 0.3  # of the width
_MARKED = 16  # with more points the line alone is clearer
_GAP = 1.6


@dataclass(frozen=True)
class Ends:
    """The names at the ends of the lines: texts by series, and the mm that they take."""

    texts: dict[int, str]
    room: float


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the lines."""
    low, high, zero = ends_of(data)
    ends = ends_of_lines(data, sheet.box.width, VALUE_SIZE)
    height = sheet.box.bottom - sheet.box.y - 22
    if not keep_clear(data, ends, height, VALUE_SIZE):
        ends = Ends({}, 0.0)
    top = sheet.head(data, [] if ends.texts else data.keys)
    kept = labels_kept(data, sheet.box.width - ends.room, VALUE_SIZE)
    axis = not zero or left_out(data, kept)
    plot = plot_of(sheet, data, top, AxisRequest(low, high, axis, under=0.0 if zero else VALUE_ROOM, right=ends.room))
    for s in sorted(range(len(data.series)), key=lambda s: data.series[s].highlight):
        draw_line(sheet, plot, data.series[s])
    _draw_ends(sheet, plot, data, ends)
    draw_values(sheet, plot, data, kept)


def ends_of(data: FigureData) -> tuple[float, float, bool]:
    """Return the ends of the axis, and whether it begins at zero: it does where the values lie near enough."""
    low, high = span(data.known, zero=False)
    if low >= 0 and low <= 0.5 * high:
        return 0.0, high, True
    return low, high, False


def ends_of_lines(data: FigureData, width: float, size: float) -> Ends:
    """Return what stands at the ends of several lines: name and last value."""
    if len(data.series) == 1:
        return Ends({}, 0.0)
    texts = {}
    for s, column in enumerate(data.series):
        last = column.points[-1]
        name = shorten(column.name, size, width * _END_MOST - text_width(last.shown, size, True) - 3)
        texts[s] = f"{name} {last.shown}"
    room = max(text_width(text, size, True) for text in texts.values()) + _GAP
    return Ends(texts, room)


def keep_clear(data: FigureData, ends: Ends, height: float, size: float) -> bool:
    """Whether the ends can be named where they are, or nearly; a line that breaks off before has no end to name."""
    if not ends.texts or any(column.points[-1].value is None for column in data.series) or height <= 0:
        return False
    low, high, _ = ends_of(data)
    y = Scale(low, high, height, 0.0)
    wanted = [y(column.points[-1].value or 0.0) for column in data.series]
    row = size * LINE + 0.2
    places = spread(wanted, [row] * len(wanted), -row, height + row)
    return places is not None and max(abs(a - b) for a, b in zip(wanted, places, strict=True)) < row * 0.6


def labels_kept(data: FigureData, width: float, size: float) -> set[Point]:
    """Return the points whose value is printed: those of one line, or of the highlighted one."""
    step = width / max(len(data.categories), 1)
    chosen = [s for s, column in enumerate(data.series) if column.highlight or len(data.series) == 1]
    one = replace(data, series=tuple(data.series[s] for s in chosen))
    if not chosen:
        return set()
    places = {(s, n): (n + 0.5) * step for s in range(len(chosen)) for n in range(len(data.categories))}
    kept = kept_labels(one, places, step, size, width)
    last = len(data.categories) - 1
    return {(chosen[s], n) for s, n in kept if len(data.series) == 1 or n != last}


def stretches(column: DataSeries) -> list[list[int]]:
    """Return the runs of known points: a gap is never bridged."""
    runs: list[list[int]] = [[]]
    for n, cell in enumerate(column.points):
        if cell.value is None:
            runs.append([])
        else:
            runs[-1].append(n)
    return [run for run in runs if run]


def draw_line(sheet: PictureArea, plot: Plot, column: DataSeries, *, tone: Tone | None = None) -> None:
    """Draw one line with its points."""
    tone = tone or column.tone
    strong = column.highlight or tone.role == "primary"
    for run in stretches(column):
        points = [(plot.x(n), plot.y(column.points[n].value or 0.0)) for n in run]
        if len(points) > 1:
            sheet.canvas.path(points, sheet.hex(tone), 2.0 if strong else 1.4)
        if len(column.points) <= _MARKED or len(points) == 1:
            for n, (x, y) in zip(run, points, strict=True):
                hollow = column.points[n].look in ("upper", "goal", "about")
                fill, edge = ("FFFFFF", sheet.hex(tone)) if hollow else (sheet.hex(tone), "FFFFFF")
                sheet.canvas.disc(x, y, 1.15 if strong else 0.9, fill, edge=edge)


def above(data: FigureData, s: int, n: int) -> bool:
    """Whether a value stands above its point: away from the other lines, or from the bend of its own."""
    column = data.series[s]
    value = column.points[n].value or 0.0
    others = [one.points[n].value for k, one in enumerate(data.series) if k != s]
    if any(other is not None for other in others):
        return sum(other is not None and other > value for other in others) * 2 <= len(others)
    low, high, _ = ends_of(data)
    if value - low < (high - low) * 0.12:
        return True
    near = [column.points[m].value for m in (n - 1, n + 1) if 0 <= m < len(column.points)]
    known = [other for other in near if other is not None]
    return not known or value >= sum(known) / len(known)


def draw_values(sheet: PictureArea, plot: Plot, data: FigureData, kept: set[Point]) -> None:
    """Print the values at their points."""
    for s, n in sorted(kept):
        cell = data.series[s].points[n]
        if cell.value is not None:
            side = -1 if above(data, s, n) else 1
            y = plot.y(cell.value) + side * (VALUE_ROOM / 2 + 0.9)
            tone = letters_tone(data.series[s].tone)
            sheet.text(plot.x(n), y, cell.shown, VALUE_SIZE, tone, bold=True, anchor="center", what="values")


def _draw_ends(sheet: PictureArea, plot: Plot, data: FigureData, ends: Ends) -> None:
    if not ends.texts:
        return
    wanted = [plot.y(column.points[-1].value or 0.0) for column in data.series]
    row = VALUE_SIZE * LINE + 0.2
    places = spread(wanted, [row] * len(wanted), plot.box.y - 2, plot.box.bottom + 2) or wanted
    x = plot.x(len(data.categories) - 1) + _GAP
    for s, text in ends.texts.items():
        column = data.series[s]
        sheet.gave("names of series", "shortened", "…" in text and "…" not in column.name)
        sheet.text(
            x, places[s], text, VALUE_SIZE, letters_tone(column.tone), bold=column.highlight, what="names of series"
        )


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the lines as a chart of Office."""
    low, high, zero = ends_of(data)
    ends = ends_of_lines(data, style.width, style.value_size)
    if not keep_clear(data, ends, style.height - 16, style.value_size):
        ends = Ends({}, 0.0)
    kept = labels_kept(data, style.width - ends.room, style.value_size)
    step = (style.width - ends.room) / max(len(data.categories), 1)
    right = max(ends.room - step / 2, 0.0)
    layout = upright(
        style,
        data,
        (low, high),
        named=not zero or left_out(data, kept),
        under=0.0 if zero else style.value_size * LINE + 1,
        right=right,
    )
    group = line_group(style, data, line_labels(data, kept, ends.texts, moved=_moved(style, data, layout, ends)))
    return NativePlot([group], layout.axes, layout.box, grid_of(data), [] if ends.texts else data.keys)


def _moved(style: NativeStyle, data: FigureData, layout: PlotLayout, ends: Ends) -> dict[int, float]:
    """Return how far each name moves down to keep clear of the others, as a share of the height of the chart."""
    if not ends.texts:
        return {}
    top, height = layout.box[1] * style.room[1] * MM, layout.box[3] * style.room[1] * MM
    y = Scale(layout.span.low, layout.span.high, top + height, top)
    wanted = [y(column.points[-1].value or 0.0) for column in data.series]
    row = style.value_size * LINE * 1.15
    places = spread(wanted, [row] * len(wanted), top - row, top + height + row) or wanted
    return {s: (place - wanted[s]) / (style.room[1] * MM) for s, place in enumerate(places)}


def line_labels(
    data: FigureData,
    kept: set[Point],
    ends: dict[int, str],
    *,
    over: bool = False,
    moved: dict[int, float] | None = None,
) -> dict[int, dict[int, PointLabel]]:
    """Return the labels of each series: values at their points, names at the ends.

    over puts all values above; moved tells how far down each name goes, as a share of the height of the chart.
    """
    found: dict[int, dict[int, PointLabel]] = {s: {} for s in range(len(data.series))}
    for s, n in kept:
        column = data.series[s]
        if column.points[n].value is not None:
            side = "t" if over or above(data, s, n) else "b"
            found[s][n] = PointLabel(column.points[n].shown, letters_tone(column.tone), side)
    for s, text in ends.items():
        column = data.series[s]
        found[s][len(column.points) - 1] = PointLabel(text, letters_tone(column.tone), "r", column.highlight)
        if moved and abs(moved[s]) > 0.002:
            found[s][len(column.points) - 1] = replace(found[s][len(column.points) - 1], down=moved[s])
    return found


def line_group(
    style: NativeStyle, data: FigureData, labels: dict[int, dict[int, PointLabel]], *, only: int | None = None, order: int = 0,
    axes: tuple[str, str] = (CATEGORY, VALUES), posts: Element | None = None,
) -> Element:  # fmt: skip
    """Return c:lineChart of all series, or of one; order is what stands before it, posts the lines that join its points."""
    chosen = range(len(data.series)) if only is None else [only]
    group: Element = c.lineChart(
        val("grouping", "standard"), val("varyColors", "0"),
        *[_series(style, data, s, s + order, labels[s]) for s in chosen],
        *([] if posts is None else [posts]), val("marker", "1"), val("axId", axes[0]), val("axId", axes[1]),
    )  # fmt: skip
    return group


def _series(style: NativeStyle, data: FigureData, s: int, order: int, labels: dict[int, PointLabel]) -> Element:
    column = data.series[s]
    strong = column.highlight or column.tone == PRIMARY
    marked = len(column.points) <= _MARKED or any(len(run) == 1 for run in stretches(column))
    points = [
        c.dPt(val("idx", str(n)), marker(style, column.tone, hollow=True), val("bubble3D", "0"))
        for n, cell in enumerate(column.points)
        if marked and cell.value is not None and cell.look in ("upper", "goal", "about")
    ]
    return series(
        order, s, grid_of(data), shape(tone_line(style.on_ground(column.tone), 2.5 if strong else 1.75)),
        head=[marker(style, column.tone if marked else None)], points=points, labels=style.labels(labels),
        tail=[val("smooth", "0")],
    )  # fmt: skip


_SAMPLES = (
    {
        "id": "line", "caption": "折线图", "head": "示例指数", "unit": "2015年=100",
        "categories": ["2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"],
        "series": [
            {"name": "示例新区", "values": [100, 112, 128, 141, 160, 168, 190, 214, 239, 268], "highlight": True},
            {"name": "示例全市", "values": [100, 105, 111, 118, 124, 127, 137, 144, 152, 161]},
            {"name": "示例全省", "values": [100, 104, 108, 113, 119, None, 128, 133, 139, 146]},
        ],
        "message": "示例新区增长快于全市和全省；全省2020年无数据，线在此断开",
    },
)  # fmt: skip
KIND = ChartKind(
    name="line", label="折线图", english="lines", needs="facts, or categories and series", samples=_SAMPLES, draw=draw,
    native=native, instead_of_mixed="combo", over_time=True, over_editions=True, keyed="inside",
)  # fmt: skip
