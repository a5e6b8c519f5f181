"""Progress towards a goal: the current value solid, what is missing dashed. Both values must be known."""

from reportgen.charts.picture.bars import LABEL_SIZE, TOP, Facts, Shown, draw_head, fill_bar, look_of
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.charts.typeface import text_width
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Theme

_TRACK = 14.0
_OVER, _UNDER = 4.0, 8.0  # mm between head and bar, and of the scale below it


def pair_of(figure: Figure, facts: Facts) -> tuple[Fact, Fact]:
    """Return the current value and the goal; a goal whose current value nobody knows has no progress."""
    keys = figure.facts
    if len(keys) != 2 or any(facts[key].value is None for key in keys) or not facts[keys[1]].value:
        raise ChartError(f"figure {figure.id}: progress needs a current value and a goal; show the goal on a card")
    return facts[keys[0]], facts[keys[1]]


def words_of(figure: Figure, fact: Fact) -> tuple[str, str]:
    """Return the label and the value of one end of the bar: 目前 70万人, 2030年目标 100万人."""
    given = figure.labels.get(fact.id, fact.when())
    goal = "目标" if fact.kind == "target" and "目标" not in given else ""
    return given + goal, fact.prose()


def draw_progress(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw the bar over the whole width of the area."""
    current, goal = pair_of(figure, facts)
    draw_head(canvas, area, figure, theme)
    share = area.width * min(float(current.value or 0) / float(goal.value or 1), 1.0)
    end, rest = "　".join(words_of(figure, goal)), area.width - share
    fits = text_width(end, LABEL_SIZE, True) + 4 < rest
    y = (TOP + _OVER + canvas.height - (_OVER if fits else _UNDER) - _TRACK) / 2
    look = look_of(figure, current)
    fill_bar(canvas, area.x + share, y, (area.width - share, _TRACK), "goal", theme)
    fill_bar(canvas, area.x, y, (share, _TRACK), look, theme)
    inside = "　".join(words_of(figure, current))
    if look == "solid" and text_width(inside, LABEL_SIZE, True) + 6 < share:
        canvas.text(area.x + share / 2, y + _TRACK / 2, inside, LABEL_SIZE, "FFFFFF", bold=True, anchor="center")
    else:
        canvas.text(area.x, y - 4, inside, LABEL_SIZE, theme.primary, bold=True)
    at = (area.x + share + rest / 2, y + _TRACK / 2) if fits else (area.right, y + _TRACK + 4.6)
    canvas.text(*at, end, LABEL_SIZE, theme.accent_text, bold=True, anchor="center" if fits else "right")
    return ((current.id, current.prose()), (goal.id, goal.prose()))
