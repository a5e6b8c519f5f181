"""A list kept as a spreadsheet. In: a .csv or .xlsx; out: its rows by column name with their places."""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from reportgen.errors import InputError, PackError, Problem
from reportgen.limits import limit, passed, too_large
from reportgen.load.written.text_file import decoded


@dataclass(frozen=True)
class Rows:
    """A list: column names with their numbers (from 1), and rows as texts with the line each stands on."""

    name: str
    columns: dict[str, int]
    rows: tuple[tuple[int, dict[str, str]], ...]

    def problem(self, line: int, column: str, what: str, hint: str = "") -> Problem:
        """Return a problem at a cell."""
        return Problem(self.name, line, self.columns.get(column), what, hint)


def read_sheet(path: Path) -> Rows:
    """Return the list in a file; empty rows and rows that begin with # are left out."""
    most = limit("rows")
    lines = list(islice(_lines(path), most + 2))
    if len(lines) > most + 1:
        raise PackError([Problem(str(path), None, None, str(error := passed("rows", "the list")), error.hint, "limit")])
    if not lines:
        raise PackError([Problem(str(path), 1, None, "is empty", "the first row names the columns")])
    names = [text.strip().lstrip("\ufeff") for text in lines[0][1]]
    problems = [
        Problem(str(path), 1, number, f"the column `{name}` stands twice", "keep one")
        for number, name in enumerate(names, 1)
        if name and name in names[: number - 1]
    ]
    rows = []
    for line, cells in lines[1:]:
        texts = [cell.strip() for cell in cells]
        if not any(texts) or texts[0].startswith("#"):
            continue
        if any(texts[len(names) :]):
            problems.append(
                Problem(str(path), line, len(names) + 1, "has more cells than there are columns", "quote commas")
            )
        rows.append((line, dict(zip(names, [*texts, *[""] * len(names)], strict=False))))
    if problems:
        raise PackError(problems)
    return Rows(str(path), {name: number for number, name in enumerate(names, 1) if name}, tuple(rows))


def _lines(path: Path) -> Iterable[tuple[int, list[str]]]:
    large = too_large(path, str(path))
    if large is not None:
        raise PackError([large])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error.strerror}")]) from error
    if path.suffix.lower() == ".xlsx":
        return _of_workbook(path, content)
    return _of_text(path, content)


def _of_text(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content)
    if text is None:
        problem = Problem(str(path), None, None, "is neither UTF-8, UTF-16 nor GB 18030 text", "save it as CSV UTF-8")
        raise PackError([problem])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise PackError([Problem(str(path), line, None, f"bad CSV: {error}", "check the quotes")]) from error
        yield line, cells


def _of_workbook(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        problem = Problem(str(path), None, None, "reading .xlsx needs openpyxl", "pip install 'reportgen[deliver]'")
        raise InputError([problem]) from error
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise PackError([Problem(str(path), None, None, f"is not a workbook: {error}", "save it as .xlsx")]) from error
    for line, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        yield line, [text_of_cell(value) for value in row]
    book.close()


def text_of_cell(value: object) -> str:
    """Return a cell as a reader sees it: a whole number has no .0, a date no time."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")
