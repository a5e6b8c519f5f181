"""The receipts: who got what, when, by which hash; SQLite, written ahead.

A receipt is written right before the irreversible step, and is settled by the answer. One that was begun and never settled is
in doubt: the process died in between, and nobody can know from here whether the parcel went out. One that a server put off
keeps the moment of its next try. What the journal of the batch knows and the store does not is restored.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.distribute.send.journal import Journal, key_of
from reportgen.errors import OutputError
from reportgen.files import ProcessLock, cause_of, check_schema, checked_text, store_error

Clock = Callable[[], datetime]
SCHEMA = 2  # 1 did not say what files are made of; its program still reads and writes 2
STATES = ("sending", "sent", "in doubt", "failed")
_TABLE = """
CREATE TABLE IF NOT EXISTS receipts (
    number INTEGER PRIMARY KEY, pack TEXT NOT NULL, edition TEXT NOT NULL, recipient TEXT NOT NULL, name TEXT NOT NULL,
    channel TEXT NOT NULL, address TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, round INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'in doubt', 'failed')),
    begun TEXT NOT NULL, settled TEXT NOT NULL DEFAULT '', reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '', because TEXT NOT NULL DEFAULT '',
    acknowledged TEXT NOT NULL DEFAULT '', acknowledged_by TEXT NOT NULL DEFAULT '',
    again TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0
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
    again: str = ""  # the moment of the next try, of one that was put off
    tries: int = 0
    facts: str = ""  # what the file was made of, see MadeOf
    template: str = ""
    program: str = ""

    @property
    def standing(self) -> str:
        """The state as a reader is told it: one that will be tried again is waiting."""
        return "waiting" if self.again else self.state


COLUMNS = tuple(field.name for field in fields(Receipt))


_ADDED = {
    "again": "TEXT NOT NULL DEFAULT ''",
    "tries": "INTEGER NOT NULL DEFAULT 0",
    **dict.fromkeys(("facts", "template", "program"), "TEXT NOT NULL DEFAULT ''"),
}
_OF_A_PARCEL = "pack=? AND edition=? AND recipient=? AND channel=? AND sha256=?"
_RESTORED = "restored from the journal of the batch; it was missing from the receipts store"
MOST_TRIES = 18  # with the pauses below they last two days
_QUICK_TRIES = 3
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: five minutes, then twice as long each time, at most four hours."""
    doublings = min(max(tries - _QUICK_TRIES, 0), 10)
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


_REMEDY = "restore it from a backup; nothing is sent without it"


class Receipts:
    """The store of receipts. Writing needs the lock; reading does not.

    `restored` are the receipts that only the journal of the batch knew.
    """

    def __init__(self, path: Path, now: Clock, *, write: bool = False, journal: Journal | None = None) -> None:
        self.now = now
        self._journal = journal
        self._unwritten: list[Receipt] = []  # restored in a store that is only read
        self._lock = ProcessLock(path.with_name(f".{path.name}.lock"), "delivery") if write else None
        try:
            self._open(path, write=write)
        except BaseException:  # or nobody could deliver until this process ends
            self.close()
            raise

    def _open(self, path: Path, *, write: bool) -> None:
        there = write or path.exists()  # looking leaves nothing behind
        try:
            self._store = sqlite3.connect(path if there else ":memory:", isolation_level=None, timeout=10)
            self._store.text_factory = checked_text(path, _REMEDY)
            ((schema,),) = self._store.execute("PRAGMA user_version")
            check_schema(path, schema, SCHEMA)
            self._store.execute("PRAGMA journal_mode=WAL")
            self._store.execute("PRAGMA synchronous=FULL")  # a receipt outlives a power cut
            self._store.executescript(_TABLE)
            self._add_columns()
            self.restored = self._restore(write=write)
        except sqlite3.Error as error:
            raise store_error(path, error, _REMEDY) from error
        except OSError as error:
            raise OutputError(f"{path}: the receipts cannot be opened: {cause_of(error)}") from error
        if write:
            self._doubt_the_unsettled()

    def close(self) -> None:
        """Let another delivery have it."""
        try:
            if hasattr(self, "_store"):
                self._store.close()
        finally:
            if self._lock:
                self._lock.end()

    def _add_columns(self) -> None:
        """Give a store of an earlier version the columns that it lacks."""
        self._store.execute(f"PRAGMA user_version={SCHEMA}")
        there = {row[1] for row in self._store.execute("PRAGMA table_info(receipts)")}
        for name, kind in _ADDED.items():
            if name not in there:
                self._store.execute(f"ALTER TABLE receipts ADD COLUMN {name} {kind}")

    def _restore(self, *, write: bool) -> list[Receipt]:
        """Take in what only the journal knows; a store that is only read stays as it is."""
        if self._journal is None:
            return []
        known = {key_of(vars(receipt)) for receipt in self._select("1=1", ())}
        lost = [values for key, values in self._journal.handed_over().items() if key not in known]
        receipts = [_receipt({**values, "number": -number}) for number, values in enumerate(lost, 1)]
        if write and receipts:
            self._store.execute("BEGIN")
            for receipt in receipts:
                self._insert({name: value for name, value in vars(receipt).items() if name != "number"})
            self._store.execute("COMMIT")
        elif not write:
            self._unwritten = receipts
        return receipts

    def _doubt_the_unsettled(self) -> None:
        """Whoever began these is gone, for we have the lock."""
        note = "the process ended between handing over and recording"
        self._store.execute("UPDATE receipts SET state='in doubt', note=? WHERE state='sending'", (note,))

    def begin(self, batch: BatchManifest, parcel: Parcel, sha256: str, round_: int, because: str) -> int:
        """Write down that a parcel is about to go; from here on it is sent, in doubt, or surely failed."""
        values = self._values(batch, parcel, sha256, round_, because)
        self._store.execute("BEGIN")
        try:
            values["tries"] = self._end_waiting(batch, parcel, sha256)
            number = self._insert(values)
            if self._journal is not None:
                self._journal.add(values, durable=True)
        except BaseException:
            self._store.execute("ROLLBACK")
            raise
        self._store.execute("COMMIT")
        return number

    def settle(self, number: int, state: str, reference: str = "", note: str = "") -> None:
        """Write down how it ended."""
        query = "UPDATE receipts SET state=?, settled=?, reference=?, note=? WHERE number=?"
        self._store.execute(query, (state, self._stamp(), reference, note, number))
        if self._journal is not None:
            (receipt,) = self._select("number=?", (number,))
            self._journal.add({name: value for name, value in vars(receipt).items() if name != "number"}, durable=False)

    def failed(self, batch: BatchManifest, parcel: Parcel, sha256: str, why: str, because: str) -> None:
        """Write down that a parcel surely did not go out."""
        self._end_waiting(batch, parcel, sha256)
        self._insert_failed(batch, parcel, sha256, why, because)

    def put_off(
        self, batch: BatchManifest, parcel: Parcel, sha256: str, why: str, because: str, number: int | None
    ) -> str:
        """Write down that a parcel did not go out this time; return the moment of the next try, "" after the last one.

        `number` is its receipt, if it was begun.
        """
        if number is not None:
            self.settle(number, "failed", note=why)
        else:
            where, values = f"{_OF_A_PARCEL} AND again != ''", _parcel_key(batch, parcel, sha256)
            waiting = [receipt.number for receipt in self._select(where, values)]
            number = waiting[-1] if waiting else self._insert_failed(batch, parcel, sha256, why, because)
        (tries,) = self._store.execute("SELECT tries + 1 FROM receipts WHERE number=?", (number,)).fetchone()
        again = "" if tries >= MOST_TRIES else (self.now() + pause_after(tries)).isoformat(timespec="seconds")
        query = "UPDATE receipts SET again=?, tries=?, note=?, settled=? WHERE number=?"
        self._store.execute(query, (again, tries, why, self._stamp(), number))
        return again

    def _end_waiting(self, batch: BatchManifest, parcel: Parcel, sha256: str) -> int:
        """Take the next try from the receipts of a parcel; return how often it was tried."""
        values = _parcel_key(batch, parcel, sha256)
        (tries,) = self._store.execute(
            f"SELECT coalesce(max(tries), 0) FROM receipts WHERE {_OF_A_PARCEL} AND again != ''", values
        ).fetchone()
        self._store.execute(f"UPDATE receipts SET again='' WHERE {_OF_A_PARCEL}", values)
        return int(tries)

    def _insert_failed(self, batch: BatchManifest, parcel: Parcel, sha256: str, why: str, because: str) -> int:
        values = self._values(batch, parcel, sha256, -1, because)
        return self._insert({**values, "state": "failed", "settled": self._stamp(), "note": why})

    def _values(self, batch: BatchManifest, parcel: Parcel, sha256: str, round_: int, because: str) -> dict[str, Any]:
        return {
            "pack": batch.pack, "edition": batch.edition, "recipient": parcel.recipient, "name": parcel.name,
            "channel": parcel.channel, "address": parcel.address, "file": parcel.file, "sha256": sha256,
            "round": round_, "state": "sending", "begun": self._stamp(), "because": because, **vars(parcel.made_of),
        }  # fmt: skip

    def _insert(self, values: dict[str, Any]) -> int:
        marks = ", ".join("?" * len(values))
        query = f"INSERT INTO receipts ({', '.join(values)}) VALUES ({marks})"
        number = self._store.execute(query, tuple(values.values())).lastrowid
        assert number is not None
        return number

    def of(self, batch: BatchManifest, parcel: Parcel, sha256: str) -> list[Receipt]:
        """Return the receipts of this content for this recipient by this channel, oldest first."""
        values = _parcel_key(batch, parcel, sha256)
        unwritten = [one for one in self._unwritten if key_of(vars(one))[:-1] == values]
        return [*unwritten, *self._select(f"{_OF_A_PARCEL} AND state != 'failed'", values)]

    def said_before(self, batch: BatchManifest, parcel: Parcel) -> Receipt | None:
        """Return the receipt of the last file that a recipient has, if it says the same as a parcel in another form."""
        where = "pack=? AND edition=? AND recipient=? AND channel=? AND state != 'failed'"
        values = (batch.pack, batch.edition, parcel.recipient, parcel.channel)
        unwritten = [one for one in self._unwritten if key_of(vars(one))[:4] == values]
        last = next(iter([*self._select(where, values)][-1:] or unwritten[-1:]), None)
        return last if last is not None and is_said_by(last, parcel) else None

    def all(self, pack: str | None = None, edition: str | None = None) -> Iterator[Receipt]:
        """Yield the receipts, oldest first; of one pack, one edition, or all."""
        where = "1=1"
        values: list[str] = []
        for column, value in (("pack", pack), ("edition", edition)):
            if value is not None:
                where, values = f"{where} AND {column}=?", [*values, value]
        yield from self._unwritten
        yield from self._select(where, tuple(values))

    def acknowledge(self, number: int, day: str, by: str) -> None:
        """Write down that the recipient confirmed; a parcel that was in doubt did arrive then."""
        query = "UPDATE receipts SET acknowledged=?, acknowledged_by=?, state='sent' WHERE number=?"
        self._store.execute(query, (day, by, number))

    def _select(self, where: str, values: tuple[Any, ...]) -> Iterator[Receipt]:
        query = f"SELECT {', '.join(COLUMNS)} FROM receipts WHERE {where} ORDER BY number"
        for row in self._store.execute(query, values):
            yield Receipt(*row)

    def _stamp(self) -> str:
        return self.now().isoformat(timespec="seconds")


def is_said_by(receipt: Receipt, parcel: Parcel) -> bool:
    """Return whether a parcel says what the file of a receipt said, in another form."""
    return (receipt.facts == parcel.made_of.facts != "") or receipt.sha256 in parcel.same_as


def _parcel_key(batch: BatchManifest, parcel: Parcel, sha256: str) -> tuple[str, ...]:
    return batch.pack, batch.edition, parcel.recipient, parcel.channel, sha256


def _receipt(values: dict[str, Any]) -> Receipt:
    """A receipt as the journal has it; what was begun and has no end is in doubt."""
    known = {name: value for name, value in values.items() if name in COLUMNS}
    state = known["state"] if known.get("state") in STATES else "sending"
    empty = {name: "" for name in COLUMNS if name != "tries"}
    note = "; ".join(part for part in (str(known.get("note", "")), _RESTORED) if part)
    return Receipt(
        **{**empty, **known, "state": "in doubt" if state == "sending" else state, "note": note, "again": ""}
    )
