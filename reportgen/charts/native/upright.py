"""The frame of upright native kinds: room for names, values and the names of steps. In: Pen, Data; out: box, axes."""

from dataclasses import dataclass

from reportgen.charts.data import FigureData
from reportgen.charts.labels import fit_names
from reportgen.charts.native.axes import AxisSpan, category_axis, shares, tick_room, value_axis
from reportgen.charts.native.elements import Element
from reportgen.charts.native.style import NativeStyle
from reportgen.charts.picture.canvas import LINE

SAFETY = 1.12  # other faces run wider than the measured one, and Office keeps names apart
_FOOT = 2.6  # mm between the axis and the edge of the chart, besides the names


@dataclass(frozen=True)
class PlotLayout:
    """The inner box as shares, the axes, the span of the values, and mm of a step and of one unit of value."""

    box: tuple[float, float, float, float]
    axes: list[Element]
    span: AxisSpan
    step: float
    unit: float


def upright(
    style: NativeStyle, data: FigureData, ends: tuple[float, float], *, named: bool, over: float = -1.0, under: float = 0.0,
    right: float = 0.0, percent: bool = False,
) -> PlotLayout:  # fmt: skip
    """Return the frame of a plot from ends[0] to ends[1]; over and under are mm that stay free for labels."""
    span = AxisSpan.of(*ends, named=named)
    if named and span.step:
        low = span.low if not span.low % span.step else (span.low // span.step) * span.step
        span = AxisSpan(low, span.high, span.step, True)
    left = tick_room(style, span)
    step = (style.width - left - right) / max(len(data.categories), 1)
    names = fit_names(data.categories, step, style.name_size * SAFETY)
    foot = names.rows * style.name_size * LINE * 1.15 + _FOOT
    box = shares(style, left, 0.8, right, foot)
    length = max(style.height - 0.8 - foot, 4.0)
    span = span.padded(length, style.value_size * LINE + 1.6 if over < 0 else over, under)
    axes = [category_axis(style, every=names.every), value_axis(style, span, percent=percent)]
    return PlotLayout(box, axes, span, step, length / (span.high - span.low))
