"""Finding the reader of a source. In: a Layer or DataSource, the folder of the pack; out: records, or a Grid."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reportgen.errors import Problem
from reportgen.limits import too_large
from reportgen.load.sources.csv_file import csv_grid, read_csv
from reportgen.load.sources.database import Answer, answer_grid, answer_records, database_answer, sqlite_answer
from reportgen.load.sources.excel import excel_grid, read_excel
from reportgen.load.sources.json_data import json_grid, read_json
from reportgen.load.sources.old_book import ENDINGS, old_grid, read_old_book
from reportgen.load.sources.records import Grid, Read
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer

Found = TypeVar("Found", Read, Grid)

_RECORDS: dict[str, Callable[[Path, Layer], Read]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_excel,
    ".xlsm": read_excel,
    **dict.fromkeys(ENDINGS, read_old_book),
    ".json": lambda path, layer: read_json(path.read_bytes(), layer),
}
_GRIDS: dict[str, Callable[[Path, DataSource], Grid]] = {
    ".csv": csv_grid,
    ".tsv": csv_grid,
    ".xlsx": lambda path, source: excel_grid(path, source, source.area),
    ".xlsm": lambda path, source: excel_grid(path, source, source.area),
    **dict.fromkeys(ENDINGS, lambda path, source: old_grid(path, source, source.area)),
    ".json": lambda path, source: json_grid(path.read_bytes(), source),
}


def read_layer(layer: Layer, folder: Path) -> Read:
    """Return what a source holds; one that may be missing and is gives nothing."""
    if layer.url or layer.database:
        read = _far_records(layer)
        return Read() if layer.optional and read.problems else read
    path = folder / (layer.file or layer.sqlite or "")
    if not path.is_file():
        return Read() if layer.optional else Read([], [_missing(layer)])
    if layer.sqlite:
        return answer_records(sqlite_answer(path, layer), layer)
    found = _of_file(path, layer, _RECORDS)
    return Read([], [found]) if isinstance(found, Problem) else found


def read_grid(source: DataSource, folder: Path) -> Grid:
    """Return the cells of the source of a table."""
    if source.url:
        content = _fetched(source)
        return _no_grid(content) if isinstance(content, Problem) else json_grid(content, source)
    if source.database:
        return answer_grid(database_answer(source), source)
    path = folder / (source.file or source.sqlite or "")
    if not path.is_file():
        return _no_grid(_missing(source))
    if source.sqlite:
        return answer_grid(sqlite_answer(path, source), source)
    found = _of_file(path, source, _GRIDS)
    return _no_grid(found) if isinstance(found, Problem) else found


def _far_records(layer: Layer) -> Read:
    if layer.database:
        answer: Answer = database_answer(layer)
        return answer_records(answer, layer)
    content = _fetched(layer)
    return Read([], [content]) if isinstance(content, Problem) else read_json(content, layer)


def _fetched(source: Layer) -> bytes | Problem:
    from reportgen.load.sources.http import fetched  # with ssl, which takes longer to import than a pack to read

    return fetched(source)


Kind = TypeVar("Kind", Layer, DataSource)


def _of_file(path: Path, source: Kind, readers: dict[str, Callable[[Path, Kind], Found]]) -> Found | Problem:
    reader = readers.get(path.suffix.lower())
    if reader is None:
        what = f"is of no kind that can be read ({', '.join(readers)})"
        return Problem(source.name(), None, None, what, "save it as one of these")
    large = too_large(path, source.name())
    if large is not None:
        return large
    try:
        return reader(path, source)
    except OSError as error:
        return Problem(source.name(), None, None, f"cannot be read: {error.strerror}", "check your rights")


def _missing(source: Layer) -> Problem:
    hint = "put the file there"
    if not isinstance(source, DataSource):
        hint += ", or write `optional: true`"
    return Problem(source.name(), None, None, "is not in the pack", hint)


def _no_grid(problem: Problem) -> Grid:
    return Grid(problem.file, problems=[problem])
