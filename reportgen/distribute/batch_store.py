"""The record of a batch: which recipient's file is done, by which key and hash. SQLite, one writer, whole after any stop."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.distribute.workers.job import Outcome
from reportgen.distribute.workers.made_of import UNKNOWN, MadeOf
from reportgen.errors import OutputError
from reportgen.files import ProcessLock, Store

FILE = ".batch.sqlite"
SCHEMA = 2  # 1 had no table made_of; its program can still write `done`, and what it makes is of unknown origin here
_TABLES = (
    """
CREATE TABLE IF NOT EXISTS done (
    recipient TEXT PRIMARY KEY, key TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    findings TEXT NOT NULL, ledger BLOB NOT NULL
)
""",
    """
CREATE TABLE IF NOT EXISTS made_of (
    recipient TEXT PRIMARY KEY, sha256 TEXT NOT NULL, facts TEXT NOT NULL, template TEXT NOT NULL, program TEXT NOT NULL,
    same_as TEXT NOT NULL
)
""",
)

_ORIGIN = "INSERT OR REPLACE INTO made_of VALUES (?,?,?,?,?,?)"


@dataclass(frozen=True)
class Done:
    """A file that is done."""

    recipient: str
    key: str
    file: str
    sha256: str
    size: int
    findings: tuple[dict[str, str], ...]
    made_of: MadeOf = UNKNOWN
    same_as: tuple[str, ...] = ()  # hashes of files with the same facts that other programs or templates made


@lru_cache(maxsize=1024)
def _findings(text: str) -> tuple[dict[str, str], ...]:
    """Recipients of one part have the same findings, kept once."""
    return tuple(json.loads(text))


def _hashes(text: str) -> tuple[str, ...]:
    """The hashes that a row keeps as JSON."""
    return tuple(map(str, json.loads(text)))


class BatchRecord:
    """The record in a folder; only one batch writes it at a time."""

    def __init__(self, folder: Path) -> None:
        self._turn = ProcessLock(folder / ".batch.lock", "batch")
        try:
            self._store = Store(folder / FILE, "delete it and make the batch again", "NORMAL", SCHEMA)
            for table in _TABLES:
                self._store.execute(table)
        except OutputError:
            self._turn.end()
            raise

    def add(self, outcomes: list[Outcome]) -> None:
        """Record files that are done, all of them or none."""
        origins = [self._origin(one.recipient, one.sha256, one.made_of) for one in outcomes]
        self._store.all_or_none(_ORIGIN, origins)
        rows = [
            (
                o.recipient,
                o.made_of.key,
                o.file,
                o.sha256,
                o.size,
                json.dumps([f.as_data() for f in o.findings]),
                o.ledger,
            )
            for o in outcomes
        ]
        self._store.all_or_none("INSERT OR REPLACE INTO done VALUES (?,?,?,?,?,?,?)", rows)

    def adopt(self, recipient: str, sha256: str, made: MadeOf) -> None:
        """Record what a file was made of that an earlier program left."""
        self._store.execute(_ORIGIN, self._origin(recipient, sha256, made))

    def _origin(self, recipient: str, sha256: str, made: MadeOf) -> tuple[str, ...]:
        """What a file was made of, with the hashes of earlier files of the same facts."""
        query = "SELECT sha256, facts, same_as FROM made_of WHERE recipient=?"
        same: list[str] = []
        for digest, facts, same_as in list(self._store.rows(query, (recipient,))):
            if facts == made.facts:
                same = [one for one in dict.fromkeys((*_hashes(same_as), digest)) if one != sha256]
        return recipient, sha256, made.facts, made.template, made.program, json.dumps(same)

    def forget(self, recipients: list[str]) -> None:
        """Take files out that are not done any more; what they said stays known."""
        self._store.all_or_none("DELETE FROM done WHERE recipient=?", [(name,) for name in recipients])

    def done(self) -> Iterator[Done]:
        """Yield what is done, by recipient."""
        query = (
            "SELECT done.recipient, key, file, done.sha256, size, findings, facts, template, program, same_as "
            "FROM done LEFT JOIN made_of ON made_of.recipient = done.recipient AND made_of.sha256 = done.sha256 "
            "ORDER BY done.recipient"
        )
        for recipient, key, file, sha256, size, findings, facts, template, program, same_as in self._store.rows(query):
            try:
                made = MadeOf(facts or "", template or "", program or "")
                yield Done(recipient, key, str(file), sha256, size, _findings(findings), made, _hashes(same_as or "[]"))
            except (ValueError, TypeError) as error:
                raise OutputError(f"{self._store.path}: is damaged ({error}); {self._store.remedy}") from error

    def ledgers(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield recipient, file and packed ledger of all that is done."""
        yield from self._store.rows("SELECT recipient, file, ledger FROM done ORDER BY recipient")

    def close(self) -> None:
        """Let another batch have it."""
        self._store.close()
        self._turn.end()
