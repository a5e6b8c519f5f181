"""The workbook in a native chart: the grid that its cached values repeat. Out: xlsx bytes without a clock."""

from dataclasses import dataclass

from reportgen.ooxml import columns
from reportgen.ooxml.workbook import SHEET, kept, sheet_bytes

__all__ = ["SHEET", "ChartGrid", "GridRow", "column_letters", "kept", "workbook_bytes"]


@dataclass(frozen=True)
class GridRow:
    """One category and its value in each series; a gap is None."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ChartGrid:
    """What the workbook holds: the names of the series in the order of their columns, and the rows."""

    names: tuple[str, ...]
    rows: tuple[GridRow, ...]


def column_letters(number: int) -> str:
    """Return the letters of the column of a series: 0 is B, after the categories in A."""
    return columns.column_letters(number + 2)


def workbook_bytes(grid: ChartGrid) -> bytes:
    """Return the workbook: categories in column A, a series in each column after it, true values in the cells."""
    return sheet_bytes([("", *grid.names), *((row.label, *row.values) for row in grid.rows)])
