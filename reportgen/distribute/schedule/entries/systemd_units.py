"""The entries for systemd: a service, its timer, and a unit that tells the owner when the service fails."""

import re
from collections.abc import Sequence

from reportgen.distribute.schedule.entries.installation import Installation, look_minutes
from reportgen.distribute.schedule.plan import Plan

_PLAIN = re.compile(r"[A-Za-z0-9_./:=,+@-]+")
_SPECIAL = re.compile(r"[$%\"'\\]")


def systemd(plan: Plan, installation: Installation) -> dict[str, str]:
    """Return units by file name: a service that looks, a timer that starts it, a unit for failures."""
    name = installation.name
    minutes = look_minutes(plan)
    clock = "*" if len(minutes) == 60 else ",".join(f"{minute:02d}" for minute in minutes)
    rules = "".join(f"# {_comment(job.id)}: {_comment(job.when.text)} ({job.when.zone.key})\n" for job in plan.jobs)
    return {
        f"{name}.service": rules
        + _unit(installation, "does what is due", f"OnFailure={name}-failed.service\n")
        + _service(installation, "oneshot"),
        f"{name}.timer": (
            f"{rules}[Unit]\nDescription=reportgen {_value(installation.plan.name)}: looks at the plan\n\n"
            f"[Timer]\nOnCalendar=*-*-* *:{clock}:00\nOnBootSec=2min\nAccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n"
        ),
        f"{name}-failed.service": _failed(installation),
    }


def service_unit(installation: Installation) -> dict[str, str]:
    """Return the unit of the service that stays: it is started again whenever it fails, and the owner is notified each day."""
    told = _start(installation.failed(with_environment=_is_pattern(installation)), "ExecStopPost")
    more = f"Restart=on-failure\nRestartSec=1min\nTimeoutStopSec=5min\n{told}"
    start = _unit(installation, "service", "StartLimitIntervalSec=0\n")
    body = _service(installation, "simple", more) + "\n[Install]\nWantedBy=multi-user.target\n"
    return {f"{installation.name}.service": start + body}


def _unit(installation: Installation, what: str, more: str) -> str:
    return (
        f"[Unit]\nDescription=reportgen {_value(installation.plan.name)}: {what}\n"
        f"Wants=network-online.target\nAfter=network-online.target\n{more}\n"
    )


def _service(installation: Installation, kind: str, more: str = "") -> str:
    words = installation.look if kind == "oneshot" else installation.serve
    limit = f"TimeoutStartSec={_hours(installation)}\n" if kind == "oneshot" else ""
    start = _start(words(with_environment=_is_pattern(installation)))
    return f"[Service]\nType={kind}\n{_surroundings(installation)}{limit}{more}{start}"


def _failed(installation: Installation) -> str:
    return (
        f"[Unit]\nDescription=reportgen {_value(installation.plan.name)}: notifies the owner of a failure\n\n"
        f"[Service]\nType=oneshot\n{_surroundings(installation, folder='-')}TimeoutStartSec=5min\n"
        f"{_start(installation.failed(with_environment=_is_pattern(installation)))}"
    )


def _surroundings(installation: Installation, folder: str = "") -> str:
    """User, folder and environment; with `folder` "-" the unit starts also where the folder is gone, to say so."""
    lines = [f"User={installation.user}", f"WorkingDirectory={folder}{_value(installation.folder)}"]
    if installation.environment is not None and not _is_pattern(installation):
        lines.append(f"EnvironmentFile=-{_value(installation.environment)}")
    return "\n".join(lines) + "\n"


def _is_pattern(installation: Installation) -> bool:
    """Whether systemd would take the path of the environment file for a pattern; then the command reads it."""
    return any(mark in str(installation.environment) for mark in "*?[\\")


def _start(command: Sequence[str], key: str = "ExecStart") -> str:
    if _SPECIAL.search(command[0]):  # systemd expands nothing in the program itself, so env gets it as an argument
        command = ["/usr/bin/env", *command]
    return f"{key}={' '.join(map(_word, command))}\n"


def _word(text: str) -> str:
    """A word of ExecStart: quoted where needed, `%` and `$` doubled, so that neither is replaced."""
    doubled = text.replace("%", "%%").replace("$", "$$")
    if _PLAIN.fullmatch(doubled):
        return doubled
    return '"' + doubled.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(text: object) -> str:
    """The value of a line that systemd takes whole."""
    return str(text).replace("%", "%%")


def _comment(text: str) -> str:
    return " ".join(text.split())


def _hours(installation: Installation) -> str:
    return f"{max(round(installation.hours * 60), 1)}min"
