"""Owns tiers as shapes: rows of equal chips under a class name. Height and tone say the class, never a value."""

from collections.abc import Mapping, Sequence

from reportgen.charts.canvas import Canvas
from reportgen.model import Fact, Theme, TierRow

_NAME_WIDTH = 40.0
_GAP, _CHIP_GAP = 2.5, 1.6
_WEIGHTS = (1.0, 0.9, 0.8, 0.7)


def draw_tiers(canvas: Canvas, tiers: Sequence[TierRow], facts: Mapping[str, Fact], theme: Theme) -> None:
    """Draw the tiers over the whole canvas."""
    tones = (theme.deep, theme.primary, theme.accent_text, theme.grey)
    weights = [_WEIGHTS[min(n, 3)] for n in range(len(tiers))]
    unit = (canvas.height - _GAP * (len(tiers) - 1)) / sum(weights)
    y = 0.0
    for number, tier in enumerate(tiers):
        height = unit * weights[number]
        _draw_tier(canvas, y, height, tier, facts[tier.fact], tones[min(number, 3)], theme)
        y += height + _GAP


def _draw_tier(
    canvas: Canvas, y: float, height: float, tier: TierRow, fact: Fact, tone: str, theme: Theme
) -> None:
    middle = y + height / 2
    canvas.rectangle(0, y, _NAME_WIDTH, height, tone)
    number = tier.mark or (fact.card().number if fact.value is not None else "")
    width = canvas.text(5, middle, number, 16, "FFFFFF", bold=True) if number else 0.0
    unit = "" if tier.mark or fact.value is None else fact.unit
    canvas.text(5 + width + 2, middle, unit + tier.label, 11, "FFFFFF", bold=True)
    names = list(fact.items)
    if fact.open_ended and names:
        names[-1] += "等"
    chip = (canvas.width - _NAME_WIDTH - _GAP - _CHIP_GAP * (len(names) - 1)) / max(len(names), 1)
    for index, name in enumerate(names):
        x = _NAME_WIDTH + _GAP + index * (chip + _CHIP_GAP)
        canvas.rectangle(x, y, chip, height, theme.tint)
        canvas.text(x + chip / 2, middle, name, 10.5, theme.ink, anchor="center")
