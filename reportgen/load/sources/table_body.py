"""The rows under the head of a table: each with its key and the unit in its label; of a large table only those that are asked for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reportgen.load.sources.asked import Asked
from reportgen.load.sources.records import CellGrid, LazyRows, SourceCell, is_note
from reportgen.load.sources.table_head import Heads
from reportgen.load.written.row_labels import label_and_unit
from reportgen.private_use import EVERY

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


@dataclass
class Body:
    """The rows of a table, as their columns are chosen, with a key, a label and a unit for each; partial says that not all are there."""

    rows: list[list[SourceCell]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    partial: bool = False


def body_of(grid: CellGrid, heads: Heads, table: str, asked: Asked | None) -> Body:
    """Return the rows of a table; empty rows and the notes under it are none."""
    large = isinstance(grid.rows, LazyRows)
    body = Body(partial=large and asked is not None)
    names = _Names(table, asked)
    lazy = grid.rows if isinstance(grid.rows, LazyRows) else None
    if lazy is None or asked is None or not large or asked.every_row:
        for number in range(heads.end, len(grid.rows)):
            row = _chosen(grid.rows[number], heads)
            if row is not None:
                _add(body, row, names)
        return body
    last = list(_last(lazy, heads, max(asked.last, 1)))
    rows = (
        _named(lazy, heads, names, last)
        if asked.names_cells(table)
        else [(n, row, names.key(row[0])) for n, row in last]
    )
    for _, row, key in rows:
        _add(body, row, names, key)
    return body


def _add(body: Body, row: list[SourceCell], names: "_Names", key: str | None = None) -> None:
    label, unit = names.label(row[0])
    body.rows.append(row)
    body.keys.append(names.key(row[0]) if key is None else key)
    body.labels.append(label)
    body.units.append(unit)


def _last(rows: LazyRows, heads: Heads, count: int) -> Iterator[tuple[int, list[SourceCell]]]:
    """The last rows that hold something, in their order."""
    found: list[tuple[int, list[SourceCell]]] = []
    number = len(rows)
    while len(found) < count and number > heads.end:
        number -= 1
        row = _chosen(rows[number], heads)
        if row is not None:
            found.append((number, row))
    return reversed(found)


def _named(
    rows: LazyRows, heads: Heads, names: "_Names", last: list[tuple[int, list[SourceCell]]]
) -> list[tuple[int, list[SourceCell], str]]:
    """The last rows and those with a cell that a text names, in their order; keys are counted over all rows."""
    kept = dict(last)
    found = []
    for number in range(heads.end, len(rows)):
        cell = rows.cell(number, heads.columns[0])
        if cell.blank and number not in kept:
            continue
        key = names.key(cell)
        if number in kept or names.wanted(key):
            row = kept.get(number) or _chosen(rows[number], heads)
            if row is not None:
                found.append((number, row, key))
    return found


def _chosen(row: Sequence[SourceCell], heads: Heads) -> list[SourceCell] | None:
    """The cells of a row that the table takes; None for an empty row and for a note under the table."""
    if is_note(row) or all(cell.blank for cell in row):
        return None
    return [row[at] if at < len(row) else SourceCell(None, row[-1].place) for at in heads.columns]


class _Names:
    """The keys of rows: their labels without units; rows of one name are told apart by their count."""

    def __init__(self, table: str, asked: Asked | None) -> None:
        self.table, self.asked = table, asked
        self.seen: Counter[str] = Counter()
        self.count = 0

    def label(self, cell: SourceCell) -> tuple[str, str]:
        """Return the label of a row and the unit in it; a pack that names the row with its unit keeps that name."""
        if cell.blank:
            return "", ""
        if type(cell.value) is str and _PLAIN.fullmatch(cell.value):  # most rows of a large table
            return cell.value, ""
        text = written(cell.value)
        name, unit = label_and_unit(text)
        whole = re.sub(r"\s+", "", text)
        if not unit or self.wanted(whole):
            return text, unit
        return name, unit

    def key(self, cell: SourceCell) -> str:
        """Return the key of the next row."""
        self.count += 1
        name = f"{self.count}" if cell.blank else self.label(cell)[0]
        name = name if _PLAIN.fullmatch(name) else re.sub(r"\s+", "", name)
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name}·{self.seen[name]}"

    def wanted(self, key: str) -> bool:
        """Whether a text of the pack names a cell of a row."""
        return self.asked is not None and self.asked.wants_row(self.table, key)


def written(value: Any) -> str:
    """A cell as its reader sees it: 2023 has no .0, a date is one in words."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # what no document can hold, and what marks would be made of
    return re.sub(rf"[\x00-\x1f{EVERY}]+", "", str(value)).strip()
