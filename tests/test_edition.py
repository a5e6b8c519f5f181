"""Editions are written whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.edition.write import check_writable, write_edition
from reportgen.errors import OutputError

OLD, NEW = {"a.txt": b"old"}, {"a.txt": b"new", "figures/b.txt": b"b"}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_edition_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_edition(tmp_path / "1", OLD)
    write_edition(tmp_path / "1", NEW)
    assert contents(tmp_path / "1") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


@pytest.mark.parametrize("step", range(8))
def test_a_build_killed_at_any_step_leaves_a_whole_edition(tmp_path: Path, step: int) -> None:
    write_edition(tmp_path / "1", OLD)
    script = f"""
import os, pathlib
from reportgen.edition import writer
count = iter(range(100))
def dying(call):
    def run(*a, **k):
        if next(count) == {step}: os._exit(9)
        return call(*a, **k)
    return run
os.rename, os.fsync = dying(os.rename), dying(os.fsync)
pathlib.Path.mkdir = dying(pathlib.Path.mkdir)
writer.write_edition(pathlib.Path({str(tmp_path / "1")!r}), {NEW!r})
"""
    subprocess.run([sys.executable, "-c", script], check=False)
    target = tmp_path / "1"
    left = contents(target) if target.exists() else contents(tmp_path / ".1.old")
    assert left in (OLD, NEW)
    write_edition(target, NEW)
    assert contents(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_a_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1").write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        check_writable(tmp_path / "1")


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/proc").exists(), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable(Path("/proc/reportgen/1"))
