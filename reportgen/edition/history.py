"""The history of a pack: an SQLite file beside its editions that remembers every build. In: snapshots; out: snapshots.

A write of an edition happens inside a transaction that locks the history, so that two builds wait for each other. A build that
is killed leaves the history as it was, or an edition that is not in it yet; the next build takes it in from its folder.
"""

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.edition.manifest import check_edition
from reportgen.edition.snapshot import FILE, Snapshot, read_snapshot
from reportgen.errors import OutputError, PackError, Problem
from reportgen.files import cannot_write, check_schema, store_error

if TYPE_CHECKING:
    from reportgen.model.facts.past import History, PastEdition

NAME = "history.sqlite"
SCHEMA = 1  # stores before 0.2.0 do not say it
_WAIT = 60.0  # seconds that a build waits for another
_TABLE = """create table if not exists builds (
    number integer primary key autoincrement, edition text not null, built text not null, digest text not null,
    snapshot blob not null, ledger blob not null)"""


@dataclass(frozen=True)
class Build:
    """One build that the history remembers."""

    number: int
    edition: str
    built: str
    digest: str


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """Hold the history of a pack while an edition is written; what was written and not remembered is taken in first.

    Raises an OutputError when the history is damaged or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        with closing(sqlite3.connect(folder / NAME, timeout=_WAIT, isolation_level=None)) as connection:
            connection.execute("begin immediate")
            _check_schema(connection, folder / NAME)
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version={SCHEMA}")
            for edition in _editions(folder):
                _take_in(connection, edition)
            yield connection
            commit(connection)
    except sqlite3.Error as error:
        raise _refused(folder / NAME, error) from error


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    check_schema(path, connection.execute("PRAGMA user_version").fetchone()[0], SCHEMA)


def commit(connection: sqlite3.Connection) -> None:
    """Make sure of what was remembered; a caller that replaces files does it while it can still put the old ones back."""
    if connection.in_transaction:
        connection.execute("commit")


def _editions(folder: Path) -> list[Path]:
    """The folders whose build may have been killed before it was remembered.

    Not one with another beside it (`--keep`), for that one was built later and is remembered under the same name.
    """
    names = sorted(path.name for path in folder.iterdir() if (path / FILE).is_file())
    ones = [name for name in names if not name.startswith(".") and not name.endswith(".rejected")]
    beside = {name.partition(".new")[0] for name in ones if ".new" in name}
    return [folder / name for name in ones if name not in beside and ".new" not in name]


def _refused(path: Path, error: sqlite3.Error) -> OutputError:
    return store_error(path, error, "move it away; editions in their folders are taken in again")


def remember(connection: sqlite3.Connection, found: Snapshot, built: str) -> None:
    """Append a build, unless it is the same as the last one of its edition."""
    content, ledger = found.to_bytes(), found.ledger()
    digest = hashlib.sha256(content + ledger).hexdigest()
    last = connection.execute(
        "select digest from builds where edition = ? order by number desc limit 1", (found.edition,)
    ).fetchone()
    if last is None or last[0] != digest:
        row = (found.edition, built, digest, zlib.compress(content), zlib.compress(ledger))
        connection.execute("insert into builds (edition, built, digest, snapshot, ledger) values (?, ?, ?, ?, ?)", row)


def builds(folder: Path) -> list[Build]:
    """Return the builds of a pack, the oldest first; none where there is no history."""
    if not (folder / NAME).is_file():
        return []
    try:
        with _reading(folder) as connection:
            if connection.execute("select 1 from sqlite_master where name = 'builds'").fetchone() is None:
                return []  # the first build was stopped before it was done
            rows = connection.execute("select number, edition, built, digest from builds order by number")
            return [Build(*row) for row in rows]
    except sqlite3.Error as error:
        raise _refused(folder / NAME, error) from error


@contextmanager
def _reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open for reading; where a build was killed, SQLite first undoes what it left, for which it has to write."""
    mode = "rw" if os.access(folder / NAME, os.W_OK) else "ro"
    address = f"{(folder / NAME).resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as connection:
        _check_schema(connection, folder / NAME)
        yield connection


def recall(path: Path) -> Snapshot:
    """Return an edition: by its folder (output/p/2), or a build of it by number in the history (output/p/2@7)."""
    if (path / FILE).is_file():
        return _read(path)
    edition, _, number = path.name.partition("@")
    known = [build for build in builds(path.parent) if build.edition == edition]
    chosen = [build for build in known if not number or str(build.number) == number]
    if not chosen:
        there = ", ".join(f"{build.edition}@{build.number}" for build in builds(path.parent)[-8:])
        hint = f"the history has {there}" if there else "give the folder of an edition, such as output/lanzhou-12/2"
        raise PackError([Problem(str(path), None, None, "no such edition", hint)])
    return recall_build(path.parent, chosen[-1].number)


def recall_build(folder: Path, number: int) -> Snapshot:
    """Return what a build said, by its number."""
    name = f"{folder / NAME}, build {number}"
    try:
        with _reading(folder) as connection:
            query = "select snapshot, ledger from builds where number = ?"
            content, ledger = (zlib.decompress(part) for part in connection.execute(query, (number,)).fetchone())
    except sqlite3.Error as error:
        raise _refused(folder / NAME, error) from error
    except (zlib.error, TypeError) as error:
        raise PackError([Problem(name, None, None, f"is damaged: {error}", "build the edition again")]) from error
    return read_snapshot(content, ledger, name)


def history_under(root: Path, edition: str | None = None) -> "History":
    """Return the history of packs whose editions lie under a folder; edition is the one that is made, if not the pack's."""
    return lambda pack, own: past_editions(root / pack, edition or own)


def past_editions(folder: Path, edition: str) -> "tuple[PastEdition, ...]":
    """Return the editions of a pack that were built before this one, the oldest first, each as it was built last.

    What was built later than this one does not count, so that an edition that is built again has the same past.
    """
    order: dict[str, Build] = {}
    for build in builds(folder):
        if build.edition == edition:
            break
        order.setdefault(build.edition, build)
    latest = {build.edition: build for build in builds(folder)}
    return tuple(_past(folder, latest[name]) for name in order)


def _past(folder: Path, build: Build) -> "PastEdition":
    from reportgen.model.facts.past import PastEdition  # with the model, which a comparison does not need

    said = recall_build(folder, build.number)
    return PastEdition(build.edition, build.digest, {key: state.fact() for key, state in said.facts.items()})


def _take_in(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        if _is_known(connection, folder):
            return
        found = _read(folder)
    except PackError:
        return  # a folder that only looks like an edition
    remember(connection, found, "found in its folder")


def _is_known(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether what lies in a folder is byte for byte a build that is remembered; reading it would take longer."""
    ledger = folder / "ledger.csv"
    digest = hashlib.sha256(
        (folder / FILE).read_bytes() + (ledger.read_bytes() if ledger.is_file() else b"")
    ).hexdigest()
    newest = "select digest from builds where edition = ? order by number desc limit 1"
    last = connection.execute(newest, (folder.name,)).fetchone()
    return last is not None and last[0] == digest


def _read(folder: Path) -> Snapshot:
    check_edition(folder)
    ledger = folder / "ledger.csv"
    content = ledger.read_bytes() if ledger.is_file() else b""
    return read_snapshot((folder / FILE).read_bytes(), content, str(folder / FILE))
