"""Owns the rule that one process at a time works on something. In: a path; out: a lock that the system lets go of at any end."""

import sqlite3
from pathlib import Path

from reportgen.errors import OutputError


class Turn:
    """The turn to work; an OutputError when another process has it. It does not outlive the process, however that ends."""

    def __init__(self, path: Path, what: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = sqlite3.connect(path, timeout=0, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{path.parent}: another {what} is at work there, or it cannot be written") from error

    def end(self) -> None:
        """Let another process have it."""
        self._lock.close()
