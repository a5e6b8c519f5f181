"""Looking at a plan by the clock: what is due is run, made up for, skipped or asked about; and everything is recorded and told.

Service, timers and commands all come through here.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.record import Record
from reportgen.distribute.schedule.recorded_run import Entry, JobState, Run, State
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.schedule.times.due import FIRST, SAME, Decision, Known, Look, Mark, Missed, decide, look
from reportgen.distribute.schedule.times.missed import made_up, missed_line
from reportgen.distribute.schedule.times.when import When

MOST_TRIES = 5
_PAUSE = timedelta(minutes=5)  # before the second try of a run that failed; then twice as long each time
_LONGEST = timedelta(hours=5)  # no pause is so long: a next try further ahead is of a clock that ran ahead
_MONTH = timedelta(days=28)
_SHOWN = 12
Act = Callable[[PlannedJob], RunReport]
Notify = Callable[[str, str], None]  # subject, text
Tell = Callable[[str, str], None]  # job, line


@dataclass(frozen=True)
class _Begun:
    """A run that is written down: its number in the record, the state of its job, what was missed before it."""

    job: PlannedJob
    number: int
    state: JobState
    late: tuple[str, ...]


@dataclass
class Rounds:
    """A plan, its record, and what does a job. `now` is the clock; the lock of the record is held by the caller."""

    plan: Plan
    record: Record
    act: Act
    now: Callable[[], datetime]
    notify: Notify = lambda subject, text: None
    tell: Tell = lambda job, line: None
    _messages: list[tuple[PlannedJob, str, str]] = field(default_factory=list)

    def look(self, job: PlannedJob) -> RunReport | None:
        """Do what is due of a job, and return the report of the run; None where there was none."""
        with self._written():
            begun = self._begin_due(job)
        return self._act(begun) if begun else None

    def force(self, job: PlannedJob, answer: Missed | None = None) -> RunReport | None:
        """Run a job now, which settles all that was due or asked about; `answer` "skip" settles it without a run."""
        with self._written():
            begun = self._begin_anyway(job, answer)
        return self._act(begun) if begun else None

    @contextmanager
    def _written(self) -> Iterator[None]:
        """Write what a look finds in one step, and report it when it is written."""
        self._messages = []
        with self.record.together():
            yield
        for job, about, line in self._messages:
            self.tell(job.id, line)
            self._notify(job, about, line)

    def _begin_due(self, job: PlannedJob) -> _Begun | None:
        now = self.now().astimezone(UTC)
        state, due, repeated, cut = self._due(job, now, ())
        chosen = decide(due, now, job.missed)
        aside = self._aside(job, chosen, repeated=repeated)
        if chosen.run:
            if self.record.mark_as(job.id, "asked", "skipped"):
                self._say(
                    job, "missed runs", "the question about missed runs was not answered before this run: skipped"
                )
            return self._begin(job, chosen.run, state, now, aside=aside, repeated=repeated, cut=len(cut))
        if aside:
            self._put_aside(job, aside, state, now)
        elif state != self.record.job(job.id):
            self.record.put(job.id, state)
        if state.again is not None and (state.again <= now or state.again - now > _LONGEST):
            return self._begin(job, (), state, now, cut=len(cut))
        return None

    def _begin_anyway(self, job: PlannedJob, answer: Missed | None) -> _Begun | None:
        now = self.now().astimezone(UTC)
        state, due, repeated, cut = self._due(job, now, self.record.mark_as(job.id, "asked", "answered"))
        if answer != "skip":
            return self._begin(job, due, state, now, repeated=repeated, cut=len(cut))
        line = f"{missed_line(due, job.when.zone)}: skipped on demand" if due else "nothing was missed"
        self._put_aside(job, [Entry("skipped", due, [line], repeated)], state, now)
        return None

    def _due(
        self, job: PlannedJob, now: datetime, asked: Sequence[Run]
    ) -> tuple[JobState, tuple[datetime, ...], bool, list[Run]]:
        """What is due by the clock and by runs that were cut off or asked about, with the state once it is settled.

        The third value tells whether any of it is due again, because the clock had run ahead.
        """
        state = self._state(job, now)
        cut = self._cut_off(job)
        known = Known(
            lambda moment: self.record.before(job.id, moment, state.since),
            lambda moment: self.record.is_made(job.id, moment),
        )
        found = look(state.mark, now, known, lambda start, end: self._moments(job, state, start, end))
        self._tell_clock(job, found, state, now)
        self._report_holidays(job, now)
        again = [moment for moment in self._again(job, [*asked, *cut]) if moment <= now + SAME]
        due = tuple(sorted({*again, *found.due}))
        repeated = found.repeated or any(run.repeated for run in (*asked, *cut))
        return replace(state, rule=rule_of(job.when), mark=found.mark), due, repeated, cut

    def _state(self, job: PlannedJob, now: datetime) -> JobState:
        known = self.record.job(job.id)
        if known is None and self.record.adopt(job.id):
            known = self.record.job(job.id)
        if known is not None:
            return known
        planned = self.record.of_the_scheduler(job.id)
        since = min(now, planned - timedelta(seconds=1)) if planned else now - FIRST
        self.tell(job.id, f"first look at this job: runs count from {since.astimezone(job.when.zone):%Y-%m-%d %H:%M}")
        state = JobState(rule_of(job.when), since, Mark(since))
        self.record.put(job.id, state)
        return state

    def _moments(self, job: PlannedJob, state: JobState, start: datetime, end: datetime) -> list[datetime]:
        """The moments of the rule; of one that was changed, those of the old rule up to the change of the file."""
        known = rule_of(job.when)
        old = None if state.rule == known else _rule(state.rule)
        if old is None:
            return list(job.when.between(start, end, self.plan.calendar))
        changed = self._changed(start, end)
        before = old.between(start, changed, self.plan.calendar)
        return [*before, *job.when.between(changed, end, self.plan.calendar)]

    def _changed(self, start: datetime, end: datetime) -> datetime:
        """The moment at which the plan was changed, as far as its file can say."""
        try:
            written = datetime.fromtimestamp(self.plan.path.stat().st_mtime, end.tzinfo)
        except OSError:
            return start
        return written if start <= written <= end else start

    def _cut_off(self, job: PlannedJob) -> list[Run]:
        """The runs that were begun and never ended: we have the lock, so their processes are gone."""
        found = self.record.mark_as(job.id, "running", "cut off")
        for run in found:
            self._say(job, "cut off", f"the run of {run.began.astimezone(job.when.zone):%Y-%m-%d %H:%M} was cut off")
        return found

    def _again(self, job: PlannedJob, runs: Sequence[Run]) -> list[datetime]:
        """The moments of runs that are due again."""
        found: list[datetime] = []
        for run in runs:
            if run.first is not None and run.last is not None:
                start = run.first - timedelta(seconds=1)
                found += run.moments or [run.first, *job.when.between(start, run.last, self.plan.calendar), run.last]
        return found

    def _aside(self, job: PlannedJob, chosen: Decision, *, repeated: bool) -> list[Entry]:
        """What is not run, as it is written down."""
        found = []
        if chosen.skip:
            line = f"{missed_line(chosen.skip, job.when.zone)}: skipped, as the plan says"
            found.append(Entry("skipped", chosen.skip, [line], repeated))
        if chosen.ask:
            command = f"reportgen schedule now {self.plan.path} --job {job.id} --missed"
            line = f"{missed_line(chosen.ask, job.when.zone)}; decide with `{command} run` or `{command} skip`"
            found.append(Entry("asked", chosen.ask, [line], repeated))
        return found

    def _put_aside(self, job: PlannedJob, aside: Sequence[Entry], state: JobState, now: datetime) -> None:
        self.record.begin(job.id, aside, now, state)
        for entry in aside:
            self._say(job, "missed runs", entry.lines[0])

    def _begin(
        self, job: PlannedJob, moments: Sequence[datetime], state: JobState, now: datetime, *,
        aside: Sequence[Entry] = (), repeated: bool = False, cut: int = 0,
    ) -> _Begun | None:  # fmt: skip
        """Write down a run that begins, and what was missed; None after too many runs that were cut off."""
        tries = state.tries + 1 if cut or (state.again is not None and not moments) else 1
        for entry in aside:
            self._say(job, "missed runs", entry.lines[0])
        if cut and tries > MOST_TRIES:
            line = f"{MOST_TRIES} runs in a row were cut off before their end; given up until the next time"
            given_up = Entry("failed", moments, [line], repeated)
            self.record.begin(job.id, [*aside, given_up], now, replace(state, again=None, tries=0))
            self._say(job, "failed", line)
            return None
        state = replace(state, tries=tries)
        number = self.record.begin(job.id, [*aside, Entry("running", moments, repeated=repeated)], now, state)
        late = made_up(moments, now, job.when.zone)
        for line in late:
            self._say(job, "missed runs", line)
        return _Begun(job, number, state, tuple(late))

    def _act(self, begun: _Begun) -> RunReport:
        """Do a run that was written down, and write down how it ended; what failed is reported to the owner."""
        job, state = begun.job, begun.state
        report = self.act(job)
        ended = self.now().astimezone(UTC)
        left = replace(
            state, again=self._next_try(report, state.tries, ended), tries=state.tries if report.failed else 0
        )
        how: State = "failed" if report.failed else "part" if report.bad or report.again else "done"
        bad = report.lines[-1:] if report.failed else report.bad
        lines = (*begun.late, *report.lines)
        self.record.settle(job.id, begun.number, how, ended, lines=lines, failed=bad, after=left)
        report = replace(report, again=left.again)
        self._report(job, report, state.tries)
        return report

    def _next_try(self, report: RunReport, tries: int, ended: datetime) -> datetime | None:
        if not report.failed:
            return report.again
        return ended + _PAUSE * 2 ** (tries - 1) if tries < MOST_TRIES else None

    def _report(self, job: PlannedJob, report: RunReport, tries: int) -> None:
        """Print the report; the owner gets what failed at the first and at the last try."""
        for line in report.lines:
            self.tell(job.id, line)
        if report.failed:
            left = "given up until the next time"
            if report.again is not None:
                left = f"next try at {report.again.astimezone(job.when.zone):%Y-%m-%d %H:%M}"
            self.tell(job.id, left)
            if tries == 1 or report.again is None:
                self._notify(job, "failed", "\n".join((*report.lines[-1:], left)))
        elif report.bad:
            for line in report.bad:
                self.tell(job.id, f"not delivered: {line}")
            command = f"reportgen schedule now {self.plan.path} --job {job.id}"
            hint = f"correct it, then run `{command}`: only these are tried again"
            self._notify(job, "was not delivered to all", "\n".join((*report.bad[:_SHOWN], hint)))

    def _tell_clock(self, job: PlannedJob, found: Look, state: JobState, now: datetime) -> None:
        zone = job.when.zone
        if found.set_back:
            was = f"{state.mark.base.astimezone(zone):%Y-%m-%d %H:%M}"
            line = f"the clock was set back from {was} or later to {now.astimezone(zone):%Y-%m-%d %H:%M}"
            self._say(job, "clock", f"{line}; what comes due again is made again")
        if found.counted:
            self._say(job, "clock", f"{found.counted} runs count as made: they were made while the clock ran ahead")

    def _report_holidays(self, job: PlannedJob, now: datetime) -> None:
        """The end of the holiday table, told months before, once a month, whether a run is due or not."""
        if job.when.cron is not None:
            return
        for finding in self.plan.calendar.ending(now.astimezone(job.when.zone).date()):
            if self.record.is_news(finding.rule, now, _MONTH):
                self._say(job, "holidays", f"{finding.what}; {finding.hint}")

    def _say(self, job: PlannedJob, about: str, line: str) -> None:
        """Print a line and send it to the owner, as soon as what it is about is written down."""
        self._messages.append((job, about, line))

    def _notify(self, job: PlannedJob, about: str, text: str) -> None:
        moment = self.now().isoformat(timespec="minutes")
        try:
            self.notify(f"reportgen: {job.id} {about}", f"{job.id} ({self.plan.path}), {moment}\n{text}")
        except Exception as error:  # a notice that does not go out is a line, no second failure
            self.tell(job.id, f"the owner was not notified: {error}")


def rule_of(when: When) -> str:
    """Return a rule as the record keeps it."""
    return json.dumps([when.text, when.zone.key, when.anniversary], ensure_ascii=False)


def _rule(text: str) -> When | None:
    try:
        words, zone, anniversary = json.loads(text)
        return When.parse(words, ZoneInfo(zone), anniversary)
    except (ValueError, TypeError, OSError, KeyError):
        return None
