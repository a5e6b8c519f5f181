"""`reportgen schedule export`: entries for cron, systemd and Windows."""

import argparse
import sys
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.distribute.schedule.entries import Installation, crontab, service_unit, systemd, windows
from reportgen.distribute.schedule.plan import Plan
from reportgen.errors import InputError, Problem
from reportgen.files import save_file, save_files

_KINDS = {
    "cron": "a line for crontab",
    "systemd": "a service and its timer",
    "service": "a systemd service that stays (`schedule run`)",
    "windows": "a task for the Windows Task Scheduler, as XML",
}


def add_export_options(action: argparse.ArgumentParser) -> None:
    """Add the options of the action."""
    kind = action.add_mutually_exclusive_group(required=True)
    for option, help_text in _KINDS.items():
        kind.add_argument(f"--{option}", dest="kind", action="store_const", const=option, help=help_text)
    action.add_argument(
        "-o", "--output", type=Path, help="folder for systemd units, file for the others (default: print)"
    )
    action.add_argument("--folder", type=Path, default=Path(), help="working folder of the runs (default: this one)")
    action.add_argument("--user", help="user who runs the jobs (default: this one)")
    action.add_argument(
        "--timeout", type=float, default=6, metavar="HOURS", help="end a run after this time (default: 6)"
    )
    add_overwrite_options(action)


def export(plan: Plan, arguments: argparse.Namespace) -> int:
    """Print entries, or write them."""
    if not 0 < arguments.timeout <= 24 * 28:
        raise InputError([Problem("--timeout", None, None, "expects hours from 0 to 672", "such as 6, or 0.5")])
    if not arguments.folder.is_dir():
        raise InputError(
            [Problem("--folder", None, None, f"no folder {str(arguments.folder)!r}", "give the working folder")]
        )
    installation = Installation.here(
        plan.path, arguments.folder, user=arguments.user, environment=arguments.environment, hours=arguments.timeout
    )
    if arguments.kind in ("systemd", "service"):
        make = systemd(plan, installation) if arguments.kind == "systemd" else service_unit(installation)
        return _write_units({name: text.encode() for name, text in make.items()}, arguments)
    content = crontab(plan, installation).encode() if arguments.kind == "cron" else windows(plan, installation)
    if arguments.output is None:
        text = content.decode("utf-16" if arguments.kind == "windows" else "utf-8")
        print(text.replace("\r\n", "\n"), end="")
        return FINE
    save_file(arguments.output, content, inputs=[arguments.plan], on_change=on_change(arguments))
    return FINE


def _write_units(units: dict[str, bytes], arguments: argparse.Namespace) -> int:
    if arguments.output is None:
        for name, content in units.items():
            print(f"# {name}\n{content.decode()}")
        return FINE
    save_files(arguments.output, units, inputs=[arguments.plan], on_change=on_change(arguments))
    started = next((name for name in units if name.endswith(".timer")), next(iter(units)))
    print(f"next: systemd-analyze verify {arguments.output}/*, copy them to /etc/systemd/system, "
          f"systemctl daemon-reload, systemctl enable --now {started}", file=sys.stderr)  # fmt: skip
    return FINE
