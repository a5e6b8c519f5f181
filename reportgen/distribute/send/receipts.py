"""Owns the receipts: who got what, when, by which hash; SQLite, written ahead. In: steps of deliveries; out: receipts.

A receipt begins right before the step that can not be taken back, and is settled by the answer. One that was begun and never
settled is in doubt: the process died in between, and nobody can know from here whether the parcel went out.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.errors import OutputError
from reportgen.files import ProcessLock

Clock = Callable[[], datetime]
STATES = ("sending", "sent", "in doubt", "failed")
_TABLE = """
CREATE TABLE IF NOT EXISTS receipts (
    number INTEGER PRIMARY KEY, pack TEXT NOT NULL, edition TEXT NOT NULL, recipient TEXT NOT NULL, name TEXT NOT NULL,
    channel TEXT NOT NULL, address TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, round INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'in doubt', 'failed')),
    begun TEXT NOT NULL, settled TEXT NOT NULL DEFAULT '', reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '', because TEXT NOT NULL DEFAULT '',
    acknowledged TEXT NOT NULL DEFAULT '', acknowledged_by TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX IF NOT EXISTS once ON receipts (pack, edition, recipient, channel, sha256, round)
    WHERE state != 'failed';
"""


@dataclass(frozen=True)
class Receipt:
    """One handing over: what, to whom, where, by which hash, and how it ended."""

    number: int
    pack: str
    edition: str
    recipient: str
    name: str
    channel: str
    address: str
    file: str
    sha256: str
    round: int
    state: str
    begun: str
    settled: str = ""
    reference: str = ""
    note: str = ""
    because: str = ""
    acknowledged: str = ""
    acknowledged_by: str = ""


COLUMNS = tuple(field.name for field in fields(Receipt))


class Receipts:
    """The store of receipts. Writing needs the turn; reading does not."""

    def __init__(self, path: Path, now: Clock, *, write: bool = False) -> None:
        self.now = now
        self._turn = ProcessLock(path.with_name(f".{path.name}.lock"), "delivery") if write else None
        there = write or path.exists()  # looking leaves nothing behind
        try:
            self._store = sqlite3.connect(path if there else ":memory:", isolation_level=None, timeout=10)
            self._store.execute("PRAGMA journal_mode=WAL")
            self._store.execute("PRAGMA synchronous=FULL")  # a receipt outlives a power cut
            self._store.executescript(_TABLE)
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{path}: the receipts cannot be opened ({error})") from error
        if write:
            self._doubt_the_unsettled()

    def close(self) -> None:
        """Let another delivery have it."""
        self._store.close()
        if self._turn:
            self._turn.end()

    def _doubt_the_unsettled(self) -> None:
        """Whoever began these is gone, for we have the turn."""
        note = "the process ended between handing over and recording"
        self._store.execute("UPDATE receipts SET state='in doubt', note=? WHERE state='sending'", (note,))

    def begin(self, batch: BatchManifest, parcel: Parcel, sha256: str, round_: int, because: str) -> int:
        """Write down that a parcel is about to go; from here on it is sent, in doubt, or surely failed."""
        values = (
            batch.pack, batch.edition, parcel.recipient, parcel.name, parcel.channel, parcel.address, parcel.file,
            sha256, round_, "sending", self._stamp(), because,
        )  # fmt: skip
        query = (
            "INSERT INTO receipts (pack, edition, recipient, name, channel, address, file, sha256, round, state,"
            " begun, because) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
        )
        number = self._store.execute(query, values).lastrowid
        assert number is not None
        return number

    def settle(self, number: int, state: str, reference: str = "", note: str = "") -> None:
        """Write down how it ended."""
        query = "UPDATE receipts SET state=?, settled=?, reference=?, note=? WHERE number=?"
        self._store.execute(query, (state, self._stamp(), reference, note, number))

    def failed(self, batch: BatchManifest, parcel: Parcel, sha256: str, why: str, because: str) -> None:
        """Write down that a parcel surely did not go out."""
        self._store.execute("BEGIN")
        self.settle(self.begin(batch, parcel, sha256, -1, because), "failed", note=why)
        self._store.execute("COMMIT")

    def of(self, batch: BatchManifest, parcel: Parcel, sha256: str) -> list[Receipt]:
        """Return the receipts of this content for this recipient by this channel, oldest first."""
        where = "pack=? AND edition=? AND recipient=? AND channel=? AND sha256=? AND state != 'failed'"
        values = (batch.pack, batch.edition, parcel.recipient, parcel.channel, sha256)
        return list(self._select(where, values))

    def all(self, pack: str | None = None, edition: str | None = None) -> Iterator[Receipt]:
        """Yield the receipts, oldest first; of one pack, one edition, or all."""
        where = "1=1"
        values: list[str] = []
        for column, value in (("pack", pack), ("edition", edition)):
            if value is not None:
                where, values = f"{where} AND {column}=?", [*values, value]
        yield from self._select(where, tuple(values))

    def acknowledge(self, number: int, day: str, by: str) -> None:
        """Write down that the recipient confirmed; a parcel that was in doubt did arrive then."""
        query = "UPDATE receipts SET acknowledged=?, acknowledged_by=?, state='sent' WHERE number=?"
        self._store.execute(query, (day, by, number))

    def _select(self, where: str, values: tuple[str, ...]) -> Iterator[Receipt]:
        query = f"SELECT {', '.join(COLUMNS)} FROM receipts WHERE {where} ORDER BY number"
        for row in self._store.execute(query, values):
            yield Receipt(*row)

    def _stamp(self) -> str:
        return self.now().isoformat(timespec="seconds")
