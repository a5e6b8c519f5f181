"""What was due while nothing ran is made up for once, skipped or asked about; what failed is tried again; and all of it is told."""

import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_schedule import CHINA, Clock, planned

from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.record import Record
from reportgen.distribute.schedule.rounds import MOST_TRIES, Rounds
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.schedule.service import Service
from reportgen.distribute.schedule.status import plan_status
from reportgen.distribute.schedule.times.when import When
from reportgen.errors import OutputError, PackError, Problem

START = "2026-08-05 08:55"


class Desk:
    """A plan of one daily job at nine with its clock, and all that the owner was told."""

    def __init__(self, folder: Path, job: PlannedJob | None = None) -> None:
        self.folder, self.clock = folder, Clock(START)
        self.job = job or planned("a")
        self.runs: list[datetime] = []
        self.owner: list[str] = []
        self.does: Callable[[], RunReport] = lambda: RunReport("a", ("built",))

    def at(self, text: str) -> list[datetime]:
        """Look at a time; return the runs so far."""
        self.clock.now = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)
        self.round(lambda rounds: rounds.look(self.job))
        return self.runs

    def round(self, do: Callable[[Rounds], object]) -> None:
        def act(job: PlannedJob) -> RunReport:
            self.runs.append(self.clock())
            return self.does()

        plan = Plan(self.folder / "schedule.yaml", (self.job,))
        with Record(self.folder / "record.sqlite", plan.path) as record:
            do(Rounds(plan, record, act, self.clock, lambda subject, text: self.owner.append(f"{subject}\n{text}")))

    def states(self) -> list[str]:
        with Record(self.folder / "record.sqlite", self.folder / "schedule.yaml") as record:
            return [run.state for run in record.runs("a")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.at("08-05 08:55")
    found.at("08-05 09:00")
    assert len(found.runs) == 1
    return found


def test_days_without_power_are_made_up_for_by_one_run_and_the_owner_hears_of_it(desk: Desk) -> None:
    assert len(desk.at("08-09 17:00")) == 2
    assert "missed 4 runs from 2026-08-06 09:00 to 2026-08-09 09:00: made up for by this run" in desk.owner[0]
    assert len(desk.at("08-09 18:00")) == 2


@pytest.mark.parametrize(
    ("now", "runs", "states"),
    [("08-08 17:00", 1, ["done", "skipped"]), ("08-08 09:40", 2, ["done", "skipped", "done"])],
)
def test_a_plan_that_skips_makes_only_what_is_on_time(desk: Desk, now: str, runs: int, states: list[str]) -> None:
    desk.job = replace(desk.job, missed="skip")
    assert len(desk.at(now)) == runs
    assert desk.states() == states and "skipped, as the plan says" in desk.owner[0]


def test_a_plan_that_asks_waits_for_the_answer_and_takes_it_once(desk: Desk) -> None:
    desk.job = replace(desk.job, missed="ask")
    assert len(desk.at("08-07 17:00")) == len(desk.at("08-07 18:00")) == 1
    assert len(desk.owner) == 1 and "--job a --missed run" in desk.owner[0]
    desk.round(lambda rounds: rounds.force(desk.job, "run"))
    assert len(desk.runs) == 2 and desk.states() == ["done", "answered", "done"]
    assert len(desk.at("08-08 09:00")) == 3


def test_an_answer_of_skip_runs_nothing(desk: Desk) -> None:
    desk.job = replace(desk.job, missed="ask")
    desk.at("08-07 17:00")
    desk.round(lambda rounds: rounds.force(desk.job, "skip"))
    assert len(desk.runs) == 1 and desk.states() == ["done", "answered", "skipped"]


def test_a_question_that_nobody_answers_ends_with_the_next_run(desk: Desk) -> None:
    desk.job = replace(desk.job, missed="ask")
    desk.at("08-07 17:00")
    desk.at("08-08 09:00")
    assert desk.states() == ["done", "skipped", "done"] and "not answered before this run" in desk.owner[1]


def test_a_run_that_fails_is_tried_again_with_growing_pauses_and_the_owner_hears_of_the_first_and_the_last(
    desk: Desk,
) -> None:
    desk.does = lambda: RunReport("a", ("the database is down",), failed=True)
    for minute in range(9 * 60, 13 * 60, 5):
        desk.at(f"08-06 {minute // 60:02}:{minute % 60:02}")
    tries = [f"{moment:%H:%M}" for moment in desk.runs[1:]]
    assert tries == ["09:00", "09:05", "09:15", "09:35", "10:15"]
    assert ["next try at" in text or "given up until" in text for text in desk.owner] == [True, True]
    desk.does = lambda: RunReport("a", ("built",))
    assert len(desk.at("08-07 09:00")) == 7 and desk.states()[-1] == "done"


def test_a_run_with_a_bad_address_is_a_run_and_says_how_to_mend_it(desk: Desk) -> None:
    desk.does = lambda: RunReport("a", ("2 sent",), bad=("roads: failed, no such mailbox",))
    desk.at("08-06 09:00")
    assert desk.states()[-1] == "part" and len(desk.at("08-06 12:00")) == 2
    assert "roads: failed" in desk.owner[0] and "only these are tried again" in desk.owner[0]


def test_a_run_that_always_kills_its_process_is_given_up(desk: Desk) -> None:
    def dies() -> RunReport:
        raise KeyboardInterrupt

    desk.does = dies
    for minute in range(12):
        with pytest.raises(KeyboardInterrupt) if minute < MOST_TRIES else _nothing():  # type: ignore[attr-defined]
            desk.at(f"08-06 09:{minute:02}")
    assert len(desk.runs) == 1 + MOST_TRIES and desk.states()[-1] == "failed"
    assert any("given up until the next time" in text for text in desk.owner)


class _nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_rule_that_was_changed_counts_from_its_change_and_the_old_one_up_to_it(desk: Desk) -> None:
    plan = desk.folder / "schedule.yaml"
    plan.write_text("", "utf-8")
    changed = datetime(2026, 8, 7, 12, tzinfo=CHINA).timestamp()
    os.utime(plan, (changed, changed))
    desk.job = replace(desk.job, when=When.parse("0 18 * * *", CHINA))
    desk.at("08-08 19:00")
    assert (
        "missed 3 runs from 2026-08-06 09:00 to 2026-08-07 18:00" in desk.owner[0] or "missed 3 runs" in desk.owner[0]
    )
    with Record(desk.folder / "record.sqlite", plan) as record:
        last = record.runs("a")[-1]
    assert [f"{moment.astimezone(CHINA):%d %H}" for moment in last.moments] == ["06 09", "07 09", "07 18", "08 18"]


def test_the_end_of_the_holidays_reaches_the_owner_once_a_month(tmp_path: Path) -> None:
    desk = Desk(tmp_path, planned("a", "每月倒数第1个工作日 09:00"))
    for day in ("09-29 09:00", "09-30 09:00", "10-30 09:00", "11-30 09:00"):
        desk.at(day)
    told = [text for text in desk.owner if "holidays end on 2026-12-31" in text]
    assert len(told) == len(desk.runs) == 3


def test_a_store_of_an_earlier_version_gives_the_time_from_which_runs_count(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "record.sqlite") as base:
        base.execute("CREATE TABLE apscheduler_jobs (id TEXT, next_run_time REAL, job_state BLOB)")
        coming = datetime(2026, 8, 3, 9, tzinfo=CHINA).timestamp()
        base.execute("INSERT INTO apscheduler_jobs VALUES ('a', ?, x'00')", (coming,))
    base.close()
    desk = Desk(tmp_path)
    desk.at("08-05 08:00")
    assert len(desk.runs) == 1 and "missed 2 runs from 2026-08-03 09:00" in desk.owner[0]


def test_a_record_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "record.sqlite") as base:
        base.execute("PRAGMA user_version=99")
    base.close()
    with pytest.raises(OutputError, match="newer version"):
        Desk(tmp_path).at("08-05 08:00")


def test_a_plan_that_nothing_looks_at_is_overdue_in_its_status(desk: Desk) -> None:
    plan = Plan(desk.folder / "schedule.yaml", (replace(desk.job, pack=desk.folder),))
    late = datetime(2026, 8, 6, 12, tzinfo=CHINA)
    (job,) = plan_status(plan, desk.folder / "record.sqlite", late).jobs
    assert job.overdue == datetime(2026, 8, 6, 9, tzinfo=CHINA) and not job.is_sound
    (job,) = plan_status(plan, desk.folder / "record.sqlite", late - timedelta(hours=2.5)).jobs
    assert job.overdue is None and job.is_sound and job.last is not None and job.last.state == "done"


def test_a_service_takes_a_sound_change_and_keeps_the_last_plan_when_the_new_one_has_mistakes(tmp_path: Path) -> None:
    clock, said, ran = Clock(START), list[str](), list[str]()
    path = tmp_path / "schedule.yaml"
    path.write_text("", "utf-8")
    answers: list[Plan | None] = [None, Plan(path, (planned("b"),))]

    def read(one: Path) -> Plan:
        found = answers.pop(0)
        if found is None:
            raise PackError([Problem(str(one), 3, 5, "unknown key `wehn`", "did you mean when?")])
        return found

    def make(plan: Plan, record: Record) -> Rounds:
        def act(job: PlannedJob) -> RunReport:
            ran.append(job.id)
            return RunReport(job.id, ("built",))

        return Rounds(plan, record, act, clock)

    service = Service(Plan(path, (planned("a"),)), tmp_path / "record.sqlite", make, read, said.append)
    service._changed = service._written()
    stop = threading.Event()
    service.round(stop)
    for number, minutes in ((1, 5), (2, 24 * 60)):
        os.utime(path, (number, number))
        service.round(stop)
        service.round(stop)
        clock.goes(minutes=minutes)
        service.round(stop)
    assert (
        "unknown key `wehn`" in said[0]
        and "last sound one stays" in said[0]
        and said[1] == "the plan was changed: 1 jobs"
    )
    assert ran == ["a", "b", "b"] and len(said) == 2


def test_readings_of_a_clock_in_any_zone_are_one_time(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.at("08-05 08:55")
    desk.clock.now = datetime(2026, 8, 5, 1, 0, tzinfo=UTC)
    desk.round(lambda rounds: rounds.look(desk.job))
    assert len(desk.runs) == 1


def test_a_day_of_another_plan_in_the_same_record_is_not_ours(desk: Desk) -> None:
    with Record(desk.folder / "record.sqlite", desk.folder / "other.yaml") as record:
        assert record.runs("a") == [] and record.job("a") is None


def test_a_plan_that_was_moved_keeps_its_record(desk: Desk) -> None:
    moved = Plan(desk.folder / "plans" / "monthly.yaml", (desk.job,))
    desk.clock.now = datetime(2026, 8, 7, 12, tzinfo=CHINA)
    with Record(desk.folder / "record.sqlite", moved.path) as record:
        rounds = Rounds(
            moved,
            record,
            lambda job: RunReport("a", ("built",)),
            desk.clock,
            tell=lambda job, line: desk.owner.append(line),
        )
        rounds.look(desk.job)
        assert len(record.runs("a")) == 2
    assert "missed 2 runs from 2026-08-06 09:00" in desk.owner[0]


def test_two_plans_that_both_are_there_do_not_share_a_job(desk: Desk) -> None:
    (desk.folder / "schedule.yaml").write_text("", "utf-8")
    with Record(desk.folder / "record.sqlite", desk.folder / "other.yaml") as record:
        assert not record.adopt("a")
