"""The share bar: one share on a track from 0 to 100 %; what lies beyond a lower bound stays open."""

from reportgen.charts.picture.bars import LABEL_SIZE, TOP, Facts, Shown, draw_head, draw_open_end, fill_bar, look_of
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.charts.typeface import text_width
from reportgen.errors import ChartError
from reportgen.model import Figure, Theme

_TRACK = 13.0
_OVER, _UNDER = 8.0, 8.0  # mm of the value above the track and of the scale below it
_SCALE_SIZE, _VALUE_SIZE = 9.5, 12.0


def draw_share_bar(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw the share over the whole width of the area."""
    fact = facts[figure.facts[0]]
    if fact.value is None or not 0 <= fact.value <= 100:
        raise ChartError(f"figure {figure.id}: fact {fact.id} is not a share between 0 and 100 %")
    draw_head(canvas, area, figure, theme)
    look, share = look_of(figure, fact), area.width * float(fact.value) / 100
    label = figure.labels.get(fact.id, fact.when())
    inside = f"{label}　{fact.cell()}"
    fits = look == "solid" and text_width(inside, LABEL_SIZE, True) + 6 < share
    y = (TOP + (0.0 if fits else _OVER) + canvas.height - _UNDER - _TRACK) / 2
    canvas.rectangle(area.x, y, area.width, _TRACK, theme.tint, edge=theme.rule, line=0.6)
    fill_bar(canvas, area.x, y, (share, _TRACK), look, theme)
    if fact.bound in ("gt", "ge"):
        draw_open_end(canvas, area.x + share, y + _TRACK / 2, theme)
    if fits:
        canvas.text(area.x + share / 2, y + _TRACK / 2, inside, LABEL_SIZE, "FFFFFF", bold=True, anchor="center")
    else:
        _draw_value(canvas, area, (area.x + share, y - 4.4), (label, fact.cell()), theme)
    for position, name, side in ((0.0, "0", "left"), (0.5, "50%", "center"), (1.0, "100%", "right")):
        x = area.x + area.width * position
        canvas.line(x, y + _TRACK, x, y + _TRACK + 1.5, theme.grey, 0.75)
        canvas.text(x, y + _TRACK + 4.6, name, _SCALE_SIZE, theme.grey, anchor=side)
    return ((fact.id, fact.cell()),)


def _draw_value(canvas: Canvas, area: Area, at: tuple[float, float], words: tuple[str, str], theme: Theme) -> None:
    """The value stands over the end of its bar; a label that has no room inside goes before it."""
    label, value = words
    width = text_width(value, _VALUE_SIZE, True)
    space = text_width(label, LABEL_SIZE) + 1.5 if label else 0.0
    end = min(max(at[0], area.x + width + space), area.right)
    canvas.text(end, at[1], value, _VALUE_SIZE, theme.primary, bold=True, anchor="right")
    if label:
        canvas.text(end - width - 1.5, at[1], label, LABEL_SIZE, theme.grey, anchor="right")
