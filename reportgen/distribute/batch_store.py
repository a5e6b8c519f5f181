"""The record of a batch: which recipient's file is done, by which key and hash. SQLite, one writer, whole after any stop."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.distribute.workers.job import Outcome
from reportgen.errors import OutputError
from reportgen.files import ProcessLock, Store

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


class BatchRecord:
    """The record in a folder; only one batch writes it at a time."""

    def __init__(self, folder: Path) -> None:
        self._turn = ProcessLock(folder / ".batch.lock", "batch")
        try:
            self._store = Store(folder / FILE, "delete it and make the batch again", "NORMAL")
            self._store.execute(_TABLE)
        except OutputError:
            self._turn.end()
            raise

    def add(self, outcomes: list[Outcome]) -> None:
        """Record files that are done, all of them or none."""
        rows = [
            (o.recipient, o.key, o.file, o.sha256, o.size, json.dumps([f.as_data() for f in o.findings]), o.ledger)
            for o in outcomes
        ]
        self._store.all_or_none("INSERT OR REPLACE INTO done VALUES (?,?,?,?,?,?,?)", rows)

    def forget(self, recipients: list[str]) -> None:
        """Take recipients out."""
        self._store.all_or_none("DELETE FROM done WHERE recipient=?", [(name,) for name in recipients])

    def done(self) -> Iterator[Done]:
        """Yield what is done, by recipient."""
        query = "SELECT recipient, key, file, sha256, size, findings FROM done ORDER BY recipient"
        for recipient, key, file, sha256, size, findings in self._store.rows(query):
            try:
                yield Done(recipient, key, str(file), sha256, size, _findings(findings))
            except (ValueError, TypeError) as error:
                raise OutputError(f"{self._store.path}: is damaged ({error}); {self._store.remedy}") from error

    def ledgers(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield recipient, file and packed ledger of all that is done."""
        yield from self._store.rows("SELECT recipient, file, ledger FROM done ORDER BY recipient")

    def close(self) -> None:
        """Let another batch have it."""
        self._store.close()
        self._turn.end()
