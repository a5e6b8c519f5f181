"""Files are written whole or not at all, through no link, and say why when they cannot be."""

import errno
import importlib
import os
import pkgutil
import subprocess
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import files
from reportgen.errors import OutputError
from reportgen.files import (
    RECORD,
    ProcessLock,
    exchange,
    known,
    rewrite,
    write_cached,
    write_files,
    write_whole,
)

ROOT = Path(__file__).parent.parent


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    def full(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, full)


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "quota"), (errno.EROFS, "read-only"), (errno.EIO, "error")],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with monkeypatch.context() as patch:
        fail_at(patch, call, number)
        with pytest.raises(OutputError, match=f"a: cannot be written: .*{words}") as caught:
            write_whole(tmp_path / "a", b"new")
    assert caught.value.errno == number
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_of_many_files_none_is_replaced_when_one_cannot_be_written(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"old", "b/c": b"old"})
    (tmp_path / "d").mkdir()
    with pytest.raises(OutputError, match="d: cannot be written: it is a folder"):
        write_files(tmp_path, {"a": b"new", "b/c": b"new", "d": b"new"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b/c").read_bytes() == b"old"
    assert names(tmp_path) == ["a", "b", "d"]


@given(st.binary(max_size=300), st.text("abé兰州 .~$'\"", min_size=1, max_size=40))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    folder = tmp_path_factory.mktemp("whole")
    if name.strip(".") == "":
        return
    write_whole(folder / name, content)
    assert (folder / name).read_bytes() == content
    assert len(names(folder)) == 1


def test_the_draft_of_a_killed_process_goes_with_the_next_write(tmp_path: Path) -> None:
    script = "import os; from pathlib import Path; from reportgen.files import whole;" + (
        "os.replace = lambda *names: os._exit(9); whole.write_whole(Path('a'), b'1')"
    )
    subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert len(names(tmp_path)) == 1 and names(tmp_path)[0].endswith(".part")
    write_whole(tmp_path / "b", b"2")
    assert len(names(tmp_path)) == 2
    write_whole(tmp_path / "a", b"2")
    assert names(tmp_path) == ["a", "b"]


def test_a_link_is_replaced_and_what_it_names_stays(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "precious")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "precious").read_bytes() == b"kept"
    assert not (tmp_path / "link").is_symlink()


def test_a_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pathlib import Path; from reportgen.files import write_whole;"
         "write_whole(Path('/dev/stdout'), b'through')"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout == b"through", done.stderr


def test_the_rights_of_a_file_stay_and_a_new_one_follows_the_users_mask(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "a").chmod(0o640)
    write_files(tmp_path, {"a": b"1", "b": b"2"})
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o666 & ~mask


def test_two_paths_exchange_their_names_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_bytes(b"")
    if not exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this file system cannot exchange names")
    assert names(tmp_path / "a") == ["b"]
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "none")


def test_a_lock_is_held_by_one_and_says_what_is_wrong(tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "lock", "batch"), pytest.raises(OutputError, match="another batch is at work"):
        ProcessLock(tmp_path / "lock", "batch")
    ProcessLock(tmp_path / "lock", "batch").end()
    (tmp_path / "no-lock").write_bytes(b"a text that is no lock" * 99)
    with pytest.raises(OutputError, match="is not a lock file"):
        ProcessLock(tmp_path / "no-lock", "batch")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        ProcessLock(tmp_path / "link", "batch")
    assert not (tmp_path / "elsewhere").exists()


def test_a_cache_that_cannot_be_written_is_one_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not write_cached(tmp_path / "file" / "a", b"1")
    assert not write_cached(tmp_path / "file" / "b", b"1")
    assert [record.getMessage().count("the work goes on") for record in caplog.records] == [1]


def test_files_of_a_person_are_rewritten_with_a_backup_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "b.yaml").write_bytes(b"old b")
    (tmp_path / "a.yaml").write_bytes(b"old a")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "real" / "b.yaml")
    new = {tmp_path / "a.yaml": b"new a", tmp_path / "b.yaml": b"new b"}

    def wrong() -> None:
        assert (tmp_path / "a.yaml").read_bytes() == b"new a"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrite(new, wrong)
    assert (tmp_path / "a.yaml").read_bytes() + (tmp_path / "b.yaml").read_bytes() == b"old aold b"
    assert names(tmp_path) == ["a.yaml", "b.yaml", "real"] and names(tmp_path / "real") == ["b.yaml"]
    backups = rewrite(new)
    assert (tmp_path / "b.yaml").is_symlink() and (tmp_path / "b.yaml").read_bytes() == b"new b"
    assert sorted(path.read_bytes() for path in backups.values()) == [b"old a", b"old b"]
    assert all(path.name.startswith(".") and "备份" in path.name for path in backups.values())


def test_no_name_of_the_door_is_hidden_by_a_module_of_the_same_name() -> None:
    for module in pkgutil.iter_modules(files.__path__):
        importlib.import_module(f"reportgen.files.{module.name}")
    assert [name for name in files.__all__ if isinstance(getattr(files, name), types.ModuleType)] == []


@given(
    st.lists(
        st.sampled_from(["null", "1.5", "true", "[]", '["a"]', '["a", 1]', "{", "[" * 9999, '"ab"', "\x00"]), max_size=9
    )
)
def test_a_damaged_record_of_what_was_written_vouches_for_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("record")
    (folder / RECORD).write_text("\n".join([*lines, '["real", "hash"]']), "utf-8")
    assert known(folder)["real"] == ["hash"]
