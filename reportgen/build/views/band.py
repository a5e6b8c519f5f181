"""The band of key numbers under the title of a report: each in the size that fits all, with what it is measured against."""

from collections.abc import Mapping
from typing import Any

from reportgen.build.views.scales import card_scales
from reportgen.documents.typeset.column_widths import CellFont
from reportgen.model import Fact, Pack
from reportgen.model.facts.fact_parts import Base
from reportgen.model.numbers.marks import mark, plain
from reportgen.model.numbers.quantity import written

SIZES = (28, 24, 20)  # pt
_WIDTH = 442.2  # pt, of the text
_GAP = 3.0  # pt between two numbers at least
_AUTOSPACE = 0.25  # em that Office sets between Chinese and digits, but for the smallest size
_OTHER_FACES = 1.1  # digits of faces that stand in for 黑体 are wider
_BESIDE = {28: 14, 24: 14, 20: 10.5}  # pt of bound and unit


def band(pack: Pack) -> list[dict[str, Any]]:
    """Return the numbers of the band, each with the size that all of them have."""
    scales = card_scales(pack, pack.band)
    cells = [_cell(pack, key, scales) for key in pack.band]
    size = next((one for one in SIZES if all(_fits(cell, one, len(cells)) for cell in cells)), SIZES[-1])
    return [{**cell, "size": size} for cell in cells]


def band_faults(cells: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Return for each number that fits in no size: its place in the band, what is wrong, what would fit."""
    room = _WIDTH / max(len(cells), 1) - _GAP
    found = []
    for number, cell in enumerate(cells):
        if not _fits(cell, SIZES[-1], len(cells)):
            text = plain(f"{cell['before']}{cell['number']}{cell['unit']}{cell['after']}")
            fewer = next((count for count in range(len(cells) - 1, 0, -1) if _fits(cell, SIZES[-1], count)), 0)
            hint = (
                f"give the band {fewer} number{'s' if fewer > 1 else ''} at most" if fewer else "give it a larger unit"
            )
            found.append((number, f"“{text}” is wider than its {room / 72 * 25.4:.0f} mm of the band", hint))
    return found


def _cell(pack: Pack, key: str, scales: Mapping[str, str]) -> dict[str, Any]:
    """One number of the band; it carries the mark of its fact."""
    fact = pack.facts[key]
    card = fact.in_scale(scales.get(key)).card()
    return {
        "label": fact.short or fact.label,
        "before": card.before,
        "number": mark("fact", fact.id, card.number),
        "unit": card.unit,
        "after": card.after,
        "note": band_note(fact, chinese=pack.language.startswith("zh")),
    }


def _fits(cell: Mapping[str, Any], size: int, count: int) -> bool:
    beside = f"{cell['before']}{cell['unit']}{cell['after']}"
    latin = "Arial" if beside.isascii() and beside.strip("% ") else "黑体"  # as the template for English texts has it
    number = CellFont(size, "黑体", latin, bold=True).width(plain(cell["number"])) * _OTHER_FACES
    joints = sum(text[:1] > "\u2e7f" for text in (cell["before"], cell["unit"])) if size > SIZES[-1] else 0
    wide = CellFont(_BESIDE[size], "黑体", latin).width(beside) + joints * _AUTOSPACE * size
    return number + wide + _GAP <= _WIDTH / count


def band_note(fact: Fact, *, chinese: bool) -> str:
    """Return the base of an index (以开发建设之初为1), the time of another fact; empty where none is known in the language."""
    base = fact.base
    if fact.kind == "index" and base is not None and (base.label or base.year):
        return _base_note(base, chinese)
    if not chinese and not (fact.period or "").isascii():
        return ""
    return "" if fact.period is None and fact.as_of is None else fact.when()


def _base_note(base: Base, chinese: bool) -> str:
    name = base.label or (f"{base.year}年" if chinese else str(base.year))
    if not chinese and not name.isascii():
        return ""
    if base.value is None:
        return f"与{name}相比" if chinese else f"compared with {name}"
    return f"以{name}为{written(base.value)}" if chinese else f"{name} = {written(base.value)}"
