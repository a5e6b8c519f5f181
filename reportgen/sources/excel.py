"""Owns reading facts from an Excel workbook: by cell or named range, or by the rows under a head row; merged cells count whole."""

from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.model.layer import Layer
from reportgen.sources.grid import records_of
from reportgen.sources.records import Cell, Read, Record


def read_excel(path: Path, layer: Layer) -> Read:
    """Return the records of a workbook."""
    import openpyxl

    name = layer.name()
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # the library raises many kinds for a damaged file
        what = f"cannot be read as a workbook: {type(error).__name__}"
        return Read([], [Problem(name, None, None, what, "save it as .xlsx (an old .xls has to be saved anew)")])
    try:
        if layer.sheet is not None and layer.sheet not in book.sheetnames:
            what = f"no sheet {layer.sheet!r}; there are: {', '.join(book.sheetnames)}"
            return Read([], [Problem(name, None, None, what, "check `sheet`")])
        return _cells(book, path, layer) if layer.cells else _rows(book, path, layer)
    finally:
        book.close()


def _rows(book: Any, path: Path, layer: Layer) -> Read:
    sheet = book[layer.sheet] if layer.sheet else book.worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        value = rows[area.min_row - 1][area.min_col - 1]
        for row in range(area.min_row - 1, min(area.max_row, len(rows))):
            for column in range(area.min_col - 1, area.max_col):
                rows[row][column] = value
    where = f"{layer.name()}, sheet {sheet.title}, cell "

    def place(row: int, column: int) -> str:
        return where + str(sheet.cell(row + 1, column + 1).coordinate)

    def percent(row: int, column: int) -> bool:
        return "%" in str(sheet.cell(row + 1, column + 1).number_format)

    read = records_of(rows, layer.columns, f"{layer.name()}, sheet {sheet.title}", place, percent)
    uncomputed = _uncomputed(path, sheet.title)
    for record in read.records:
        for cell in record.fields.values():
            if cell.value is None and cell.place.rpartition(" ")[2] in uncomputed:
                read.problems.append(_no_value(cell.place))
    return read


def _cells(book: Any, path: Path, layer: Layer) -> Read:
    read = Read()
    for fact, address in layer.cells.items():
        found = _cell(book, layer, address)
        if found is None:
            names = ", ".join(list(book.defined_names)[:8])
            hint = "give a cell such as B5 or 表1!B5" + (f", or a named range: {names}" if names else "")
            read.problems.append(Problem(layer.name(), None, None, f"no cell or range {address!r} for {fact}", hint))
            continue
        place = f"{layer.name()}, sheet {found.parent.title}, cell {found.coordinate}"
        if found.value is None and found.coordinate in _uncomputed(path, found.parent.title):
            read.problems.append(_no_value(place))
            continue
        if found.value is None:
            what = f"is empty, and {fact} is read from it"
            read.problems.append(Problem(place, None, None, what, "fill the cell, or take it out of `cells`"))
            continue
        value = Cell(found.value, place, "%" in str(found.number_format))
        read.records.append(Record({"id": Cell(fact, place), "value": value}, place))
    return read


def _cell(book: Any, layer: Layer, address: str) -> Any:
    """The cell of an address or name; in a merged area the one that holds its value."""
    if address in book.defined_names:
        places = list(book.defined_names[address].destinations)
        if len(places) != 1:
            return None
        sheet_name, address = places[0]
    else:
        sheet_name, _, address = address.rpartition("!")
    sheet_name = sheet_name.strip("'") or layer.sheet or book.sheetnames[0]
    if sheet_name not in book.sheetnames:
        return None
    sheet, address = book[sheet_name], address.replace("$", "").partition(":")[0]
    try:
        cell = sheet[address]
    except (ValueError, KeyError):
        return None
    if isinstance(cell, tuple):
        return None
    area = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    return cell if area is None else sheet.cell(area.min_row, area.min_col)


def _uncomputed(path: Path, sheet: str) -> set[str]:
    """The cells that hold formulas; one that has no value was never computed by a spreadsheet."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    try:
        return {cell.coordinate for row in book[sheet].iter_rows() for cell in row if cell.data_type == "f"}
    finally:
        book.close()


def _no_value(place: str) -> Problem:
    what = "holds a formula that was never computed"
    return Problem(place, None, None, what, "open the workbook in Excel or WPS and save it, or write the value")
