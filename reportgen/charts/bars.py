"""Owns rows of horizontal bars on a canvas: then/now with bounds and goals, an index and its base.

A bar of an upper bound is hatched, of the highlight solid in the primary colour, of a goal dashed and empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.canvas import Canvas
from reportgen.charts.typeface import text_width
from reportgen.model import Fact, Figure, Theme

HEAD_SIZE, LABEL_SIZE, VALUE_SIZE = 11.0, 10.5, 10.5
_HEAD_HEIGHT = 8.0
_GAP = 2.0  # mm between label, bar and value


@dataclass(frozen=True)
class Bar:
    """One bar: its category, value, printed value, and how sure it is."""

    label: str
    value: float
    shown: str
    look: str  # solid, context, bound, goal
    fact_id: str = ""


def bars_of(figure: Figure, facts: Sequence[Fact]) -> list[Bar]:
    """Return the bars of a figure: facts in their order, an index behind its base."""
    bars = []
    for fact in facts:
        if fact.kind == "index" and fact.base is not None:
            bars.append(Bar(fact.base.label or "基期", float(fact.base.value or 1), "1", "context"))
        label = figure.labels.get(fact.id, fact.when())
        bars.append(Bar(label, float(fact.value or 0), fact.axis(), _look(figure, fact), fact.id))
    return bars


def _look(figure: Figure, fact: Fact) -> str:
    if fact.kind == "target":
        return "goal"
    if fact.bound != "exact":
        return "bound"
    return "solid" if figure.highlight in (None, fact.id) else "context"


def draw_head(canvas: Canvas, x: float, y: float, figure: Figure, theme: Theme) -> None:
    """Draw the head line: the indicator in bold, its unit in grey."""
    width = canvas.text(x, y, figure.head or "", HEAD_SIZE, theme.ink, bold=True)
    if figure.unit:
        canvas.text(x + width, y, f"（{figure.unit}）", HEAD_SIZE - 1, theme.grey)


def draw_bars(canvas: Canvas, x: float, width: float, figure: Figure, bars: Sequence[Bar], theme: Theme) -> None:
    """Draw a head line and one row a bar in a column of the canvas; nothing leaves the column."""
    draw_head(canvas, x, 4.5, figure, theme)
    label_width = max(text_width(bar.label, LABEL_SIZE) for bar in bars)
    value_width = max(text_width(_value(bar), VALUE_SIZE + 1, True) for bar in bars)
    left = x + label_width + _GAP
    room = width - label_width - value_width - 2 * _GAP
    step = (canvas.height - _HEAD_HEIGHT - 2) / max(len(bars), 3)
    top = max(bar.value for bar in bars) or 1
    for row, bar in enumerate(bars):
        middle = _HEAD_HEIGHT + 1 + step * (row + 0.5)
        canvas.text(left - _GAP, middle, bar.label, LABEL_SIZE, theme.ink, anchor="right")
        _draw_bar(canvas, left, middle, room * bar.value / top, step * 0.54, bar, theme)
    canvas.line(left, _HEAD_HEIGHT, left, _HEAD_HEIGHT + 2 + step * len(bars), theme.grey, 1.0)


def _value(bar: Bar) -> str:
    return f"目标{bar.shown}" if bar.look == "goal" else bar.shown


def _draw_bar(canvas: Canvas, x: float, middle: float, length: float, height: float, bar: Bar, theme: Theme) -> None:
    y = middle - height / 2
    colour, size = theme.ink, VALUE_SIZE
    if bar.look == "solid":
        canvas.rectangle(x, y, length, height, theme.primary)
        colour, size = theme.primary, VALUE_SIZE + 1
    elif bar.look == "goal":
        canvas.rectangle(x, y, length, height, None, edge=theme.accent_graphic, dashed=True, line=1.1)
        colour = theme.accent_text
    elif bar.look == "bound":
        canvas.rectangle(x, y, length, height, "FFFFFF", edge=theme.context, hatch="////", line=0.9)
    else:
        canvas.rectangle(x, y, max(length, 0.6), height, theme.context)
    canvas.text(x + max(length, 0.6) + _GAP * 0.75, middle, _value(bar), size, colour, bold=True)
