"""The important commands on hosts that are set up oddly: another locale, another user, a home that cannot be written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_world import BATCHED, BUILD, DELIVER, EDITIONS, FILL, FIX, IMPORT, PACK, SCHEDULE, make_world

ROOT = Path(__file__).parent.parent
COMMANDS = (
    BUILD, (*BATCHED[:-1], "2"), DELIVER, SCHEDULE, FIX, FILL, (*IMPORT, "--words", "keep"), ("doctor",), ("schema",),
    ("trace", f"{EDITIONS}/1", "--text", "万人"), ("figures", PACK), ("check", f"{EDITIONS}/1", "--format", "json"),
)  # fmt: skip
PACKAGES = [path for path in sys.path if path.endswith("site-packages")]
NOBODY = 65534
PYTHON = os.environ.get("REPORTGEN_PYTHON", sys.executable)  # one that another user may start


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(tmp_path_factory.mktemp("world"), delivered=False)


def run(words: tuple[str, ...], folder: Path, environment: dict[str, str], **options: object) -> tuple[int, str]:
    keep = {key: value for key, value in os.environ.items() if key in ("PATH", "LD_LIBRARY_PATH", "TMPDIR")}
    done = subprocess.run(
        [PYTHON, "-m", "reportgen.cli.main", *words], cwd=folder, check=False, capture_output=True,
        env={**keep, "PYTHONPATH": os.pathsep.join([str(ROOT), *PACKAGES]), **environment}, timeout=120, **options,  # type: ignore[call-overload]
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.mark.parametrize(
    "locale",
    [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}],
    ids=["C", "POSIX", "C as it is"],
)
def test_every_command_works_in_the_plainest_locale(world: Path, tmp_path: Path, locale: dict[str, str]) -> None:
    folder = Path(shutil.copytree(world, tmp_path / "w"))
    for words in COMMANDS:
        code, told = run(words, folder, {**locale, "REPORTGEN_CACHE": str(tmp_path / "cache")})
        assert code in (0, 1) and "Traceback" not in told and "unexpected" not in told, (words, told)


def test_where_file_names_cannot_be_chinese_it_is_said_in_one_line(world: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(world, tmp_path / "w"))
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "REPORTGEN_CACHE": str(tmp_path / "cache")}
    for words in COMMANDS:
        code, told = run(words, folder, locale)
        assert code in (0, 1, 2) and "Traceback" not in told, (words, told)
        assert code != 2 or "PYTHONUTF8=1" in told, (words, told)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may become another user")
@pytest.mark.parametrize("home", ["read-only", "none"])
def test_another_user_whose_home_cannot_be_written_works_without_a_cache(
    world: Path, tmp_path_factory: pytest.TempPathFactory, home: str
) -> None:
    base = Path(
        subprocess.run(
            ["mktemp", "-d", "/tmp/reportgen-test-XXXXXX"], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    try:
        folder = Path(shutil.copytree(world, base / "w"))
        (base / "home").mkdir(mode=0o555)
        for path in (base, folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.chown(base / "home", 0, 0)
        environment = {
            "HOME": str(base / "home") if home == "read-only" else "/nonexistent",
            "TMPDIR": str(base),
            "LANG": "C",
        }
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            run(("--version",), folder, environment, **user)
        except PermissionError:
            pytest.skip("another user cannot start this Python; REPORTGEN_PYTHON may name one")
        for words in COMMANDS:
            code, told = run(words, folder, environment, **user)
            assert code in (0, 1) and "Traceback" not in told and "unexpected" not in told, (words, told)
        warned = run((*BUILD, "--set", "population=63万人"), folder, environment, **user)
        assert warned[0] in (0, 1) and "the work goes on without it" in warned[1]
        (folder / EDITIONS).chmod(0o555)
        code, told = run(BUILD, folder, environment, **user)
        assert code == 2 and "permission denied" in told and told.count("cannot be written") == 1, told
        (folder / EDITIONS).chmod(0o755)
    finally:
        shutil.rmtree(base)
