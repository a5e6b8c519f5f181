"""The command `reportgen schedule`."""

import argparse
import os
import shutil
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cli.printing import FINDINGS, FINE, print_findings
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.distribute.schedule.export import crontab, systemd, windows
from reportgen.distribute.schedule.plan import Plan, read_plan
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.waiting import sleep_until
from reportgen.errors import InputError, Problem
from reportgen.files import save_files

if TYPE_CHECKING:
    from reportgen.distribute.schedule.runner import RunReport


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    for name, help_text in _ACTIONS.items():
        action = actions.add_parser(name, help=help_text, description=help_text)
        action.add_argument("plan", type=Path, help="a schedule.yaml")
        if name == "next":
            action.add_argument("-n", type=int, default=5, help="number of dates to print for each job (default: 5)")
        if name == "now":
            action.add_argument("--job", help="only this one")
            action.add_argument("--if-due", action="store_true", help="only what fired just now (rules: today)")
            action.add_argument(
                "--wait", type=float, nargs="?", const=24.0, default=0.0, metavar="HOURS",
                help="try again what a mail server puts off, for so many hours (default: 24)",
            )  # fmt: skip
        if name == "run":
            action.add_argument(
                "--store", type=Path, default=Path("output/schedule.sqlite"), help="where jobs are kept"
            )
        if name == "export":
            kind = action.add_mutually_exclusive_group(required=True)
            for option in ("cron", "systemd", "windows"):
                kind.add_argument(f"--{option}", dest="kind", action="store_const", const=option)
            action.add_argument("-o", "--output", type=Path, help="folder for systemd units (default: print all)")
            add_overwrite_options(action)


_ACTIONS = {
    "next": "print the coming times of each job",
    "now": "do the jobs now",
    "run": "a service that does the jobs at their times",
    "export": "write entries for cron, systemd or Windows",
}


def run(arguments: argparse.Namespace) -> int:
    """Do the action."""
    plan = read_plan(arguments.plan)
    action = {"next": _next, "now": _now, "run": _serve, "export": _export}[arguments.action]
    return action(plan, arguments)


def _next(plan: Plan, arguments: argparse.Namespace) -> int:
    for job in plan.jobs:
        print(f"{job.id}: {job.when.text} ({job.when.zone.key})")
        moment: datetime | None = datetime.now(UTC)
        for _ in range(arguments.n):
            moment = moment and job.when.after(moment, plan.calendar)
            print(f"  {moment:%Y-%m-%d %H:%M %a}" if moment else "  no time is known")
            if moment is None:
                break
    print_findings(plan.calendar.findings())
    return FINE


def _now(plan: Plan, arguments: argparse.Namespace) -> int:
    jobs = [plan.job(arguments.job)] if arguments.job else list(plan.jobs)
    due = [job for job in jobs if not arguments.if_due or job.when.is_due(datetime.now(UTC), plan.calendar)]
    if len(due) < len(jobs):
        print(f"not due: {', '.join(job.id for job in jobs if job not in due)}")
    reports = {job.id: _fire(plan, job.id) for job in due}
    end = _now_here() + timedelta(hours=arguments.wait)
    while (moment := min((one.again for one in reports.values() if one.again), default=end)) < end:
        sleep_until(moment, _now_here)
        for name in [name for name, one in reports.items() if one.again and one.again <= _now_here()]:
            reports[name] = _fire(plan, name)
    print_findings(plan.calendar.findings())
    return FINDINGS if any(one.failed or one.again for one in reports.values()) else FINE


def _now_here() -> datetime:
    return datetime.now(UTC).astimezone()


def _fire(plan: Plan, name: str) -> "RunReport":
    """Do one job, print its report and return it."""
    from reportgen.distribute.schedule.notice import notifier
    from reportgen.distribute.schedule.runner import run_job

    secrets = Secrets(os.environ)
    report = run_job(plan, plan.job(name), secrets, notifier(plan.owner, secrets), now=_now_here)
    for line in report.lines:
        print(f"{name}: {line}", file=sys.stderr if report.failed else sys.stdout, flush=True)
    return report


def _serve(plan: Plan, arguments: argparse.Namespace) -> int:
    try:
        from reportgen.distribute.schedule.service import Service
    except ImportError as error:
        problem = Problem("schedule run", None, None, "needs APScheduler", "pip install 'reportgen[schedule]'")
        raise InputError([problem]) from error
    stop = threading.Event()

    def end(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    print(f"{len(plan.jobs)} jobs; {arguments.store}; stop with Ctrl-C", flush=True)
    Service(plan, arguments.store, lambda path, name: _fire(read_plan(Path(path)), name).again).run(stop)
    return FINE


def _export(plan: Plan, arguments: argparse.Namespace) -> int:
    if arguments.output is not None and arguments.kind != "systemd":
        what = "takes a folder for systemd units only"
        raise InputError([Problem("-o", None, None, what, "leave it out and redirect what is printed")])
    program = shutil.which("reportgen") or "reportgen"
    folder = Path.cwd()
    if arguments.kind == "systemd":
        units = systemd(plan, program, folder)
        if arguments.output is None:
            for name, text in units.items():
                print(f"# {name}\n{text}")
            return FINE
        contents = {name: text.encode() for name, text in units.items()}
        save_files(arguments.output, contents, inputs=[arguments.plan], on_change=on_change(arguments))
        return FINE
    print((crontab if arguments.kind == "cron" else windows)(plan, program, folder), end="")
    return FINE
