"""c:chartSpace: plot, axes, room of a native bar chart, in the order of the schema. In: Plan; out: XML."""

from dataclasses import dataclass
from typing import Literal

from reportgen.charts.native.columns_space import title_of
from reportgen.charts.native.elements import Element, R, a, c, fill, line, no_line, shape, text_properties, val
from reportgen.charts.native.series import Label, dashed_look, look_of_bar, point, series
from reportgen.charts.native.workbook import Grid
from reportgen.charts.picture.bars import Bar, thickness
from reportgen.charts.tones import Tone
from reportgen.charts.typeface import text_width

_PT_PER_MM = 72 / 25.4
_CATEGORY_AXIS, _VALUE_AXIS = "111", "222"
_LABEL_GAP = 12.0  # pt between axis and category, and around a value
_HEAD_LINE, _THICKEST = 20.0, 40.0  # pt
_LARGE = ((40.0, 28.0), (32.0, 24.0), (26.0, 20.0))  # pt: the highlighted value and the others, seen from afar
_SAFETY = 1.05  # other faces run a little wider than the measured one


Shape = Literal["columns", "rows", "share", "progress"]


@dataclass(frozen=True)
class Plan:
    """A chart about to be written: shape, grid, bars, labels inside a stacked bar, ground, and room in pt."""

    shape: Shape
    grid: Grid
    bars: tuple[Bar, ...]
    inside: tuple[str, ...]  # the value, then ways to name the goal, longest first
    dark: bool
    compact: bool
    room: tuple[float, float]
    slide: bool = True
    head: tuple[tuple[str, Tone, bool], ...] = ()

    @property
    def over(self) -> float:
        """The share of the room that the head line takes."""
        return _HEAD_LINE / self.room[1] if self.head else 0.0

    @property
    def stacked(self) -> bool:
        """Whether one bar holds the value and what is left."""
        return self.shape in ("share", "progress")

    @property
    def sizes(self) -> tuple[float, float, float]:
        """Letters in pt: categories, the highlighted value, other values."""
        if not self.slide:
            return (10.5, 11.5, 10.5)
        if self.compact:
            return (14, 16, 16)
        largest = next((sizes for sizes in _LARGE if self._hold(*sizes)), _LARGE[-1])
        return (18, *largest)

    def _hold(self, highlighted: float, other: float) -> bool:
        """Whether each column holds its value in letters of these sizes."""
        across = self.room[0] / len(self.bars)
        widths = [text_width(bar.shown, highlighted if bar.look == "solid" else other, True) for bar in self.bars]
        return self.shape == "columns" and max(widths) * _PT_PER_MM * _SAFETY + _LABEL_GAP < across


def chart_space(plan: Plan) -> Element:
    """Return the chart part of a plan; its workbook is rId1."""
    external = c.externalData(val("autoUpdate", "0"))
    external.set(f"{{{R}}}id", "rId1")
    title = [title_of(11.0, list(plan.head))] if plan.head else []
    told = val("autoTitleDeleted", "0" if title else "1")
    chart = c.chart(*title, told, _plot_area(plan), val("plotVisOnly", "1"), val("dispBlanksAs", "gap"))
    element: Element = c.chartSpace(
        val("date1904", "0"),
        val("lang", "zh-CN"),
        val("roundedCorners", "0"),
        chart,
        shape(a.noFill(), no_line()),
        text_properties(plan.sizes[0], "bg1" if plan.dark else "tx1"),
        external,
    )
    return element


def _plot_area(plan: Plan) -> Element:
    across = plan.shape != "columns"
    gap = _gap(plan)
    bars = c.barChart(
        val("barDir", "bar" if across else "col"),
        val("grouping", "stacked" if plan.stacked else "clustered"),
        val("varyColors", "0"),
        *(_stacked_series(plan) if plan.stacked else [_plain_series(plan)]),
        val("gapWidth", gap),
        *([val("overlap", "100")] if plan.stacked else []),
        val("axId", _CATEGORY_AXIS),
        val("axId", _VALUE_AXIS),
    )
    box, top = _box_and_top(plan)
    element: Element = c.plotArea(
        _layout((box[0], plan.over + box[1] * (1 - plan.over), box[2], box[3] * (1 - plan.over))),
        bars,
        _category_axis(plan, across),
        _value_axis(plan, across, top),
        shape(a.noFill(), no_line()),
    )
    return element


def _gap(plan: Plan) -> str:
    """The room between bars, in % of their thickness; on a page bars are as thick as in the picture."""
    if plan.stacked:
        return "0"
    if plan.slide or plan.compact:
        return "70" if plan.compact else "60"
    step = plan.room[1] * (1 - plan.over) / _PT_PER_MM / len(plan.bars)
    return str(min(round((step / thickness(step) - 1) * 100), 500))


def _plain_series(plan: Plan) -> Element:
    points = [point(n, bar, plan.dark) for n, bar in enumerate(plan.bars)]
    labels: list[Label | None] = [(bar.shown, *_letters(plan, bar), "outEnd") for bar in plan.bars]
    return series(0, plan.grid, shape(fill("accent1"), no_line()), points, labels)


def _letters(plan: Plan, bar: Bar) -> tuple[float, str]:
    size = plan.sizes[1] if bar.look == "solid" else plan.sizes[2]
    if plan.dark:
        return size, "gold" if bar.look == "goal" else "bg1"
    return size, {"solid": "accent1", "about": "accent1", "goal": "accent3"}.get(bar.look, "accent5")


def _stacked_series(plan: Plan) -> list[Element]:
    labels = _inside_labels(plan)
    track = shape(fill("bg2"), line("accent6", 0.6)) if not plan.slide else shape(_track(plan.dark), no_line())
    rest = dashed_look(plan.dark) if plan.shape == "progress" else track
    first = series(0, plan.grid, look_of_bar(plan.bars[0], plan.dark), [], labels[:1])
    return [first, series(1, plan.grid, rest, [], labels[1:])]


def _inside_labels(plan: Plan) -> list[Label | None]:
    """A label stands only where its part of the bar holds it; the value of a short share moves on to the track."""
    labels: list[Label | None] = [None, None]
    if not plan.inside:
        return labels
    size = 10.5 if not plan.slide else 14.0 if plan.compact else 18.0
    row, (value, *ends) = [part or 0.0 for part in plan.grid.rows[0].values], plan.inside
    rooms = [plan.room[0] * part / (sum(row) or 1) for part in row]
    colours = ("accent1", "gold", "bg1") if plan.dark else ("bg1", "accent3", "accent1")
    if _fits(value, size, rooms[0]) and plan.bars[0].look != "upper":
        labels[0] = (value, size, colours[0], "ctr")
    elif not ends:
        labels[1] = (value, size, colours[2], "inBase")
    fitting = [end for end in ends if _fits(end, size, rooms[1])]
    if fitting:
        labels[1] = (fitting[0], size, colours[1], "ctr")
    return labels


def _fits(text: str, size: float, room: float) -> bool:
    return text_width(text, size, True) * _PT_PER_MM * _SAFETY + 8 < room


def _track(dark: bool) -> Element:
    return fill("bg1", 25000) if dark else fill("accent6")


def _box_and_top(plan: Plan) -> tuple[tuple[float, float, float, float], float]:
    """The inner plot as shares of the room, and the value at its far edge, so that the longest label stays inside."""
    width, height = plan.room[0], plan.room[1] * (1 - plan.over)
    longest = max(bar.value for bar in plan.bars) or 1.0
    if plan.stacked:
        thick = 1.0 if plan.compact else min(_THICKEST / height, 1.0)
        return (0.0, (1 - thick) / 2, 1.0, thick), sum(part or 0.0 for part in plan.grid.rows[0].values)
    if plan.shape == "columns":
        foot = (plan.sizes[0] * 1.45 + _LABEL_GAP) / height
        head = (plan.sizes[1] * 1.3 + _LABEL_GAP) / height
        return (0.0, 0.01, 1.0, 0.98 - foot), longest / (1 - head / (0.98 - foot))
    names = max(text_width(bar.label, plan.sizes[0]) for bar in plan.bars) * _PT_PER_MM * _SAFETY + _LABEL_GAP
    left = min(names / width, 0.55)
    room = width * (1 - left)
    return (left, 0.02, 1 - left, 0.96), max(bar.value / (1 - _beyond(plan, bar, room)) for bar in plan.bars) or 1.0


def _beyond(plan: Plan, bar: Bar, room: float) -> float:
    """The share of the plot that the value of a bar needs after its end."""
    value = text_width(bar.shown, _letters(plan, bar)[0], True) * _PT_PER_MM * _SAFETY
    return min((value + _LABEL_GAP) / room, 0.6)


def _layout(box: tuple[float, float, float, float]) -> Element:
    sides = [val(name, f"{value:.4g}") for name, value in zip("xywh", box, strict=True)]
    modes = [val("xMode", "edge"), val("yMode", "edge")]
    element: Element = c.layout(c.manualLayout(val("layoutTarget", "inner"), *modes, *sides))
    return element


def _category_axis(plan: Plan, across: bool) -> Element:
    element: Element = c.catAx(
        val("axId", _CATEGORY_AXIS),
        c.scaling(val("orientation", "maxMin" if across else "minMax")),
        val("delete", "1" if plan.stacked else "0"),
        val("axPos", "l" if across else "b"),
        val("numFmt", None, formatCode="General", sourceLinked="0"),
        val("majorTickMark", "none"),
        val("minorTickMark", "none"),
        val("tickLblPos", "nextTo"),
        shape(a.noFill(), line("gold" if plan.dark else "accent5", 1.0)),
        text_properties(plan.sizes[0], "gold" if plan.dark else "tx1"),
        val("crossAx", _VALUE_AXIS),
        val("crosses", "autoZero"),
        val("auto", "0"),
        val("lblAlgn", "ctr"),
        val("lblOffset", "60"),
        val("noMultiLvlLbl", "1"),
    )
    return element


def _value_axis(plan: Plan, across: bool, top: float) -> Element:
    scaled = plan.shape == "share" and not plan.slide  # a share on a page tells that its track ends at 100 %
    grey = "accent5"
    element: Element = c.valAx(
        val("axId", _VALUE_AXIS),
        c.scaling(val("orientation", "minMax"), val("max", f"{top:.6g}"), val("min", "0")),
        val("delete", "0" if scaled else "1"),
        val("axPos", "b" if scaled else "t" if across else "l"),
        val("numFmt", None, formatCode='0"%";;0' if scaled else "General", sourceLinked="0"),
        val("majorTickMark", "out" if scaled else "none"),
        val("minorTickMark", "none"),
        val("tickLblPos", "nextTo" if scaled else "none"),
        *([shape(a.noFill(), line(grey, 0.75)), text_properties(9.5, grey)] if scaled else []),
        val("crossAx", _CATEGORY_AXIS),
        val("crosses", "max" if scaled else "autoZero"),
        val("crossBetween", "between"),
        *([val("majorUnit", "50")] if scaled else []),
    )
    return element
