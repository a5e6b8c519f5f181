"""`reportgen schedule now` and `reportgen schedule run`: jobs by hand or by a timer, and the service."""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from reportgen.cli.logs import LOG
from reportgen.cli.printing import FINDINGS, FINE, print_findings
from reportgen.distribute.schedule.notice import notifier
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.schedule.record import Record, lock
from reportgen.distribute.schedule.rounds import Rounds
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.waiting import sleep_until
from reportgen.files import Busy

_PATIENCE = timedelta(hours=1)  # how long a run by hand waits for one that is at work
_NAP = 2.0


def now(plan: Plan, arguments: argparse.Namespace) -> int:
    """Run jobs: all of them, or what is due; return 1 when something failed, was not sent, or waits."""
    jobs = [plan.job(arguments.job)] if arguments.job else list(plan.jobs)
    jobs = [replace(job, skip_bad=job.skip_bad or arguments.skip_bad) for job in jobs]
    path = arguments.store or plan.record
    reports: dict[str, RunReport] = {}
    with Record(path, plan.path) as record:
        rounds = _rounds(plan, record)
        for job in jobs:
            _with_lock(path, partial(_start, rounds, job, arguments, reports), wait=not arguments.if_due)
        end = _clock() + timedelta(hours=arguments.wait)
        while (moment := min((one.again for one in reports.values() if one.again), default=end)) < end:
            sleep_until(moment, _clock)
            for name in [name for name, one in reports.items() if one.again and one.again <= _clock()]:
                _with_lock(path, partial(_again, rounds, plan.job(name), reports), wait=True)
    return FINDINGS if any(one.failed or one.bad or one.again for one in reports.values()) else FINE


def _start(rounds: Rounds, job: PlannedJob, arguments: argparse.Namespace, reports: dict[str, RunReport]) -> None:
    report = rounds.look(job) if arguments.if_due else rounds.force(job, arguments.missed)
    if report is not None:
        reports[job.id] = report


def _again(rounds: Rounds, job: PlannedJob, reports: dict[str, RunReport]) -> None:
    report = rounds.look(job)
    if report is None:  # another process has made it
        reports.pop(job.id)
    else:
        reports[job.id] = report


def _with_lock(record: Path, do: Callable[[], None], *, wait: bool) -> None:
    """Do something under the lock of the record; a look by a timer leaves it to the run that is at work."""
    end = time.monotonic() + _PATIENCE.total_seconds()
    told = False
    while True:
        try:
            with lock(record):
                return do()
        except Busy:
            if not wait:
                return None
            if time.monotonic() > end:
                raise
            if not told:
                print("another run of this plan is at work; waiting for its end", file=sys.stderr, flush=True)
            told = True
            time.sleep(_NAP)


def _clock() -> datetime:
    return datetime.now(UTC).astimezone()


def _rounds(plan: Plan, record: Record) -> Rounds:
    """The rounds of a plan that print what they do and notify its owner."""
    secrets = Secrets(os.environ)

    def act(job: PlannedJob) -> RunReport:
        from reportgen.distribute.schedule.runner import run_job  # most looks find nothing to do

        return run_job(job, secrets, now=_clock)

    def tell(job: str, line: str) -> None:
        print(f"{job}: {line}", flush=True)
        LOG.info("%s", line, extra={"fields": {"job": job}})

    return Rounds(plan, record, act, _clock, notifier(plan.owner, secrets, plan.on_failure), tell)


def serve(plan: Plan, arguments: argparse.Namespace) -> int:
    """Stay, and do what is due, until a signal ends it."""
    from reportgen.distribute.schedule.plan_check import check_plan
    from reportgen.distribute.schedule.service import Service

    stop = threading.Event()

    def end(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    path = arguments.store or plan.record
    print_findings(check_plan(plan, Secrets(os.environ), _clock()))
    print(f"{len(plan.jobs)} jobs; {path}; stop with Ctrl-C", flush=True)
    Service(plan, path, _rounds, read_plan, lambda line: _report(plan, line)).run(stop)
    return FINE


def _report(plan: Plan, line: str) -> None:
    """Print what the service itself says, and notify the owner."""
    print(line, file=sys.stderr, flush=True)
    LOG.info("%s", line)
    secrets = Secrets(os.environ)
    try:
        notifier(plan.owner, secrets, plan.on_failure)(f"reportgen: schedule {plan.path}", line)
    except Exception as error:  # a notice that does not go out is a line, no second failure
        print(f"the owner was not notified: {secrets.hide(str(error))}", file=sys.stderr, flush=True)
