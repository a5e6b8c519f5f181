"""schedule.yaml means what it says: every mistake has its line and column, and all are reported at once."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.cli.main import main
from reportgen.distribute.schedule.plan_check import check_plan
from reportgen.distribute.schedule.plan_file import read_plan
from reportgen.distribute.schedule.plan_model import JobEntry, PlanFile, plan_schema
from reportgen.distribute.schedule.reference import key_table
from reportgen.distribute.schedule.times import workdays
from reportgen.distribute.schedule.times.workdays import WorkCalendar
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import PackError, Problem

DOCS = Path(__file__).parent.parent / "docs"
NOW = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.fixture
def folder(lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a pack and its list."""
    shutil.copytree(lanzhou, tmp_path / "pack")
    (tmp_path / "pack/departments.csv").write_text("id,name,sections\nfinance,财政局,S0\nroads,交通局,S3\n", "utf-8")
    shutil.copy(tmp_path / "pack/departments.csv", tmp_path / "list.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def job(**more: object) -> dict[str, object]:
    return {"id": "a", "pack": "pack", "when": "0 9 * * *", **more}


def problems(text: str) -> list[Problem]:
    Path("schedule.yaml").write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        read_plan(Path("schedule.yaml"))
    return list(caught.value.problems)


def fault_of(**more: object) -> str:
    return "\n".join(map(str, problems(json.dumps({"jobs": [job(**more)]}, ensure_ascii=False))))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("True", True), ("TRUE", True), ("yes", True), ("on", True), ('"true"', True), ("false", False), ("No", False), ("off", False)],
)  # fmt: skip
def test_a_boolean_in_any_spelling_of_yaml_is_one(folder: Path, written: str, meant: bool) -> None:
    Path("schedule.yaml").write_text(
        f"jobs:\n  - {{id: a, pack: pack, when: 0 9 * * *, deliver: {written}}}\n", "utf-8"
    )
    assert read_plan(Path("schedule.yaml")).jobs[0].deliver is meant


@pytest.mark.parametrize("written", ["maybe", "1", "treu", "是", "[true]", "{}", "", "~", '""'])
def test_what_is_not_a_boolean_is_an_error_with_its_line_and_column(folder: Path, written: str) -> None:
    text = f"jobs:\n  - id: a\n    pack: pack\n    when: 0 9 * * *\n    deliver: {written}\n"
    (problem,) = problems(text)
    assert problem.line == 5 and problem.column == (14 if written not in ("",) else problem.column)
    assert "deliver" in problem.what


@settings(max_examples=40, deadline=None)
@given(st.text("trueyesonflaTYN是否 10", min_size=1, max_size=6))
def test_no_word_ever_means_yes_by_chance(word: str) -> None:
    if word.strip().lower() in ("true", "yes", "on", "false", "no", "off"):
        return
    try:
        found = JobEntry.model_validate({"id": "a", "pack": "p", "when": "x", "deliver": word})
    except ValueError:
        return
    raise AssertionError(f"{word!r} was taken for {found.deliver}")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"list": "lists.csv"}, "no file 'lists.csv'|did you mean list.csv"),
        ({"list": "pack"}, "not a list of recipients"),
        ({"pack": "pak"}, "no folder 'pak'|did you mean pack"),
        ({"to": "office@dept.example"}, "is a mail address"),
        ({"to": "office@"}, "neither a folder"),
        ({"to": "http://host/x"}, "is not the address of a store"),
        ({"to": "sftp://user:secret@host/x"}, "holds a password"),
        ({"to": "list.csv"}, "is a file"),
        ({"delivr": True}, "unknown key `delivr`; did you mean deliver"),
        ({"missed": "skipp"}, "did you mean skip"),
        ({"when": "每月第3个工作天"}, "is not a rule of working days|did you mean 每月第3个工作日"),
        ({"when": "周年日前10个工作日"}, "anniversary"),
        ({"id": "a b"}, "is not a name of a job"),
        ({"only": "finance"}, "is not a list"),
        ({"anniversary": None}, "has no value"),
        ({"output": "兰" * 200}, "too long for a file name"),
        ({"output": "a\x00b"}, "a"),
        ({"output": "list.csv/out"}, "lies in a file"),
    ],
)
def test_what_is_wrong_with_a_job_is_said_with_what_would_work(
    folder: Path, entry: dict[str, object], words: str
) -> None:
    found = fault_of(**entry)
    assert all(word in found for word in words.split("|")), found
    assert "schedule.yaml:1:" in found


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"timezone": "Asia/Shanghia"}, "did you mean Asia/Shanghai"),
        ({"calendar": "chian"}, "did you mean china"),
        ({"owner": "nobody"}, "'nobody' is not a mail address"),
        ({"holidays": {"2027-2-6": "off"}}, "write it as 2027-02-06"),
        ({"holidays": {"2027-02-06": "frei"}}, "off or work"),
        ({"holidays_until": "soon"}, "2027-12-31"),
        ({"missed": "later"}, "run, skip or ask"),
        ({"zone": "UTC"}, "unknown key `zone`"),
        ({"record": "list.csv/record.sqlite"}, "lies in a file"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_with_what_would_work(
    folder: Path, plan: dict[str, object], words: str
) -> None:
    found = problems(json.dumps({**plan, "jobs": [job()]}, ensure_ascii=False))
    assert any(words in str(problem) for problem in found), found


def test_all_mistakes_of_a_plan_are_reported_at_once(folder: Path) -> None:
    found = problems(
        "timezone: Mars/Base\nowner: nobody\ncolour: red\njobs:\n"
        "  - {id: a, pack: pak, when: 0 9 * * *, deliver: maybe, to: x@y.example}\n"
        "  - {id: a, pack: pack, when: 0 99 * * *, list: gone.csv}\n"
    )
    text = "\n".join(map(str, found))
    for word in ("Mars/Base", "nobody", "colour", "pak", "deliver", "x@y.example", "0 99", "gone.csv"):
        assert word in text, word
    assert all(problem.line and problem.column for problem in found)


@pytest.mark.parametrize(
    "text", ["", "jobs:\n", "jobs: []\n", "jobs: all\n", "jobs: [3, [], null]\n", "[]\n", "jobs: {a: b}\n", "x: *y\n"]
)
def test_a_file_that_is_no_plan_is_refused_in_words(folder: Path, text: str) -> None:
    assert problems(text)


def test_a_sound_plan_passes_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("schedule.yaml").write_text(json.dumps({"jobs": [job(deliver=True, only=["finance"])]}), "utf-8")
    assert main(["schedule", "check", "schedule.yaml"]) == 0
    assert "a: 0 9 * * *, next " in capsys.readouterr().out


def said_by_check(**more: object) -> str:
    Path("schedule.yaml").write_text(json.dumps({"jobs": [job(**more)]}, ensure_ascii=False), "utf-8")
    return "\n".join(map(str, check_plan(read_plan(Path("schedule.yaml")), Secrets({}), NOW)))


def test_the_check_looks_into_packs_lists_templates_and_settings(folder: Path) -> None:
    assert "did you mean finance?" in said_by_check(deliver=True, only=["finanze"])
    assert "`to` has no effect" in said_by_check(to="delivered")
    assert "only 16 working days" in "\n".join(
        map(str, _check_at(datetime(2026, 2, 1, tzinfo=UTC), when="每月第18个工作日"))
    )
    Path("list.csv").write_text(
        "id,name,sections,channel,address\na,甲,S0,mail,a@dept.example\nb,乙,S3,chat,group\n", "utf-8"
    )
    settings = said_by_check(deliver=True, list="list.csv")
    assert "REPORTGEN_SMTP_HOST" in settings and "REPORTGEN_CHAT_GROUP" in settings
    facts = Path("pack/facts.yaml").read_text("utf-8")
    Path("pack/facts.yaml").write_text(facts.replace("value: 61.8", "value: sixty"), "utf-8")
    assert "facts.yaml" in said_by_check() and "the pack cannot be read" in said_by_check()


def _check_at(now: datetime, **more: object) -> list[object]:
    Path("schedule.yaml").write_text(json.dumps({"jobs": [job(**more)]}, ensure_ascii=False), "utf-8")
    return list(check_plan(read_plan(Path("schedule.yaml")), Secrets({}), now))


def test_a_template_that_is_gone_is_found_by_the_check(folder: Path) -> None:
    pack = Path("pack/pack.yaml")
    pack.write_text(pack.read_text("utf-8") + "\ntemplates: {report: berich.docx}\n", "utf-8")
    Path("pack/bericht.docx").write_bytes(b"")
    found = said_by_check()
    assert "the template pack/berich.docx is not there" in found and "did you mean bericht.docx" in found


def test_the_end_of_the_known_holidays_is_told_months_before() -> None:
    calendar = WorkCalendar()
    assert not list(calendar.ending(date(2026, 8, 1)))
    (finding,) = calendar.ending(date(2026, 11, 28))
    assert "end on 2026-12-31, in 33 days" in finding.what
    assert not list(WorkCalendar(until=date(2027, 12, 31)).ending(date(2026, 11, 28)))
    assert not list(WorkCalendar(holidays=False).ending(date(2026, 11, 28)))


def test_own_days_up_to_their_end_are_no_guess() -> None:
    calendar = WorkCalendar({date(2027, 2, 8): False}, until=date(2027, 12, 31))
    assert not calendar.is_workday(date(2027, 2, 8)) and calendar.is_workday(date(2027, 2, 9))
    assert calendar.findings() == []
    assert calendar.is_workday(date(2028, 2, 9)) and len(calendar.findings()) == 1


def test_a_missing_library_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    workdays.is_published.cache_clear()
    workdays._is_published_workday.cache_clear()
    try:
        (finding,) = WorkCalendar().ending(date(2026, 3, 1))
        assert "chinesecalendar) is not installed" in finding.what and finding.level == "error"
        assert finding.hint == "pip install 'reportgen[schedule]'"
    finally:
        workdays.is_published.cache_clear()


def test_the_schema_takes_what_the_reader_takes(folder: Path) -> None:
    schema = plan_schema()
    assert set(schema["properties"]) == set(PlanFile.model_fields) and schema["additionalProperties"] is False
    assert set(schema["$defs"]["JobEntry"]["required"]) == {"id", "pack", "when"}
    said = subprocess.run(
        [sys.executable, "-m", "reportgen", "schema", "schedule"], capture_output=True, text=True, check=True
    )
    assert json.loads(said.stdout) == schema


@pytest.mark.parametrize(("page", "language"), [("schedule.md", "en"), ("schedule.zh-CN.md", "zh")])
def test_the_reference_pages_are_made_from_the_model(page: str, language: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    for mark, model in (("plan", PlanFile), ("job", JobEntry)):
        table = text.split(f"<!-- {mark} -->\n")[1].split("<!-- -->")[0]
        assert table == key_table(model, language), f"write key_table({model.__name__}, {language!r}) into {page}"  # type: ignore[arg-type]


@pytest.mark.parametrize("page", ["schedule.md", "schedule.zh-CN.md"])
def test_the_plan_on_the_reference_page_is_sound(page: str, folder: Path, lanzhou: Path) -> None:
    text = (DOCS / page).read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    Path("schedule.yaml").write_text(text.replace("data/lanzhou-12", "pack"), "utf-8")
    assert len(read_plan(Path("schedule.yaml")).jobs) == len(yaml.safe_load(text)["jobs"]) == 3
