"""Running reportgen for months: JSON, silence, logs, metrics, webhooks, bounded caches, bad recipients left out."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.cli.main import COMMANDS, _parser
from reportgen.cli.presenting import SCHEMA
from reportgen.files import cache_entries, trim_cache, write_signed
from tests.http_server import taking_posts
from tests.small_world import BATCH, BATCHED, DELIVER, HEAD, inside, make_world, run

pytestmark = pytest.mark.xdist_group("operations")  # one world for all
ENVELOPE = {"schema", "program", "command", "exit", "errors", "messages", "findings"}
JSON_COMMANDS = (
    ("build", "pack"), BATCHED, (*BATCHED, "--dry-run"), DELIVER[:-4], ("receipts", BATCH),
    ("status", "schedule.yaml"), ("status", "pack"),
    ("schedule", "check", "schedule.yaml"), ("schedule", "next", "schedule.yaml"),
    ("schedule", "now", "schedule.yaml", "--if-due"),
    ("audit", "output/example/1/report.docx", "--pack", "pack"), ("check", "output/example/1/report.docx"), ("facts", "check", "pack"),
    ("fill", "template.docx", "data.json", "-o", "j.docx"), ("template", "check", "template.docx", "data.json"),
    ("doctor",), ("cache", "show"), ("schema",), ("trace", "output/example/1", "--fact", "population"), ("new", "another"),
    ("compare", "output/example/1@1", "output/example/1"), ("build", "nowhere"), ("deliver", "nowhere"),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(tmp_path_factory.mktemp("operations") / "world")


def answer(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object], str]:
    from reportgen.cli.main import main

    capsys.readouterr()
    try:
        code = main(list(words))
    except SystemExit as ended:
        pytest.fail(f"{words}: {ended} {capsys.readouterr().err}")
    printed = capsys.readouterr()
    return code, json.loads(printed.out), printed.err


def test_every_command_answers_in_one_shape_of_json(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = set()
    with inside(world):
        for words in JSON_COMMANDS:
            code, found, errors = answer((*words, "--json"), capsys)
            assert set(found) > ENVELOPE or set(found) == ENVELOPE, words
            assert (found["schema"], found["command"], found["exit"]) == (SCHEMA, words[0], code), words
            assert bool(found["errors"]) == (code == 2), (words, found["errors"])
            assert not errors, (words, errors)
            seen.add(words[0])
    assert len(seen) >= 15


def parsers(name: str) -> Iterator[argparse.ArgumentParser]:
    top = next(action for action in _parser([name])._actions if isinstance(action, argparse._SubParsersAction))
    left = [top.choices[name]]
    while left:
        one = left.pop()
        inner = [action for action in one._actions if isinstance(action, argparse._SubParsersAction)]
        left += [choice for action in inner for choice in action.choices.values()]
        if not inner:
            yield one


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_action_has_json_and_quiet(name: str) -> None:
    for parser in parsers(name):
        options = {option for action in parser._actions for option in action.option_strings}
        assert {"--json", "--quiet"} <= options, parser.prog


def test_quiet_prints_nothing_but_errors(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with inside(world):
        for words in (
            ("build", "pack"),
            (*BATCHED, "--resume"),
            ("receipts", BATCH),
            ("schedule", "next", "schedule.yaml"),
        ):
            assert run((*words, "--quiet"))[1] == "", words
        code, told = run(("build", "nowhere", "--quiet"))
    assert code == 2 and "nowhere" in told


def test_an_error_is_printed_once(tmp_path: Path) -> None:
    """A logger without a handler prints by itself."""
    words = [sys.executable, "-m", "reportgen", "build", "nowhere"]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2 and len(run.stderr.splitlines()) == len(set(run.stderr.splitlines())), run.stderr


def test_the_log_has_time_level_and_fields_as_lines_or_json_in_a_file(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("json", "text"):
        path = tmp_path / f"{form}.log"
        monkeypatch.setenv("REPORTGEN_LOG", f"{form},info,file:{path}")
        with inside(world):
            run(("schedule", "now", "schedule.yaml"))
            run(("build", "nowhere"))
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) >= 5
        if form == "json":
            records = [json.loads(line) for line in lines]
            assert all({"time", "level", "logger", "message"} <= set(one) for one in records)
            assert {"info", "error"} == {one["level"] for one in records}
            ends = [one for one in records if one["message"] == "build ends"]
            assert ends[-1]["exit"] == 2 and ends[-1]["seconds"] >= 0
            assert any(one.get("job") == "monthly" for one in records)
        else:
            shape = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d (info|error) reportgen: .+")
            assert all(map(shape.fullmatch, lines)), lines
    monkeypatch.delenv("REPORTGEN_LOG")
    run(("cache", "show"))  # puts the log back


@pytest.mark.parametrize("given", ["loud", "json,quite", "file:/proc/nothing/here.log"])
def test_a_log_setting_that_is_none_is_told(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LOG", given)
    code, told = run(("cache", "show"))
    assert code == 2 and told.startswith("REPORTGEN_LOG: ") and "Traceback" not in told
    monkeypatch.delenv("REPORTGEN_LOG")
    assert run(("cache", "show"))[0] == 0


SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\]|\\.)*"(,[a-z]+="(?:[^"\\]|\\.)*")*\})? -?\d+(\.\d+)?')


def test_metrics_are_written_whole_and_say_what_status_says(world: Path, tmp_path: Path) -> None:
    path = tmp_path / "reportgen.prom"
    with inside(world):
        code, _ = run(("status", "schedule.yaml", "--metrics", str(path)))
    lines = path.read_text("utf-8").splitlines()
    assert all(line.startswith("# ") or SAMPLE.fullmatch(line) for line in lines), lines
    names = {line.split("{")[0].split(" ")[0] for line in lines if not line.startswith("#")}
    assert {
        "reportgen_sound",
        "reportgen_job_sound",
        "reportgen_job_last_run_timestamp_seconds",
        "reportgen_info",
    } <= names
    assert f"reportgen_sound {int(code == 0)}" in lines
    assert os.listdir(tmp_path) == ["reportgen.prom"]


PLAN = """timezone: Asia/Shanghai
on_failure: {failure}
on_silence: {silence}
jobs:
  - {{id: monthly, pack: pack, when: 0 8 * * *, output: hooked, list: {list}, deliver: true, to: delivered{more}}}
"""


def test_a_failure_and_a_silence_call_their_webhooks(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with inside(world), taking_posts() as posts:
        monkeypatch.setenv("HOOK_OF_SILENCE_TOKEN", f"{posts.url}/silence")
        Path("broken.csv").write_text(HEAD + "d1,部门,S99,,docx,folder,d1,\n", "utf-8")
        Path("hooks.yaml").write_text(
            PLAN.format(failure=f"{posts.url}/failure", silence="$HOOK_OF_SILENCE_TOKEN", list="broken.csv", more=""),
            "utf-8",
        )
        assert run(("schedule", "now", "hooks.yaml", "--store", "hooks.sqlite"))[0] == 1
        [(path, body)] = posts
        assert path == "/failure" and body["event"] == "failure" and "S99" in json.dumps(body, ensure_ascii=False)
        import sqlite3

        with sqlite3.connect("hooks.sqlite") as store:
            store.execute(
                "UPDATE jobs SET base='2026-01-01T00:00:00+00:00', high='2026-01-01T00:00:00+00:00', again=NULL"
            )
        for _ in range(2):  # not twice a day
            assert run(("status", "hooks.yaml", "--store", "hooks.sqlite", "--notify"))[0] == 1
        assert [path for path, _ in posts] == ["/failure", "/silence"]
        assert posts[1][1]["event"] == "silence"


@pytest.mark.parametrize("value", ["office@dept.example", "https://", "$", "yes"])
def test_a_webhook_that_is_none_is_told_with_its_line(world: Path, value: str) -> None:
    with inside(world):
        Path("wrong.yaml").write_text(
            PLAN.format(failure=f'"{value}"', silence="$HOOK", list="list.csv", more=""), "utf-8"
        )
        code, told = run(("schedule", "check", "wrong.yaml"))
    assert code == 2 and "wrong.yaml:2" in told and "`on_failure` is not a webhook" in told


def test_skip_bad_makes_and_sends_the_sound_recipients_and_names_the_others(world: Path, tmp_path: Path) -> None:
    rows = [
        "d1,部门甲,,,docx,folder,d1,",
        "d2,部门乙,S99,,docx,folder,d2,",
        "d3,部门丙,,,doc,folder,d3,",
        ",部门丁,,,docx,folder,d4,",
        "d5,部门戊,,,docx,mail,nobody,",
    ]
    with inside(Path(shutil.copytree(world, tmp_path / "world"))):
        Path("list.csv").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
        assert run(BATCHED)[0] == 2
        code, told = run((*BATCHED, "--skip-bad"))
        assert code == 1 and "1 made, 0 kept, 4 failed" in told
        assert all(f"failed {name}: list.csv:" in told for name in ("d2", "d3", "row 5", "d5")), told
        deliver = ("deliver", BATCH, "--pack", "pack", "--send", "--to", "sent")
        assert run(deliver)[0] == 1 and not Path("sent").exists()
        code, told = run((*deliver, "--skip-bad"))
        assert code == 1 and "1 sent" in told and told.count("skipped ") == 4
        assert len(list(Path("sent").rglob("*.docx"))) == 1
        missing = run(("receipts", BATCH, "--missing"))[1]
        assert "4 of 5 recipients missing" in missing


def test_a_list_without_a_sound_row_is_an_error_with_skip_bad_too(world: Path, tmp_path: Path) -> None:
    with inside(Path(shutil.copytree(world, tmp_path / "world"))):
        Path("list.csv").write_text(HEAD + "d1,部门甲,S99,,docx,folder,d1,\n", "utf-8")
        code, told = run((*BATCHED, "--skip-bad"))
    assert code == 2 and "S99" in told


def test_a_plan_that_skips_the_bad_sends_the_others_and_reports_whom_it_left_out(world: Path, tmp_path: Path) -> None:
    with inside(Path(shutil.copytree(world, tmp_path / "world"))):
        Path("list.csv").write_text(HEAD + "d1,部门甲,,,docx,folder,d1,\nd2,部门乙,S99,,docx,folder,d2,\n", "utf-8")
        Path("plan.yaml").write_text(
            PLAN.format(failure="$NO_HOOK", silence="$NO_HOOK", list="list.csv", more=", skip_bad: true"), "utf-8"
        )
        code, told = run(("schedule", "now", "plan.yaml"))
        assert code == 1 and "1 sent" in told and "d2" in told and "S99" in told, told
        assert [path.name for path in Path("delivered").rglob("*甲*.docx")] == ["部门甲-示例新区五周年.docx"]


def test_a_cache_stays_within_its_limit_and_keeps_what_was_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path))
    (tmp_path / "mine.txt").write_text("a file of somebody else")
    for number in range(20):
        path = tmp_path / "templates" / f"{number:02d}.template"
        write_signed(path, bytes(1000))
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    count, _ = trim_cache(tmp_path, 10_000)
    left = [one.path.name for one in cache_entries(tmp_path)]
    assert count == 20 - len(left) and left == [f"{number:02d}.template" for number in range(20 - len(left), 20)]
    assert sum(one.size for one in cache_entries(tmp_path)) <= 10_000
    code, told = run(("cache", "show"))
    assert code == 0 and str(tmp_path) in told and f"{len(left)} files" in told
    assert run(("cache", "clear"))[0] == 0 and not cache_entries(tmp_path)
    assert (tmp_path / "mine.txt").exists() and (tmp_path / "templates" / ".key").exists()


def test_a_process_that_fills_the_cache_bounds_it(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\nfrom reportgen.files import write_signed, cache_folder\n"
        "for n in range(120): write_signed(cache_folder() / 'figures' / f'{n}.drawing', bytes(10_000))\n"
    )
    environment = {**os.environ, "REPORTGEN_CACHE": str(tmp_path), "REPORTGEN_CACHE_MAX": "200KB"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert sum(one.size for one in cache_entries(tmp_path)) < 800_000


@pytest.mark.parametrize("given", ["much", "-1", "5TB", "1e9"])
def test_a_limit_that_is_none_is_told_by_doctor(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE_MAX", given)
    code, told = run(("cache", "show"))
    assert code == 2 and "REPORTGEN_CACHE_MAX: is not a size" in told
    assert "REPORTGEN_CACHE_MAX" in run(("doctor",))[1]
