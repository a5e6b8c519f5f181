"""Entries of a plan for other schedulers: crontab, systemd timers, Windows tasks.

None of them knows Chinese working days: such a job is started each day, and the command itself sees whether it is due.
"""

import shlex
from pathlib import Path

from reportgen.distribute.schedule.plan import Plan, PlannedJob

_MOST_TIMES = 24  # a cron rule with more times a day becomes a task that looks each minute
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def crontab(plan: Plan, program: str, folder: Path) -> str:
    """Return the lines of a crontab."""
    lines = [f"# reportgen, from {plan.path}", f"CRON_TZ={_zone(plan)}"]
    for job in plan.jobs:
        when = job.when.cron.text if job.when.cron else f"{job.when.at.minute} {job.when.at.hour} * * *"
        command = f"cd {shlex.quote(str(folder))} && {_command(plan, job, program)}"
        lines += [f"# {job.id}: {job.when.text}", f"{when} {command.replace('%', chr(92) + '%')}"]
    return "\n".join(lines) + "\n"


def systemd(plan: Plan, program: str, folder: Path) -> dict[str, str]:
    """Return units by file name."""
    units = {}
    for job in plan.jobs:
        name = f"reportgen-{job.id}"
        units[f"{name}.service"] = (
            f"[Unit]\nDescription=reportgen {job.id}\n\n[Service]\nType=oneshot\n"
            f"WorkingDirectory={folder}\nEnvironmentFile=-/etc/reportgen.env\n"
            f"ExecStart={_command(plan, job, program).replace('%', '%%')}\n"
        )
        times = "".join(f"OnCalendar={when} {_zone(plan)}\n" for when in _calendar_events(job))
        units[f"{name}.timer"] = (
            f"[Unit]\nDescription={job.when.text}\n\n[Timer]\n{times}Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
        )
    return units


def windows(plan: Plan, program: str, folder: Path) -> str:
    """Return commands that lay down Windows tasks; the zone of the machine must be that of the plan."""
    lines = [f"rem reportgen, from {plan.path}; the clock of this machine must be in {_zone(plan)}"]
    for job in plan.jobs:
        command = f'cmd /c cd /d \\"{folder}\\" && {_command(plan, job, program, quote=False, if_due=True)}'
        cron = job.when.cron
        times = list(cron.times()) if cron else [job.when.at]
        if len(times) > _MOST_TIMES:
            lines.append(f'schtasks /Create /F /TN "reportgen\\{job.id}" /SC MINUTE /MO 1 /TR "{command}"')
            continue
        for number, at in enumerate(times):
            name = job.id if len(times) == 1 else f"{job.id}-{number + 1}"
            lines.append(f'schtasks /Create /F /TN "reportgen\\{name}" /SC DAILY /ST {at:%H:%M} /TR "{command}"')
    return "\r\n".join(lines) + "\r\n"


def _command(plan: Plan, job: PlannedJob, program: str, *, quote: bool = True, if_due: bool = False) -> str:
    words = [program, "schedule", "now", str(plan.path), "--wait", "--job", job.id]
    if if_due or job.when.cron is None:
        words.append("--if-due")
    return shlex.join(words) if quote else " ".join(f'\\"{word}\\"' if " " in word else word for word in words)


def _zone(plan: Plan) -> str:
    return str(plan.jobs[0].when.zone.key)


def _calendar_events(job: PlannedJob) -> list[str]:
    cron = job.when.cron
    if cron is None:
        return [f"*-*-* {job.when.at:%H:%M}:00"]
    clock = f"{_list(cron.hours, 24)}:{_list(cron.minutes, 60)}:00"
    months, days = _list(cron.months, 12), _list(cron.days, 31)
    week = "" if len(cron.weekdays) == 7 else ",".join(_WEEKDAYS[day] for day in sorted(cron.weekdays)) + " "
    if cron.either:  # cron takes either of the two days, systemd asks for both
        return [f"*-{months}-{days} {clock}", f"{week}*-{months}-* {clock}"]
    return [f"{week}*-{months}-{days} {clock}"]


def _list(values: frozenset[int], full: int) -> str:
    return "*" if len(values) == full else ",".join(f"{value:02d}" for value in sorted(values))
