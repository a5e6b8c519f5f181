"""SQLite stores, and what their errors mean: a full disk, missing rights, or a file that is damaged."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportgen.errors import OutputError
from reportgen.files.schema import check_schema
from reportgen.files.whole import cannot_write

_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH)
_ROOM = 1 << 18  # bytes: with less, SQLite reports what it cannot write as an I/O error


class Store:
    """An SQLite store in WAL mode that commits each statement outside a transaction; its errors are OutputErrors.

    `schema` is its number; a store of a newer one is refused, one of an older one gets the number. 0: the caller looks after it.
    """

    def __init__(self, path: Path, remedy: str, synchronous: str, schema: int = 0) -> None:
        self.path, self.remedy = path, remedy
        with self._explained():
            self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.text_factory = checked_text(path, remedy)
        try:
            if schema:
                ((found,),) = self.rows("PRAGMA user_version")
                check_schema(path, found, schema)
            self.execute("PRAGMA journal_mode=WAL")
            self.execute(f"PRAGMA synchronous={synchronous}")
            if schema and found < schema:
                self.execute(f"PRAGMA user_version={schema}")
        except OutputError:
            self._connection.close()
            raise

    def execute(self, query: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement."""
        with self._explained():
            self._connection.execute(query, values)

    def all_or_none(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute a statement with each of the rows, or with none of them."""
        with self._explained(), self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany(query, rows)

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows that a query finds."""
        with self._explained():
            yield from self._connection.execute(query, values)

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(self.path, error, self.remedy) from error


def checked_text(path: Path, remedy: str) -> Callable[[bytes], str]:
    """Return what decodes the texts of a store; an OutputError for one that is damaged."""

    def decoded(content: bytes) -> str:
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise OutputError(f"{path}: is damaged ({error.reason} in a text); {remedy}") from error

    return decoded


def store_error(path: Path, error: sqlite3.Error, remedy: str) -> OutputError:
    """Return the error about a store; `remedy` says what to do with one that is damaged."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path.parent)):
        return cannot_write(path, OSError(errno.ENOSPC, ""))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return cannot_write(path, OSError(errno.EACCES, ""))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return OutputError(f"{path}: another process holds it; wait until it has finished")
    if code in _DAMAGED:
        return OutputError(f"{path}: is damaged ({error}); {remedy}")
    return OutputError(f"{path}: cannot be used: {error}")


def _is_full(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except (OSError, AttributeError):
        return False
    return found.f_bavail * found.f_bsize < _ROOM
