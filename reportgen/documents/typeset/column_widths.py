"""Widths of the columns of a table, by measure: numbers get what they need, text takes the rest.

All widths are in pt and include the padding of a cell. Nothing here knows Word or PowerPoint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.documents.typeset.cell_numbers import is_number
from reportgen.documents.typeset.kinsoku import may_break, pieces
from reportgen.documents.typeset.lines import LineSetting, TextRun, break_lines, glyph_widths
from reportgen.documents.typeset.widths import SAFETY

_MEASURED = 40  # the longest cells of a column that decide its width
_READABLE = 4  # characters that a line of a text column has at least
_MOST_LINES = 12  # of a cell, when text columns are narrowed together


@dataclass(frozen=True)
class CellFont:
    """How the text of a cell is set; size in pt."""

    size: float
    chinese: str = "仿宋"
    latin: str = "Times New Roman"
    bold: bool = False
    autospace: float = 0.2

    def width(self, text: str) -> float:
        """Return the width of a text on one line, with the margin for fonts that are not the measured ones."""
        return _width(text, self) * SAFETY

    def lines(self, text: str, width: float) -> int:
        """Return how many lines a text takes in a width."""
        return sum(_line_count(part, width, self) for part in text.split("\n"))


@dataclass(frozen=True)
class ColumnNeed:
    """What one column asks for: `least` keeps every piece whole, `natural` every cell on one line, `ample` its head too."""

    head: str
    least: float
    natural: float
    ample: float
    numeric: bool
    same: bool  # every cell says the same
    texts: tuple[str, ...]  # its longest cells
    font: CellFont
    padding: float

    def within(self, lines: int) -> float:
        """Return the least width at which no cell takes more lines than given."""
        low, high = self.least, max(self.natural, self.least)
        if self._most(low) <= lines:
            return low
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if self._most(middle) <= lines else (middle, high)
        return high

    def _most(self, width: float) -> int:
        return max((self.font.lines(text, width - self.padding) for text in self.texts), default=1)


def column_needs(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    head_font: CellFont,
    font: CellFont,
    padding: float = 0.0,
) -> tuple[ColumnNeed, ...]:
    """Return what each column needs; a head may take several lines, `padding` is what a cell loses left and right."""
    columns = [[row[number] if number < len(row) else "" for row in rows] for number in range(len(heads))]
    return tuple(_need(head, cells, head_font, font, padding) for head, cells in zip(heads, columns, strict=True))


def shortage(needs: Sequence[ColumnNeed], total: float) -> float:
    """Return by how many pt the columns cannot fit a total width; 0 where they do."""
    return max(0.0, sum(need.least for need in needs) - total)


def column_widths(needs: Sequence[ColumnNeed], total: float) -> tuple[float, ...]:
    """Return widths that add up to the total; where even the least do not fit, they are narrowed in proportion."""
    if not needs:
        return ()
    if not any(not need.numeric and not need.same for need in needs):  # then none gives way to another
        needs = [replace(need, same=False) for need in needs]
    least = [need.least for need in needs]
    if sum(least) >= total:
        return tuple(width * total / sum(least) for width in least)
    natural = [need.natural for need in needs]
    if sum(natural) <= total:
        ample = [need.ample for need in needs]
        return _filled(needs, _evened(needs, ample if sum(ample) <= total else natural, total), total)
    narrow = _narrowed(needs, total)
    wishes = [0.0 if need.same else max(need.natural - width, 0.0) for need, width in zip(needs, narrow, strict=True)]
    return _filled(needs, narrow, total, wishes)


def _need(head: str, cells: Sequence[str], head_font: CellFont, font: CellFont, padding: float) -> ColumnNeed:
    texts = sorted({line for cell in cells for line in cell.split("\n")}, key=font.width)[-_MEASURED:]
    numeric = _is_numeric(cells)
    one_line = max(map(font.width, texts), default=0.0)
    widest = one_line if numeric else max((_widest_piece(text, font) for text in texts), default=0.0)
    readable = min(one_line, _READABLE * font.size)
    least = max(widest, readable, _widest_piece(head, head_font), min(head_font.width(head), 2 * head_font.size))
    own = max(one_line, head_font.width(head) if not numeric else _widest_piece(head, head_font))
    same = len(cells) > 1 and len(set(cells)) == 1
    natural = max(own, least)
    ample = max(natural, head_font.width(head))
    return ColumnNeed(
        head, least + padding, natural + padding, ample + padding, numeric, same, tuple(texts), font, padding
    )


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers; cells without a value do not decide."""
    told = [cell for cell in cells if cell.strip() and cell.strip() not in ("—", "-", "…", "未载明")]
    return bool(told) and all(is_number(cell) for cell in told)


def _evened(needs: Sequence[ColumnNeed], natural: list[float], total: float) -> list[float]:
    """Columns of numbers are as wide as the widest of them, where there is room."""
    numeric = [width for need, width in zip(needs, natural, strict=True) if need.numeric]
    even = [
        max(numeric) if need.numeric and not need.same else width for need, width in zip(needs, natural, strict=True)
    ]
    return even if sum(even) <= total else natural


def _narrowed(needs: Sequence[ColumnNeed], total: float) -> list[float]:
    """Columns that say the same everywhere give way first, then text takes the fewest lines that are possible."""
    fixed = [need.natural if need.numeric else need.least if need.same else None for need in needs]
    if sum(need.least if width is None else width for need, width in zip(needs, fixed, strict=True)) > total:
        fixed = [need.least if need.numeric or need.same else None for need in needs]
    room = total - sum(width for width in fixed if width is not None)
    texts = [need for need, width in zip(needs, fixed, strict=True) if width is None]
    for lines in range(1, _MOST_LINES + 1):
        found = [need.within(lines) for need in texts]
        if sum(found) <= room:
            break
    else:
        found = [need.least for need in texts]
    rest = iter(found)
    return [next(rest) if width is None else width for width in fixed]


def _filled(
    needs: Sequence[ColumnNeed], widths: Sequence[float], total: float, weights: Sequence[float] | None = None
) -> tuple[float, ...]:
    """Share out what is left: by the weights, else by the width of a column."""
    left = total - sum(widths)
    if weights is None or not any(weights):
        weights = widths
    whole = sum(weights)
    if not whole:
        return tuple(width + left / len(widths) for width in widths)
    return tuple(width + left * weight / whole for width, weight in zip(widths, weights, strict=True))


def narrowing_advice(needs: Sequence[ColumnNeed], total: float, turned: float | None = None) -> str:
    """Return the one advice for a table that fits no way: what to drop, merge or split; nothing for one that fits.

    `turned` is the width of a page on its side.
    """
    if not shortage(needs, total):
        return ""
    same = [need for need in needs if need.same]
    rest = [need for need in needs if not need.same]
    if same and not shortage(rest, total):
        return f"drop {_named(same)}, which {_say(same)} the same in every row, and write it once in the note"
    if turned is not None and not shortage(needs, turned):
        return "turn the page: the table fits a page in landscape"
    dropped = _dropped(needs, total)
    if len(needs) - len(dropped) >= 2:
        return f"drop or merge {_named(dropped)}, or split the table: {_halves(needs, total)}"
    return f"shorten the cells of {_named(dropped[:1])}"


def _dropped(needs: Sequence[ColumnNeed], total: float) -> list[ColumnNeed]:
    """The columns without which the table fits: the widest first, never the first one."""
    gone: list[ColumnNeed] = []
    for need in sorted(needs[1:], key=lambda one: -one.least):
        if not shortage([one for one in needs if one not in gone], total):
            break
        gone.append(need)
    return sorted(gone, key=list(needs).index)


def _halves(needs: Sequence[ColumnNeed], total: float) -> str:
    """How many columns fit beside the first."""
    count = 1
    while count < len(needs) and not shortage(needs[: count + 1], total):
        count += 1
    return f"{count} columns fit; repeat the first in each part"


def _named(needs: Sequence[ColumnNeed]) -> str:
    names = [f"“{need.head}”" for need in needs]
    kind = "the columns" if len(names) > 1 else "the column"
    return f"{kind} {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"


def _say(needs: Sequence[ColumnNeed]) -> str:
    return "say" if len(needs) > 1 else "says"


def _widest_piece(text: str, font: CellFont) -> float:
    """The width of the widest stretch that no line may part."""
    inside = {index for start, end in pieces(text) for index in range(start + 1, end)}
    start, widest = 0, 0.0
    for index in range(1, len(text) + 1):
        if index == len(text) or text[index] == "\n" or (index not in inside and may_break(text, index)):
            widest = max(widest, font.width(text[start:index].strip()))
            start = index
    return widest


def _run(text: str, font: CellFont) -> tuple[TextRun, ...]:
    return (TextRun(text, font.size, font.bold, font.latin, font.chinese),)


@lru_cache(maxsize=8192)
def _width(text: str, font: CellFont) -> float:
    return max((sum(glyph_widths(_run(line, font), _setting(font, 1e6))) for line in text.split("\n")), default=0.0)


def _line_count(text: str, width: float, font: CellFont) -> int:
    return len(break_lines(_run(text, font), _setting(font, width)))


def _setting(font: CellFont, width: float) -> LineSetting:
    return LineSetting(max(width, font.size), autospace=font.autospace, compress=False, safety=SAFETY)
