"""Tiers: rows of equal chips under a class name. Height and tone say the class, never a value."""

from collections.abc import Iterator

from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.labels import two_lines
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.tones import ACCENT, GOAL, GREY, INK, PRIMARY, WHITE, Tone
from reportgen.charts.typeface import text_width
from reportgen.model import Fact, Figure, TierRow

_NAME_WIDTH, _NAME_MOST = 40.0, 0.36  # mm, and the share of the width
_GAP, _CHIP_GAP, _PADDING = 2.5, 1.6, 5.0  # mm
_NUMBER_SIZE, _NAME_SIZE, _UNIT_SIZE = 18.0, 11.5, 9.5  # pt
_CHIP_SIZES = (12.0, 11.5, 10.5, 10.5)
_WEIGHTS = (1.0, 0.9, 0.8, 0.7)
_TINTS = (0.13, 0.09, 0.15, 0.09)  # how much of the tier's tone its chips take, over white
_TONES, _GROUNDS = (PRIMARY, PRIMARY, ACCENT, GREY), (Tone("deep"), PRIMARY, GOAL, GREY)


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the tiers over the whole height of the area."""
    tiers, box = data.figure.tiers, sheet.box
    weights = [_WEIGHTS[min(n, 3)] for n in range(len(tiers))]
    unit = (box.height - _GAP * (len(tiers) - 1)) / sum(weights)
    y = box.y
    for number, (tier, weight) in enumerate(zip(tiers, weights, strict=True)):
        fact = data.facts[tier.fact]
        rank = (
            3 if fact.value is None else min(number, 3)
        )  # the open class closes the figure in grey, wherever it stands
        row = Rect(box.x, y, box.width, unit * weight)
        _draw_name(sheet, row, tier, fact, _GROUNDS[rank])
        _draw_chips(sheet, row, fact, rank)
        y += row.height + _GAP


def chips_of(fact: Fact) -> list[str]:
    """Return the names of the chips; the last one keeps the 等 of an open list."""
    names = list(fact.items)
    if fact.open_ended and names:
        names[-1] += "等"
    return names


def number_of(tier: TierRow, fact: Fact) -> tuple[str, str]:
    """Return the number of a tier and its unit, or its mark."""
    if tier.mark or fact.value is None:
        return tier.mark or "", ""
    card = fact.card()
    return card.before + card.number, card.unit + card.after


def _name_width(row: Rect) -> float:
    return min(_NAME_WIDTH, row.width * _NAME_MOST)


def _draw_name(sheet: PictureArea, row: Rect, tier: TierRow, fact: Fact, ground: Tone) -> None:
    """The class in white: number, unit and name in one line, or the name below where they need more room."""
    width, middle = _name_width(row), row.y + row.height / 2
    sheet.canvas.rectangle(row.x, row.y, width, row.height, sheet.hex(ground))
    number, unit = number_of(tier, fact)
    padding = _PADDING if width > _NAME_WIDTH - 1 else 2.0
    room, x = width - padding - 1.0, row.x + padding
    first = max(text_width(number, _NUMBER_SIZE, True), 5.0) + 2.0 if number else 0.0
    first += text_width(unit, _UNIT_SIZE) + 0.4 if unit else 0.0
    beside = first + text_width(tier.label, _NAME_SIZE, True) <= room
    below = not beside and bool(number or unit) and row.height > (_NUMBER_SIZE + _NAME_SIZE) * LINE
    y = middle - _NAME_SIZE * LINE / 2 if below else middle
    if number and (beside or below):
        text = sheet.short(number, _NUMBER_SIZE, room - text_width(unit, _UNIT_SIZE) - 2.4, "values", bold=True)
        sheet.text(x, y, text, _NUMBER_SIZE, WHITE, bold=True, what="values")
        x += max(text_width(text, _NUMBER_SIZE, True), 5.0) + 2.0
    if unit and (beside or below):
        sheet.text(x, y, unit, _UNIT_SIZE, WHITE, what="values")
        x += text_width(unit, _UNIT_SIZE) + 0.4
    at = (row.x + padding, middle + _NUMBER_SIZE * LINE / 2) if below else (x, middle)
    label = sheet.short(tier.label, _NAME_SIZE, row.x + padding + room - at[0], "names of tiers", bold=True)
    sheet.text(*at, label, _NAME_SIZE, WHITE, bold=True, what="names of tiers")


def _draw_chips(sheet: PictureArea, row: Rect, fact: Fact, rank: int) -> None:
    """Equal chips; names that are wider than theirs take two lines, and many chips several rows."""
    names, size = chips_of(fact), _CHIP_SIZES[rank]
    if not names:
        return
    left = row.x + _name_width(row) + _GAP
    across, width = _across(names, size, row.x + row.width - left)
    down = -(-len(names) // across)
    height = (row.height - _CHIP_GAP * (down - 1)) / down
    for n, name in enumerate(names):
        x, y = left + n % across * (width + _CHIP_GAP), row.y + n // across * (height + _CHIP_GAP)
        sheet.canvas.rectangle(x, y, width, height, sheet.hex(_TONES[rank]), alpha=_TINTS[rank])
        lines = two_lines(name, size, width - 1.6) if height > 2 * size * LINE else (name,)
        lines = tuple(sheet.short(line, size, width - 1.6, "chips") for line in lines)
        sheet.gave("chips", "shortened", lines[-1].endswith("…") and not name.endswith("…"))
        first = y + height / 2 - (len(lines) - 1) * size * LINE / 2
        for k, line in enumerate(lines):
            at = x + width / 2, first + k * size * LINE
            sheet.text(*at, line, size, INK, anchor="center", what="chips")


def _across(names: list[str], size: float, room: float) -> tuple[int, float]:
    """How many chips stand in one row, and how wide each is in mm: as few rows as the names allow."""
    longest = max(text_width(name, size) for name in names)
    for down in (1, 2, 3):
        across = -(-len(names) // down)
        width = (room - _CHIP_GAP * (across - 1)) / across
        if longest + 2 <= width or (down < 3 and longest / 2 + 3.5 <= width):
            return across, width
    return across, width


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """Each tier is one fact."""
    del columns, facts
    if not figure.tiers:
        yield "tiers show classes; give tiers with fact and label"


def shown(data: FigureData) -> ShownFacts:
    """Return the number of each tier, or the members of an open one."""
    found = []
    for tier in data.figure.tiers:
        fact = data.facts[tier.fact]
        found.append((fact.id, "".join(number_of(tier, fact)) if fact.value is not None else fact.listing()))
    return tuple(found)


_SAMPLES = (
    {
        "id": "tiers", "caption": "层级", "message": "层级说明类别，高低不表示数值",
        "tiers": [
            {"fact": "sites", "label": "示例基地"},
            {"fact": "others", "label": "示例特色", "mark": "X"},
        ],
    },
)  # fmt: skip
KIND = ChartKind(
    name="tiers", label="层级示意图", english="tiers", needs="`tiers`: classes, each a fact with its members", samples=_SAMPLES,
    draw=draw, rules=rules, shown=shown, height=72, takes="tiers", axes="none",
)  # fmt: skip
