"""A list that a database keeps. In: a .sql file that says which database and holds the query; out: its rows as a Sheet.

The first lines are comments: `-- sqlite: registry.sqlite`, a file beside the query, or `-- database: REPORTGEN_DB`, the name of
an environment variable that holds the address, so that no file holds a password.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import PackError, Problem
from reportgen.load.lists.sheet import Rows, text_of_cell
from reportgen.load.sources.database import QueryAnswer, database_answer, sqlite_answer
from reportgen.model import Layer

_WHERE = re.compile(r"\s*--\s*(sqlite|database)\s*:\s*(\S.*?)\s*$")
_HINT = "begin with `-- sqlite: registry.sqlite` or `-- database: REPORTGEN_DB`"
_VARIABLE = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class QueryRows(Rows):
    """The rows that a query gives, counted from 1."""

    def problem(self, line: int, column: str, what: str, hint: str = "") -> Problem:
        """Return a problem at a value."""
        return Problem(f"{self.name}, row {line} of the query, {column}", None, None, what, hint)


def read_query(path: Path) -> QueryRows:
    """Return the rows of the query in a file, every value as text."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error}", "save it as UTF-8")]) from error
    answer = _answer(path, *_where(path, text), text)
    if answer.problems:
        raise PackError([Problem(str(path), None, None, one.what, one.hint) for one in answer.problems])
    twice = sorted({head for head in answer.heads if answer.heads.count(head) > 1})
    if twice:
        what = f"the query gives the column `{twice[0]}` twice"
        raise PackError([Problem(str(path), None, None, what, "name each by `as`")])
    names = {head: number for number, head in enumerate(answer.heads, 1)}
    texts = [{head: text_of_cell(value).strip() for head, value in row.items()} for row in answer.rows]
    return QueryRows(str(path), names, tuple(enumerate(texts, 1)))


def _answer(path: Path, line: int, kind: str, where: str, query: str) -> QueryAnswer:
    if kind == "sqlite":
        file = path.parent / where
        if not file.is_file():
            raise PackError([Problem(str(path), line, None, f"{where} is not there", "give its path beside the query")])
        return sqlite_answer(file, Layer(sqlite=where, query=query))
    if not _VARIABLE.fullmatch(where):
        what = "`database` names no environment variable"
        raise PackError([Problem(str(path), line, None, what, "keep the address itself in the environment")])
    return database_answer(Layer(database=where, query=query))


def _where(path: Path, text: str) -> tuple[int, str, str]:
    for number, line in enumerate(text.splitlines(), 1):
        match = _WHERE.match(line)
        if match:
            return number, match.group(1), match.group(2)
        if line.strip() and not line.lstrip().startswith("--"):
            break
    raise PackError([Problem(str(path), 1, None, "does not say which database it asks", _HINT)])
