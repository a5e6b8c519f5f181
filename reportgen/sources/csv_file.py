"""Owns reading facts from a CSV file, in UTF-8 or GB 18030, with commas, semicolons or tabs."""

import csv
import io
from pathlib import Path

from reportgen.errors import Problem
from reportgen.model.layer import Layer
from reportgen.sources.grid import records_of
from reportgen.sources.records import Read


def read_csv(path: Path, layer: Layer) -> Read:
    """Return the records of a CSV file."""
    name = layer.name()
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            return Read([], [Problem(name, None, None, "is neither UTF-8 nor GB 18030", "save it as CSV UTF-8")])
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        return Read([], [Problem(name, None, None, f"is no CSV: {error}", "save it again from the spreadsheet")])
    return records_of(rows, layer.columns, name, lambda row, column: f"{name}, line {row + 1}, column {column + 1}")
