"""Owns the share bar: one share on a track from 0 to 100 %; what lies beyond a lower bound stays open."""

from reportgen.charts.bars import LABEL_SIZE, draw_head
from reportgen.charts.canvas import Canvas
from reportgen.model import Fact, Figure, Theme

_TRACK = 9.0


def draw_share(canvas: Canvas, figure: Figure, fact: Fact, theme: Theme) -> None:
    """Draw the share over the whole width of the canvas."""
    draw_head(canvas, 0.5, 4.5, figure, theme)
    x, width, y = 0.5, canvas.width - 1.0, canvas.height / 2 - 2
    share = width * float(fact.value or 0) / 100
    canvas.rectangle(x, y, width, _TRACK, theme.tint, edge=theme.rule, line=0.6)
    canvas.rectangle(x, y, share, _TRACK, theme.primary)
    if fact.bound in ("gt", "ge"):
        _open_end(canvas, x + share, y, theme)
    label = figure.labels.get(fact.id, fact.when())
    canvas.text(x + 3, y + _TRACK / 2, label, LABEL_SIZE, "FFFFFF")
    anchor = "right" if share > width * 0.5 else "left"
    canvas.text(x + share, y - 4.2, fact.cell(), 15, theme.primary, bold=True, anchor=anchor)
    for position, name, side in ((0.0, "0", "left"), (0.5, "50%", "center"), (1.0, "100%", "right")):
        canvas.line(x + width * position, y + _TRACK, x + width * position, y + _TRACK + 1.5, theme.grey, 0.75)
        canvas.text(x + width * position, y + _TRACK + 4.6, name, 9.5, theme.grey, anchor=side)


def _open_end(canvas: Canvas, x: float, y: float, theme: Theme) -> None:
    """A short open arrow: the value lies beyond, the source does not say how far."""
    middle = y + _TRACK / 2
    canvas.line(x + 1.5, middle, x + 9, middle, theme.primary, 1.2)
    canvas.line(x + 6.8, middle - 1.6, x + 9, middle, theme.primary, 1.2)
    canvas.line(x + 6.8, middle + 1.6, x + 9, middle, theme.primary, 1.2)
