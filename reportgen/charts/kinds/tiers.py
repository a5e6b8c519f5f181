"""Tiers as shapes: rows of equal chips under a class name. Height and tone say the class, never a value."""

from reportgen.charts.picture.bars import Facts, Shown
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.charts.typeface import text_width
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Theme, TierRow

_NAME_WIDTH = 40.0
_GAP, _CHIP_GAP, _PADDING = 2.5, 1.6, 5.0
_NUMBER_SIZE, _NAME_SIZE, _UNIT_SIZE = 18.0, 11.5, 9.5
_CHIP_SIZES = (12.0, 11.5, 10.5, 10.5)
_WEIGHTS = (1.0, 0.9, 0.8, 0.7)
_TINTS = (0.13, 0.09, 0.15, 0.09)  # how much of the tier's tone its chips take, over white


def draw_tiers(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw the tiers over the whole height of the canvas."""
    tiers = figure.tiers
    tones = (theme.primary, theme.primary, theme.accent_graphic, theme.grey)
    grounds = (theme.deep, theme.primary, theme.accent_text, theme.grey)
    weights = [_WEIGHTS[min(n, 3)] for n in range(len(tiers))]
    unit = (canvas.height - _GAP * (len(tiers) - 1)) / sum(weights)
    y, shown = 0.0, []
    for number, tier in enumerate(tiers):
        rank, fact = min(number, 3), facts[tier.fact]
        # the open class closes the figure in grey, wherever it stands
        rank = 3 if fact.value is None else rank
        height = unit * weights[number]
        shown.append((fact.id, _draw_name(canvas, area, (y, height), tier, fact, grounds[rank])))
        _draw_chips(canvas, area, (y, height), fact, (tones[rank], _TINTS[rank], _CHIP_SIZES[rank]), theme)
        y += height + _GAP
    return tuple(shown)


def chips_of(fact: Fact) -> list[str]:
    """Return the names of the chips; the last one keeps the 等 of an open list."""
    names = list(fact.items)
    if fact.open_ended and names:
        names[-1] += "等"
    return names


def _draw_name(canvas: Canvas, area: Area, row: tuple[float, float], tier: TierRow, fact: Fact, ground: str) -> str:
    y, height = row
    canvas.rectangle(area.x, y, _NAME_WIDTH, height, ground)
    card = fact.card()
    number = tier.mark or (card.before + card.number if fact.value is not None else "")
    unit = "" if tier.mark or fact.value is None else card.unit + card.after
    x, middle = area.x + _PADDING, y + height / 2
    if number:
        canvas.text(x, middle, number, _NUMBER_SIZE, "FFFFFF", bold=True)
        x += max(text_width(number, _NUMBER_SIZE, True), 5.0) + 2.0
    if unit:
        x += canvas.text(x, middle, unit, _UNIT_SIZE, "FFFFFF") + 0.4
    if x + text_width(tier.label, _NAME_SIZE, True) > area.x + _NAME_WIDTH:
        raise ChartError(f"tier name “{tier.label}” is wider than its field of {_NAME_WIDTH:g} mm; shorten it")
    canvas.text(x, middle, tier.label, _NAME_SIZE, "FFFFFF", bold=True)
    return number + unit if fact.value is not None else fact.listing()


def _draw_chips(
    canvas: Canvas, area: Area, row: tuple[float, float], fact: Fact, look: tuple[str, float, float], theme: Theme
) -> None:
    (y, height), (tone, alpha, size), names = row, look, chips_of(fact)
    if not names:
        return
    left = area.x + _NAME_WIDTH + _GAP
    width = (area.right - left - _CHIP_GAP * (len(names) - 1)) / len(names)
    for index, name in enumerate(names):
        if text_width(name, size) + 2 > width:
            raise ChartError(f"“{name}” is wider than its chip of {width:.0f} mm; shorten it, or show fewer chips")
        x = left + index * (width + _CHIP_GAP)
        canvas.rectangle(x, y, width, height, tone, alpha=alpha)
        canvas.text(x + width / 2, y + height / 2, name, size, theme.ink, anchor="center")
