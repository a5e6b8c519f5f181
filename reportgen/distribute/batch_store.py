"""Owns the record of a batch: which recipient's file is done, by which key and hash. SQLite, one writer, whole after any stop."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.distribute.shares.job import Outcome
from reportgen.errors import OutputError
from reportgen.files import ProcessLock

FILE = ".batch.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS done (
    recipient TEXT PRIMARY KEY, key TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    findings TEXT NOT NULL, ledger BLOB NOT NULL
)
"""


@dataclass(frozen=True)
class Done:
    """A file that is done."""

    recipient: str
    key: str
    file: str
    sha256: str
    size: int
    findings: tuple[dict[str, str], ...]


@lru_cache(maxsize=1024)
def _findings(text: str) -> tuple[dict[str, str], ...]:
    """Recipients of one part have the same findings, kept once."""
    return tuple(json.loads(text))


class Record:
    """The record in a folder; only one batch writes it at a time."""

    def __init__(self, folder: Path) -> None:
        self._turn = ProcessLock(folder / ".batch.lock", "batch")
        try:
            self._store = sqlite3.connect(folder / FILE, isolation_level=None)
            self._store.execute("PRAGMA journal_mode=WAL")
            self._store.execute("PRAGMA synchronous=NORMAL")
            self._store.execute(_TABLE)
        except sqlite3.Error as error:
            raise OutputError(f"{folder}: the record of the batch cannot be written ({error})") from error

    def add(self, outcomes: list[Outcome]) -> None:
        """Record files that are done, all of them or none."""
        rows = [
            (o.recipient, o.key, o.file, o.sha256, o.size, json.dumps([f.as_data() for f in o.findings]), o.ledger)
            for o in outcomes
        ]
        self._store.execute("BEGIN")
        self._store.executemany("INSERT OR REPLACE INTO done VALUES (?,?,?,?,?,?,?)", rows)
        self._store.execute("COMMIT")

    def forget(self, recipients: list[str]) -> None:
        """Take recipients out."""
        self._store.executemany("DELETE FROM done WHERE recipient=?", [(name,) for name in recipients])

    def done(self) -> Iterator[Done]:
        """Yield what is done, by recipient."""
        query = "SELECT recipient, key, file, sha256, size, findings FROM done ORDER BY recipient"
        for recipient, key, file, sha256, size, findings in self._store.execute(query):
            yield Done(recipient, key, file, sha256, size, _findings(findings))

    def ledgers(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield recipient, file and packed ledger of all that is done."""
        yield from self._store.execute("SELECT recipient, file, ledger FROM done ORDER BY recipient")

    def close(self) -> None:
        """Let another batch have it."""
        self._store.close()
        self._turn.end()
