"""Bars: how a fact becomes one, and rows of bars on a canvas. In: Figure, facts; out: Bars, facts as shown.

An upper bound is hatched to the bound; a lower bound is solid to the bound and open beyond it; an approximate value is
lighter; a goal is empty and dashed; the highlight is solid in the primary colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.charts.typeface import text_width
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Theme
from reportgen.model.numbers.bounds import bound_class

HEAD_SIZE, LABEL_SIZE, VALUE_SIZE = 11.0, 10.5, 10.5
TOP = 8.0  # mm of the head line
GAP = 2.0  # mm between label, bar and value
_ARROW = 7.0
_LEAST_ROOM = 20.0
_THICKEST = 14.0
_HAIR = 0.6  # mm: a bar too short to see is drawn as a hair
_UPPER, _LOWER, _ABOUT = ("lt", "le"), ("gt", "ge"), ("approx", "approx_below", "approx_above")

Look = Literal["solid", "context", "upper", "about", "goal"]
Shown = tuple[tuple[str, str], ...]
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Bar:
    """One bar: its category, value, printed value, how it looks, and whether the source leaves it open at its end."""

    label: str
    value: float
    shown: str
    look: Look
    fact_id: str = ""
    open_end: bool = False
    base_of: str = ""  # the index whose base it is


def shown_by(bars: Sequence[Bar]) -> Shown:
    """Return what bars print for each fact, the base of an index under the index."""
    return tuple((bar.fact_id or bar.base_of, bar.shown) for bar in bars if bar.fact_id or bar.base_of)


def bars_of(figure: Figure, facts: Facts) -> list[Bar]:
    """Return the bars of a figure: facts in their order, an index behind its base."""
    bars = []
    for key in figure.facts:
        fact = facts[key]
        if fact.value is None:
            raise ChartError(f"figure {figure.id}: fact {key} has no value, so it has no bar; show it on a card")
        if fact.kind == "index" and fact.base is not None:
            base = fact.base.value or 1
            bars.append(
                Bar(
                    figure.labels.get("base") or fact.base.label or "基期",
                    float(base),
                    f"{base:f}",
                    "context",
                    base_of=key,
                )
            )
        label = figure.labels.get(key, fact.when())
        if fact.kind == "target" and "目标" not in label:
            label = f"{label}目标"
        bars.append(Bar(label, float(fact.plotted()), fact.axis(), look_of(figure, fact), key, fact.bound in _LOWER))
    return bars


def look_of(figure: Figure, fact: Fact) -> Look:
    """Return how a fact is drawn, by how sure it is."""
    if fact.kind == "target":
        return "goal"
    if fact.bound in _UPPER:
        return "upper"
    if bound_class(fact.bound) in _ABOUT:
        return "about"
    return "solid" if figure.highlight in (None, fact.id) else "context"


def draw_head(canvas: Canvas, area: Area, figure: Figure, theme: Theme) -> None:
    """Draw the head line: the indicator in bold, its unit in grey."""
    unit = f"（{figure.unit}）" if figure.unit else ""
    head = figure.head or ""
    if text_width(head, HEAD_SIZE, True) + text_width(unit, HEAD_SIZE - 1) > area.width + GAP:
        raise ChartError(f"figure {figure.id}: head “{head}{unit}” is wider than {area.width:.0f} mm; shorten it")
    width = canvas.text(area.x, 4.5, head, HEAD_SIZE, theme.ink, bold=True)
    if unit:
        canvas.text(area.x + width, 4.5, unit, HEAD_SIZE - 1, theme.grey)


def draw_bars(canvas: Canvas, area: Area, figure: Figure, bars: Sequence[Bar], theme: Theme) -> Shown:
    """Draw a head line and one row a bar; return what was printed for each fact."""
    draw_head(canvas, area, figure, theme)
    left = area.x + max(text_width(bar.label, LABEL_SIZE) for bar in bars) + GAP
    scale = _scale(figure, bars, area.right - left)
    alone = area.width > canvas.width / 2  # in a panel the rows of all its figures are as high
    step = (canvas.height - TOP - 2) / max(len(bars), 2 if alone else 3)
    for row, bar in enumerate(bars):
        middle = TOP + 1 + step * (row + 0.5)
        canvas.text(left - GAP, middle, bar.label, LABEL_SIZE, theme.ink, anchor="right")
        _draw_bar(canvas, left, middle, (scale * bar.value, thickness(step)), bar, theme)
    canvas.line(left, TOP, left, TOP + 2 + step * len(bars), theme.grey, 1.0)
    return shown_by(bars)


def thickness(step: float) -> float:
    """Return how thick a bar is whose row is so many mm high."""
    return min(step * 0.54, _THICKEST)


def _scale(figure: Figure, bars: Sequence[Bar], width: float) -> float:
    """Return the mm of one unit: as long as every bar and the value after it allow."""
    room = width - max(_tail(bar) for bar in bars)
    if room < _LEAST_ROOM:
        raise ChartError(f"figure {figure.id}: labels leave {room:.0f} mm to the bars; shorten the labels")
    return min((width - _tail(bar)) / bar.value for bar in bars if bar.value) if any(b.value for b in bars) else 0.0


def _tail(bar: Bar) -> float:
    return text_width(bar.shown, VALUE_SIZE + 1, True) + _ARROW * bar.open_end + GAP


def fill_bar(canvas: Canvas, x: float, y: float, size: tuple[float, float], look: Look, theme: Theme) -> None:
    """Draw the body of a bar as its look asks."""
    width, height = max(size[0], _HAIR), size[1]
    if look == "goal":
        canvas.rectangle(x, y, width, height, None, edge=theme.accent_graphic, dashed=True, line=1.1)
    elif look == "upper":
        canvas.rectangle(x, y, width, height, "FFFFFF", edge=theme.context, hatch="////", line=0.9)
    elif look == "about":
        canvas.rectangle(x, y, width, height, theme.primary, alpha=0.6)
    else:
        canvas.rectangle(x, y, width, height, theme.primary if look == "solid" else theme.context)


def draw_open_end(canvas: Canvas, x: float, middle: float, theme: Theme) -> None:
    """Draw a short open arrow: the value lies beyond, the source does not say how far."""
    start, end, wing = x + 1.2, x + _ARROW - 0.6, 1.5
    canvas.line(start, middle, end, middle, theme.primary, 1.2)
    for side in (-wing, wing):
        canvas.line(end - wing * 1.4, middle + side, end, middle, theme.primary, 1.2)


def _draw_bar(canvas: Canvas, x: float, middle: float, size: tuple[float, float], bar: Bar, theme: Theme) -> None:
    fill_bar(canvas, x, middle - size[1] / 2, size, bar.look, theme)
    end = x + max(size[0], _HAIR)
    if bar.open_end:
        draw_open_end(canvas, end, middle, theme)
        end += _ARROW - GAP / 2
    colours = {"solid": theme.primary, "about": theme.primary, "goal": theme.accent_text}
    letters = VALUE_SIZE + (1 if bar.look == "solid" else 0)
    canvas.text(end + GAP * 0.75, middle, bar.shown, letters, colours.get(bar.look, theme.ink), bold=True)
