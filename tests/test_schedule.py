"""Jobs fire when their rules say, by a clock that is passed in; a run sends only what changed, and a failure reaches the owner."""

import json
import shutil
import threading
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from mail_server import Postbox, mail_server
from reportgen.distribute.schedule.export import crontab, systemd, windows

from reportgen.cli.main import main
from reportgen.distribute.schedule.cron import Cron
from reportgen.distribute.schedule.notice import notifier
from reportgen.distribute.schedule.plan import Plan, PlannedJob, read_plan
from reportgen.distribute.schedule.runner import RunReport, run_job
from reportgen.distribute.schedule.service import Service
from reportgen.distribute.schedule.when import EXAMPLES, When
from reportgen.distribute.schedule.workdays import WorkCalendar
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


def test_a_rule_of_working_days_is_due_all_its_day_and_cron_its_minute() -> None:
    rule, cron = When.parse("每月第3个工作日 09:00", CHINA), When.parse("0 9 * * *", CHINA)
    at = [
        datetime(2026, 8, 5, 8, 59),
        datetime(2026, 8, 5, 9, 0, 30),
        datetime(2026, 8, 5, 17),
        datetime(2026, 8, 6, 9),
    ]
    moments = [moment.replace(tzinfo=CHINA) for moment in at]
    assert [rule.is_due(moment, WorkCalendar()) for moment in moments] == [False, True, True, False]
    assert [cron.is_due(moment, WorkCalendar()) for moment in moments] == [False, True, False, True]


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


def once(job: PlannedJob, told: list[str]) -> RunReport:
    def notify(subject: str, text: str) -> None:
        told.append(f"{subject}\n{text}")

    plan = Plan(Path("schedule.yaml"), (job,))
    return run_job(plan, job, Secrets({}), notify, now=lambda: datetime(2026, 8, 5, 9, tzinfo=CHINA), executor=Inline())


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


def service(tmp_path: Path, jobs: tuple[PlannedJob, ...], fired: list[str]) -> Service:
    plan = Plan(tmp_path / "schedule.yaml", jobs)
    return Service(plan, tmp_path / "schedule.sqlite", lambda path, name: fired.append(name))


def planned(name: str, text: str = "0 9 * * *") -> PlannedJob:
    return PlannedJob(name, Path("p"), When.parse(text, CHINA), Path("o"))


def test_a_run_missed_while_the_service_was_down_is_made_up_for_once(tmp_path: Path) -> None:
    fired: list[str] = []
    first = service(tmp_path, (planned("a"), planned("b")), fired)
    first.start()
    first.scheduler.pause()
    for name in ("a", "b"):  # as if three runs of `a` had been missed
        first.scheduler.modify_job(name, next_run_time=datetime.now(UTC) - timedelta(hours=3 if name == "a" else -3))
    first.end()
    second = service(tmp_path, (planned("a"), planned("b")), fired)
    second.start()
    time.sleep(0.5)
    second.end()
    assert fired == ["a"]


def test_a_job_that_left_the_plan_is_dropped_and_a_changed_rule_is_taken(tmp_path: Path) -> None:
    fired: list[str] = []
    first = service(tmp_path, (planned("a"), planned("b")), fired)
    first.start()
    first.end()
    second = service(tmp_path, (planned("a", "30 7 * * *"),), fired)
    second.start()
    found = {job.id: job.next_run_time.astimezone(CHINA).strftime("%H:%M") for job in second.scheduler.get_jobs()}
    second.end()
    assert found == {"a": "07:30"} and not fired


def test_two_services_never_share_a_store(tmp_path: Path) -> None:
    first, second = (service(tmp_path, (planned("a"),), []) for _ in range(2))
    first.start()
    with pytest.raises(OutputError, match="another schedule service"):
        second.start()
    first.end()


def test_a_run_that_is_still_at_work_is_not_begun_again(tmp_path: Path) -> None:
    begun, hold = [], threading.Event()
    plan = Plan(tmp_path / "schedule.yaml", (planned("a"),))

    def slow(path: str, name: str) -> None:
        begun.append(name)
        hold.wait(5)

    one = Service(plan, tmp_path / "schedule.sqlite", slow)
    one.start()
    for _ in range(2):
        one.scheduler.modify_job("a", next_run_time=datetime.now(UTC))
        time.sleep(0.4)
    hold.set()
    one.end()
    assert begun == ["a"]


class JumpingClock(datetime):
    """The wall clock of the scheduler, which somebody sets."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + cls.ahead


def test_a_clock_that_jumps_makes_a_run_once_and_never_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", JumpingClock)
    monkeypatch.setattr("apscheduler.executors.base.datetime", JumpingClock)
    monkeypatch.setattr("reportgen.distribute.schedule.service._LOOK", 0.05)
    monkeypatch.setattr(JumpingClock, "ahead", timedelta())
    fired: list[str] = []
    one, stop = service(tmp_path, (planned("a"),), fired), threading.Event()
    running = threading.Thread(target=one.run, args=(stop,))
    running.start()
    try:
        time.sleep(0.3)
        past_it = one.scheduler.get_job("a").next_run_time - datetime.now(UTC) + timedelta(hours=1)
        for ahead, runs in ((timedelta(), 0), (past_it, 1), (timedelta(hours=-2), 1), (past_it, 1)):
            JumpingClock.ahead = ahead
            time.sleep(0.6)
            assert len(fired) == runs, f"the clock {ahead} ahead"
    finally:
        stop.set()
        running.join(5)
    assert fired == ["a"]


def test_entries_for_other_schedulers_start_the_same_command(lanzhou: Path) -> None:
    plan = read_plan(lanzhou / "schedule.yaml")
    weekly = PlannedJob("weekly", Path("p"), When.parse("5,35 8 1 * 1-5", CHINA), Path("o"))
    plan = Plan(plan.path, (*plan.jobs, weekly))
    folder = Path("/srv/report gen")
    lines = crontab(plan, "/usr/bin/reportgen", folder).splitlines()
    assert lines[1] == "CRON_TZ=Asia/Shanghai"
    assert lines[3].startswith("0 9 * * * cd '/srv/report gen' && /usr/bin/reportgen schedule now ")
    assert lines[3].endswith("--job monthly --if-due") and lines[-1].startswith("5,35 8 1 * 1-5 cd")
    units = systemd(plan, "/usr/bin/reportgen", folder)
    assert "OnCalendar=*-*-* 09:00:00 Asia/Shanghai" in units["reportgen-monthly.timer"]
    both = "OnCalendar=*-*-01 08:05,35:00 Asia/Shanghai\nOnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 08:05,35:00"
    assert both in units["reportgen-weekly.timer"]
    tasks = windows(plan, "reportgen", folder).splitlines()
    assert sum("/SC DAILY /ST 08:" in line and "weekly-" in line for line in tasks) == 2
    assert all("--if-due" in line for line in tasks[1:])
