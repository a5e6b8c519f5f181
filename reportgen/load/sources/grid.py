"""A grid of cells as records: the head row is found by its headings, wherever it stands. In: a Grid; out: Read.

A head may have two rows, and its columns may be times: then each cell under 2023年 is a record of that time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.errors import Problem
from reportgen.load.nearest import nearest
from reportgen.load.sources.records import (
    HEADINGS,
    CellGrid,
    ReadResult,
    SourceCell,
    SourceRecord,
    field_of,
    heading,
    is_note,
)

LOOK = 40  # rows in which the head row is looked for: titles and notes stand above it
TIME = re.compile(
    r"(?:19|20)\d\d(?:年度?)?(?:(?:上半年|下半年|全年|[末底初])|第?[1-4一二三四]季度|(?:1[0-2]|0?[1-9])月(?:末|底)?|(?:1[-—～至])(?:1[0-2]|[2-9])月)?"
)


@dataclass(frozen=True)
class _Column:
    """What a column of the head says: the field that it fills, the unit in its heading, the time of its numbers."""

    name: str
    field: str | None
    unit: str
    time: str
    cell: SourceCell


def records_of(grid: CellGrid, columns: dict[str, str], ignored: Sequence[str] = ()) -> ReadResult:
    """Return the records under the head row, or what is missing."""
    read = ReadResult(problems=list(grid.problems), notices=list(grid.notices))
    if read.problems:
        return read
    found = _head(grid.rows, columns)
    if found is None:
        read.problems.append(_no_head(grid, columns))
        return read
    heads, start = found
    read.notices += _unknown_heads(heads, columns, ignored)
    read.problems += [*_missing_heads(grid, heads, columns), *_second_values(heads)]
    for number in range(start, len(grid.rows)):
        for record in _records(grid.rows[number], heads):
            bad = [cell for cell in record.fields.values() if cell.trouble]
            read.problems += [cell.problem() for cell in bad]
            kept = {key: cell for key, cell in record.fields.items() if not cell.trouble}
            read.records.append(replace(record, fields=kept) if bad else record)
    return read


def _records(row: Sequence[SourceCell], heads: Sequence[_Column]) -> list[SourceRecord]:
    """What a row says: one record, or one for each column of a time."""
    fields: dict[str, SourceCell] = {}
    timed: list[tuple[_Column, SourceCell]] = []
    for column, cell in zip(heads, row, strict=False):
        if column.time:
            timed.append((column, cell))
        elif column.field is not None and column.field not in fields:
            fields[column.field] = cell
            if column.field == "value" and column.unit:
                fields.setdefault("head_unit", SourceCell(column.unit, column.cell.place))
    if is_note(row):
        return []
    named = next((fields[key] for key in ("id", "label") if key in fields and not fields[key].blank), None)
    if named is None:
        return []
    if not timed:
        return [SourceRecord(fields, named.place)]
    found = []
    for column, cell in timed:
        of_time = {**fields, "value": cell, "period": SourceCell(column.time, column.cell.place)}
        if column.unit:
            of_time["head_unit"] = SourceCell(column.unit, column.cell.place)
        found.append(SourceRecord(of_time, named.place, column.cell.place))
    return found


def _head(rows: Sequence[Sequence[SourceCell]], columns: dict[str, str]) -> tuple[list[_Column], int] | None:
    """The columns of the head, and the row under it; a row that does not say all that is needed is taken with the one below."""
    for number in range(min(LOOK, len(rows))):
        heads = _columns(rows[number : number + 1], columns)
        if _is_head(heads):
            return heads, number + 1
        if {column.field for column in heads} & {"id", "label"}:
            heads = _columns(rows[number : number + 2], columns)
            if _is_head(heads):
                return heads, number + 2
    return None


def _is_head(heads: Sequence[_Column]) -> bool:
    """Whether columns name facts and values; a time over several columns needs the row below, which says what each is."""
    fields = {column.field for column in heads}
    times = [column.time for column in heads if column.time]
    return bool(fields & {"id", "label"} and (fields & {"value", "words"} or times)) and len(times) == len(set(times))


def _columns(rows: Sequence[Sequence[SourceCell]], columns: dict[str, str]) -> list[_Column]:
    found = []
    for at in range(max(map(len, rows))):
        cells = [row[at] for row in rows if at < len(row) and not row[at].blank]
        parts = list(dict.fromkeys(heading(cell.value) for cell in cells))
        name = "".join(name for name, _ in parts)
        unit = next((unit for _, unit in reversed(parts) if unit), "")
        key = field_of(name, columns)
        time = "" if key else next((part for part, _ in parts if TIME.fullmatch(part)), "")
        if time:
            others = [field_of(part, columns) for part, _ in parts if part != time]
            time = time if all(other in ("value", None) for other in others) and len(others) < 2 else ""
            time = "" if others == [None] else time  # 2023年 over 增速: another indicator, not this one's value
        found.append(_Column(name, key, unit, time, cells[-1] if cells else SourceCell(None, "")))
    return found


def _unknown_heads(heads: Sequence[_Column], columns: dict[str, str], ignored: Sequence[str]) -> list[Problem]:
    """What is to be said of columns that fill no field of a fact."""
    usual = [name for key, names in HEADINGS.items() if key not in columns for name in names]
    found = []
    for column in heads:
        if column.field is None and not column.time and column.name and column.name not in ignored:
            hint = nearest(column.name, [*columns.values(), *usual], cutoff=0.5)
            hint = hint or "name its field under `columns`, or write it under `ignore`"
            what = f"the column {column.name} matches no field of a fact"
            found.append(Problem(column.cell.place, None, None, what, hint))
    return found


def _second_values(heads: Sequence[_Column]) -> list[Problem]:
    """Columns that would fill the value of a fact a second time: which one is meant is not certain."""
    columns = [column for column in heads if column.field == "value" and not column.time]
    return [
        Problem(
            other.cell.place, None, None, f"the columns {columns[0].name} and {other.name} can both hold the value",
            f"name one: `columns: {{value: {columns[0].name}}}`",
        )
        for other in columns[1:]
    ]  # fmt: skip


def _missing_heads(grid: CellGrid, heads: Sequence[_Column], columns: dict[str, str]) -> list[Problem]:
    """Headings that `columns` names and the source does not have."""
    there = [column.name for column in heads if column.name]
    found = []
    for key, given in columns.items():
        if heading(given)[0] not in there:
            hint = nearest(heading(given)[0], there) or "there are: " + ", ".join(there[:12])
            found.append(Problem(grid.name, None, None, f"no column with the heading {given!r} for `{key}`", hint))
    return found


def _no_head(grid: CellGrid, columns: dict[str, str]) -> Problem:
    wanted = ", ".join(columns.values()) or "编号 (or 指标) and 数值"
    seen = " | ".join(str(cell.value) for row in grid.rows[:3] for cell in row if cell.value is not None)[:80]
    what = f"no head row with {wanted} in the first {LOOK} rows (found {seen!r})"
    return Problem(grid.name, None, None, what, "name the headings under `columns`")
