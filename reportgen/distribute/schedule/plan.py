"""Schedule.yaml: jobs, holidays, the owner. In: a file; out: a Plan, or all mistakes with their places."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportgen.distribute.schedule.when import When
from reportgen.distribute.schedule.workdays import WorkCalendar
from reportgen.errors import PackError, Problem
from reportgen.load.yaml_files.yaml_file import Path_, YamlFile, read_yaml
from reportgen.model.recipients.addresses import mail_fault

_KEYS = ("timezone", "owner", "holidays", "jobs")
_JOB_KEYS = ("id", "pack", "when", "anniversary", "output", "deliver", "list", "to")


@dataclass(frozen=True)
class PlannedJob:
    """One thing to do at its times: build a pack, make the parts, deliver them if it says so."""

    id: str
    pack: Path
    when: When
    output: Path
    deliver: bool = False
    recipients: Path | None = None
    to: str = ""


@dataclass(frozen=True)
class Plan:
    """All jobs, and whom to tell when one fails."""

    path: Path
    jobs: tuple[PlannedJob, ...]
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    owner: str = ""

    def job(self, name: str) -> PlannedJob:
        """Return a job by its id."""
        for job in self.jobs:
            if job.id == name:
                return job
        hint = "there are: " + ", ".join(job.id for job in self.jobs)
        raise PackError([Problem(str(self.path), None, None, f"has no job `{name}`", hint)])


def read_plan(path: Path) -> Plan:
    """Return the plan in a file; paths in it are relative to the folder from which the command runs."""
    file = read_yaml(path, str(path))
    problems: list[Problem] = []
    _unknown(file, (), file.data, _KEYS, problems)
    zone = _zone(file, problems)
    own = _holidays(file, problems)
    owner = str(file.data.get("owner") or "")
    if owner and mail_fault(owner):
        problems.append(file.problem(("owner",), *mail_fault(owner) or ("", "")))
    jobs: list[PlannedJob] = []
    entries = file.data.get("jobs")
    if not isinstance(entries, list) or not entries:
        problems.append(file.problem(("jobs",), "names no job", "add `jobs:` with `- id: …, pack: …, when: …`"))
        entries = []
    for index, entry in enumerate(entries):
        job = _job(file, ("jobs", index), entry, zone, problems)
        if job is not None and any(job.id == other.id for other in jobs):
            problems.append(file.problem(("jobs", index, "id"), f"the id `{job.id}` stands twice", "give each its own"))
        elif job is not None:
            jobs.append(job)
    if problems:
        raise PackError(problems)
    return Plan(path, tuple(jobs), WorkCalendar(own), owner)


def _job(file: YamlFile, path: Path_, entry: Any, zone: ZoneInfo, problems: list[Problem]) -> PlannedJob | None:
    if not isinstance(entry, dict):
        problems.append(file.problem(path, "is not a job", "write id, pack and when"))
        return None
    _unknown(file, path, entry, _JOB_KEYS, problems)
    missing = [key for key in ("id", "pack", "when") if not isinstance(entry.get(key), str)]
    if missing:
        problems.append(file.problem(path, f"`{missing[0]}` is missing", "write id, pack and when"))
        return None
    if not entry["id"].replace("-", "").replace("_", "").isalnum():
        problems.append(file.problem((*path, "id"), f"{entry['id']!r} is not a plain word", "letters, digits, - and _"))
        return None
    try:
        when = When.parse(entry["when"], zone, str(entry.get("anniversary") or ""))
    except ValueError as error:
        problems.append(file.problem((*path, "when"), f"`{entry['when']}`: {error}", "a cron expression, or a rule"))
        return None
    return PlannedJob(
        entry["id"], Path(entry["pack"]), when, Path(str(entry.get("output") or "output")),
        entry.get("deliver") is True, Path(entry["list"]) if entry.get("list") else None, str(entry.get("to") or ""),
    )  # fmt: skip


def _zone(file: YamlFile, problems: list[Problem]) -> ZoneInfo:
    name = str(file.data.get("timezone") or "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(file.problem(("timezone",), f"no time zone {name!r}", "such as Asia/Shanghai"))
        return ZoneInfo("UTC")


def _holidays(file: YamlFile, problems: list[Problem]) -> dict[date, bool]:
    own: dict[date, bool] = {}
    table = file.data.get("holidays") or {}
    for key, value in table.items() if isinstance(table, dict) else []:
        try:
            day = date.fromisoformat(key)
        except ValueError:
            problems.append(file.problem(("holidays", key), f"{key!r} is not a date", "write it as 2027-02-06"))
            continue
        if value not in ("work", "off"):
            problems.append(file.problem(("holidays", key), f"{value!r} is unknown", "it can be work or off"))
        own[day] = value == "work"
    return own


def _unknown(
    file: YamlFile, path: Path_, data: dict[str, Any], known: tuple[str, ...], problems: list[Problem]
) -> None:
    for key in data:
        if key not in known:
            problems.append(file.problem((*path, key), f"`{key}` is not known here", "there are: " + ", ".join(known)))
