"""Checking what a plan needs beyond its own file: packs that can be read, lists, templates, settings, libraries, holidays."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.times.when import MonthlyWorkday
from reportgen.distribute.schedule.times.workdays import WorkCalendar
from reportgen.distribute.send.chat import variable_of
from reportgen.distribute.send.mail import MailSettings
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import InputError, ReportgenError
from reportgen.files import template_path
from reportgen.findings import Finding, Place, Rule
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_recipients, recipients_file
from reportgen.load.nearest import nearest
from reportgen.model import Pack, Recipient

COMES = Rule("S05", "error", "every job has a coming time")
USED = Rule("S06", "warning", "a job that delivers nothing names no list, recipients or folder")
WRITABLE = Rule("S07", "error", "the output folder of a job can be written")
READABLE = Rule("S08", "error", "the pack of a job can be read")
LONG_ENOUGH = Rule("S09", "warning", "each month has as many working days as its rule counts")
TEMPLATES = Rule("S10", "error", "the templates of a pack are there")
LISTED = Rule("S11", "error", "the recipients of a job are in a sound list")
NOTIFIED = Rule("S12", "warning", "the owner of a plan can be notified")
SETTINGS = Rule("S13", "error", "the settings of each channel are in the environment")
VALID = Rule("S14", "warning", "some recipient of a job is valid today")
RULES = (COMES, USED, WRITABLE, READABLE, LONG_ENOUGH, TEMPLATES, LISTED, NOTIFIED, SETTINGS, VALID)
_MONTHS_AHEAD = 14


def check_plan(plan: Plan, secrets: Secrets, now: datetime) -> list[Finding]:
    """Return everything that would keep a job from running or sending; nothing is built, and no server is asked."""
    found = []
    for job in plan.jobs:
        found += list(_job(job, plan.calendar, secrets, now))
    if plan.owner and not secrets.get("REPORTGEN_SMTP_HOST"):
        what = "`owner` gets no notices: REPORTGEN_SMTP_HOST is not set"
        found.append(NOTIFIED.at(Place(str(plan.path)), what, "set it, or REPORTGEN_OWNER_HOOK"))
    if plan.uses_working_days():
        found += plan.calendar.ending(now.astimezone(plan.jobs[0].when.zone).date())
    return found


def _job(job: PlannedJob, calendar: WorkCalendar, secrets: Secrets, now: datetime) -> Iterator[Finding]:
    place = Place(job.place or job.id)
    if job.when.after(now, calendar) is None:
        yield COMES.at(place, f"`{job.when.text}` never comes", "correct `when`")
    yield from _short_months(job, calendar, place, now)
    if not job.deliver:
        unused = [key for key, value in (("list", job.recipients), ("only", job.only), ("to", job.to)) if value]
        for key in unused:
            what = f"job {job.id}: `{key}` has no effect, because the job delivers nothing"
            yield USED.at(place, what, "add `deliver: true`, or remove it")
    if not os.access(_existing(job.output), os.W_OK):
        what = f"job {job.id}: {job.output} cannot be written by this user"
        yield WRITABLE.at(place, what, "choose another `output`, or change its permissions")
    try:
        pack = load_pack(job.pack)
    except ReportgenError as error:
        yield READABLE.at(place, f"job {job.id}: the pack cannot be read:\n{error}")
        return
    yield from _templates(job, pack, place)
    if job.deliver:
        yield from _delivery(job, pack, place, secrets)


def _short_months(job: PlannedJob, calendar: WorkCalendar, place: Place, now: datetime) -> Iterator[Finding]:
    """Months without that many working days: February 2026 has 16."""
    days = job.when.days
    if not isinstance(days, MonthlyWorkday) or abs(days.number) < 15:
        return
    start = now.astimezone(job.when.zone).date().replace(day=1)
    for _ in range(_MONTHS_AHEAD):
        following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        count = sum(
            calendar.is_workday(date.fromordinal(day)) for day in range(start.toordinal(), following.toordinal())
        )
        if count < abs(days.number):
            what = f"job {job.id}: no run in {start:%Y-%m}, which has only {count} working days"
            yield LONG_ENOUGH.at(place, what, "count from the end of the month: 每月倒数第1个工作日")
        start = following


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one around it that is there."""
    folder = folder.absolute()
    while not os.path.exists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _templates(job: PlannedJob, pack: Pack, place: Place) -> Iterator[Finding]:
    for kind in ("report", *(("deck",) if pack.slides else ())):
        own = getattr(pack.templates, kind)
        path = template_path(kind, pack.theme, own, job.pack)
        if not path.is_file():
            folder = path.parent
            names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
            hint = nearest(path.name, names) or "see `templates` in pack.yaml"
            yield TEMPLATES.at(place, f"job {job.id}: the template {path} is not there", hint)


def _delivery(job: PlannedJob, pack: Pack, place: Place, secrets: Secrets) -> Iterator[Finding]:
    try:
        recipients = load_recipients(job.recipients or recipients_file(job.pack), pack, job.pack)
    except ReportgenError as error:
        yield LISTED.at(place, f"job {job.id}: the list of recipients has mistakes:\n{error}")
        return
    names = [one.id for one in recipients]
    for name in job.only:
        if name not in names:
            hint = nearest(name, names) or "there are: " + ", ".join(names[:12])
            yield LISTED.at(place, f"job {job.id}: no recipient `{name}` in the list", hint)
    chosen = [one for one in recipients if not job.only or one.id in job.only]
    for what, hint in _settings(job, chosen, secrets):
        yield SETTINGS.at(place, f"job {job.id}: {what}", hint)
    today = datetime.now(UTC).date()
    if not any(one.is_valid_on(today) for one in chosen):
        yield VALID.at(place, f"job {job.id}: no recipient of the list is valid today")


def _settings(job: PlannedJob, recipients: list[Recipient], secrets: Secrets) -> Iterator[tuple[str, str]]:
    """What the channels of the recipients need in the environment and lack."""
    if any(one.channel == "mail" for one in recipients):
        try:
            MailSettings.of(secrets)
        except InputError as error:
            for problem in error.problems:
                yield f"recipients get mail, and {problem.file} {problem.what}", problem.hint
    chats = dict.fromkeys(variable_of(one.address) for one in recipients if one.channel == "chat")
    for name in chats:
        if not secrets.get(name):
            yield f"recipients are sent to by chat, and {name} is not set", "set it in the environment of the schedule"
