"""Rows of SQLite files and, by SQLAlchemy, of any database, as records or as a Grid.

Queries only read, and are ended when they take too long; addresses with secrets are never shown.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.limits import limit, passed
from reportgen.load.sources.json_data import objects_grid, record_of, unknown_keys
from reportgen.load.sources.records import CellGrid, ReadResult
from reportgen.load.sources.within_time import AtEnd, within_time
from reportgen.model.facts.layer import Layer

_STEPS = 100_000  # of SQLite's machine, between two looks at the clock


@dataclass
class QueryAnswer:
    """What a query gave: rows by the names of their columns, or why it failed."""

    heads: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sqlite_answer(path: Path, layer: Layer) -> QueryAnswer:
    """Return the rows of a query to an SQLite file, opened for reading only."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            connection.set_progress_handler(_deadline(), _STEPS)
            found = connection.execute(layer.query or "")
            heads = [column[0] for column in found.description or ()]
            rows = found.fetchmany(limit("rows") + 1)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            return _limited(layer, "seconds")
        return _failed(layer, f"the query failed: {error}", "check `query`")
    except sqlite3.Error as error:
        return _failed(layer, f"the query failed: {error}", "check `query`")
    return _limited(layer, "rows") if len(rows) > limit("rows") else _answer(heads, rows)


def database_answer(layer: Layer) -> QueryAnswer:
    """Return the rows of a query to the database whose address is in an environment variable."""
    address = os.environ.get(layer.address)
    if not address:
        what = f"the environment has no {layer.address}, which holds the address of the database"
        return _failed(layer, what, f"export {layer.address}=postgresql+psycopg://user:…@host/name")
    try:
        import sqlalchemy
    except ImportError:
        return _failed(layer, "needs SQLAlchemy, which is not installed", "pip install 'reportgen[sources]'")
    try:
        heads, rows = within_time(lambda at_end: _ask(sqlalchemy, address, layer, at_end), limit("seconds"))
    except TimeoutError:
        return _limited(layer, "seconds")
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, OSError) as error:
        why = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        password = sqlalchemy.engine.make_url(address).password if "://" in address else None
        why = why.replace(password, "***") if password else why
        return _failed(layer, f"the query failed: {why}", f"check `query`, {layer.address}")
    return _limited(layer, "rows") if len(rows) > limit("rows") else _answer(heads, rows)


def _ask(sqlalchemy: Any, address: str, layer: Layer, at_end: AtEnd) -> tuple[list[str], list[tuple[Any, ...]]]:
    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        at_end(getattr(driver, "cancel", None) or getattr(driver, "interrupt", None))
        found = connection.execute(sqlalchemy.text(layer.query or ""))
        heads, rows = list(found.keys()), [tuple(row) for row in islice(found, limit("rows") + 1)]
        connection.rollback()  # nothing that a query did stays
    return heads, rows


def answer_records(answer: QueryAnswer, layer: Layer) -> ReadResult:
    """Return the rows of an answer as records of facts."""
    records = [
        record_of(row, f"{layer.name()}, row {number}", layer.columns) for number, row in enumerate(answer.rows, 1)
    ]
    if records and not ({"id", "label"} & set(records[0].fields) and {"value", "words"} & set(records[0].fields)):
        what = f"the query gives the columns {', '.join(answer.heads)}; an id and a value are needed"
        return ReadResult([], [Problem(layer.name(), None, None, what, "select … as id, … as value")])
    return ReadResult(records, answer.problems, unknown_keys(answer.rows[:1], layer.name(), layer))


def answer_grid(answer: QueryAnswer, layer: Layer) -> CellGrid:
    """Return the rows of an answer as a grid."""
    grid = objects_grid(answer.rows, layer.name(), "row")
    grid.problems = answer.problems
    return grid


def _answer(heads: list[str], rows: list[tuple[Any, ...]]) -> QueryAnswer:
    plain = [tuple(Decimal(f"{value:.15g}") if isinstance(value, float) else value for value in row) for row in rows]
    return QueryAnswer(heads, [dict(zip(heads, row, strict=True)) for row in plain])


def _failed(layer: Layer, what: str, hint: str) -> QueryAnswer:
    return QueryAnswer(problems=[Problem(layer.name(), None, None, what, hint)])


def _limited(layer: Layer, name: str) -> QueryAnswer:
    error = passed(name, "the query")
    return _failed(layer, str(error), error.hint)


def _deadline() -> Callable[[], bool]:
    """Return what SQLite asks now and then: whether the time of a query is over."""
    end = time.monotonic() + limit("seconds")
    return lambda: time.monotonic() > end
