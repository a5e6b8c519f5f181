"""No command ends with a trace: whatever happens is one line, exit code 2 and a log file."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml.error import YAMLError

from reportgen.cli import main as cli
from reportgen.cli.main import main

ROOT = Path(__file__).parent.parent
FOREIGN = [
    OSError(28, "No space left on device", "a.docx"),
    PermissionError(13, "Permission denied", b"\xff.docx"),
    OSError("without a number"),
    OSError(9, "Bad file descriptor", 7),
    sqlite3.DatabaseError("file is not a database"),
    YAMLError("line one\nline two"),
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    UnicodeEncodeError("ascii", "兰", 0, 1, "ordinal not in range"),
    ZeroDivisionError(),
    json.JSONDecodeError("bad", "x", 0),
    KeyError("\ud800"),
    ExceptionGroup("many", [ValueError("a"), ValueError("b")]),
]


@pytest.mark.parametrize("error", FOREIGN, ids=lambda error: type(error).__name__)
def test_a_foreign_error_is_one_line_and_a_log_with_its_trace(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(words: object) -> int:
        raise error

    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(cli, "_run", broken)
    assert main(["doctor"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "Traceback" not in told
    (log,) = (tmp_path / "log").iterdir()
    assert str(log) in told and "Traceback" in log.read_text("utf-8")


def test_old_logs_are_dropped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(cli, "_run", lambda words: 1 // 0)
    for _ in range(30):
        main(["doctor"])
    assert len(list((tmp_path / "log").iterdir())) == 20


def run(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "reportgen.cli.main", *words]
    return subprocess.run(command, env=environment, check=False, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_terminal_that_lacks_letters_stops_nothing(encoding: str, tmp_path: Path) -> None:
    broken = tmp_path / "兰\U0001f600é.yaml"
    broken.write_text("jobs: 1\n")
    done = run(
        "schedule", "next", str(broken), env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "1"}, stdout=subprocess.PIPE
    )
    assert done.returncode == 2 and b"Traceback" not in done.stderr and b"\\U0001f600" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_printed_is_exit_code_2() -> None:
    with open("/dev/full", "wb") as full:
        done = run("schema", stdout=full)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and b"the disk is full" in done.stderr


def test_closed_streams_stop_nothing() -> None:
    command = f"{sys.executable} -m reportgen.cli.main doctor >&- 2>&-"
    done = subprocess.run(command, shell=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode in (0, 1)


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    reader = subprocess.Popen(["head", "-c1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    done = run("schema", stdout=reader.stdin)
    assert reader.stdin is not None
    reader.stdin.close()
    reader.wait()
    assert done.returncode == 0 and done.stderr == b""


def test_streams_that_are_not_files_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert main(["schema"]) == 0
