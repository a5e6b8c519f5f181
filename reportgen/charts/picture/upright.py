"""The plot of upright kinds: head, room for names, axis where labels do not say all. In: Sheet, Data; out: Plot."""

from dataclasses import dataclass

from reportgen.charts.data import Cell, Data
from reportgen.charts.labels import fit_names
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, Box, Sheet
from reportgen.charts.picture.bars import fill_bar
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, step_names, steps
from reportgen.charts.tones import GOAL, GREY, INK, PRIMARY, RULE, Tone
from reportgen.charts.typeface import text_width

BAR_SHARE = 0.62  # of the step of a category
TICK_SIZE = 9.0
VALUE_ROOM = VALUE_SIZE * LINE + 1.3
_BELOW = 1.3


@dataclass(frozen=True)
class Plot:
    """Where values and categories lie in mm."""

    box: Box
    y: Scale
    step: float

    def x(self, category: float) -> float:
        """The middle of a category."""
        return self.box.x + (category + 0.5) * self.step


@dataclass(frozen=True)
class Wish:
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


def plot_of(sheet: Sheet, data: Data, top: float, wish: Wish) -> Plot:
    """Draw axis, base line and category names; return where the values lie."""
    left = sheet.box.x + (axis_room(wish.low, wish.high) if wish.axis else 0.0)
    width = sheet.box.right - wish.right - left
    step = width / max(len(data.categories), 1)
    names = fit_names(data.categories, step, NAME_SIZE)
    foot = names.rows * NAME_SIZE * LINE + _BELOW + 0.4
    box = Box(left, top, width, sheet.box.bottom - foot - top)
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


def _draw_steps(sheet: Sheet, plot: Plot, wish: Wish) -> None:
    values = steps(wish.low, wish.high)
    for value, name in zip(values, step_names(values), strict=True):
        y = plot.y(value)
        sheet.text(plot.box.x - 1.5, y, name + ("%" if wish.percent else ""), TICK_SIZE, GREY, anchor="right")
        if value:
            sheet.rule(plot.box.x, y, plot.box.right, y, RULE, 0.4)


def draw_bar(sheet: Sheet, box: Box, cell: Cell, tone: Tone) -> None:
    """Draw a bar as its cell asks: hatched, lighter, empty and dashed, or solid in its tone."""
    if cell.look == "about":
        sheet.canvas.rectangle(box.x, box.y, box.width, max(box.height, 0.25), sheet.hex(tone), alpha=0.6)
    elif cell.look in ("goal", "upper"):
        fill_bar(sheet.canvas, box.x, box.y, (box.width, box.height), cell.look, sheet.theme)
    else:
        sheet.canvas.rectangle(box.x, box.y, box.width, max(box.height, 0.25), sheet.hex(tone))


def value_tone(cell: Cell, tone: Tone) -> Tone:
    """Return the tone of a value beside its bar."""
    if cell.look == "goal":
        return GOAL
    return PRIMARY if tone.role == "primary" and cell.look in ("solid", "about") else INK
