"""The command `reportgen schedule`."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from reportgen.cli.printing import FINDINGS, FINE, exit_code, print_findings
from reportgen.cli.sending.schedule_export import add_export_options, export
from reportgen.cli.sending.schedule_failed import failed
from reportgen.cli.sending.schedule_run import now, serve
from reportgen.distribute.schedule.environment_file import read_environment
from reportgen.distribute.schedule.plan import Plan
from reportgen.distribute.schedule.plan_check import check_plan
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.send.secrets import Secrets

_ACTIONS = {
    "check": "check the plan and everything it needs: packs, lists, templates, settings, holidays",
    "next": "print the coming times of each job",
    "now": "run the jobs now, or with --if-due what is due since the last run",
    "run": "stay and run the jobs at their times",
    "export": "write entries for cron, systemd or Windows that start this installation",
    "failed": "notify the owner that a start ended badly (for exported entries)",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    for name, help_text in _ACTIONS.items():
        action = actions.add_parser(name, help=help_text, description=help_text)
        action.add_argument("plan", type=Path, help="a schedule.yaml")
        action.add_argument("--environment", type=Path, metavar="FILE", help="read settings (NAME=value) from a file")
        if name == "next":
            action.add_argument("-n", type=int, default=5, help="number of dates to print for each job (default: 5)")
        if name == "now":
            _add_now_options(action)
        if name in ("now", "run", "failed"):
            action.add_argument("--store", type=Path, help="record of runs (default: `record` of the plan)")
        if name == "failed":
            action.add_argument("--status", help="exit status of the start (default: what systemd says)")
        if name == "export":
            add_export_options(action)


def _add_now_options(action: argparse.ArgumentParser) -> None:
    action.add_argument("--job", help="only this one")
    action.add_argument(
        "--skip-bad", action="store_true", help="leave out recipients with mistakes and send the others theirs"
    )
    which = action.add_mutually_exclusive_group()
    which.add_argument(
        "--if-due", action="store_true", help="only what is due since the last run, or is to be tried again"
    )
    which.add_argument(
        "--missed", choices=("run", "skip"), help="settle missed runs of a plan that asks: by one run, or without"
    )
    action.add_argument(
        "--wait", type=float, nargs="?", const=24.0, default=0.0, metavar="HOURS",
        help="stay and try again what failed or a mail server puts off, for so many hours (default: 24)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Do the action."""
    if arguments.environment is not None and arguments.action != "export":
        os.environ.update(read_environment(arguments.environment))
    if arguments.action == "failed":
        return failed(arguments)
    plan = read_plan(arguments.plan)
    action = {"check": _check, "next": _next, "now": now, "run": serve, "export": export}[arguments.action]
    return action(plan, arguments)


def _check(plan: Plan, arguments: argparse.Namespace) -> int:
    """Print what would keep a job from running, and when each runs next."""
    moment = datetime.now(UTC)
    findings = check_plan(plan, Secrets(os.environ), moment)
    print_findings(findings)
    for job in plan.jobs:
        coming = job.when.after(moment, plan.calendar)
        print(f"{job.id}: {job.when.text}, next {coming:%Y-%m-%d %H:%M %Z}" if coming else f"{job.id}: never")
    return exit_code(findings)


def _next(plan: Plan, arguments: argparse.Namespace) -> int:
    if arguments.n < 1:
        print("-n expects a number from 1 on")
        return FINDINGS
    for job in plan.jobs:
        print(f"{job.id}: {job.when.text} ({job.when.zone.key})")
        moment: datetime | None = datetime.now(UTC)
        for _ in range(arguments.n):
            moment = moment and job.when.after(moment, plan.calendar)
            print(f"  {moment:%Y-%m-%d %H:%M %a}" if moment else "  no time is known")
            if moment is None:
                break
    if plan.uses_working_days():
        print_findings([*plan.calendar.findings(), *plan.calendar.ending(datetime.now(UTC).date())])
    return FINE
