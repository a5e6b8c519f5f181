"""Owns reading facts from SQLite and, by SQLAlchemy, from any database. Queries only read; addresses with secrets are never told."""

import os
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.model.layer import Layer
from reportgen.sources.json_data import record_of
from reportgen.sources.records import Read


def read_sqlite(path: Path, layer: Layer) -> Read:
    """Return the rows of a query to an SQLite file, opened for reading only."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute(layer.query or "")
            heads = [column[0] for column in found.description or ()]
            rows = found.fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return Read([], [Problem(layer.name(), None, None, f"the query failed: {error}", "check `query`")])
    return _read(heads, [list(row) for row in rows], layer)


def read_database(layer: Layer) -> Read:
    """Return the rows of a query to the database whose address is in an environment variable."""
    address = os.environ.get(layer.database or "")
    if not address:
        what = f"the environment has no {layer.database}, which holds the address of the database"
        hint = f"export {layer.database}=postgresql+psycopg://user:…@host/name"
        return Read([], [Problem(layer.name(), None, None, what, hint)])
    try:
        import sqlalchemy
    except ImportError:
        hint = "pip install 'reportgen[sources]'"
        return Read([], [Problem(layer.name(), None, None, "needs SQLAlchemy, which is not installed", hint)])
    try:
        engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
        with engine.connect() as connection:
            found = connection.execute(sqlalchemy.text(layer.query or ""))
            heads, rows = list(found.keys()), [list(row) for row in found]
            connection.rollback()  # nothing that a query did stays
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, OSError) as error:
        why = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        password = sqlalchemy.engine.make_url(address).password if "://" in address else None
        why = why.replace(password, "***") if password else why
        return Read(
            [], [Problem(layer.name(), None, None, f"the query failed: {why}", f"check `query`, {layer.database}")]
        )
    return _read(heads, rows, layer)


def _read(heads: list[str], rows: list[list[Any]], layer: Layer) -> Read:
    records = []
    for number, row in enumerate(rows, 1):
        values = [Decimal(repr(value)) if isinstance(value, float) else value for value in row]
        records.append(record_of(dict(zip(heads, values, strict=True)), f"{layer.name()}, row {number}", layer.columns))
    read = Read(records)
    if records and not ({"id", "label"} & set(records[0].fields) and {"value", "words"} & set(records[0].fields)):
        what = f"the query gives the columns {', '.join(heads)}; an id and a value are needed"
        read = Read([], [Problem(layer.name(), None, None, what, "select … as id, … as value")])
    return read
