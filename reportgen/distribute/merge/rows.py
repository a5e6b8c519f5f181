"""The rows of a list of any kind: CSV, Excel, JSON, JSON lines, a query."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.errors import PackError, Problem
from reportgen.limits import in_words
from reportgen.load.lists.query_sheet import read_query
from reportgen.load.lists.sheet import read_sheet
from reportgen.load.written.text_file import decoded

KINDS = (".csv", ".xlsx", ".json", ".jsonl", ".ndjson", ".sql")
MergeRow = dict[str, Any]


def read_rows(path: Path) -> list[MergeRow]:
    """Return the rows of a list, each a mapping from column to value; a PackError says what cannot be read, and where."""
    ending = path.suffix.lower()
    if ending not in KINDS:
        raise _refused(path, None, "is not a list of rows", f"give one of {', '.join(KINDS)}")
    if ending in (".csv", ".xlsx", ".sql"):
        sheet = read_query(path) if ending == ".sql" else read_sheet(path)
        rows = [dict(row) for _, row in sheet.rows]
    else:
        rows = list(_of_json(path, lines=ending != ".json"))
    if not rows:
        raise _refused(path, None, "has no rows", "add a row for each document")
    return rows


def _of_json(path: Path, *, lines: bool) -> Iterator[MergeRow]:
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise _refused(path, None, f"cannot be read: {error.strerror}", "check the path") from error
    if text is None:
        raise _refused(path, None, "is neither UTF-8, UTF-16 nor GB 18030 text", "save it as UTF-8")
    pieces = enumerate(text.splitlines(), 1) if lines else [(1, text)]
    for number, piece in pieces:
        if not piece.strip():
            continue
        try:
            loaded = json.loads(piece)
        except RecursionError as error:
            raise _refused(path, number, "is nested too deeply", "give data that is less deep") from error
        except ValueError as error:
            raise _refused(path, number, f"is not JSON: {in_words(error)}", "check the quotes and commas") from error
        for row in [loaded] if lines else loaded if isinstance(loaded, list) else [None]:
            if not isinstance(row, dict):
                raise _refused(path, number, "is not a list of objects", 'give [{"name": "甲"}, …]')
            yield row


def _refused(path: Path, line: int | None, what: str, hint: str) -> PackError:
    return PackError([Problem(str(path), line, None, what, hint)])
