"""Locks between processes, which the system releases however the process ends."""

import sqlite3
from pathlib import Path
from types import TracebackType

from reportgen.errors import OutputError
from reportgen.files.stores import store_error
from reportgen.files.whole import cannot_write

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Busy(OutputError):
    """Another process holds the lock."""


class ProcessLock:
    """A lock on a path, held from the start; Busy when another process holds it, OutputError if the file cannot be made.

    SQLite locks the file: its locks work on every system, are not inherited by workers and end with the process.
    """

    def __init__(self, path: Path, what: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                raise OutputError(f"{path}: is a link, and a lock never follows one; delete it")
            self._lock = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                self._lock.execute("BEGIN EXCLUSIVE")
            except BaseException:
                self._lock.close()
                raise
        except sqlite3.Error as error:
            raise _refused(path, what, error) from error
        except OSError as error:
            raise cannot_write(path, error) from error

    def end(self) -> None:
        """Release the lock."""
        self._lock.close()

    def __enter__(self) -> "ProcessLock":
        """Return the lock, to be released at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the lock."""
        self.end()


def _refused(path: Path, what: str, error: sqlite3.Error) -> OutputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Busy(f"{path.parent}: another {what} is at work there; wait until it has finished")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return OutputError(f"{path}: is not a lock file; delete it")
    return store_error(path, error, "delete it")
