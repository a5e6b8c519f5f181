"""Owns reading a CSV file, in UTF-8 or GB 18030, with commas, semicolons or tabs. In: a path; out: a Grid, or its records."""

import csv
import io
from pathlib import Path

from reportgen.errors import Problem
from reportgen.load.sources.grid import records_of
from reportgen.load.sources.records import Cell, Grid, Read
from reportgen.model.layer import Layer


def read_csv(path: Path, layer: Layer) -> Read:
    """Return the records of a CSV file."""
    return records_of(csv_grid(path, layer), layer.columns)


def csv_grid(path: Path, layer: Layer) -> Grid:
    """Return the cells of a CSV file."""
    name = layer.name()
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            return _failed(name, "is neither UTF-8 nor GB 18030", "save it as CSV UTF-8")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    grid = Grid(name)
    try:
        line = 1
        for row in reader:
            grid.rows.append([Cell(value, f"{name}, line {line}, column {n}") for n, value in enumerate(row, 1)])
            line = reader.line_num + 1
    except csv.Error as error:
        return _failed(name, f"is no CSV: line {line}: {error}", "save it again from the spreadsheet")
    return grid


def _failed(name: str, what: str, hint: str) -> Grid:
    return Grid(name, problems=[Problem(name, None, None, what, hint)])
