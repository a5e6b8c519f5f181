"""Files of a pack: the formats that are read, and what reads them."""

from pathlib import Path

from reportgen.errors import Problem
from reportgen.limits import too_large
from reportgen.load.sources import csv_file, excel, json_data, old_book
from reportgen.load.sources.records import CellGrid, FileFormat, ReadResult
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer

FORMATS = (csv_file.FORMAT, excel.FORMAT, old_book.FORMAT, json_data.FORMAT)
BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}


def records(layer: Layer, folder: Path) -> ReadResult:
    """Return the records of a file; one that may be missing and is gives nothing."""
    path = folder / layer.address
    if not path.is_file():
        return ReadResult() if layer.optional else ReadResult([], [missing(layer)])
    found = _format(path, layer)
    try:
        return ReadResult([], [found]) if isinstance(found, Problem) else found.records(path, layer)
    except OSError as error:
        return ReadResult([], [_unreadable(layer, error)])


def grid(source: DataSource, folder: Path) -> CellGrid:
    """Return the cells of a file."""
    path = folder / source.address
    if not path.is_file():
        return no_grid(missing(source))
    found = _format(path, source)
    try:
        return no_grid(found) if isinstance(found, Problem) else found.grid(path, source)
    except OSError as error:
        return no_grid(_unreadable(source, error))


def missing(source: Layer) -> Problem:
    """Return the problem of a file that is not there."""
    hint = "put the file there"
    if not isinstance(source, DataSource):
        hint += ", or write `optional: true`"
    return Problem(source.name(), None, None, "is not in the pack", hint)


def no_grid(problem: Problem) -> CellGrid:
    """Return the grid of a source that cannot be read."""
    return CellGrid(problem.file, problems=[problem])


def _format(path: Path, source: Layer) -> FileFormat | Problem:
    found = BY_ENDING.get(path.suffix.lower())
    if found is None:
        what = f"is of no kind that can be read ({', '.join(BY_ENDING)})"
        return Problem(source.name(), None, None, what, "save it as one of these")
    return too_large(path, source.name()) or found


def _unreadable(source: Layer, error: OSError) -> Problem:
    return Problem(source.name(), None, None, f"cannot be read: {error.strerror}", "check your rights")
