"""The state of a plan: last and next run of each job, what failed or is overdue, who is missing, how old the facts are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen.distribute.batch_manifest import FILE, read_manifest
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.record import Record, lock
from reportgen.distribute.schedule.recorded_run import JobState, Run
from reportgen.distribute.schedule.times.due import ON_TIME
from reportgen.distribute.send.journal import Journal
from reportgen.distribute.send.receipts import Receipts
from reportgen.distribute.send.report import missing
from reportgen.errors import OutputError, ReportgenError
from reportgen.findings import Finding
from reportgen.load import load_pack
from reportgen.model import Pack

_RUNS = 200


@dataclass(frozen=True)
class JobStatus:
    """The state of a job. `overdue` is the first moment that nobody looked at for an hour: the schedule does not run."""

    job: PlannedJob
    last: Run | None = None
    set_aside: tuple[Run, ...] = ()  # skipped since the last run, or waiting for an answer
    next: datetime | None = None
    again: datetime | None = None
    overdue: datetime | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the last run ended well, nothing is overdue, and no question is open."""
        asked = any(run.state == "asked" for run in self.set_aside)
        return self.overdue is None and not asked and (self.last is None or self.last.state in ("done", "running"))

    def as_data(self) -> dict[str, Any]:
        """Return the state for other programs."""
        last = self.last
        return {
            "job": self.job.id, "pack": str(self.job.pack), "when": self.job.when.text, "sound": self.is_sound,
            "last": last and {
                "began": _iso(last.began), "ended": _iso(last.ended), "state": last.state, "due": _iso(last.last),
                "runs": last.count, "failed": list(last.failed), "lines": list(last.lines),
            },
            "set_aside": [
                {"state": run.state, "from": _iso(run.first), "to": _iso(run.last), "runs": run.count}
                for run in self.set_aside
            ],
            "next": _iso(self.next), "again": _iso(self.again), "overdue": _iso(self.overdue),
        }  # fmt: skip


@dataclass(frozen=True)
class PackStatus:
    """The state of a pack: recipients without their current part, ages of facts in days, facts older than they are good for."""

    folder: Path
    missing: tuple[tuple[str, str, str], ...] = ()
    ages: dict[str, int] | None = None
    stale: tuple[str, ...] = ()
    fault: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the state for other programs."""
        return {
            "pack": str(self.folder),
            "missing": [{"recipient": one, "name": name, "why": why} for one, name, why in self.missing],
            "ages": self.ages or {}, "stale": list(self.stale), "fault": self.fault,
        }  # fmt: skip


@dataclass(frozen=True)
class PlanStatus:
    """The state of a plan and of its packs."""

    jobs: tuple[JobStatus, ...]
    packs: tuple[PackStatus, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to do for a person."""
        return all(job.is_sound for job in self.jobs) and not any(
            one.missing or one.stale or one.fault for one in self.packs
        )


def plan_status(plan: Plan, record: Path, now: datetime) -> PlanStatus:
    """Return the state of a plan; nothing is written where there is no record."""
    states: dict[str, tuple[JobState | None, list[Run]]] = {}
    if record.is_file():
        with Record(record, plan.path) as runs:
            states = {job.id: (runs.job(job.id), runs.runs(job.id, _RUNS)) for job in plan.jobs}
        if not _is_at_work(record):
            states = {name: (state, [_cut_off(run) for run in made]) for name, (state, made) in states.items()}
    jobs = tuple(_job(plan, job, *states.get(job.id, (None, [])), now) for job in plan.jobs)
    places = dict.fromkeys((job.pack, job.output) for job in plan.jobs)
    packs = tuple(pack_status(pack, output, now) for pack, output in places)
    today = now.astimezone(plan.jobs[0].when.zone).date()
    days = plan.calendar.ending(today) if plan.uses_working_days() else ()
    return PlanStatus(jobs, packs, tuple(days))


def _is_at_work(record: Path) -> bool:
    """Whether a process holds the lock of the record; a run that has not ended is cut off otherwise."""
    try:
        with lock(record):
            return False
    except OutputError:  # held, or not to be taken by this user
        return True


def _cut_off(run: Run) -> Run:
    return replace(run, state="cut off") if run.state == "running" else run


def _job(plan: Plan, job: PlannedJob, state: JobState | None, runs: list[Run], now: datetime) -> JobStatus:
    made = [run for run in runs if run.state not in ("skipped", "asked", "answered")]
    last = made[-1] if made else None
    aside = [run for run in runs if run.state in ("skipped", "asked") and (last is None or run.number > last.number)]
    overdue = next(job.when.between(state.mark.base, now - ON_TIME, plan.calendar), None) if state else None
    coming = job.when.after(now, plan.calendar)
    return JobStatus(job, last, tuple(aside), coming, state.again if state else None, overdue)


def pack_status(folder: Path, output: Path, now: datetime) -> PackStatus:
    """Return the state of a pack whose editions and batches lie in a folder."""
    try:
        pack = load_pack(folder)
        gone = tuple(_missing(output / pack.id, now))
    except (ReportgenError, OSError) as error:
        return PackStatus(folder, fault=str(error))
    ages = {key: (now.date() - fact.measured).days for key, fact in pack.facts.items() if fact.measured is not None}
    return PackStatus(folder, gone, ages, tuple(_stale(pack, now.date())))


def _stale(pack: Pack, today: date) -> Iterator[str]:
    for key, fact in pack.facts.items():
        if fact.good_for is None or fact.measured is None:
            continue
        if today - fact.measured > timedelta(days=fact.good_for):
            yield key


def _missing(folder: Path, now: datetime) -> Iterator[tuple[str, str, str]]:
    """The recipients of the newest batch without a delivery of their current part; none if nothing was ever sent."""
    batches = sorted(folder.glob(f"*/{FILE}"), key=lambda path: path.stat().st_mtime)
    store = folder / "receipts.sqlite"
    if not batches or not store.is_file():
        return
    batch = batches[-1].parent
    receipts = Receipts(store, lambda: now, journal=Journal(batch))
    try:
        yield from missing(read_manifest(batch), list(receipts.all()))
    finally:
        receipts.close()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
