"""What an entry starts: the interpreter of this installation, the plan, folder, user, environment file and time-out; all absolute."""

import getpass
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from reportgen.distribute.schedule.plan import Plan
from reportgen.errors import InputError, Problem

_EVERY = range(0, 60, 5)
_QUARTERS = (0, 15, 30, 45)  # the minutes by which the clocks of zones differ
_BAD = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Installation:
    """How an entry runs: `hours` is the time-out of one start, `environment` a file of NAME=value lines."""

    program: tuple[str, ...]
    plan: Path
    folder: Path
    user: str
    environment: Path | None = None
    hours: float = 6

    @classmethod
    def here(
        cls, plan: Path, folder: Path, *, user: str | None, environment: Path | None, hours: float
    ) -> "Installation":
        """Return this installation; an InputError for names with line breaks or a user whose name is not known."""
        home = folder.absolute()
        usual = home / "reportgen.env"
        given = environment.absolute() if environment else usual if usual.is_file() else None
        found = cls(
            (sys.executable, "-P", "-m", "reportgen"), plan.absolute(), home, user or _user(), given, hours
        )  # fmt: skip
        for path in (sys.executable, found.plan, found.folder, found.environment or ""):
            if _BAD.search(str(path)):
                problem = Problem(repr(str(path)), None, None, "holds a control character", "rename it")
                raise InputError([problem])
        return found

    def look(self, *, with_environment: bool) -> list[str]:
        """Return the words of the command that does what is due."""
        return self._command("now", "--if-due", with_environment=with_environment)

    def serve(self, *, with_environment: bool) -> list[str]:
        """Return the words of the command that stays and does what is due."""
        return self._command("run", with_environment=with_environment)

    def failed(self, *, with_environment: bool) -> list[str]:
        """Return the words of the command that tells the owner of a start that ended badly."""
        return self._command("failed", with_environment=with_environment)

    def _command(self, action: str, *options: str, with_environment: bool) -> list[str]:
        words = [*self.program, "schedule", action, str(self.plan), *options]
        if with_environment and self.environment is not None:
            words += ["--environment", str(self.environment)]
        return words

    @property
    def name(self) -> str:
        """The name of units and tasks: `reportgen-` and the plan's folder, with a hash where ASCII cannot say it."""
        stem = self.plan.parent.name if self.plan.stem == "schedule" else self.plan.stem
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")
        short = hashlib.sha256(str(self.plan).encode("utf-8", "surrogateescape")).hexdigest()[:6]
        return f"reportgen-{plain}" if plain == stem else "-".join(filter(None, ("reportgen", plain, short)))


def look_minutes(plan: Plan) -> list[int]:
    """Return the minutes of an hour at which a plan is looked at: every fifth, and those that its rules name."""
    named = set()
    for job in plan.jobs:
        named |= set(job.when.cron.minutes) if job.when.cron else {job.when.at.minute}
    return sorted({*_EVERY, *((minute + quarter) % 60 for minute in named for quarter in _QUARTERS)})


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        problem = Problem("--user", None, None, "the name of this user is not known", "give it with --user NAME")
        raise InputError([problem]) from error
