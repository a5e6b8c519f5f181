"""`reportgen schedule failed`: what exported entries call when a start ended badly; the owner is notified, not more than daily."""

import argparse
import getpass
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.distribute.schedule.notice import notifier
from reportgen.distribute.schedule.plan import RECORD
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.schedule.record import Record
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import PackError, ReportgenError
from reportgen.load.yaml_files.yaml_file import read_yaml
from reportgen.model.recipients.addresses import mail_fault

_REPORTED = ("0", "1")  # a run that ended so has notified the owner itself
_MEANING = {
    "2": "invalid input",
    "3": "the working folder cannot be entered",
    "124": "time-out",
    "137": "killed",
    "143": "ended by a signal",
}
_EVERY = timedelta(days=1)


def failed(arguments: argparse.Namespace) -> int:
    """Notify the owner of a plan, also of one that cannot be read."""
    status, result = arguments.status or _said_by_systemd("EXIT_STATUS"), _said_by_systemd("SERVICE_RESULT")
    if status in _REPORTED or result == "success":
        return FINE
    record, owner, mistakes, hook = arguments.store or RECORD, "", "", ""
    try:
        plan = read_plan(arguments.plan)
        record, owner, hook = arguments.store or plan.record, plan.owner, plan.on_failure
    except PackError as error:
        mistakes, owner = str(error), _owner(arguments)
    words = " ".join(filter(None, (status, f"({_MEANING[status]})" if status in _MEANING else "", result)))
    text = f"the schedule {arguments.plan} ended with {words or 'an unknown status'}"
    moment = datetime.now(UTC)
    print("\n".join(filter(None, (text, mistakes))), flush=True)
    if _is_news(record, arguments, f"{status} {result} {mistakes}", moment):
        notifier(owner, Secrets(os.environ), hook)(
            f"reportgen: {arguments.plan.name} failed", "\n".join((text, mistakes))
        )
    return FINE


def _said_by_systemd(name: str) -> str:
    """How a service ended: for the unit that follows its failure, or for its own last command."""
    return os.environ.get(f"MONITOR_{name}") or os.environ.get(name, "")


def _owner(arguments: argparse.Namespace) -> str:
    """The owner that a plan with mistakes names, where that much can be read."""
    try:
        found = read_yaml(arguments.plan, str(arguments.plan)).data.get("owner")
    except PackError:
        return ""
    return found if isinstance(found, str) and not mail_fault(found) else ""


def _is_news(record: Path, arguments: argparse.Namespace, key: str, moment: datetime) -> bool:
    """Whether the owner has not heard of it for a day; where the folder of the record is gone, another file remembers."""
    if not record.parent.is_dir():
        record = Path(tempfile.gettempdir()) / f"reportgen-{getpass.getuser()}.sqlite"
    try:
        with Record(record, arguments.plan) as found:
            return found.is_news(f"failed {key}", moment, _EVERY)
    except ReportgenError:  # better twice than not at all
        return True
