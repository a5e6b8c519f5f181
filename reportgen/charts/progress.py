"""Owns progress towards a goal: the current value solid, what is missing dashed. Both values must be known."""

from reportgen.charts.bars import LABEL_SIZE, draw_head
from reportgen.charts.canvas import Canvas
from reportgen.charts.typeface import text_width
from reportgen.model import Fact, Figure, Theme

_TRACK = 12.0


def draw_progress(canvas: Canvas, figure: Figure, current: Fact, goal: Fact, theme: Theme) -> None:
    """Draw the bar over the whole width of the canvas."""
    draw_head(canvas, 0.5, 4.5, figure, theme)
    x, width = 0.5, canvas.width - 1.0
    y = canvas.height / 2 - 3
    share = width * min(float(current.value or 0) / float(goal.value or 1), 1.0)
    canvas.rectangle(x, y, share, _TRACK, theme.primary)
    canvas.rectangle(x + share, y, width - share, _TRACK, None, edge=theme.accent_graphic, dashed=True, line=1.1)
    inside = f"{figure.labels.get(current.id, current.when())}　{current.prose()}"
    if text_width(inside, LABEL_SIZE, True) + 6 < share:
        canvas.text(x + 3, y + _TRACK / 2, inside, LABEL_SIZE, "FFFFFF", bold=True)
    else:
        canvas.text(x, y - 4, inside, LABEL_SIZE, theme.primary, bold=True)
    end = f"{figure.labels.get(goal.id, goal.when())}　{goal.prose()}"
    canvas.text(x, y + _TRACK + 5, "0", 9.5, theme.grey)
    canvas.text(x + width, y + _TRACK + 5, end, LABEL_SIZE, theme.accent_text, bold=True, anchor="right")
