"""SQLite files of a pack, read by a query."""

from pathlib import Path

from reportgen.load.sources.database import answer_grid, answer_records, sqlite_answer
from reportgen.load.sources.kinds.file import missing, no_grid
from reportgen.load.sources.records import CellGrid, ReadResult
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer


def records(layer: Layer, folder: Path) -> ReadResult:
    """Return the rows of a query as records; a file that may be missing and is gives nothing."""
    path = folder / layer.address
    if not path.is_file():
        return ReadResult() if layer.optional else ReadResult([], [missing(layer)])
    return answer_records(sqlite_answer(path, layer), layer)


def grid(source: DataSource, folder: Path) -> CellGrid:
    """Return the rows of a query as cells."""
    path = folder / source.address
    return answer_grid(sqlite_answer(path, source), source) if path.is_file() else no_grid(missing(source))
