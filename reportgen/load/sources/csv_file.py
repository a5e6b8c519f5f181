"""CSV files, in UTF-8, UTF-16 or GB 18030, with commas, semicolons or tabs. In: a path; out: a Grid, or its records."""

import csv
import io
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

from reportgen.errors import Problem
from reportgen.limits import limit, passed
from reportgen.load.sources.grid import records_of
from reportgen.load.sources.records import CellGrid, FileFormat, LazyRows, ReadResult, SourceCell
from reportgen.load.written.text_file import decoded
from reportgen.model.facts.layer import Layer

_HEAD = re.compile(r"[-+−]?\d{1,3}")
_THOUSANDS = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")
_GROUP = re.compile(r"\d{3}(?:\.\d+)?%?")


def read_csv(path: Path, layer: Layer) -> ReadResult:
    """Return the records of a CSV file."""
    return records_of(csv_grid(path, layer), layer.columns, layer.ignore)


def csv_grid(path: Path, layer: Layer) -> CellGrid:
    """Return the cells of a CSV file."""
    name = layer.name()
    text = decoded(path.read_bytes())
    if text is None:
        return _failed(name, "is neither UTF-8, UTF-16 nor GB 18030", "save it as CSV UTF-8")
    delimiter, skipped = _delimiter(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, most = 1, limit("rows")
    try:
        for row in reader:
            if len(rows) > most:
                return _failed(name, str(error := passed("rows", "the file")), error.hint)
            if line > skipped:
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        return _failed(name, f"is not valid CSV: line {line}: {error}", "save it again from the spreadsheet")
    problems = _long_rows(rows, lines, name) if delimiter == "," else []
    if problems:
        return CellGrid(name, problems=problems)
    lazy = LazyRows(
        [len(row) for row in rows], lambda n, m: SourceCell(rows[n][m], f"{name}, line {lines[n]}, column {m + 1}")
    )
    return CellGrid(name, lazy.kept())


def _delimiter(text: str) -> tuple[str, int]:
    """What parts the columns, and how many lines only say so: Excel writes `sep=;` as the first line."""
    first = text.partition("\n")[0].strip().strip('"')
    if re.fullmatch(r"sep=.", first, re.I):
        return first[-1], 1
    counts = Counter(character for line in text.split("\n", 30)[:30] for character in line if character in ",;\t")
    return max(",;\t", key=lambda one: counts[one]), 0


def _long_rows(rows: list[list[str]], lines: list[int], name: str) -> list[Problem]:
    """Close thousands that are not in quotes (1,200 in two cells) where there is one way to do so; return the other long rows."""
    width = _width(rows)
    problems = []
    for number, row in enumerate(rows):
        while len(row) > width and not row[-1].strip():
            row.pop()
        if width < 2 or len(row) <= width:
            continue
        ways = _closings(row, len(row) - width)
        if len(ways) == 1:
            rows[number] = ways[0]
            continue
        what = f"has {len(row)} cells, and the head has {width}"
        hint = "put numbers with thousands commas in quotes, or write them without commas"
        problems.append(Problem(f"{name}, line {lines[number]}", None, None, what, hint))
    return problems


def _width(rows: list[list[str]]) -> int:
    """How many columns there are, by the first rows that can hold no number cut in two."""
    return max((_filled(row) for row in rows[:200] if not _seams(row)), default=0)


def _filled(row: list[str]) -> int:
    return max((number for number, text in enumerate(row, 1) if text.strip()), default=0)


def _seams(row: list[str]) -> list[int]:
    """Where a cell of three digits follows one that can be the head of its number."""
    return [
        number for number in range(1, len(row))
        if _GROUP.fullmatch(row[number]) and (_HEAD.fullmatch(row[number - 1]) or re.fullmatch(r"\d{3}", row[number - 1]))
    ]  # fmt: skip


def _closings(row: list[str], extra: int) -> list[list[str]]:
    """The ways to make a row shorter by so many cells, by joining groups of three digits to the number before them."""
    seams = _seams(row)
    if len(seams) > 20:
        return []
    found = [_joined(row, set(chosen)) for chosen in combinations(seams, extra)]
    return [way for way in found if way is not None]


def _joined(row: list[str], seams: set[int]) -> list[str] | None:
    """A row with its cells joined at the seams; None where what they make is not a number with thousands."""
    joined: list[str] = []
    for number, text in enumerate(row):
        if number in seams:
            joined[-1] += "," + text
            if not _THOUSANDS.fullmatch(joined[-1]):
                return None
        else:
            joined.append(text)
    return joined


def _failed(name: str, what: str, hint: str) -> CellGrid:
    return CellGrid(name, problems=[Problem(name, None, None, what, hint)])


FORMAT = FileFormat((".csv", ".tsv"), read_csv, csv_grid)
