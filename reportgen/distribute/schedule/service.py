"""The service: APScheduler with its jobs in SQLite, so that a run missed while it was down is made up for, once.

A run that is still at work is not begun again; two services never share a store; a clock that jumps is looked at every minute.
A run whose parcels wait for a mail server is laid down once more, at the moment of the next try.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from reportgen.distribute.schedule.plan import Plan
from reportgen.distribute.schedule.when import When
from reportgen.distribute.schedule.workdays import WorkCalendar
from reportgen.files import ProcessLock

_GRACE = 12 * 3600  # seconds: a run missed for longer waits for its next time
_LOOK = 60.0
_AGAIN = "~again"  # no id of a job holds this mark
Fire = Callable[[str, str], datetime | None]
_services: dict[str, "Service"] = {}


class RuleTrigger(BaseTrigger):  # type: ignore[misc]
    """Our rules as APScheduler asks for them."""

    def __init__(self, when: When, calendar: WorkCalendar) -> None:
        self.when, self.calendar = when, calendar

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """Return the moment after the last one; after a stop the first that was missed, for coalescing."""
        return self.when.after(previous or now - timedelta(microseconds=1), self.calendar)

    def __eq__(self, other: object) -> bool:
        """Tell whether two triggers fire alike."""
        return isinstance(other, RuleTrigger) and (self.when, self.calendar.own) == (other.when, other.calendar.own)

    __hash__ = None  # type: ignore[assignment]


class _Scheduler(BackgroundScheduler):  # type: ignore[misc]
    """APScheduler looks for due jobs once more after it has shut its executors, and would lose a job that is due then."""

    def _process_jobs(self) -> Any:
        return super()._process_jobs() if self.running else None


@dataclass
class Service:
    """The plan at work."""

    plan: Plan
    store: Path
    fire: Fire

    def start(self) -> None:
        """Take the turn, lay down the jobs of the plan, drop those that it has no more, and begin."""
        self._turn = ProcessLock(self.store.with_name(f".{self.store.name}.lock"), "schedule service")
        _services[str(self.store)] = self
        self._at_work: dict[str, threading.Lock] = {planned.id: threading.Lock() for planned in self.plan.jobs}
        jobs = SQLAlchemyJobStore(url=f"sqlite:///{self.store}")
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": _GRACE}
        self.scheduler: Any = _Scheduler(jobstores={"default": jobs}, job_defaults=defaults, timezone="UTC")
        self.scheduler.start(paused=True)
        for job in self.scheduler.get_jobs():
            if job.id.removesuffix(_AGAIN) not in self._at_work:
                job.remove()
        for planned in self.plan.jobs:
            self._lay(planned.id, RuleTrigger(planned.when, self.plan.calendar))
        self.scheduler.resume()

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        self.start()
        try:
            while not stop.wait(_LOOK):
                self.scheduler.wakeup()  # it sleeps by a clock that does not jump, and the wall clock may have
        finally:
            self.end()

    def end(self) -> None:
        """Finish what is running and let go of the store."""
        self.scheduler.shutdown(wait=True)
        self._turn.end()

    def _lay(self, name: str, trigger: RuleTrigger) -> None:
        """A job whose rule is as before keeps its next time, which may lie in the past: then it is made up for."""
        known = self.scheduler.get_job(name)
        if known is None or known.trigger != trigger:
            arguments = [str(self.store), str(self.plan.path), name]
            self.scheduler.add_job(fire, trigger, arguments, id=name, replace_existing=True)

    def work(self, plan: str, name: str) -> None:
        """Do a job, one run at a time; lay down its next try where parcels wait."""
        with self._at_work.get(name, threading.Lock()):
            again = self.fire(plan, name)
        if again is not None and self.scheduler.running:
            self.scheduler.add_job(
                fire, "date", [str(self.store), plan, name], run_date=again, id=f"{name}{_AGAIN}",
                replace_existing=True, misfire_grace_time=None,
            )  # fmt: skip


def fire(store: str, plan: str, job: str) -> None:
    """What the store remembers to call: a name in this module, so that it survives a new process."""
    _services[store].work(plan, job)
