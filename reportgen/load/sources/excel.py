"""Owns reading an Excel workbook: by cell or named range, by the rows under a head row, or as a Grid; merged cells count whole."""

from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.grid import records_of
from reportgen.load.sources.records import Cell, Grid, Read, Record, never_computed
from reportgen.model.layer import Layer


def read_excel(path: Path, layer: Layer) -> Read:
    """Return the records of a workbook."""
    if not layer.cells:
        return records_of(excel_grid(path, layer), layer.columns)
    book, problem = _opened(path, layer)
    if problem is not None:
        return Read([], [problem])
    try:
        return _cells(book, path, layer)
    finally:
        book.close()


def excel_grid(path: Path, layer: Layer, area: str | None = None) -> Grid:
    """Return the cells of a sheet, or of a range of it by address or name; a merged cell stands in each of its places."""
    book, problem = _opened(path, layer)
    if problem is not None:
        return Grid(layer.name(), problems=[problem])
    try:
        return _grid(book, path, layer, area)
    finally:
        book.close()


def _opened(path: Path, layer: Layer) -> tuple[Any, Problem | None]:
    import openpyxl

    name = layer.name()
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # the library raises many kinds for a damaged file
        what = f"cannot be read as a workbook: {type(error).__name__}"
        return None, Problem(name, None, None, what, "save it as .xlsx (an old .xls has to be saved anew)")
    if layer.sheet is not None and layer.sheet not in book.sheetnames:
        what = f"no sheet {layer.sheet!r}; there are: {', '.join(book.sheetnames)}"
        return None, Problem(name, None, None, what, "check `sheet`")
    return book, None


def _grid(book: Any, path: Path, layer: Layer, area: str | None) -> Grid:
    sheet = book[layer.sheet] if layer.sheet else book.worksheets[0]
    if area is not None:
        found = _range(book, sheet, area)
        if found is None:
            names = ", ".join(list(book.defined_names)[:8])
            hint = "give a range such as A3:D20" + (f", or a named range: {names}" if names else "")
            return Grid(layer.name(), problems=[Problem(layer.name(), None, None, f"no range {area!r}", hint)])
        sheet, rows = found
    else:
        rows = tuple(sheet.iter_rows())
    merged = {
        (row, column): sheet.cell(spot.min_row, spot.min_col)
        for spot in sheet.merged_cells.ranges
        for row in range(spot.min_row, spot.max_row + 1)
        for column in range(spot.min_col, spot.max_col + 1)
    }
    grid = Grid(f"{layer.name()}, sheet {sheet.title}")
    uncomputed = _uncomputed(path, sheet.title)
    for row in rows:
        grid.rows.append([])
        for cell in row:
            holder = merged.get((cell.row, cell.column), cell)
            place = f"{grid.name}, cell {cell.coordinate}"
            never = holder.value is None and holder.coordinate in uncomputed
            grid.rows[-1].append(Cell(holder.value, place, "%" in str(holder.number_format), never))
    return grid


def _range(book: Any, sheet: Any, area: str) -> tuple[Any, tuple[tuple[Any, ...], ...]] | None:
    """The sheet and rows of a range; None where there is no such one."""
    found = _place(book, area, sheet.title)
    if found is None:
        return None
    name, area = found
    try:
        cells = book[name][area]
    except (ValueError, KeyError):
        return None
    if not isinstance(cells, tuple):
        return None  # a single cell is no table
    return book[name], cells if isinstance(cells[0], tuple) else (cells,)


def _place(book: Any, address: str, sheet: str) -> tuple[str, str] | None:
    """The sheet and the cells that an address or a name means, on a sheet where it names none; None for what is not there."""
    if address in book.defined_names:
        places = list(book.defined_names[address].destinations)
        if len(places) != 1:
            return None
        name, address = places[0]
    else:
        name, _, address = address.rpartition("!")
    name = name.strip("'") or sheet
    return (name, address.replace("$", "")) if name in book.sheetnames else None


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
            read.problems.append(never_computed(Cell(None, place)))
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
    found = _place(book, address, layer.sheet or book.sheetnames[0])
    if found is None:
        return None
    sheet, address = book[found[0]], found[1].partition(":")[0]
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
