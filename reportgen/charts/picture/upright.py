"""The plot of upright kinds: head, room for names, axis where labels do not say all. In: Sheet, Data; out: Plot."""

from dataclasses import dataclass

from reportgen.charts.data import FigureData
from reportgen.charts.labels import fit_names
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, step_names, steps
from reportgen.charts.tones import GREY, RULE
from reportgen.charts.typeface import text_width

BAR_SHARE = 0.62  # of the step of a category
TICK_SIZE = 9.0
VALUE_ROOM = VALUE_SIZE * LINE + 1.3
_BELOW = 1.3


@dataclass(frozen=True)
class Plot:
    """Where values and categories lie in mm."""

    box: Rect
    y: Scale
    step: float

    def x(self, category: float) -> float:
        """The middle of a category."""
        return self.box.x + (category + 0.5) * self.step


@dataclass(frozen=True)
class AxisRequest:
    """What a kind needs of its plot: the values on its axis, an axis with steps or none, room over, under, right."""

    low: float
    high: float
    axis: bool
    over: float = VALUE_ROOM
    under: float = 0.0
    right: float = 0.0
    percent: bool = False


def axis_room(low: float, high: float) -> float:
    """Return the mm that the names of the steps take."""
    return max((text_width(name, TICK_SIZE) for name in step_names(steps(low, high))), default=0.0) + 1.5


def plot_of(sheet: PictureArea, data: FigureData, top: float, wish: AxisRequest) -> Plot:
    """Draw axis, base line and category names; return where the values lie."""
    left = sheet.box.x + (axis_room(wish.low, wish.high) if wish.axis else 0.0)
    width = sheet.box.right - wish.right - left
    step = width / max(len(data.categories), 1)
    names = fit_names(data.categories, step, NAME_SIZE)
    foot = names.rows * NAME_SIZE * LINE + _BELOW + 0.4
    box = Rect(left, top, width, sheet.box.bottom - foot - top)
    y = Scale(wish.low, wish.high, box.bottom - wish.under, box.y + wish.over)
    plot = Plot(box, y, step)
    if wish.axis:
        _draw_steps(sheet, plot, wish)
    base = min(max(0.0, wish.low), wish.high)
    sheet.rule(
        box.x, y(base) if wish.low <= 0 else box.bottom, box.right, y(base) if wish.low <= 0 else box.bottom, GREY, 0.9
    )
    sheet.names(names, [plot.x(n) for n in range(len(data.categories))], box.bottom + _BELOW)
    return plot


def _draw_steps(sheet: PictureArea, plot: Plot, wish: AxisRequest) -> None:
    values = steps(wish.low, wish.high)
    for value, name in zip(values, step_names(values), strict=True):
        y = plot.y(value)
        sheet.text(plot.box.x - 1.5, y, name + ("%" if wish.percent else ""), TICK_SIZE, GREY, anchor="right")
        if value:
            sheet.rule(plot.box.x, y, plot.box.right, y, RULE, 0.4)
