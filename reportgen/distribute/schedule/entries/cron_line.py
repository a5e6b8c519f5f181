"""The entry for cron: one line that looks at the plan every few minutes."""

import shlex
import shutil

from reportgen.distribute.schedule.entries.installation import Installation, look_minutes
from reportgen.distribute.schedule.plan import Plan
from reportgen.errors import InputError, Problem

_LONGEST = 990  # bytes: cron takes commands of less than 1,000


def crontab(plan: Plan, installation: Installation) -> str:
    """Return the lines of a crontab; an InputError when cron would cut the line off."""
    minutes = look_minutes(plan)
    when = "*/5" if minutes == list(range(0, 60, 5)) else "*" if len(minutes) == 60 else ",".join(map(str, minutes))
    command = _command(installation)
    if len(command.encode("utf-8", "surrogateescape")) > _LONGEST:
        what = f"the line would be longer than cron takes ({_LONGEST} bytes)"
        raise InputError([Problem("--cron", None, None, what, "use shorter paths, or --systemd")])
    heads = [
        f"# reportgen: {installation.plan}",
        f"# for the crontab of {installation.user} (crontab -e); looks at the plan, which decides what is due",
        *(f"# {job.id}: {job.when.text} ({job.when.zone.key})" for job in plan.jobs),
    ]
    if installation.environment is None:
        heads.append(f"# no environment file: write {installation.folder / 'reportgen.env'} and export again")
    return "\n".join([*heads, f"{when} * * * * {command}"]) + "\n"


def _command(installation: Installation) -> str:
    """The command as a crontab has it: `%` would end it there, and is escaped."""
    timeout = shutil.which("timeout")
    limit = [timeout, f"{installation.hours:g}h"] if timeout else []
    look = shlex.join([*limit, *installation.look(with_environment=True)])
    failed = shlex.join([*installation.failed(with_environment=True), "--status"])
    enter = f"{{ cd {shlex.quote(str(installation.folder))} || (exit 3); }}"
    return f"{enter} && {look} || {failed} $?".replace("%", "\\%")
