"""What a developer's tools understand: the public names have types, and mistakes in their use are found."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import reportgen

ROOT = Path(__file__).parents[1]
USE, MISTAKES = "tests/typed_use.py", "tests/typed_mistakes.py"


def mypy(*files: str) -> subprocess.CompletedProcess[str]:
    cache = f"--cache-dir={Path(tempfile.gettempdir()) / 'reportgen-mypy'}"  # the checkout may be of another user
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", cache, "--ignore-missing-imports", *files]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.xdist_group("typing")
def test_a_script_that_uses_every_public_name_is_sound_to_a_strict_type_checker() -> None:
    text = (ROOT / USE).read_text("utf-8")
    assert all(name in text for name in reportgen.__all__)
    found = mypy("--follow-imports=silent", USE)
    assert found.returncode == 0, found.stdout


@pytest.mark.xdist_group("typing")
def test_each_of_ten_mistakes_is_found_by_a_type_checker() -> None:
    wanted = {n for n, line in enumerate((ROOT / MISTAKES).read_text("utf-8").splitlines(), 1) if "  # " in line}
    found = mypy("--follow-imports=silent", MISTAKES).stdout
    assert len(wanted) == 10
    assert {int(line.split(":")[1]) for line in found.splitlines() if ": error:" in line} == wanted


@pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")
def test_pyright_finds_nothing_in_the_script() -> None:
    found = subprocess.run(["pyright", USE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_the_package_says_that_it_has_types() -> None:
    assert Path(reportgen.__file__).with_name("py.typed").is_file()
