"""`reportgen status`."""

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.cli.printing import FINDINGS, FINE, print_findings, print_json
from reportgen.distribute.schedule.metrics import metrics
from reportgen.distribute.schedule.notice import call_hook
from reportgen.distribute.schedule.plan import Plan
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.schedule.record import Record
from reportgen.distribute.schedule.status import JobStatus, PackStatus, PlanStatus, pack_status, plan_status
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import InputError, Problem
from reportgen.files import write_whole

_SHOWN = 8


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("of", type=Path, metavar="PLAN|PACK", help="a schedule.yaml, or the folder of a pack")
    parser.add_argument("--store", type=Path, help="record of runs (default: `record` of the plan)")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("output"),
        help="folder for editions of a pack without plan (default: output)",
    )
    parser.add_argument(
        "--metrics",
        type=Path,
        metavar="FILE",
        help="write the state for a node exporter, a .prom file",
    )
    parser.add_argument(
        "--notify", action="store_true", help="call `on_silence` of the plan for jobs that are overdue, once a day each"
    )
    parser.add_argument("--json", action="store_true", help="print the state as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the state; return 1 if there is something for a person to do."""
    now = datetime.now(UTC).astimezone()
    path: Path = arguments.of
    if path.is_dir() and (path / "schedule.yaml").is_file():
        path = path / "schedule.yaml"
    if path.is_dir():
        status = PlanStatus((), (pack_status(path, arguments.output, now),))
    else:
        plan = read_plan(path)
        status = plan_status(plan, arguments.store or plan.record, now)
    if arguments.metrics is not None:
        write_whole(arguments.metrics, metrics(status, now))
    if arguments.notify and not path.is_dir():
        _break_silence(plan, arguments.store or plan.record, status, now)
    if arguments.json:
        print_json(
            sound=status.is_sound, jobs=[job.as_data() for job in status.jobs],
            packs=[pack.as_data() for pack in status.packs],
            findings=[{"rule": one.rule, "level": one.level, "what": one.what, "hint": one.hint} for one in status.findings],
        )  # fmt: skip
    else:
        print("\n".join(_lines(status)))
        print_findings(status.findings)
    return FINE if status.is_sound else FINDINGS


def _break_silence(plan: Plan, record: Path, status: PlanStatus, now: datetime) -> None:
    """Call the webhook of the plan for each job that is overdue, unless that was done within a day."""
    if not plan.on_silence:
        raise InputError([Problem(str(plan.path), None, None, "has no `on_silence`", "add one, or drop --notify")])
    for job in status.jobs:
        if job.overdue is None:
            continue
        with Record(record, plan.path) as runs:
            news = runs.is_news(f"silence {job.job.id}", now, timedelta(days=1))
        if news:
            line = f"no run since {_when(job.overdue, job.job.when.zone)}, when one was due"
            call_hook(plan.on_silence, Secrets(os.environ), "silence", f"reportgen: {job.job.id} is silent", line)


def _lines(status: PlanStatus) -> Iterator[str]:
    for job in status.jobs:
        yield from _job_lines(job)
    for pack in status.packs:
        yield from _pack_lines(pack)


def _job_lines(status: JobStatus) -> Iterator[str]:
    zone = status.job.when.zone
    last = status.last
    yield f"{status.job.id}: {status.job.when.text} ({zone.key})"
    if last is None:
        yield "  last run: none yet"
    else:
        yield f"  last run: {_when(last.began, zone)}, {_STATES.get(last.state, last.state)}"
        yield from (f"    {line}" for line in (last.failed or last.lines[-1:]))
    for run in status.set_aside:
        what = "to be decided" if run.state == "asked" else "skipped"
        yield f"  {what}: {run.count} of {_when(run.first, zone)} to {_when(run.last, zone)}"
    if status.overdue:
        yield f"  overdue since {_when(status.overdue, zone)}: nothing has looked at the plan; is the timer or service running?"
    if status.again:
        yield f"  next try: {_when(status.again, zone)}"
    yield f"  next run: {_when(status.next, zone) if status.next else 'none'}"


_STATES = {
    "done": "done",
    "part": "done, but not for all",
    "failed": "failed",
    "running": "at work",
    "cut off": "cut off",
}


def _pack_lines(status: PackStatus) -> Iterator[str]:
    yield f"{status.folder}:"
    if status.fault:
        yield from (f"  {line}" for line in status.fault.splitlines()[:_SHOWN])
        return
    for recipient, name, why in status.missing[:_SHOWN]:
        yield f"  missing: {recipient} {name}: {why}"
    if len(status.missing) > _SHOWN:
        yield f"  missing: {len(status.missing) - _SHOWN} more"
    if status.ages:
        oldest = max(status.ages, key=lambda key: status.ages[key] if status.ages else 0)
        yield f"  facts: the oldest of {len(status.ages)} with a date is {oldest}, {status.ages[oldest]} days old"
    else:
        yield "  facts: none has a date of measurement"
    if status.stale:
        yield f"  too old: {', '.join(status.stale[:_SHOWN])}"


def _when(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else "unknown"
