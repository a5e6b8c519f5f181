"""What the record of a plan holds: the state of each job, and its runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reportgen.distribute.schedule.times.due import Mark

State = Literal["running", "done", "part", "failed", "cut off", "skipped", "asked", "answered"]


@dataclass(frozen=True)
class JobState:
    """What is known of a job: its rule as last seen, since when, how far it is settled, when it is tried again."""

    rule: str
    since: datetime
    mark: Mark
    again: datetime | None = None
    tries: int = 0


@dataclass(frozen=True)
class Run:
    """A run, or moments that were skipped: the first and last moment, their number, how it ended.

    `moments` lists them, unless they are very many: then all between the first and the last are meant.
    """

    number: int
    job: str
    state: State
    first: datetime | None
    last: datetime | None
    count: int
    moments: tuple[datetime, ...]
    repeated: bool  # due again after the clock was set back
    began: datetime
    ended: datetime | None
    lines: tuple[str, ...]
    failed: tuple[str, ...]

    def covers(self, moment: datetime) -> bool:
        """Return whether this is what became of a moment."""
        if self.moments or self.first is None or self.last is None:
            return moment in self.moments
        return self.first <= moment <= self.last


@dataclass(frozen=True)
class Entry:
    """What is written down of moments that are due: that they run, or what else became of them."""

    state: State
    moments: Sequence[datetime]
    lines: Sequence[str] = ()
    repeated: bool = False
