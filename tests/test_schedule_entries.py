"""Exported entries run where they are for: cron's environment, systemd's syntax, Windows' quoting; from folders with odd names."""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import reportgen
from reportgen.cli.main import main
from reportgen.distribute.schedule.entries import Installation, crontab, look_minutes, service_unit, systemd, windows
from reportgen.distribute.schedule.environment_file import read_environment
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.schedule.times.when import When
from reportgen.errors import InputError

ODD = "报告 100% 'a\" $HOME `x` b"  # blanks, Chinese, %, both quotes, a dollar sign, backticks
CHINA = ZoneInfo("Asia/Shanghai")


def plan(path: Path, *rules: str) -> Plan:
    jobs = [PlannedJob(f"j{n}", Path("p"), When.parse(rule, CHINA), Path("o")) for n, rule in enumerate(rules)]
    return Plan(path, tuple(jobs))


def installation(folder: Path, **more: Any) -> Installation:
    given = {"environment": folder / "reportgen.env", "user": "report", "hours": 2, **more}
    return Installation((f"{folder}/bin/python", "-P", "-m", "reportgen"), folder / "schedule.yaml", folder, **given)


def command_of(crontab_text: str) -> str:
    """The command of the last line, as cron hands it to the shell: an escaped % is a %, a plain one ends it."""
    fields = crontab_text.splitlines()[-1].split(" ", 5)
    found = re.split(r"(?<!\\)%", fields[5])
    assert len(found) == 1, "a plain % would end the command"
    return found[0].replace("\\%", "%")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation of this program in a folder with an odd name; its libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("schedule") / ODD
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "环境")], check=True)
    site = next((folder / "环境/lib").glob("python*/site-packages"))
    source = Path(reportgen.__file__).parent
    shutil.copytree(source, site / "reportgen")
    shutil.copytree(source.parent / "templates", site / "reportgen/templates", ignore=shutil.ignore_patterns("*.py"))
    (site / "libraries.pth").write_text(
        "".join(f"{path}\n" for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}), "utf-8"
    )
    return folder


def bare(command: str, home: Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as cron does: with a bare environment, by sh, from the home folder."""
    environment = ["env", "-i", f"HOME={home}", "LOGNAME=report", "SHELL=/bin/sh", "PATH=/usr/bin:/bin"]
    return subprocess.run(
        [*environment, "/bin/sh", "-c", command],
        cwd=folder or home,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@lru_cache(maxsize=8)
def export(installed: Path, kind: str, *options: str) -> str:
    """What the installation exports; the cron line of a folder is always the same."""
    program = installed / "环境/bin/python"
    words = [str(program), "-m", "reportgen", "schedule", "export", "schedule.yaml", f"--{kind}", *options]
    done = subprocess.run(words, cwd=installed, capture_output=True, text=True, env=_plain(), check=True)
    return done.stdout


def _plain() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}


@pytest.fixture(scope="module")
def prepared(installed: Path) -> Path:
    """A pack, a plan that is due all the time, and an environment file."""
    with contextlib.chdir(installed):
        assert main(["new", "资料 包"]) == 0
    cache = os.environ.get("REPORTGEN_CACHE") or "off"
    jobs = [{"id": "每分钟", "pack": "资料 包", "when": "* * * * *", "output": "out"}]
    (installed / "schedule.yaml").write_text(json.dumps({"jobs": jobs}, ensure_ascii=False), "utf-8")
    (installed / "reportgen.env").write_text(
        f"# 设置\nREPORTGEN_CACHE={cache}\nREPORTGEN_OWNER_HOOK='http://127.0.0.1:9/x'\n", "utf-8"
    )
    return installed


def test_the_cron_line_runs_in_crons_environment_from_a_folder_with_an_odd_name(prepared: Path, tmp_path: Path) -> None:
    text = export(prepared, "cron")
    assert str(prepared / "环境/bin/python") in text.replace("\\%", "%").replace("'\"'\"'", "'")
    done = bare(command_of(text), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "每分钟: built" in done.stdout
    assert (prepared / "out/example/1/report.docx").is_file()


def test_the_cron_line_tells_of_a_plan_that_cannot_be_read(prepared: Path, tmp_path: Path) -> None:
    command = command_of(export(prepared, "cron"))
    plan_file = prepared / "schedule.yaml"
    sound = plan_file.read_text("utf-8")
    plan_file.write_text(sound.replace("when", "wehn"), "utf-8")
    done = bare(command, tmp_path)
    plan_file.write_text(sound, "utf-8")
    assert "did you mean when" in done.stderr
    assert "ended with 2 (invalid input)" in done.stdout and "Connection refused" in done.stderr  # the hook was tried


def test_the_units_pass_systemds_own_verification(prepared: Path) -> None:
    export(prepared, "systemd", "--user", "root", "-o", "units")
    one = Installation(
        (str(prepared / "环境/bin/python"), "-m", "reportgen"), prepared / "schedule.yaml", prepared, "root"
    )
    (prepared / "service units").mkdir()
    for name, text in service_unit(one).items():
        (prepared / "service units" / name).write_text(text, "utf-8")
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here; the units are checked by their own reading in the other tests")
    for folder in ("units", "service units"):
        units = sorted(map(str, (prepared / folder).glob("reportgen*")))
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
        )
        ours = [line for line in (done.stdout + done.stderr).splitlines() if "reportgen" in line]
        assert not ours and done.returncode == 0, done.stderr


def test_the_command_of_the_unit_does_what_the_cron_line_does(prepared: Path, tmp_path: Path) -> None:
    units = systemd(plan(prepared / "schedule.yaml", "* * * * *"), installation(prepared, environment=None))
    (text,) = [text for name, text in units.items() if name.endswith(".service") and "failed" not in name]
    words = exec_words(text)
    assert words[:1] == ["/usr/bin/env"] and words[1:] == installation(prepared, environment=None).look(
        with_environment=False
    )


def exec_words(unit: str) -> list[str]:
    """The words of ExecStart as systemd reads them: quotes, backslashes, doubled % and $."""
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    found, word, quoted, characters = [], "", False, iter(line)
    for character in characters:
        if character == "\\":
            word += next(characters)
        elif character == '"':
            quoted = not quoted
        elif character == " " and not quoted:
            found.append(word)
            word = ""
        else:
            word += character
    assert not quoted
    return [part.replace("%%", "%").replace("$$", "$") for part in (*found, word)]


NAMES = st.text("ab 报告%$'\"\\`&|;<>()*?[]{}!#~=-+@:,.", min_size=1, max_size=12).map(lambda text: f"/srv/{text}x")


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_any_folder_comes_through_every_kind_of_quoting(name: str) -> None:
    folder = Path(name)
    one = installation(folder)
    looks = plan(folder / "schedule.yaml", "0 9 * * *")
    command = command_of(crontab(looks, one))
    assert str(folder) in shlex.split(command) and shlex.split(command).count(str(folder / "schedule.yaml")) == 2
    for text in (*systemd(looks, one).values(), *service_unit(one).values()):
        if "ExecStart" in text:
            assert str(folder / "schedule.yaml") in exec_words(text)
            assert re.search(f"^WorkingDirectory=-?{re.escape(name.replace('%', '%%'))}$", text, re.MULTILINE)
    root = etree.fromstring(windows(looks, one))
    arguments = root.findtext(".//{*}Arguments") or ""
    assert str(folder / "schedule.yaml") in windows_words(arguments)
    assert root.findtext(".//{*}WorkingDirectory") == str(folder)


def windows_words(text: str) -> list[str]:
    """The words of a command line as Windows programs read them."""
    found = []
    for match in re.finditer(r'((?:[^\s"\\]|\\+(?!"|\\)|(?:\\\\)*\\"|\\\\|"(?:[^"\\]|\\+(?!"|\\)|\\\\|\\")*")+)', text):
        word = re.sub(r'(\\+)(?=")', lambda m: "\\" * (len(m[1]) // 2) + ("\0" if len(m[1]) % 2 else ""), match[0])
        word = word.replace('\0"', "\1").replace('"', "").replace("\1", '"')
        found.append(word)
    return found


def test_entries_hold_user_folder_environment_timeout_and_what_follows_a_failure(tmp_path: Path) -> None:
    one = installation(tmp_path)
    looks = plan(tmp_path / "schedule.yaml", "7 9 * * *", "每月第3个工作日 09:00")
    assert set(look_minutes(looks)) == {*range(0, 60, 5), 7, 22, 37, 52}
    units = systemd(looks, one)
    names = sorted(units)
    service = units[names[2] if names[2].endswith(".service") else names[1]]
    for line in (
        "User=report",
        f"WorkingDirectory={tmp_path}",
        f"EnvironmentFile=-{tmp_path}/reportgen.env",
        "TimeoutStartSec=120min",
    ):
        assert line in service, line
    assert f"OnFailure={one.name}-failed.service" in service and f"{one.name}-failed.service" in units
    (timer,) = [text for name, text in units.items() if name.endswith(".timer")]
    assert "OnCalendar=*-*-* *:00,05,07,10," in timer
    line = crontab(looks, one)
    assert "timeout 2h" in line and f"--environment {tmp_path}/reportgen.env" in line and "schedule failed" in line
    task = windows(looks, one).decode("utf-16")
    assert "<UserId>report</UserId>" in task and "<ExecutionTimeLimit>PT120M</ExecutionTimeLimit>" in task


def test_a_line_that_cron_would_cut_off_is_refused(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很长的文件夹名称" * 3] * 5)
    with pytest.raises(InputError, match="longer than cron takes"):
        crontab(plan(deep / "schedule.yaml", "0 9 * * *"), installation(deep))


def test_an_environment_file_is_read_as_systemd_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.env"
    path.write_text('# a\n; b\n\nexport A=1\nB = \'x $y\'\nC="a\\"b\\\\ c"\nD=办公室 <o@d.example>\n', "utf-8")
    assert read_environment(path) == {"A": "1", "B": "x $y", "C": 'a"b\\ c', "D": "办公室 <o@d.example>"}
    path.write_text("A=1\nnothing\n1B=2\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_environment(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3]
    with pytest.raises(InputError, match="cannot be read"):
        read_environment(tmp_path / "none.env")


def test_options_of_the_export_that_make_no_sense_are_refused(
    lanzhou: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in (["--timeout", "0"], ["--timeout", "nan"], ["--folder", "gone"]):
        assert main(["schedule", "export", str(lanzhou / "schedule.yaml"), "--cron", *options]) == 2
    capsys.readouterr()


def test_a_working_folder_that_is_gone_is_told(prepared: Path, tmp_path: Path) -> None:
    command = command_of(export(prepared, "cron")).replace("{ cd ", "{ cd /gone")
    done = bare(command, tmp_path)
    assert "ended with 3 (the working folder cannot be entered)" in done.stdout
    assert not (tmp_path / "output").exists()
