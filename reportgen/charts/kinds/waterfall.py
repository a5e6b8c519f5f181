"""Waterfalls: what a sum is made of, step by step; totals stand on zero. Native: stacked columns on an unseen base."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.labels import Point, kept_labels
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, a, c, no_line, shape, tone_fill, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, marker, series
from reportgen.charts.native.upright import upright
from reportgen.charts.native.workbook import ChartGrid, GridRow
from reportgen.charts.picture.area import VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import BAR_SHARE, VALUE_ROOM, AxisRequest, plot_of
from reportgen.charts.tones import ACCENT, CONTEXT, INK, PRIMARY, Tone, letters_tone
from reportgen.model import Figure

_TONES = {"total": PRIMARY, "up": ACCENT, "down": CONTEXT}
_NAMES = {"up": "增加", "down": "减少", "total": "合计"}


@dataclass(frozen=True)
class WaterfallStep:
    """One step: where it begins and ends, and whether it is a total, up or down."""

    start: float
    end: float
    way: str
    shown: str

    @property
    def high(self) -> float:
        """The upper end."""
        return max(self.start, self.end)

    @property
    def low(self) -> float:
        """The lower end."""
        return min(self.start, self.end)


def steps_of(data: FigureData) -> list[WaterfallStep]:
    """Return the steps; a change says its sign."""
    running, found = 0.0, []
    for name, cell in zip(data.categories, data.series[0].points, strict=True):
        value = cell.value or 0.0
        if name in data.figure.totals:
            running = value
            found.append(WaterfallStep(0.0, value, "total", cell.shown))
        else:
            sign = "+" if value > 0 else ""
            found.append(WaterfallStep(running, running + value, "up" if value >= 0 else "down", sign + cell.shown))
            running += value
    return found


def ends_of(steps: list[WaterfallStep]) -> tuple[float, float]:
    """Return the ends of the axis: zero is among them."""
    low, high = min(0.0, *(step.low for step in steps), 0.0), max(0.0, *(step.high for step in steps), 0.0)
    return (low, high) if high > low else (low, low + 1.0)


def labels_kept(data: FigureData, width: float, size: float) -> set[Point]:
    """Return the steps whose value is printed."""
    step = width / max(len(data.categories), 1)
    return kept_labels(data, {(0, n): (n + 0.5) * step for n in range(len(data.categories))}, step - 2.2, size, width)


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the steps, joined by hairlines."""
    steps = steps_of(data)
    kept = labels_kept(data, sheet.box.width, VALUE_SIZE)
    low, high = ends_of(steps)
    wish = AxisRequest(low, high, len(kept) < len(steps), under=VALUE_ROOM if low < 0 else 0.0)
    plot = plot_of(sheet, data, sheet.head(data), wish)
    half = plot.step * BAR_SHARE / 2
    for n, step in enumerate(steps):
        y1, y2 = plot.y(step.high), plot.y(step.low)
        sheet.canvas.rectangle(plot.x(n) - half, y1, 2 * half, max(y2 - y1, 0.25), sheet.hex(_TONES[step.way]))
        if n:
            sheet.rule(
                plot.x(n - 1) + half, plot.y(steps[n - 1].end), plot.x(n) - half, plot.y(steps[n - 1].end), CONTEXT
            )
    for _, n in sorted(kept):
        below = steps[n].way == "total" and steps[n].end < 0
        y = plot.y(steps[n].low) + VALUE_ROOM / 2 if below else plot.y(steps[n].high) - VALUE_ROOM / 2
        sheet.text(plot.x(n), y, steps[n].shown, VALUE_SIZE, _ink(steps[n]), bold=True, anchor="center", what="values")


def _ink(step: WaterfallStep) -> Tone:
    return INK if step.way == "down" else letters_tone(_TONES[step.way])


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return stacked columns on a base without fill, and the values on a line without a stroke."""
    steps = steps_of(data)
    kept = labels_kept(data, style.width, style.value_size)
    layout = upright(
        style,
        data,
        ends_of(steps),
        named=len(kept) < len(steps),
        under=style.value_size * LINE if ends_of(steps)[0] < 0 else 0,
    )
    names, columns = _columns(steps)
    rows = [GridRow(name, tuple(column[n] for column in columns)) for n, name in enumerate(data.categories)]
    grid = ChartGrid(tuple(names), tuple(rows))
    looks = [_look(style, name) for name in names]
    bars: Element = c.barChart(
        val("barDir", "col"), val("grouping", "stacked"), val("varyColors", "0"),
        *[series(n, n, grid, looks[n], head=[val("invertIfNegative", "0")]) for n in range(len(names) - 2)],
        val("gapWidth", str(round(100 * (1 - BAR_SHARE) / BAR_SHARE))), val("overlap", "100"),
        val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    labels = {n: PointLabel(steps[n].shown, _ink(steps[n]), "t") for _, n in kept}
    at = len(names) - 2
    unseen = series(
        at,
        at,
        grid,
        shape(no_line()),
        head=[marker(style, None)],
        labels=style.labels(labels),
        tail=[val("smooth", "0")],
    )
    line: Element = c.lineChart(
        val("grouping", "standard"), val("varyColors", "0"), unseen, val("marker", "1"),
        val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return NativePlot([bars, line], layout.axes, layout.box, grid)


def _columns(steps: list[WaterfallStep]) -> tuple[list[str], list[list[float]]]:
    """The columns of the workbook: the unseen base, the parts over and under zero, the height of labels, true values."""
    base = [step.low if step.low > 0 else min(step.high, 0.0) for step in steps]
    names, columns = ["底座（不显示）"], [base]
    for way, name in _NAMES.items():
        over = [max(step.high, 0) - max(step.low, 0) if step.way == way else 0.0 for step in steps]
        under = [min(step.low, 0) - min(step.high, 0) if step.way == way else 0.0 for step in steps]
        if any(over) or not any(under):
            names, columns = [*names, name], [*columns, over]
        if any(under):
            names, columns = [*names, f"{name}（零以下）"], [*columns, under]
    names += ["标签位置（不显示）", "数值"]
    return names, [*columns, [step.high for step in steps], [_true(step) for step in steps]]


def _true(step: WaterfallStep) -> float:
    return step.end if step.way == "total" else step.end - step.start


def _look(style: NativeStyle, name: str) -> Element:
    way = next((way for way, word in _NAMES.items() if name.startswith(word)), None)
    return shape(tone_fill(style.on_ground(_TONES[way])) if way else a.noFill(), no_line())


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """Each total is the sum of what stands before it."""
    del facts
    running = Decimal(0)
    for number, (name, value) in enumerate(zip(figure.categories, columns[0] if columns else (), strict=False)):
        if value is None:
            return
        if name not in figure.totals:
            running += value
        elif number == 0:
            running = value
        elif abs(value - running) > abs(running) * Decimal("0.001"):
            yield f"the total {name} is {value:f}, and what stands before it sums to {running:f}; correct one of them"


_SAMPLES = (
    {
        "id": "waterfall", "caption": "瀑布图", "head": "示例就业", "unit": "万人",
        "categories": ["年初", "新设企业", "扩产", "返乡", "转移", "关停", "年末"],
        "series": [
            {"name": "示例就业", "values": [30, 9, 6, 3, -5, -4, 39]},
        ],
        "totals": ["年初", "年末"], "message": "新设企业是示例就业增加的主要来源",
    },
)  # fmt: skip
KIND = ChartKind(
    name="waterfall", label="瀑布图", english="waterfall", needs="one series of changes; `totals` names the sums",
    samples=_SAMPLES, draw=draw, native=native, rules=rules, height=65, series=(0, 1), bridges_gaps=True,
)  # fmt: skip
