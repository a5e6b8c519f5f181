"""The table of a slide by measure: units in the head, widths by content, and slides enough for all rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.build.views.scales import table_scales
from reportgen.build.views.table_area import TableArea
from reportgen.build.views.texts import TextRenderer
from reportgen.documents.typeset.cell_numbers import cell_number, common_unit
from reportgen.documents.typeset.column_widths import (
    CellFont,
    ColumnNeed,
    column_needs,
    column_widths,
    narrowing_advice,
    shortage,
)
from reportgen.model import Pack, Slide
from reportgen.model.numbers.marks import plain
from reportgen.template import TableGrid

_OWN = "own_number"  # how the ids of a recipient's own numbers begin
_AROUND = 10.0  # pt above and below the lines of a cell, together
_TALLEST = 1.7  # a short table fills its slide, its rows at most this much higher than drawn
_FEWEST = 34.0  # pt: the lowest row


@dataclass(frozen=True)
class TablePage:
    """One slide of a table: its rows, and how they are set; no grid for a layout that sets its table itself."""

    rows: tuple[tuple[str, ...], ...]
    grid: TableGrid | None


@dataclass(frozen=True)
class DeckTable:
    """The heads of a table, its slides, and what is wrong with it where its columns fit no way."""

    heads: tuple[str, ...]
    pages: tuple[TablePage, ...]
    fault: str = ""
    advice: str = ""


def slide_table(pack: Pack, texts: TextRenderer, slide: Slide, area: TableArea | None, where: str) -> DeckTable:
    """Return the table of a slide with its facts filled in."""
    scaled = texts.scaled(table_scales(pack, slide.rows))
    rows = [[scaled(cell, where) for cell in row] for row in slide.rows]
    heads = [texts(text, where) for text in slide.columns]
    if any(_OWN in cell for row in slide.rows for cell in row):
        area = None  # parts that differ in these numbers only are set alike
    return deck_table(heads, rows, area, chinese=pack.language.startswith("zh"))


def deck_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], area: TableArea | None, *, chinese: bool
) -> DeckTable:
    """Return a table on as many slides as it needs; texts may be marked."""
    if area is None or not heads or not rows:
        return DeckTable(tuple(heads), (TablePage(tuple(map(tuple, rows)), None),))
    heads, rows = _with_units(heads, rows, chinese=chinese)
    said = [[plain(cell) for cell in row] for row in rows]
    plain_heads = [plain(head) for head in heads]
    right = tuple(_is_right([row[n] for row in said if n < len(row)]) for n in range(len(heads)))
    for size in area.sizes:
        font = area.font(size)
        pads = _pads(said, right, font)
        needs = _padded(column_needs(plain_heads, said, area.head_font, font, area.padding), said, pads, font)
        if not shortage(needs, area.width):
            break
    widths = column_widths(needs, area.width)
    heights = [_height(row, own, widths, font, area) for row, own in zip(said, pads, strict=True)]
    head = max(
        area.head, _lines(plain_heads, widths, area.head_font, area.padding) * area.pitch(area.head_font.size) + _AROUND
    )
    pages = []
    spans = _pages(heights, area.height - head)
    factor = _stretch([sum(heights[first:last]) for first, last in spans], area.height - head)
    for first, last in spans:
        shown = (head, *(height * factor for height in heights[first:last]))
        grid = TableGrid(size, widths, shown, right, tuple(map(tuple, pads[first:last])))
        pages.append(TablePage(tuple(tuple(row) for row in rows[first:last]), grid))
    short = shortage(needs, area.width)
    fault = (
        f"the table of {len(heads)} columns needs {area.width + short:.0f} pt and has {area.width:.0f} pt"
        if short
        else ""
    )
    return DeckTable(tuple(heads), tuple(pages), fault, narrowing_advice(needs, area.width))


def _with_units(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, chinese: bool
) -> tuple[list[str], list[list[str]]]:
    """Units that all numbers of a column carry stand in its head."""
    new_heads, new_rows = list(heads), [list(row) for row in rows]
    for number in range(1, len(heads)):
        column = [plain(row[number]) if number < len(row) else "" for row in rows]
        unit = common_unit(column)
        if not unit:
            continue
        if unit not in plain(heads[number]):
            new_heads[number] += f"（{unit}）" if chinese else f" ({unit})"
        for row in new_rows:
            if number < len(row):
                row[number] = _without(row[number], unit)
    return new_heads, new_rows


def _without(cell: str, unit: str) -> str:
    number = cell_number(plain(cell))
    if number is None or number.unit != unit:
        return cell
    before, _, after = cell.rpartition(unit)
    return before.rstrip(" ") + after


def _is_right(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell.strip() not in ("", "—", "-", "…")]
    return bool(told) and all(cell_number(cell) is not None for cell in told)


def _pads(rows: Sequence[Sequence[str]], right: Sequence[bool], font: CellFont) -> list[list[float]]:
    """The room at the right of each cell by which the decimal points of a column stand under each other."""
    pads = [[0.0] * len(right) for _ in rows]
    for column, numeric in enumerate(right):
        numbers = [cell_number(row[column]) if column < len(row) else None for row in rows]
        if not numeric or len({one.unit + one.after for one in numbers if one is not None}) > 1:
            continue
        behind = [font.width(one.fraction) if one is not None else 0.0 for one in numbers]
        for row, width, one in zip(pads, behind, numbers, strict=True):
            row[column] = max(behind) - width if one is not None else 0.0
    return pads


def _padded(
    needs: Sequence[ColumnNeed], rows: Sequence[Sequence[str]], pads: Sequence[Sequence[float]], font: CellFont
) -> list[ColumnNeed]:
    """Needs with the room for decimal points."""
    found = []
    for number, need in enumerate(needs):
        widths = [
            font.width(row[number]) + pad[number]
            for row, pad in zip(rows, pads, strict=True)
            if number < len(row) and pad[number]
        ]
        most = max(widths, default=0.0) + need.padding
        found.append(
            replace(need, least=max(need.least, most), natural=max(need.natural, most), ample=max(need.ample, most))
            if widths
            else need
        )
    return found


def _height(
    row: Sequence[str], pads: Sequence[float], widths: Sequence[float], font: CellFont, area: TableArea
) -> float:
    lines = _lines(row, [width - pad for width, pad in zip(widths, pads, strict=True)], font, area.padding)
    usual = area.row if font.size == area.sizes[0] else max(_FEWEST, area.row * font.size / area.sizes[0])
    return max(usual, lines * area.pitch(font.size) + _AROUND)


def _lines(row: Sequence[str], widths: Sequence[float], font: CellFont, padding: float) -> int:
    return max((font.lines(cell, width - padding) for cell, width in zip(row, widths, strict=False)), default=1)


def _pages(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """The rows of each slide: as few slides as possible, about equally full."""
    count = len(_filled(heights, room))
    spans, first = [], 0
    for left in range(count, 0, -1):
        target, last, used = sum(heights[first:]) / left, first, 0.0
        while (
            last < len(heights)
            and (last == first or used + heights[last] / 2 <= target)
            and used + heights[last] <= room + 0.01
        ):
            used += heights[last]
            last += 1
        spans.append((first, max(last, first + 1)))
        first = spans[-1][1]
    return spans if first == len(heights) else _filled(heights, room)


def _filled(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    pages, first, used = [], 0, 0.0
    for number, height in enumerate(heights):
        if number > first and used + height > room + 0.01:
            pages.append((first, number))
            first, used = number, 0.0
        used += height
    return [*pages, (first, len(heights))]


def _stretch(totals: Sequence[float], room: float) -> float:
    """By how much the rows of all slides may be higher than they need be."""
    return max(min(room / max(totals), _TALLEST), 1.0)
