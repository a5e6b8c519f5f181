"""A table of the report: its cells, units in the head, numbers by their decimal point, widths by measure, the page it needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportgen.build.views.scales import rounding_note, table_scales
from reportgen.build.views.texts import TextRenderer, lone_fact
from reportgen.documents.typeset.cell_numbers import cell_number, common_unit, without_unit
from reportgen.documents.typeset.column_widths import (
    CellFont,
    ColumnNeed,
    column_needs,
    column_widths,
    narrowing_advice,
    shortage,
)
from reportgen.documents.typeset.lines import LineSetting, TextRun, break_lines
from reportgen.model import Column, Table
from reportgen.model.numbers.marks import plain

UPRIGHT, TURNED = 442.2, 637.8  # pt: the width of the text on an upright page, and on one that lies on its side
_TWIPS_PER_PT = 20
_PT_PER_MM = 72 / 25.4
_HEAD, _TEXT = CellFont(12, "黑体", "黑体"), CellFont(12)
_NUMBER = CellFont(13.8, "黑体", "黑体")  # 12 pt, and room for the digits of other faces that stand in for 黑体
_ROUNDING = 1.03
_INDENT = 5.0  # pt that the text of a cell keeps from the next column
_GAP = 8.0  # pt between the text of two columns
_MOST_DECIMALS = 3
_TALL = 4  # lines of a cell from which a page that lies on its side is worth its turn
_GAIN = 0.6
_YEARS = re.compile(r"(1[89]|20)\d\d")


@dataclass(frozen=True)
class TableCells:
    """The heads and cells of a table as they are printed, and which side each column stands on."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[str, ...]

    def column(self, number: int) -> list[str]:
        """Return the cells of a column without marks."""
        return [plain(row[number]) for row in self.rows]


@dataclass(frozen=True)
class TableLayout:
    """The widths of the columns in twips, whether the page is turned, and what to do where the table fits no way."""

    widths: tuple[int, ...]
    turned: bool
    fault: str = ""
    advice: str = ""


def table_parts(texts: TextRenderer, table: Table, where: str) -> dict[str, Any]:
    """Return columns, rows and note of a table, what its page is, and what is wrong with its width."""
    cells = _cells(texts, table, where)
    layout = table_layout(table, cells)
    shifts = [_shifts(cells.column(number)) for number in range(len(cells.heads))]
    columns = [
        {"head": head, "width": width, "align": align, "shift": ""}
        for head, width, align in zip(cells.heads, layout.widths, cells.aligns, strict=True)
    ]
    rows = [
        {"cells": [_cell(columns[at], text, shifts[at][number]) for at, text in enumerate(row)], "loose": False}
        for number, row in enumerate(cells.rows)
    ]
    return {
        "columns": columns,
        "rows": rows,
        "note": rounding_note(texts.pack, table, texts(table.note, where)),
        "turned": layout.turned,
        "fault": layout.fault,
        "advice": layout.advice,
    }


def _cell(column: Mapping[str, Any], text: str, shift: str) -> dict[str, Any]:
    return {**column, "text": text, "shift": shift if column["align"] == "right" else ""}


def _cells(texts: TextRenderer, table: Table, where: str) -> TableCells:
    scales = table_scales(texts.pack, table.rows)
    scaled = texts.scaled(scales)
    rows = [[scaled(cell, f"{where}, row {number}") for cell in row] for number, row in enumerate(table.rows, 1)]
    heads = [texts(column.head, where) for column in table.columns]
    aligns = [_align(column, number, [row[number] for row in rows]) for number, column in enumerate(table.columns)]
    for number, head in enumerate(heads):
        unit = common_unit([plain(row[number]) for row in rows]) if aligns[number] == "right" else ""
        if unit:
            heads[number] = _with_unit(head, unit, texts.pack.language)
            for row, written in zip(rows, table.rows, strict=True):
                row[number] = _bare(texts, written[number], row[number], unit, scales)
    return TableCells(tuple(heads), tuple(map(tuple, rows)), tuple(aligns))


def _with_unit(head: str, unit: str, language: str) -> str:
    if unit in plain(head):
        return head
    return f"{head}（{unit}）" if language.startswith("zh") else f"{head} ({unit.strip()})"


def _bare(texts: TextRenderer, written: str, shown: str, unit: str, scales: Mapping[str, str]) -> str:
    """A cell without the unit that its head says; a fact keeps its mark."""
    fact = texts.pack.facts.get(lone_fact(written)[0])
    if fact is not None:
        return fact.show("column", scales.get(fact.id))
    return without_unit(plain(shown), unit) if plain(shown) == shown else shown


def _align(column: Column, number: int, cells: Sequence[str]) -> str:
    """The side that the author says; else the right for numbers, the left for words, years and the first column."""
    if "align" in column.model_fields_set or not number:
        return column.align
    told = [plain(cell) for cell in cells if plain(cell).strip() not in ("", "—", "-", "…", "未载明")]
    numeric = bool(told) and all(cell_number(cell) is not None and not _YEARS.fullmatch(cell) for cell in told)
    return "right" if numeric else column.align


def _shifts(cells: Sequence[str]) -> list[str]:
    """For each cell the name of the room right of it, which its neighbours need behind their decimal point."""
    places = [_decimals(cell) for cell in cells]
    most = max((count for count in places if count is not None), default=0)
    if most > _MOST_DECIMALS:
        return [""] * len(cells)
    return [_shift(most, count) for count in places]


def _shift(most: int, count: int | None) -> str:
    if count is None or count == most:
        return ""
    return str(most - count) if count else f"0.{most}"


def _decimals(cell: str) -> int | None:
    """The digits behind the decimal point of a cell that is a plain number, bound included."""
    number = cell_number(cell)
    if number is None or number.unit or number.after or not re.fullmatch(r"[+\-−–]?[\d,]+(\.\d+)?", number.digits):
        return None
    return len(number.digits.partition(".")[2])


def table_layout(table: Table, cells: TableCells) -> TableLayout:
    """Return how a table stands: upright where it fits, else on its side, else as narrow as it gets, with the advice."""
    needs = _needs(cells)
    turned = table.landscape if table.landscape is not None else _is_better_turned(needs)
    total = TURNED if turned else UPRIGHT
    lacking = shortage(needs, total)
    widths = _given(table, needs, total) or _without_lonely(needs, column_widths(needs, total))
    if not lacking:
        return TableLayout(_twips(widths, total), turned)
    wide, room = (sum(need.least for need in needs) / _PT_PER_MM, total / _PT_PER_MM)
    fault = (
        f"its {len(needs)} columns need {wide:.0f} mm, the page has {room:.0f} mm{' in landscape' if turned else ''}"
    )
    advice = narrowing_advice(needs, total, TURNED if table.landscape is False else None)
    return TableLayout(_twips(widths, total), turned, fault, advice)


def _needs(cells: TableCells) -> tuple[ColumnNeed, ...]:
    found: list[ColumnNeed] = []
    for number, head in enumerate(cells.heads):
        column = [[text] for text in _padded(cells.column(number))]
        font = _NUMBER if cells.aligns[number] == "right" else _TEXT
        found += column_needs([plain(head)], column, _HEAD, font, _GAP)
    return tuple(found)


def _padded(cells: list[str]) -> list[str]:
    """The cells as wide as they are with the room right of them."""
    points = {"": "", "1": "0", "2": "00", **{f"0.{count}": "." + "0" * count for count in range(1, 4)}}
    return [cell + points.get(shift, "") for cell, shift in zip(cells, _shifts(cells), strict=True)]


def _is_better_turned(needs: Sequence[ColumnNeed]) -> bool:
    """Whether a table fits on its side only, or is much lower there."""
    if shortage(needs, UPRIGHT):
        return True
    upright, turned = _most_lines(needs, UPRIGHT), _most_lines(needs, TURNED)
    return upright > _TALL and turned <= _GAIN * upright


def _most_lines(needs: Sequence[ColumnNeed], total: float) -> int:
    widths = column_widths(needs, total)
    return max(
        (need.font.lines(text, width - need.padding) for need, width in zip(needs, widths, strict=True) for text in need.texts),
        default=1,
    )  # fmt: skip


def _given(table: Table, needs: Sequence[ColumnNeed], total: float) -> tuple[float, ...]:
    """The widths of the author, where there are any and they hold what stands in them; columns without one share the rest."""
    given = [None if column.width_mm is None else float(column.width_mm) * _PT_PER_MM for column in table.columns]
    known = [width for width in given if width is not None]
    if not known:
        return ()
    if len(known) == len(given):
        widths = [width * total / sum(known) for width in known]
    else:
        open_needs = [need for need, width in zip(needs, given, strict=True) if width is None]
        rest = iter(column_widths(open_needs, max(total - sum(known), 0.0)))
        widths = [next(rest) if width is None else width for width in given]
    narrow = any(width + _GAP < need.least for need, width in zip(needs, widths, strict=True))
    return () if narrow else tuple(widths)


def _without_lonely(needs: Sequence[ColumnNeed], widths: Sequence[float]) -> tuple[float, ...]:
    """Widths in which no cell and no head ends with one character on a line of its own, where the widest column can give."""
    found = list(widths)
    for number, need in enumerate(needs):
        other = max((at for at in range(len(needs)) if at != number), key=lambda at: found[at], default=number)
        lonely = _lonely(need, found[number])
        for more in range(2, 2 * round(need.font.size) + 1, 2) if lonely and other != number else ():
            given = found[other] - more
            holds = given >= needs[other].least and not _lonely(need, found[number] + more)
            if holds and len(_lonely(needs[other], given)) <= len(_lonely(needs[other], found[other])):
                found[number], found[other] = found[number] + more, given
                break
    return tuple(found)


def _lonely(need: ColumnNeed, width: float) -> list[str]:
    """The cells of a column, and its head, whose last line is one character wide."""
    texts = [(need.head, _HEAD), *((text, need.font) for text in need.texts)]
    width -= _INDENT
    return [text for text, font in texts if 0 < _last_line(text, width, font) <= font.size * _ROUNDING]


def _last_line(text: str, width: float, font: CellFont) -> float:
    """The width of the last of several lines; 0 for a text of one line."""
    if font.width(text) <= width:
        return 0.0
    setting = LineSetting(width, autospace=font.autospace)
    return break_lines((TextRun(text, font.size, font.bold, font.latin, font.chinese),), setting)[-1].width


def _twips(widths: Sequence[float], total: float) -> tuple[int, ...]:
    """Widths in twips that add up to the width of the text."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    scale = round(total * _TWIPS_PER_PT) / edges[-1]
    places = [round(edge * scale) for edge in edges]
    return tuple(right - left for left, right in pairwise(places))
