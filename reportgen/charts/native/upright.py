"""The frame of upright native kinds: room for names, values and the names of steps. In: Pen, Data; out: box, axes."""

from dataclasses import dataclass

from reportgen.charts.data import Data
from reportgen.charts.labels import fit_names
from reportgen.charts.native.axes import Span, category_axis, shares, tick_room, value_axis
from reportgen.charts.native.elements import Element
from reportgen.charts.native.pen import Pen
from reportgen.charts.picture.canvas import LINE

SAFETY = 1.12  # other faces run wider than the measured one, and Office keeps names apart
_FOOT = 2.6  # mm between the axis and the edge of the chart, besides the names


@dataclass(frozen=True)
class Layout:
    """The inner box as shares, the axes, the span of the values, and mm of a step and of one unit of value."""

    box: tuple[float, float, float, float]
    axes: list[Element]
    span: Span
    step: float
    unit: float


def upright(
    pen: Pen, data: Data, ends: tuple[float, float], *, named: bool, over: float = -1.0, under: float = 0.0,
    right: float = 0.0, percent: bool = False,
) -> Layout:  # fmt: skip
    """Return the frame of a plot from ends[0] to ends[1]; over and under are mm that stay free for labels."""
    span = Span.of(*ends, named=named)
    if named and span.step:
        low = span.low if not span.low % span.step else (span.low // span.step) * span.step
        span = Span(low, span.high, span.step, True)
    left = tick_room(pen, span)
    step = (pen.width - left - right) / max(len(data.categories), 1)
    names = fit_names(data.categories, step, pen.name_size * SAFETY)
    foot = names.rows * pen.name_size * LINE * 1.15 + _FOOT
    box = shares(pen, left, 0.8, right, foot)
    length = max(pen.height - 0.8 - foot, 4.0)
    span = span.padded(length, pen.value_size * LINE + 1.6 if over < 0 else over, under)
    axes = [category_axis(pen, every=names.every), value_axis(pen, span, percent=percent)]
    return Layout(box, axes, span, step, length / (span.high - span.low))
