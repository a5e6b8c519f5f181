"""A plan as the schedule works with it: jobs with their rules, the calendar, the owner, the record of runs."""

from dataclasses import dataclass, field
from pathlib import Path

from reportgen.distribute.schedule.times.due import Missed
from reportgen.distribute.schedule.times.when import When
from reportgen.distribute.schedule.times.workdays import WorkCalendar
from reportgen.errors import PackError, Problem
from reportgen.load.nearest import nearest

RECORD = Path("output/schedule.sqlite")


@dataclass(frozen=True)
class PlannedJob:
    """A pack to build at certain times, and whether and to whom its parts are sent.

    `missed` says what happens to runs that nobody made in time, `only` the recipients (none: all of the list).
    """

    id: str
    pack: Path
    when: When
    output: Path
    deliver: bool = False
    recipients: Path | None = None
    to: str = ""
    only: tuple[str, ...] = ()
    missed: Missed = "run"
    skip_bad: bool = False
    place: str = ""  # file, line and column of the entry


@dataclass(frozen=True)
class Plan:
    """All jobs, the working days they count by, whom to notify, and the file that records the runs."""

    path: Path
    jobs: tuple[PlannedJob, ...]
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    owner: str = ""
    record: Path = RECORD
    on_failure: str = ""  # webhooks: URLs, or $NAME of an environment variable
    on_silence: str = ""

    def job(self, name: str) -> PlannedJob:
        """Return a job by its id; a PackError for one that is not in the plan."""
        for job in self.jobs:
            if job.id == name:
                return job
        names = [job.id for job in self.jobs]
        hint = nearest(name, names) or "there are: " + ", ".join(names)
        raise PackError([Problem(str(self.path), None, None, f"has no job `{name}`", hint)])

    def uses_working_days(self) -> bool:
        """Return whether any job has a rule of working days."""
        return any(job.when.cron is None for job in self.jobs)
