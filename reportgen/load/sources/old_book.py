"""Workbooks in other formats than .xlsx (.xls, .xlsb, .ods, .et), by python-calamine: their values, without formats and hidden rows.

What the format of a cell would decide is refused, and the reader is told what was not looked at.
"""

from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.grid import records_of
from reportgen.load.sources.records import CellGrid, FileFormat, LazyRows, ReadResult, SourceCell
from reportgen.load.sources.xlsx_sheet import cell_area, column_letters
from reportgen.load.written.unformatted import Unformatted
from reportgen.model.facts.layer import Layer

_UNSEEN = "its number formats and its hidden rows and columns are not read"
_SAVE = "save it as .xlsx, and everything is read as it is seen"


def read_old_book(path: Path, layer: Layer) -> ReadResult:
    """Return the records of such a workbook."""
    if layer.cells:
        return ReadResult(
            [], [Problem(layer.name(), None, None, "`cells` are read from .xlsx alone", "save it as .xlsx")]
        )
    return records_of(old_grid(path, layer), layer.columns, layer.ignore)


def old_grid(path: Path, layer: Layer, area: str | None = None) -> CellGrid:
    """Return the cells of a sheet of such a workbook."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        return _failed(
            layer, f"reading {path.suffix} needs python-calamine", "pip install python-calamine, or save it as .xlsx"
        )
    try:
        book = CalamineWorkbook.from_path(str(path))
        if layer.sheet is not None and layer.sheet not in book.sheet_names:
            return _failed(
                layer, f"no sheet {layer.sheet!r}; there are: {', '.join(book.sheet_names)}", "check `sheet`"
            )
        title = layer.sheet or _first(book)
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        return _failed(layer, f"cannot be read as a workbook: {type(error).__name__}", "save it as .xlsx")
    corners = cell_area(area) if area else None
    if area and corners is None:
        return _failed(
            layer, f"no range {area!r}", "give a range such as A3:D20; named ranges are read from .xlsx alone"
        )
    return _grid(rows, corners, f"{layer.name()}, sheet {title}")


def _first(book: Any) -> str:
    """The title of the first sheet that a reader sees."""
    seen = (one.name for one in book.sheets_metadata if str(one.visible).endswith("Visible") and "Work" in str(one.typ))
    return str(next(seen, book.sheet_names[0]))


def _grid(rows: list[list[Any]], corners: tuple[int, int, int, int] | None, name: str) -> CellGrid:
    top, left, bottom, right = corners or (1, 1, len(rows), max(map(len, rows), default=0))
    rows = [row[left - 1 : right] for row in rows[top - 1 : bottom]]

    def cell(row: int, column: int) -> SourceCell:
        return SourceCell(_value(rows[row][column]), f"{name}, cell {column_letters(column + left)}{row + top}")

    lazy = LazyRows([len(row) for row in rows], cell)
    seen = [Problem(name, None, None, _UNSEEN, _SAVE)]
    return CellGrid(name, lazy.kept(), notices=seen)


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Unformatted(f"{value:.15g}")
    return None if value == "" else value


def _failed(layer: Layer, what: str, hint: str) -> CellGrid:
    return CellGrid(layer.name(), problems=[Problem(layer.name(), None, None, what, hint)])


FORMAT = FileFormat(
    (".xls", ".xlsb", ".ods", ".et"), read_old_book, lambda path, source: old_grid(path, source, source.area)
)
