"""Excel workbooks as a reader sees them: by cell or named range, by the rows under a head row, or as a Grid; merged cells count whole.

Hidden rows and columns are left out and reported, unless the source says `hidden: true`.
"""

import difflib
from pathlib import Path

from reportgen.errors import Problem
from reportgen.load.sources.grid import records_of
from reportgen.load.sources.records import CellGrid, FileFormat, LazyRows, ReadResult, SourceCell, SourceRecord
from reportgen.load.sources.xlsx_book import DamagedWorkbook, Workbook, open_workbook
from reportgen.load.sources.xlsx_sheet import Worksheet, cell_area, column_letters, spans
from reportgen.model.facts.layer import Layer


def read_excel(path: Path, layer: Layer) -> ReadResult:
    """Return the records of a workbook."""
    if not layer.cells:
        return records_of(excel_grid(path, layer), layer.columns, layer.ignore)
    book = _opened(path, layer)
    return ReadResult([], [book]) if isinstance(book, Problem) else _cells(book, layer)


def excel_grid(path: Path, layer: Layer, area: str | None = None) -> CellGrid:
    """Return the cells of a sheet, or of a range of it by address or name; a merged cell stands in each of its places."""
    book = _opened(path, layer)
    if isinstance(book, Problem):
        return _failed(layer, book)
    title = layer.sheet or book.first()
    found = (title, None) if area is None else _place(book, area, title)
    corners = None if found is None or found[1] is None else cell_area(found[1])
    if found is None or (area is not None and (corners is None or ":" not in str(found[1]))):
        hint = "give a range such as A3:D20" + _named(book)
        return _failed(layer, Problem(layer.name(), None, None, f"no range {area!r}", hint))
    try:
        return sheet_grid(book.sheet(found[0]), layer.name(), corners, hidden=layer.hidden)
    except DamagedWorkbook as error:
        return _failed(layer, _damaged(layer, error))


def sheet_grid(
    sheet: Worksheet, name: str, corners: tuple[int, int, int, int] | None = None, *, hidden: bool = False
) -> CellGrid:
    """Return the cells of a sheet as it is seen, those of hidden rows and columns too where `hidden` asks for them."""
    name = f"{name}, sheet {sheet.title}"
    top, left, bottom, right = corners or (1, 1, 1 << 20, sheet.width)
    rows = [number for number in sheet.numbers if top <= number <= bottom]
    columns = list(range(left, right + 1))
    notices = []
    if not hidden:
        notices = _hidden(sheet, name, rows, columns)
        rows = [number for number in rows if number not in sheet.hidden_rows]
        columns = [number for number in columns if number not in sheet.hidden_columns]
    letters = [column_letters(number) for number in columns]

    def cell(row: int, column: int) -> SourceCell:
        number = rows[row]
        return sheet.cell(number, columns[column], f"{name}, cell {letters[column]}{number}")

    lazy = LazyRows([len(columns)] * len(rows), cell)
    return CellGrid(name, lazy.kept(), notices=notices)


def _hidden(sheet: Worksheet, name: str, rows: list[int], columns: list[int]) -> list[Problem]:
    """What is left out because nobody sees it."""
    gone_rows = spans(sheet.hidden_rows.intersection(rows))
    gone_columns = [column_letters(number) for number in columns if number in sheet.hidden_columns]
    words = [f"row {span}" for span in gone_rows] + [f"column {letters}" for letters in gone_columns]
    if not words:
        return []
    said = ", ".join(words[:6]) + (f" and {len(words) - 6} more" if len(words) > 6 else "")
    why = "filtered or hidden" if sheet.filtered else "hidden"
    hint = "show them in the workbook, or write `hidden: true` to take them"
    return [Problem(name, None, None, f"{said}: {why} and left out", hint)]


def _opened(path: Path, layer: Layer) -> Workbook | Problem:
    try:
        book = open_workbook(path, layer.name())
    except DamagedWorkbook as error:
        return _damaged(layer, error)
    if layer.sheet is not None and layer.sheet not in book.sheets:
        there = ", ".join(book.sheets)
        near = difflib.get_close_matches(layer.sheet, book.sheets, 1)
        hint = f"did you mean {near[0]}?" if near else "check `sheet`"
        return Problem(layer.name(), None, None, f"no sheet {layer.sheet!r}; there are: {there}", hint)
    return book


def _damaged(layer: Layer, error: Exception) -> Problem:
    return Problem(layer.name(), None, None, f"cannot be read as a workbook: {error}", "save it again as .xlsx")


def _failed(layer: Layer, problem: Problem) -> CellGrid:
    return CellGrid(layer.name(), problems=[problem])


def _named(book: Workbook) -> str:
    names = ", ".join(list(book.names)[:8])
    return f", or a named range: {names}" if names else ""


def _place(book: Workbook, address: str, sheet: str) -> tuple[str, str] | None:
    """The sheet and the cells that an address or a name means, on a sheet where it names none; None for what is not there."""
    name, _, address = book.names.get(address, address).rpartition("!")
    name = name.strip("'").replace("''", "'") or sheet
    return (name, address.replace("$", "")) if name in book.sheets else None


def _cells(book: Workbook, layer: Layer) -> ReadResult:
    read = ReadResult()
    sheets: dict[str, Worksheet] = {}
    for fact, address in layer.cells.items():
        found = _place(book, address, layer.sheet or book.first())
        corners = cell_area(found[1]) if found else None
        if found is None or corners is None:
            hint = "give a cell such as B5 or 表1!B5" + _named(book)
            read.problems.append(Problem(layer.name(), None, None, f"no cell or range {address!r} for {fact}", hint))
            continue
        try:
            sheet = sheets.get(found[0]) or sheets.setdefault(found[0], book.sheet(found[0]))
        except DamagedWorkbook as error:
            return ReadResult([], [_damaged(layer, error)])
        _add_cell(read, fact, sheet, corners[:2], layer)
    return read


def _add_cell(read: ReadResult, fact: str, sheet: Worksheet, at: tuple[int, int], layer: Layer) -> None:
    row, column = sheet.merged.get(at, at)
    place = f"{layer.name()}, sheet {sheet.title}, cell {column_letters(column)}{row}"
    cell = sheet.cell(row, column, place)
    if cell.trouble:
        read.problems.append(cell.problem())
    elif cell.value is None:
        what = f"is empty, and {fact} is read from it"
        read.problems.append(Problem(place, None, None, what, "fill the cell, or take it out of `cells`"))
    else:
        read.records.append(SourceRecord({"id": SourceCell(fact, place), "value": cell}, place))
        if not layer.hidden and (row in sheet.hidden_rows or column in sheet.hidden_columns):
            hint = "show it in the workbook, or write `hidden: true`"
            read.notices.append(Problem(place, None, None, f"{fact} is read from a hidden cell", hint))


FORMAT = FileFormat((".xlsx", ".xlsm"), read_excel, lambda path, source: excel_grid(path, source, source.area))
