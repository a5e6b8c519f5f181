"""Owns reading a grid of cells as records: the head row is found by its headings, wherever it stands. In: rows; out: Read."""

from collections.abc import Callable, Sequence
from typing import Any

from reportgen.errors import Problem
from reportgen.sources.records import Cell, Read, Record, field_of, heading

_LOOK = 40  # rows in which the head row is looked for: titles and notes stand above it

Place = Callable[[int, int], str]  # row and column, from 0, to words


def records_of(
    rows: Sequence[Sequence[Any]],
    columns: dict[str, str],
    name: str,
    place: Place,
    percent: Callable[[int, int], bool] = lambda row, column: False,
) -> Read:
    """Return the records under the head row, or what is missing."""
    read = Read()
    head = _head_row(rows, columns)
    if head is None:
        wanted = ", ".join(columns.values()) or "编号 (or 指标) and 数值"
        seen = " | ".join(str(cell) for row in rows[:3] for cell in row if cell is not None)[:80]
        what = f"no head row with {wanted} in the first {_LOOK} rows (found {seen!r})"
        read.problems.append(Problem(name, None, None, what, "name the headings under `columns`"))
        return read
    fields = [field_of(heading(cell)[0], columns) for cell in rows[head]]
    units = [heading(cell)[1] for cell in rows[head]]
    for number in range(head + 1, len(rows)):
        found: dict[str, Cell] = {}
        for column, value in enumerate(rows[number][: len(fields)]):
            key = fields[column]
            if key is not None and key not in found:
                found[key] = Cell(value, place(number, column), percent(number, column))
                if key == "value" and units[column]:
                    found.setdefault("head_unit", Cell(units[column], place(head, column)))
        named = found.get("id") or found.get("label")
        if named is not None and not named.blank:
            read.records.append(Record(found, named.place))
    return read


def _head_row(rows: Sequence[Sequence[Any]], columns: dict[str, str]) -> int | None:
    for number, row in enumerate(rows[:_LOOK]):
        fields = {field_of(heading(cell)[0], columns) for cell in row if cell is not None}
        if fields & {"id", "label"} and fields & {"value", "words"}:
            return number
    return None
