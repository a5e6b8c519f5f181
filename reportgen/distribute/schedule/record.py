"""The record of a plan's runs in SQLite: what was due, what was done about it, and how it ended.

Service, timers and commands share it, each under the lock. A run is written before it begins and settled when it ends: one that
was begun and never settled was cut off.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen.distribute.schedule.recorded_run import Entry, JobState, Run, State
from reportgen.distribute.schedule.times.due import Mark
from reportgen.errors import OutputError
from reportgen.files import ProcessLock, Store

_SCHEMA = 1
_SELECT = (
    "SELECT number, job, state, first, last, count, moments, repeated, began, ended, lines, failed FROM runs "
    "WHERE plan=? AND job=?"
)
_LISTED = 500  # moments of one run
_REMEDY = "restore it from a backup, or move it away: runs then count from now on"
_TABLES = (
    """CREATE TABLE IF NOT EXISTS jobs (plan TEXT NOT NULL, job TEXT NOT NULL, rule TEXT NOT NULL, since TEXT NOT NULL,
    base TEXT NOT NULL, high TEXT, again TEXT, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (plan, job))""",
    """CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY, plan TEXT NOT NULL, job TEXT NOT NULL,
    state TEXT NOT NULL, first TEXT, last TEXT, count INTEGER NOT NULL, moments TEXT NOT NULL, repeated INTEGER NOT NULL, began TEXT NOT NULL,
    ended TEXT, lines TEXT NOT NULL DEFAULT '[]', failed TEXT NOT NULL DEFAULT '[]')""",
    "CREATE INDEX IF NOT EXISTS by_job ON runs (plan, job, began)",
    "CREATE TABLE IF NOT EXISTS notices (plan TEXT NOT NULL, key TEXT NOT NULL, sent TEXT NOT NULL, PRIMARY KEY (plan, key))",
)


class Record:
    """The runs of one plan in a file that several plans may share."""

    synchronous = "FULL"  # a run that is written down outlives a power cut

    def __init__(self, path: Path, plan: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path}: the record of runs cannot be made: {error.strerror}") from error
        self.path = path
        self.plan = _relative(plan, path)
        self._store = Store(path, _REMEDY, self.synchronous)
        self._inside = False
        ((version,),) = self._store.rows("PRAGMA user_version")
        if version > _SCHEMA:
            self.close()
            raise OutputError(f"{path}: is of a newer version of reportgen (schema {version}); upgrade to read it")
        for statement in _TABLES:
            self._store.execute(statement)
        self._store.execute(f"PRAGMA user_version={_SCHEMA}")

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> "Record":
        """Return the record, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all that is written inside, or nothing of it: a process that dies in between leaves the record as it was."""
        if self._inside:
            yield
            return
        self._store.execute("BEGIN IMMEDIATE")
        self._inside = True
        try:
            yield
        except BaseException:
            self._store.execute("ROLLBACK")
            raise
        else:
            self._store.execute("COMMIT")
        finally:
            self._inside = False

    def job(self, job: str) -> JobState | None:
        """Return what is known of a job; None at the first look."""
        found = list(self._rows("SELECT rule, since, base, high, again, tries FROM jobs WHERE plan=? AND job=?", job))
        if not found:
            return None
        rule, since, base, high, again, tries = found[0]
        with self._sound():
            return JobState(rule, _time(since), Mark(_time(base), _maybe(high)), _maybe(again), int(tries))

    def adopt(self, job: str) -> bool:
        """Take over the runs of a job of this name from a plan whose file is gone: it was moved or renamed."""
        known = [plan for (plan,) in self._query("SELECT plan FROM jobs WHERE job=? AND plan!=?", (job, self.plan))]
        gone = [plan for plan in known if not (self.path.parent / plan).is_file()]
        if len(gone) != 1:
            return False
        with self.together():
            for table in ("jobs", "runs"):
                self._store.execute(f"UPDATE {table} SET plan=? WHERE plan=? AND job=?", (self.plan, gone[0], job))
        return True

    def put(self, job: str, state: JobState) -> None:
        """Write down what is known of a job."""
        values = (
            self.plan, job, state.rule, _text(state.since), _text(state.mark.base),
            state.mark.high and _text(state.mark.high), state.again and _text(state.again), state.tries,
        )  # fmt: skip
        self._store.execute("INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def begin(self, job: str, entries: Sequence[Entry], now: datetime, after: JobState) -> int:
        """Write down runs that begin or moments that are set aside, with the state of the job; return the last number."""
        query = (
            "INSERT INTO runs (plan, job, state, first, last, count, moments, repeated, began, ended, lines) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        with self.together():
            for entry in entries:
                first, last = (entry.moments[0], entry.moments[-1]) if entry.moments else (None, None)
                values = (
                    self.plan, job, entry.state, first and _text(first), last and _text(last), len(entry.moments),
                    _listed(entry.moments), entry.repeated, _text(now), None if entry.state == "running" else _text(now),
                    json.dumps(entry.lines, ensure_ascii=False),
                )  # fmt: skip
                self._store.execute(query, values)
            self.put(job, after)
        ((number,),) = self._store.rows("SELECT max(number) FROM runs")
        return int(number)

    def settle(
        self,
        job: str,
        number: int,
        state: State,
        now: datetime,
        *,
        lines: Sequence[str],
        failed: Sequence[str] = (),
        after: JobState,
    ) -> None:
        """Write down how a run ended, and when the job is tried again."""
        texts = (json.dumps(list(lines), ensure_ascii=False), json.dumps(list(failed), ensure_ascii=False))
        with self.together():
            query = "UPDATE runs SET state=?, ended=?, lines=?, failed=? WHERE number=?"
            self._store.execute(query, (state, _text(now), *texts, number))
            self.put(job, after)

    def mark_as(self, job: str, old: State, new: State) -> list[Run]:
        """Change the state of all runs of a job that are in another one; return them as they were."""
        with self._sound():
            found = [_run(row) for row in self._rows(f"{_SELECT} AND state=? ORDER BY number", job, old)]
        if found:
            self._store.execute(
                "UPDATE runs SET state=? WHERE plan=? AND job=? AND state=?", (new, self.plan, job, old)
            )
        return found

    def runs(self, job: str, most: int = 1000) -> list[Run]:
        """Return the last runs of a job, oldest first."""
        with self._sound():
            return [_run(row) for row in self._rows(f"{_SELECT} ORDER BY number DESC LIMIT {most}", job)][::-1]

    def is_made(self, job: str, moment: datetime) -> bool:
        """Return whether a moment was run for or set aside; a run that was cut off does not count."""
        query = f"{_SELECT} AND first<=? AND last>=? AND state NOT IN ('running', 'cut off', 'answered')"
        with self._sound():
            return any(_run(row).covers(moment) for row in self._rows(query, job, _text(moment), _text(moment)))

    def before(self, job: str, moment: datetime, since: datetime) -> datetime:
        """Return the last reading of the clock at which something was written down, up to a moment."""
        query = "SELECT max(began) FROM runs WHERE plan=? AND job=? AND began<=?"
        ((found,),) = self._rows(query, job, _text(moment))
        with self._sound():
            return _time(found) if found else min(since, moment)

    def is_news(self, key: str, now: datetime, every: timedelta) -> bool:
        """Return whether a notice was not sent for so long, and write down that it is sent now."""
        with self._sound():
            found = [_time(sent) for (sent,) in self._rows("SELECT sent FROM notices WHERE plan=? AND key=?", key)]
        if found and abs(now - found[0]) < every:
            return False
        self._store.execute("INSERT OR REPLACE INTO notices VALUES (?, ?, ?)", (self.plan, key, _text(now)))
        return True

    def of_the_scheduler(self, job: str) -> datetime | None:
        """Return the next time of a job in a file that an earlier version left, which kept no runs."""
        tables = [name for (name,) in self._store.rows("SELECT name FROM sqlite_master WHERE type='table'")]
        if "apscheduler_jobs" not in tables:
            return None
        found = list(self._query("SELECT next_run_time FROM apscheduler_jobs WHERE id=?", (job,)))
        return datetime.fromtimestamp(found[0][0], UTC) if found and found[0][0] else None

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Report values that nothing of ours wrote."""
        try:
            yield
        except (ValueError, TypeError) as error:
            raise OutputError(f"{self.path}: is damaged ({error}); {_REMEDY}") from error

    def _rows(self, query: str, *values: str) -> Iterator[Any]:
        return self._query(query, (self.plan, *values))

    def _query(self, query: str, values: Sequence[str]) -> Iterator[Any]:
        return self._store.rows(query, values)


def lock(record: Path) -> ProcessLock:
    """Return the lock under which the jobs of a record run, one after another; an OutputError while another has it."""
    return ProcessLock(record.with_name(f".{record.name}.run.lock"), "scheduled run")


def service_lock(record: Path, plan: Path) -> ProcessLock:
    """Return the lock of the one service of a plan."""
    short = hashlib.sha256(_relative(plan, record).encode()).hexdigest()[:8]
    return ProcessLock(record.with_name(f".{record.name}.{short}.lock"), "schedule service")


def _relative(plan: Path, record: Path) -> str:
    """A plan as its record knows it: it stays the same where both are moved together."""
    try:
        return Path(os.path.relpath(plan.resolve(), record.parent.resolve())).as_posix()
    except ValueError:  # another drive
        return plan.resolve().as_posix()


def _run(row: Sequence[Any]) -> Run:
    number, job, state, first, last, count, moments, repeated, began, ended, lines, failed = row
    return Run(
        number, job, state, _maybe(first), _maybe(last), count, tuple(map(_time, json.loads(moments))), bool(repeated), _time(began), _maybe(ended),
        tuple(json.loads(lines)), tuple(json.loads(failed)),
    )  # fmt: skip


def _listed(moments: Sequence[datetime]) -> str:
    return json.dumps([_text(moment) for moment in moments] if len(moments) <= _LISTED else [])


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else _time(text)
