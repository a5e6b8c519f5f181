"""Jobs fire when their rules say, by a clock that is passed in; a run sends only what changed, and a failure reaches the owner."""

import json
import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from mail_server import Postbox, mail_server

from reportgen.cli.main import main
from reportgen.distribute.schedule.notice import notifier
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.schedule.record import Record, service_lock
from reportgen.distribute.schedule.rounds import Rounds
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.schedule.runner import run_job
from reportgen.distribute.schedule.service import Service
from reportgen.distribute.schedule.times.cron import Cron
from reportgen.distribute.schedule.times.when import EXAMPLES, When
from reportgen.distribute.schedule.times.workdays import WorkCalendar
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.shares.executors import Inline
from reportgen.errors import OutputError, PackError

CHINA = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


def fires(text: str, first: str, last: str, zone: ZoneInfo = CHINA, calendar: WorkCalendar | None = None) -> list[str]:
    """The moments of a rule between two days, the last one excluded."""
    when = When.parse(text, zone, "8月20日")
    moment = datetime.fromisoformat(first).replace(tzinfo=zone) - timedelta(seconds=1)
    end = datetime.fromisoformat(last).replace(tzinfo=zone)
    found = []
    while (moment_ := when.after(moment, calendar or WorkCalendar())) is not None and moment_ < end:
        moment = moment_
        found.append(moment.strftime("%Y-%m-%d %H:%M"))
    return found


def days(found: list[str]) -> list[str]:
    return [text[:10] for text in found]


def test_the_first_working_day_after_each_holiday_as_published() -> None:
    assert days(fires("节后第一个工作日 08:30", "2024-01-01", "2027-01-01")) == [
        "2024-01-02", "2024-02-18", "2024-04-07", "2024-05-06", "2024-06-11", "2024-09-18", "2024-10-08",
        "2025-01-02", "2025-02-05", "2025-04-07", "2025-05-06", "2025-06-03", "2025-10-09",
        "2026-01-04", "2026-02-24", "2026-04-07", "2026-05-06", "2026-06-22", "2026-09-28", "2026-10-08",
    ]  # fmt: skip


def test_the_last_working_day_before_each_holiday_as_published() -> None:
    found = days(fires("节前最后一个工作日", "2026-01-01", "2026-12-31"))
    assert found == ["2026-02-14", "2026-04-03", "2026-04-30", "2026-06-18", "2026-09-24", "2026-09-30"]


def free_by_date_only(day: date) -> bool:
    """A working day of a year whose holidays are not published."""
    return day.weekday() < 5 and (day.month, day.day) not in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


def test_days_that_the_law_fixes_are_free_in_a_year_that_is_not_published() -> None:
    assert days(fires("节后第一个工作日", "2027-01-01", "2027-12-31")) == ["2027-01-04", "2027-05-03", "2027-10-04"]


@pytest.mark.parametrize(
    ("text", "index"), [("每月第3个工作日", 2), ("每月第一个工作日", 0), ("每月倒数第1个工作日", -1)]
)
def test_the_nth_working_day_of_each_month_from_2024_to_2027(text: str, index: int) -> None:
    expected = []
    for year in range(2024, 2028):
        for month in range(1, 13):
            start = date(year, month, 1)
            all_days = [start + timedelta(n) for n in range(31) if (start + timedelta(n)).month == month]
            known = chinese_calendar.is_workday if year < 2027 else free_by_date_only
            expected.append(str([day for day in all_days if known(day)][index]))
    assert days(fires(text, "2024-01-01", "2028-01-01")) == expected


def test_ten_working_days_before_the_anniversary() -> None:
    assert fires("周年日前10个工作日 09:00", "2024-01-01", "2028-01-01") == [
        "2024-08-06 09:00", "2025-08-06 09:00", "2026-08-06 09:00", "2027-08-06 09:00",
    ]  # fmt: skip
    assert days(fires("10月1日前第1个工作日", "2024-01-01", "2027-01-01")) == ["2024-09-30", "2025-09-30", "2026-09-30"]
    assert days(fires("10月1日后第1个工作日", "2024-01-01", "2027-01-01")) == ["2024-10-08", "2025-10-09", "2026-10-08"]


def test_the_own_table_comes_first_and_a_year_not_published_is_told() -> None:
    own = {date(2027, 2, day): False for day in range(6, 13)} | {date(2027, 2, 14): True}
    calendar = WorkCalendar(own)
    assert "2027-02-14" in days(fires("节后第一个工作日", "2027-02-01", "2027-03-01", calendar=calendar))
    assert calendar.findings()[0].what.startswith("the public holidays of 2027 are not published here")
    published = WorkCalendar()
    fires("每月第3个工作日", "2026-02-01", "2026-06-01", calendar=published)
    assert published.findings() == []


def test_daylight_saving_neither_drops_nor_doubles_a_run() -> None:
    assert fires("30 2 * * *", "2026-03-07", "2026-03-10", NEW_YORK) == [
        "2026-03-07 02:30", "2026-03-08 03:30", "2026-03-09 02:30",
    ]  # fmt: skip
    assert len(fires("30 1 * * *", "2026-10-31", "2026-11-03", NEW_YORK)) == 3
    for year in range(2024, 2028):
        for zone in (CHINA, NEW_YORK, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")):
            found = fires("15 2 * * *", f"{year}-01-01", f"{year + 1}-01-01", zone)
            assert len(found) == len(set(days(found))) == (366 if year == 2024 else 365)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("0 9 * * 1-5", "2026-08-17", True), ("0 9 * * 1-5", "2026-08-16", False), ("0 9 * * 0", "2026-08-16", True),
        ("0 9 * * 7", "2026-08-16", True), ("0 9 13 * 5", "2026-08-14", True), ("0 9 13 * 5", "2026-08-13", True),
        ("0 9 13 * 5", "2026-08-15", False), ("0 9 */10 * *", "2026-08-11", True), ("0 9 * feb mon", "2026-02-02", True),
        ("0 9 29 2 *", "2026-02-28", False),
    ],
)  # fmt: skip
def test_cron_reads_as_crontab_does(text: str, day: str, expected: bool) -> None:
    assert Cron.parse(text).fires_on(date.fromisoformat(day)) is expected


def test_leap_day_is_found() -> None:
    found = When.parse("0 9 29 2 *", CHINA).after(datetime(2026, 1, 1, tzinfo=UTC), WorkCalendar())
    assert found is not None and found.strftime("%Y-%m-%d") == "2028-02-29"


@pytest.mark.parametrize(
    "text", ["", "* * * *", "60 * * * *", "0 24 * * *", "0 9 * * 8", "a b c d e", "*/0 * * * *", "5-1 * * * *", "每月第0个工作日",
             "每月第31个工作日", "2月30日前1个工作日", "每天", "节后第一个工作日 25:00"],
)  # fmt: skip
def test_a_rule_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ValueError):
        When.parse(text, CHINA)


def test_every_example_is_a_rule() -> None:
    for text in EXAMPLES:
        assert When.parse(text, CHINA, "8月20日").after(datetime(2026, 1, 1, tzinfo=UTC), WorkCalendar())


def test_mistakes_in_a_plan_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "schedule.yaml"
    path.write_text(
        "timezone: Mars/Base\nowner: nobody\nholidays: {2027-13-01: off, '2027-01-01': maybe}\njobs:\n"
        "  - {id: a, pack: p, when: 每天}\n  - {id: a b, pack: p, when: 0 9 * * *}\n  - {id: c, pack: p}\nextra: 1\n",
        "utf-8",
    )
    with pytest.raises(PackError) as caught:
        read_plan(path)
    assert sorted({problem.line for problem in caught.value.problems}) == [1, 2, 3, 5, 6, 7, 8]


def test_the_plan_of_the_first_pack_is_right(lanzhou: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(read_plan(lanzhou / "schedule.yaml").jobs) == 3
    assert main(["schedule", "next", str(lanzhou / "schedule.yaml"), "-n", "2"]) == 0
    assert "每月第3个工作日" in capsys.readouterr().out


@pytest.fixture
def job(lanzhou: Path, tmp_path: Path) -> PlannedJob:
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    (pack / "departments.csv").write_text("id,name,sections\na,甲,S0\nb,乙,S3\n", "utf-8")
    return PlannedJob("monthly", pack, When.parse("每月第3个工作日", CHINA), tmp_path / "out", deliver=True)


def once(job: PlannedJob, told: list[str] | None = None) -> RunReport:
    """A run by hand, whose notices go into a list."""

    def notify(subject: str, text: str) -> None:
        if told is not None:
            told.append(f"{subject}\n{text}")

    plan = Plan(Path("schedule.yaml"), (job,))
    clock = Clock("2026-08-05 09:00")
    with Record(job.output / "record.sqlite", plan.path) as record:
        rounds = Rounds(
            plan, record, lambda one: run_job(one, Secrets({}), now=clock, executor=Inline()), clock, notify
        )
        report = rounds.force(job)
    assert report is not None
    return report


def test_a_run_sends_and_the_next_one_without_a_change_says_that_it_does_not(job: PlannedJob) -> None:
    told: list[str] = []
    first, second = once(job, told), once(job, told)
    assert not first.failed and "2 sent, 0 had theirs already" in first.lines
    assert second.lines == ("no fact has changed since the last run; nothing was made, nothing sent",)
    facts = (job.pack / "facts.yaml").read_text("utf-8")
    (job.pack / "facts.yaml").write_text(facts.replace("value: 61.8", "value: 62.5"), "utf-8")
    third = once(job, told)
    assert third.lines[0] == "changed since the last run: st_contribution"
    assert "1 sent, 1 had theirs already" in third.lines and not told


def test_a_run_that_fails_tells_the_owner_why_and_is_not_taken_for_done(job: PlannedJob) -> None:
    told: list[str] = []
    good = (job.pack / "facts.yaml").read_text("utf-8")
    (job.pack / "facts.yaml").write_text(good.replace("value: 61.8", "value: sixty"), "utf-8")
    assert once(job, told).failed
    assert "monthly failed" in told[0] and "facts.yaml" in told[0] and len(told[0].splitlines()) < 16
    (job.pack / "facts.yaml").write_text(good, "utf-8")
    assert not once(job, told).failed


def test_the_owner_gets_a_mail_and_a_post(tmp_path: Path) -> None:
    from test_deliver import Chat, settings

    postbox, hook = Postbox(), Chat(200)
    server = hook.serve()
    with mail_server(postbox) as port:
        environment = settings(port, REPORTGEN_OWNER_HOOK=f"http://127.0.0.1:{server.server_port}/secret-key-1")
        notifier("owner@lzxq.example", Secrets(environment))("reportgen: 月报 failed", "why\nbecause")
    server.shutdown()
    assert postbox.messages[0]["Subject"] == "reportgen: 月报 failed"
    assert json.loads(hook.bodies[0])["content"]["text"] == "reportgen: 月报 failed\nwhy\nbecause"
    with pytest.raises(OutputError) as caught:
        notifier("", Secrets({"REPORTGEN_OWNER_HOOK": "http://127.0.0.1:1/secret-key-1"}))("a", "b")
    assert "secret-key-1" not in str(caught.value)


def planned(name: str, text: str = "0 9 * * *") -> PlannedJob:
    return PlannedJob(name, Path("p"), When.parse(text, CHINA), Path("o"))


class Clock:
    """A clock that somebody sets."""

    def __init__(self, text: str) -> None:
        self.now = datetime.fromisoformat(text).replace(tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.now

    def goes(self, **step: float) -> None:
        self.now += timedelta(**step)


def service(folder: Path, jobs: tuple[PlannedJob, ...], fired: list[str], clock: Clock) -> Service:
    """A service whose jobs only say that they ran."""

    def act(job: PlannedJob) -> RunReport:
        fired.append(job.id)
        return RunReport(job.id, ())

    plan = Plan(folder / "schedule.yaml", jobs)
    return Service(plan, folder / "schedule.sqlite", lambda plan, record: Rounds(plan, record, act, clock), read_plan)


def test_a_run_missed_while_the_service_was_down_is_made_up_for_once(tmp_path: Path) -> None:
    fired: list[str] = []
    clock = Clock("2026-08-05 08:00")
    jobs = (planned("a"), planned("b", "0 9 1 * *"))
    service(tmp_path, jobs, fired, clock).round(threading.Event())
    clock.goes(days=3)
    for _ in range(2):
        service(tmp_path, jobs, fired, clock).round(threading.Event())
    assert fired == ["a"]


def test_the_first_look_makes_up_for_nothing_that_was_due_before_it(tmp_path: Path) -> None:
    fired: list[str] = []
    service(tmp_path, (planned("a"),), fired, Clock("2026-08-05 09:30")).round(threading.Event())
    assert fired == []
    service(tmp_path / "other", (planned("a"),), fired, Clock("2026-08-05 09:05")).round(threading.Event())
    assert fired == ["a"]


def test_two_services_never_share_a_plan(tmp_path: Path) -> None:
    stop = threading.Event()
    one = service(tmp_path, (planned("a"),), [], Clock("2026-08-05 09:30"))
    with (
        service_lock(one.record, one.plan.path),
        pytest.raises(OutputError, match="another schedule service"),
    ):
        one.run(stop)


def test_a_clock_that_jumps_makes_a_run_once_and_never_twice(tmp_path: Path) -> None:
    fired: list[str] = []
    clock = Clock("2026-08-05 08:30")
    one = service(tmp_path, (planned("a"),), fired, clock)
    for hours, runs in ((0, 0), (1.5, 1), (-2, 1), (2, 1), (23, 2)):
        clock.goes(hours=hours)
        one.round(threading.Event())
        assert len(fired) == runs, f"the clock {hours} h on"


def test_what_was_made_by_a_clock_that_ran_days_ahead_is_made_again_at_its_time(tmp_path: Path) -> None:
    fired: list[str] = []
    clock = Clock("2026-08-05 09:00")
    one = service(tmp_path, (planned("a"),), fired, clock)
    for days, runs in ((0, 1), (10, 2), (-10, 2), (1, 3), (1, 4)):
        clock.goes(days=days)
        one.round(threading.Event())
        assert len(fired) == runs, f"the clock {days} days on"
