"""Owns reading a grid of cells as records: the head row is found by its headings, wherever it stands. In: a Grid; out: Read."""

from collections.abc import Sequence

from reportgen.errors import Problem
from reportgen.load.sources.records import Cell, Grid, Read, Record, field_of, heading, never_computed

LOOK = 40  # rows in which the head row is looked for: titles and notes stand above it


def records_of(grid: Grid, columns: dict[str, str]) -> Read:
    """Return the records under the head row, or what is missing."""
    read = Read(problems=list(grid.problems))
    head = _head_row(grid.rows, columns)
    if head is None:
        if not read.problems:
            read.problems.append(_no_head(grid, columns))
        return read
    fields = [field_of(heading(cell.value)[0], columns) for cell in grid.rows[head]]
    units = [heading(cell.value)[1] for cell in grid.rows[head]]
    for row in grid.rows[head + 1 :]:
        found: dict[str, Cell] = {}
        for column, cell in enumerate(row[: len(fields)]):
            key = fields[column]
            if key is not None and key not in found:
                found[key] = cell
                if key == "value" and units[column]:
                    found.setdefault("head_unit", Cell(units[column], grid.rows[head][column].place))
        named = found.get("id") or found.get("label")
        if named is not None and not named.blank:
            read.records.append(Record(found, named.place))
            read.problems += [never_computed(cell) for cell in found.values() if cell.uncomputed]
    return read


def _no_head(grid: Grid, columns: dict[str, str]) -> Problem:
    wanted = ", ".join(columns.values()) or "编号 (or 指标) and 数值"
    seen = " | ".join(str(cell.value) for row in grid.rows[:3] for cell in row if cell.value is not None)[:80]
    what = f"no head row with {wanted} in the first {LOOK} rows (found {seen!r})"
    return Problem(grid.name, None, None, what, "name the headings under `columns`")


def _head_row(rows: Sequence[Sequence[Cell]], columns: dict[str, str]) -> int | None:
    for number, row in enumerate(rows[:LOOK]):
        fields = {field_of(heading(cell.value)[0], columns) for cell in row if cell.value is not None}
        if fields & {"id", "label"} and fields & {"value", "words"}:
            return number
    return None
