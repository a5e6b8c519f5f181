"""Editions are written whole or not at all."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.edition.write import place_for, replacing, write_edition
from reportgen.errors import OutputError
from reportgen.files import save_files, sha256


def with_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    outputs = {name: sha256(content) for name, content in files.items()}
    return {**files, "manifest.json": json.dumps({"outputs": outputs}).encode()}


OLD, NEW = with_manifest({"a.txt": b"old"}), with_manifest({"a.txt": b"new", "figures/b.txt": b"b"})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_edition_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_edition(tmp_path / "1", OLD)
    write_edition(tmp_path / "1", NEW)
    assert contents(tmp_path / "1") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


@pytest.mark.parametrize("exchanging", [True, False])
@pytest.mark.parametrize("step", range(12))
def test_a_build_killed_at_any_step_leaves_a_whole_edition(tmp_path: Path, step: int, exchanging: bool) -> None:
    """With the system's exchange of names it is there at every moment; without, at the latest when the next write begins."""
    write_edition(tmp_path / "1", OLD)
    script = f"""
import os, pathlib
from reportgen.edition import write
count = iter(range(100))
def dying(call):
    def run(*a, **k):
        if next(count) == {step}: os._exit(9)
        return call(*a, **k)
    return run
write.exchange = dying(write.exchange if {exchanging} else lambda first, second: False)
os.rename, os.replace, os.fsync, os.link = map(dying, (os.rename, os.replace, os.fsync, os.link))
pathlib.Path.mkdir = dying(pathlib.Path.mkdir)
write.write_edition(pathlib.Path({str(tmp_path / "1")!r}), {NEW!r})
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode in (0, 9), done.stderr
    target = tmp_path / "1"
    aside = [path for path in tmp_path.iterdir() if path.name.endswith(".old")]
    left = contents(target) if exchanging or target.exists() else contents(aside[0])
    assert left in (OLD, NEW)
    write_edition(target, NEW)
    assert contents(target) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_a_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1").write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        place_for(tmp_path, "1")


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/proc").exists(), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        place_for(Path("/proc/reportgen"), "1")


def test_an_error_after_the_exchange_brings_the_old_edition_back(tmp_path: Path) -> None:
    for before in (None, OLD):
        target = tmp_path / str(bool(before))
        if before:
            write_edition(target, before)
        with pytest.raises(ZeroDivisionError), replacing(target, NEW):
            assert contents(target) == NEW
            raise ZeroDivisionError
        assert (contents(target) if target.exists() else None) == before
    assert [path.name for path in tmp_path.iterdir()] == ["True"]


def test_an_edition_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "real"
    (tmp_path / "1").symlink_to(elsewhere)
    write_edition(tmp_path / "1", OLD)
    write_edition(tmp_path / "1", NEW)
    assert (tmp_path / "1").is_symlink() and contents(elsewhere) == NEW


def test_what_somebody_put_into_an_edition_comes_along(tmp_path: Path) -> None:
    target = tmp_path / "1"
    write_edition(target, with_manifest({"a.txt": b"old", "gone.txt": b"old"}))
    (target / "notes" / "empty").mkdir(parents=True)
    (target / "notes" / "mine.txt").write_bytes(b"mine")
    (target / "link").symlink_to("notes/mine.txt")
    write_edition(target, with_manifest({"a.txt": b"new"}))
    assert (target / "notes" / "mine.txt").read_bytes() == (target / "link").read_bytes() == b"mine"
    assert (target / "notes" / "empty").is_dir() and (target / "link").is_symlink()
    assert (target / "a.txt").read_bytes() == b"new" and not (target / "gone.txt").exists()


def test_a_file_that_somebody_changed_is_never_lost(tmp_path: Path) -> None:
    target = tmp_path / "1"
    write_edition(target, with_manifest({"a.txt": b"old", "gone.txt": b"old"}))
    for name in ("a.txt", "gone.txt"):
        (target / name).write_bytes(b"edited")
    before = contents(target)
    with pytest.raises(OutputError, match=r"a\.txt: was not written by reportgen or edited"):
        write_edition(target, with_manifest({"a.txt": b"new"}))
    assert contents(target) == before and [path.name for path in tmp_path.iterdir()] == ["1"]
    write_edition(target, with_manifest({"a.txt": b"new"}), force=True)
    after = contents(target)
    (copy,) = [name for name in after if re.fullmatch(r"a\.手改-\d{8}-\d{4}\.txt", name)]
    assert after["a.txt"] == b"new" and after[copy] == after["gone.txt"] == b"edited"


def test_with_a_lost_manifest_nothing_counts_as_written(tmp_path: Path) -> None:
    write_edition(tmp_path / "1", {"report.docx": b"old"})
    with pytest.raises(OutputError, match=r"report\.docx"):
        place_for(tmp_path, "1")
    assert place_for(tmp_path, "1", "keep") == tmp_path / "1.new"
    assert place_for(tmp_path, "1", "force") == tmp_path / "1"


def test_pictures_of_the_old_files_go_with_them_unless_somebody_drew_on_them(tmp_path: Path) -> None:
    target = tmp_path / "1"
    write_edition(target, with_manifest({"a.txt": b"old"}))
    save_files(target / "preview", {"1.png": b"drawn", "2.png": b"drawn"})
    (target / "preview" / "2.png").write_bytes(b"drawn upon")
    write_edition(target, with_manifest({"a.txt": b"new"}))
    assert sorted(contents(target)) == ["a.txt", "manifest.json", "preview/2.png"]
