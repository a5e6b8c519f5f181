"""The service: it looks at the plan each minute, by a clock that may jump, and does what is due, one job after another.

What it missed while it was down is in the record. It takes a changed plan as soon as that is sound; two services never share a
plan.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.distribute.schedule.plan import Plan
from reportgen.distribute.schedule.record import Record, lock, service_lock
from reportgen.distribute.schedule.rounds import Rounds
from reportgen.errors import InputError, OutputError, ReportgenError
from reportgen.files import Busy

LOOK = 30.0  # seconds
MakeRounds = Callable[[Plan, Record], Rounds]


@dataclass
class Service:
    """The plan at work; `read` returns the plan of a file, `make` its rounds, `report` gets what the service itself says."""

    plan: Plan
    record: Path
    make: MakeRounds
    read: Callable[[Path], Plan]
    report: Callable[[str], None] = lambda line: None
    look_every: float = LOOK
    _changed: float = 0.0
    _fault: str = ""

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; a run that is at work comes to its end. An OutputError if another service has the plan."""
        with service_lock(self.record, self.plan.path):
            self._changed = self._written()
            while not stop.is_set():
                self.round(stop)
                stop.wait(self.look_every)

    def round(self, stop: threading.Event) -> None:
        """Look once at each job; what cannot be read or written is reported once, and looked at again."""
        try:
            self._take_changes()
            with Record(self.record, self.plan.path) as record:
                rounds = self.make(self.plan, record)
                for job in self.plan.jobs:
                    if not stop.is_set():
                        with lock(self.record):
                            rounds.look(job)
            self._fault = ""
        except Busy:  # somebody runs a job by hand; the next look does what is due
            pass
        except ReportgenError as error:
            self._say(str(error))
        except (OSError, ValueError) as error:  # the service looks again in half a minute
            self._say(f"{type(error).__name__}: {error}")

    def _say(self, fault: str) -> None:
        if fault != self._fault:
            self._fault = fault
            self.report(fault)

    def _take_changes(self) -> None:
        """Read the plan anew when its file has changed; one with mistakes is reported, and the last sound one stays."""
        written = self._written()
        if written == self._changed:
            return
        self._changed = written
        try:
            plan = self.read(self.plan.path)
        except (InputError, OutputError) as error:
            self.report(f"the plan was changed and has mistakes; the last sound one stays in force:\n{error}")
            return
        self.plan = plan
        self.report(f"the plan was changed: {len(plan.jobs)} jobs")

    def _written(self) -> float:
        try:
            return self.plan.path.stat().st_mtime
        except OSError:
            return 0.0
