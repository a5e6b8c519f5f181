"""Reading schedule.yaml: a Plan, or every mistake in it at once with line and column."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import ValidationError

from reportgen.distribute.schedule.notice import is_hook
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.plan_model import JobEntry, PlanFile
from reportgen.distribute.schedule.targets import list_fault, pack_fault, path_fault, target_fault
from reportgen.distribute.schedule.times.when import EXAMPLES, When
from reportgen.distribute.schedule.times.workdays import WorkCalendar
from reportgen.errors import PackError, Problem
from reportgen.load.nearest import nearest
from reportgen.load.yaml_files.yaml_file import Path_, YamlFile, read_yaml
from reportgen.model.recipients.addresses import mail_fault

_SEE = "see docs/schedule.md, or `reportgen schema schedule`"
_HINT = "a schedule.yaml holds `jobs:` with `- {id: …, pack: …, when: …}`"


def read_plan(path: Path) -> Plan:
    """Return the plan in a file; a PackError lists every mistake. Paths in it count from the working folder."""
    file = _read(path)
    problems = list(_nulls(file.data, file, ()))
    try:
        found = PlanFile.model_validate(file.data)
    except ValidationError as error:
        there = {(problem.line, problem.column) for problem in problems}
        # of a list whose entries are wrong, the model also says that it holds none
        items = [
            dict(item) for item in error.errors(include_url=False) if item["type"] != "too_short" or not item["input"]
        ]
        more = [_in_words(item, file) for item in items]
        problems += [problem for problem in more if (problem.line, problem.column) not in there]
        # the parts that are sound are looked at all the same, so that every mistake is reported at once
        raise PackError(_sorted([*problems, *_faults_of_raw(file)])) from None
    zone, problem = _zone(found.timezone, file)
    problems += [*([problem] if problem else []), *_holiday_faults(found.holidays, file), *_plan_faults(found, file)]
    problems += _hook_faults(found, file)
    jobs = []
    for index, entry in enumerate(found.jobs):
        job, faults = _job(entry, ("jobs", index), file, found, zone)
        problems += [*faults, *_twice(entry, index, found.jobs, file)]
        jobs += [job] if job else []
    if problems:
        raise PackError(_sorted(problems))
    own = {date.fromisoformat(day): word == "work" for day, word in found.holidays.items()}
    calendar = WorkCalendar(own, found.calendar == "china", found.holidays_until)
    return Plan(
        path,
        tuple(jobs),
        calendar,
        found.owner or "",
        Path(found.record),
        found.on_failure or "",
        found.on_silence or "",
    )


def _read(path: Path) -> YamlFile:
    try:
        return read_yaml(path, str(path))
    except PackError as error:
        raise PackError(
            [replace(one, hint=_HINT) if one.what.startswith("cannot be read") else one for one in error.problems]
        ) from error


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.column or 0))


def _nulls(value: Any, file: YamlFile, path: Path_) -> Iterator[Problem]:
    """Keys without a value: whether they mean the default or were forgotten, nobody can say."""
    if value is None and path:
        yield file.problem(path, f"`{path[-1]}` has no value", "give it one, or remove the line for the default")
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _nulls(child, file, (*path, key))


def _faults_of_raw(file: YamlFile) -> Iterator[Problem]:
    """What can be said of values whose neighbours are wrong: zone, owner, days, and each job that is sound in itself."""
    data = file.data
    zone, problem = _zone(_text(data, "timezone") or "Asia/Shanghai", file)
    yield from [problem] if problem else []
    holidays = data.get("holidays")
    yield from _holiday_faults(holidays if isinstance(holidays, dict) else {}, file)
    found = PlanFile.model_construct(owner=_text(data, "owner"), missed="run")
    yield from _plan_faults(found, file)
    yield from _hook_faults(
        PlanFile.model_construct(on_failure=_text(data, "on_failure"), on_silence=_text(data, "on_silence")), file
    )
    entries = data.get("jobs")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        known = {key: value for key, value in entry.items() if key in _TEXTS} if isinstance(entry, dict) else {}
        if all(isinstance(value, str) for value in known.values()) and {"pack", "when"} <= set(known):
            sound = JobEntry.model_construct(**{"id": "", **known})
            yield from _job(sound, ("jobs", index), file, found, zone)[1]


_TEXTS = ("id", "pack", "when", "anniversary", "list", "to")


def _text(data: Mapping[str, Any], key: str) -> str | None:
    found = data.get(key)
    return found if isinstance(found, str) else None


def _zone(name: str, file: YamlFile) -> tuple[ZoneInfo, Problem | None]:
    try:
        return ZoneInfo(name), None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = nearest(name, available_timezones()) or "give a name of the IANA list, such as Asia/Shanghai"
        return ZoneInfo("UTC"), file.problem(("timezone",), f"unknown time zone {name!r}", hint)


def _holiday_faults(days: Mapping[str, Any], file: YamlFile) -> Iterator[Problem]:
    for day in days:
        try:
            if date.fromisoformat(day).isoformat() == day:
                continue
        except ValueError:
            pass
        yield file.problem(("holidays", day), f"{day!r} is not a date", "write it as 2027-02-06")


def _plan_faults(found: PlanFile, file: YamlFile) -> Iterator[Problem]:
    """What is wrong with the owner and the record."""
    record = path_fault(found.record)
    if record:
        yield file.problem(("record",), *record)
    fault = mail_fault(found.owner) if found.owner is not None else None
    if fault:
        yield file.problem(("owner",), *fault)


def _hook_faults(found: PlanFile, file: YamlFile) -> Iterator[Problem]:
    for key in ("on_failure", "on_silence"):
        given = getattr(found, key, None)
        if given is not None and not is_hook(given):
            yield file.problem(
                (key,), f"`{key}` is not a webhook", "give a URL that begins with https://, or $NAME of a variable"
            )


def _twice(entry: JobEntry, index: int, entries: tuple[JobEntry, ...], file: YamlFile) -> Iterator[Problem]:
    if any(entry.id.casefold() == other.id.casefold() for other in entries[:index]):  # Windows knows no case
        yield file.problem(("jobs", index, "id"), f"the id `{entry.id}` stands twice", "give each job its own")


def _job(
    entry: JobEntry, path: Path_, file: YamlFile, found: PlanFile, zone: ZoneInfo
) -> tuple[PlannedJob | None, list[Problem]]:
    problems = []
    when = None
    try:
        when = When.parse(entry.when, zone, entry.anniversary or "")
    except ValueError as error:
        problems.append(file.problem((*path, "when"), f"`{entry.when}`: {error}", _rule_hint(entry.when)))
    checks = {
        "pack": partial(pack_fault, entry.pack),
        "list": partial(list_fault, entry.list),
        "to": partial(target_fault, entry.to),
        "output": partial(path_fault, entry.output),
    }
    for key, check in checks.items():
        fault = check()
        if fault:
            problems.append(file.problem((*path, key), *fault))
    if problems or when is None:
        return None, problems
    where = str(file.problem(path, "")).rstrip(": ")
    return PlannedJob(
        entry.id, Path(entry.pack), when, Path(entry.output), entry.deliver, Path(entry.list) if entry.list else None,
        entry.to or "", entry.only, entry.missed or found.missed, entry.skip_bad, where,
    ), []  # fmt: skip


def _rule_hint(given: str) -> str:
    return nearest(given, EXAMPLES) or "rules: " + "; ".join(EXAMPLES)


def _in_words(item: dict[str, Any], file: YamlFile) -> Problem:
    """A mistake that the model found, with its place."""
    path: Path_ = tuple(item["loc"])
    name = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "the entry"
    kind, given = item["type"], item.get("input")
    known = JobEntry.model_fields if len(path) > 2 and path[0] == "jobs" else PlanFile.model_fields
    if kind == "missing":
        hint = _HINT if path == ("jobs",) else "every job has id, pack and when"
        return file.problem(path, f"{name} is missing", hint)
    if kind == "extra_forbidden":
        hint = nearest(str(path[-1]), known) or "allowed: " + ", ".join(known)
        return file.problem(path, f"unknown key {name}", hint)
    if kind == "literal_error":
        allowed = str(item["ctx"]["expected"]).replace("'", "")
        near = nearest(str(given), allowed.replace(" or ", ", ").split(", "))
        return file.problem(path, f"{name} is {given!r}", "; ".join(filter(None, (near, f"allowed: {allowed}"))))
    what, hint = _KINDS.get(kind, (str(item["msg"]), _SEE))
    return file.problem(path, f"{name} {what} (got {str(given)[:60]!r})", hint)


_KINDS = {
    "bool_type": ("is not true or false", "write true or false"),
    "string_type": ("is not a text", "write one value"),
    "string_too_short": ("is empty", "give a value"),
    "string_pattern_mismatch": ("is not a name of a job", "use letters, digits, Chinese, - and _, such as monthly"),
    "tuple_type": ("is not a list", "write [a, b], or a line `- a` for each"),
    "dict_type": ("does not hold keys and values", "write {2027-02-06: off}"),
    "model_type": ("is not a job", "write {id: …, pack: …, when: …}"),
    "too_short": ("is empty", _HINT),
    "date_from_datetime_parsing": ("is not a date", "write it as 2027-12-31"),
    "date_parsing": ("is not a date", "write it as 2027-12-31"),
}
