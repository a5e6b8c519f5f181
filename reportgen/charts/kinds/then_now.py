"""Then/now/goal: one bar for each known point of one indicator, in its own unit, from zero."""

from reportgen.charts.picture.bars import Facts, Shown, bars_of, draw_bars
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.model import Figure, Theme


def draw_then_now(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw the points as rows of bars; no point is drawn that the source does not give."""
    return draw_bars(canvas, area, figure, bars_of(figure, facts), theme)
