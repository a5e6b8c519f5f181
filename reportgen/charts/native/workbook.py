"""Owns the workbook in a native chart: the grid that its cached values repeat. Out: xlsx bytes without a clock."""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

SHEET = "Sheet1"
_FIXED_DAY = datetime(2000, 1, 1)
_FIXED_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Row:
    """One category and its value in each series; a gap is None."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Grid:
    """What the workbook holds: the names of the series in the order of their columns, and the rows."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def kept(value: float) -> float:
    """Return a number with the fifteen digits that Excel keeps, so that cell and cache are the same."""
    return float(f"{value:.15g}")


def column_letters(number: int) -> str:
    """Return the letters of the column of a series: 0 is B, after the categories in A."""
    number, letters = number + 1, ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters, number = chr(65 + rest) + letters, number - 1
    return letters


def workbook_bytes(grid: Grid) -> bytes:
    """Return the workbook: categories in column A, a series in each column after it, true values in the cells."""
    buffer = io.BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _FIXED_DAY, "author": ""})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, len(grid.names), 24)
    for column, name in enumerate(grid.names, 1):
        sheet.write_string(0, column, name)
    for number, row in enumerate(grid.rows, 1):
        sheet.write_string(number, 0, row.label)
        for column, value in enumerate(row.values, 1):
            if value is not None:
                sheet.write_number(number, column, kept(value))
    book.close()
    return _fixed_times(buffer.getvalue())


def _fixed_times(content: bytes) -> bytes:
    """Zip the members again with one date: the same values give the same bytes, whatever the library stamps."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED_ZIP_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
