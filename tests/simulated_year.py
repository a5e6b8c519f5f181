"""A year of a machine that fails: outages, crashes, clocks that jump; ten plans on it, and the oracle that says what was due."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from due_oracle import (
    after_holidays,
    at,
    before_holidays,
    before_the_anniversary,
    by_the_quarter,
    last_of_each_month,
    third_of_each_month,
)

from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.record import Record
from reportgen.distribute.schedule.recorded_run import Entry, JobState, Run, State
from reportgen.distribute.schedule.rounds import Rounds
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.schedule.times.due import SAME, Missed
from reportgen.distribute.schedule.times.when import When

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)
CHINA = "Asia/Shanghai"


@dataclass(frozen=True)
class Kind:
    """A rule, its zone, what the plan says of missed runs, and what the oracle says is due."""

    text: str
    zone: str
    missed: Missed
    due: Callable[[], Sequence[datetime]]


KINDS = (
    Kind("每月第3个工作日 09:00", CHINA, "run", lambda: at(third_of_each_month, 9, 0, CHINA)),
    Kind("周年日前10个工作日 09:00", CHINA, "run", lambda: at(before_the_anniversary, 9, 0, CHINA)),
    Kind("节后第一个工作日 08:30", CHINA, "run", lambda: at(after_holidays, 8, 30, CHINA)),
    Kind("节前最后一个工作日 15:00", CHINA, "ask", lambda: at(before_holidays, 15, 0, CHINA)),
    Kind("每月倒数第1个工作日 16:00", CHINA, "skip", lambda: at(last_of_each_month, 16, 0, CHINA)),
    Kind("0 9 * * 1-5", CHINA, "skip", lambda: by_the_quarter(CHINA, "0", "9", "*", "1,2,3,4,5")),
    Kind("30 2 * * *", "America/New_York", "run", lambda: by_the_quarter("America/New_York", "30", "2", "*", "*")),
    Kind("30 2 * * *", "Europe/Berlin", "ask", lambda: by_the_quarter("Europe/Berlin", "30", "2", "*", "*")),
    Kind("15 */6 * * *", "Australia/Lord_Howe", "run", lambda: by_the_quarter("Australia/Lord_Howe", "15", "0,6,12,18", "*", "*")),
    Kind("0 10 13 * 5", "Pacific/Chatham", "skip", lambda: by_the_quarter("Pacific/Chatham", "0", "10", "13", "5")),
)  # fmt: skip


@dataclass
class Machine:
    """When it is off, and how far its clock is wrong: stretches of true time."""

    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    wrong: list[tuple[datetime, datetime, timedelta]] = field(default_factory=list)

    @classmethod
    def of(cls, dice: random.Random, outages: int, jumps: int) -> "Machine":
        """A year of random outages of minutes to weeks, and of clocks that are wrong for minutes to days."""
        found = cls()
        year = (END - BEGIN).total_seconds()
        for _ in range(outages):
            start = BEGIN + timedelta(seconds=dice.uniform(0, year))
            hours = dice.choice(
                (dice.uniform(0.02, 0.5), dice.uniform(0.5, 12), dice.uniform(12, 96), dice.uniform(96, 500))
            )
            found.outages.append((start, start + timedelta(hours=hours)))
        for number in range(jumps):
            start = BEGIN + timedelta(seconds=year * (number + dice.uniform(0, 0.6)) / jumps)
            off = dice.choice((-1, 1)) * dice.choice(
                (timedelta(minutes=dice.uniform(1, 150)), timedelta(hours=8), timedelta(days=dice.uniform(1, 20)))
            )
            end = start + dice.choice((timedelta(minutes=dice.uniform(1, 30)), timedelta(days=dice.uniform(0.3, 6))))
            found.wrong.append((start, end, off))
        return found

    def is_off(self, moment: datetime) -> bool:
        return any(start <= moment < end for start, end in self.outages)

    def shows(self, moment: datetime) -> datetime:
        """What its clock shows."""
        return moment + sum((off for start, end, off in self.wrong if start <= moment < end), timedelta())

    def looks(self, due: Sequence[datetime], dice: random.Random) -> list[datetime]:
        """True moments at which the schedule looks: soon after each due moment as the clock shows it, and now and then.

        A service looks every half minute; most of those looks find nothing and are left out, but not those near a jump.
        """
        found = [moment + timedelta(seconds=dice.uniform(0, 40)) for moment in due]
        for start, end, off in self.wrong:
            found += [
                moment - off + timedelta(seconds=dice.uniform(0, 40)) for moment in due if start <= moment - off < end
            ]
            for edge in (start, end, end + max(off, timedelta()), start + max(-off, timedelta())):
                found += [edge + timedelta(minutes=5 * number) for number in range(-6, 7)]
        found += [end + timedelta(seconds=dice.uniform(5, 90)) for _, end in self.outages]
        found += [BEGIN + timedelta(hours=9 * number) for number in range(int((END - BEGIN).total_seconds() / 32400))]
        return sorted(moment for moment in found if BEGIN <= moment < END and not self.is_off(moment))


class Crash(BaseException):
    """The process dies."""


@dataclass
class Story:
    """What happened to a plan in a year: the true moments of its runs by the number in the record, and all that was told."""

    runs: dict[int, datetime] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    record: list[Run] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)  # after crashes

    @property
    def crashes(self) -> int:
        return len(self.down)


class Watched(Record):
    """A record, and the true moments at which something was written into it; the disk itself does not fail here."""

    synchronous = "OFF"

    def __init__(self, path: Path, plan: Path, story: Story, true: list[datetime], dice: random.Random) -> None:
        super().__init__(path, plan)
        self.story, self.true, self.dice = story, true, dice
        self.chance = 0.0

    def die(self) -> None:
        """The process may die at any write."""
        if self.dice.random() < self.chance:
            raise Crash

    def begin(self, job: str, entries: Sequence[Entry], now: datetime, after: JobState) -> int:
        self.die()
        last = super().begin(job, entries, now, after)
        self.die()
        self.story.runs |= {last - number: self.true[0] for number in range(len(entries))}
        return last

    def put(self, job: str, state: JobState) -> None:
        self.die()
        super().put(job, state)

    def mark_as(self, job: str, old: State, new: State) -> list[Run]:
        found = super().mark_as(job, old, new)
        if found:
            self.die()
        return found


def live(
    kind: Kind,
    machine: Machine,
    folder: Path,
    dice: random.Random,
    *,
    crash: float = 0.06,
    fail: float = 0.05,
    answer: float = 0.02,
) -> Story:
    """Let a plan live through the year of a machine."""
    job = PlannedJob("a", folder, When.parse(kind.text, ZoneInfo(kind.zone), "8月20日"), folder, missed=kind.missed)
    plan = Plan(folder / "schedule.yaml", (job,))
    story, true = Story(), [BEGIN]
    path = folder / "record.sqlite"
    down_until = BEGIN

    def act(planned: PlannedJob) -> RunReport:
        if dice.random() < crash:
            raise Crash  # before, in or after the work: nobody can tell
        true[0] += timedelta(seconds=dice.uniform(1, 300))
        if dice.random() < fail:
            return RunReport("a", ("the server is down",), failed=True)
        return RunReport("a", ("built",), bad=("b: failed, no such mailbox",) if dice.random() < fail else ())

    record = Watched(path, plan.path, story, true, dice)
    for moment in machine.looks(kind.due(), dice):
        record.chance = crash / 4
        if moment < down_until:
            continue
        true[0] = max(moment, true[0])
        rounds = Rounds(
            plan, record, act, lambda: machine.shows(true[0]), tell=lambda name, line: story.lines.append(line)
        )
        try:
            if kind.missed == "ask" and dice.random() < answer:
                rounds.force(job, dice.choice(("run", "skip")))
            else:
                rounds.look(job)
        except Crash:
            record.close()
            record = Watched(path, plan.path, story, true, dice)
            down_until = true[0] + timedelta(minutes=dice.choice((0.5, 3, 600)))
            story.down.append((true[0], down_until))
    story.record = record.runs("a", 100_000)
    record.close()
    return story


def judged(kind: Kind, machine: Machine, story: Story) -> Counter[str]:
    """What became of each moment that the oracle says was due; `silent` and `twice` must not occur."""
    found: Counter[str] = Counter()
    last = max(machine.looks(kind.due(), random.Random(0)), default=BEGIN) - timedelta(days=1)
    covers: dict[datetime, list[Run]] = {}
    for run in story.record:
        for moment in run.moments if run.state not in ("cut off", "answered") else ():
            covers.setdefault(moment, []).append(run)
    for moment in (due.astimezone(UTC) for due in kind.due()):
        if BEGIN + timedelta(days=1) <= moment < last:
            found[_verdict(moment, covers.get(moment, []), story, machine)] += 1
            found["due"] += 1
    return found


def _verdict(moment: datetime, covers: list[Run], story: Story, machine: Machine) -> str:
    """How a moment ended: by the run at its time or after it; one much before was made by a clock that ran ahead."""
    sound = [run for run in covers if story.runs[run.number] >= moment - SAME]
    if not sound:
        return _early(moment, covers, story, machine)
    if len([run for run in sound if not run.repeated]) > 1:
        return "twice"
    if len(sound) > 1:
        return "again after the clock was set back, told"
    if sound[0].state in ("skipped", "asked", "failed"):
        return f"{sound[0].state}, told"
    late = story.runs[sound[0].number] - moment > timedelta(hours=1)
    return "made up" if late else "on time"


def _early(moment: datetime, covers: list[Run], story: Story, machine: Machine) -> str:
    """A moment that was only made before it came: it passed while the clock still ran ahead or the
    machine was off, when nobody could know, or it is told that it counts."""
    if not covers:
        return "silent"
    if not all(machine.shows(story.runs[run.number]) - story.runs[run.number] > SAME for run in covers):
        return "early, not told"
    counted = any("while the clock ran ahead" in line for line in story.lines)
    off = machine.is_off(moment) or any(start <= moment <= end for start, end in story.down)
    passed = off or machine.shows(moment.astimezone(UTC)) > moment
    return "early by a clock that ran ahead" if counted or passed else "early, not told"
