"""A disk that fills up at any moment: one line, exit code 2, the old state as it was, and all whole once there is room.

The disk is a small tmpfs, which only root may mount. REPORTGEN_CAMPAIGN=1 tries 12 sizes for each command instead of 3.
"""

import hashlib
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.distribute.batch_manifest import read_manifest
from reportgen.files import is_draft
from tests.small_world import (
    BATCH,
    BATCHED,
    BUILD,
    DELIVER,
    EDITIONS,
    FILL,
    FIX,
    IMPORT,
    PACK,
    change_workbook,
    inside,
    make_world,
    run,
)

SIZES = 12 if os.environ.get("REPORTGEN_CAMPAIGN") else 3
COMMANDS = {
    "build": (*BUILD, "--set", "population=62万人"),
    "batch": BATCHED,
    "deliver": DELIVER,
    "cache": BUILD,
    "import": (*IMPORT, "--words", "drop"),
    "fix": FIX,
    "fill": FILL,
    "figures": ("figures", PACK, "-o", "figures"),
}
MAY_GROW = ("cache/", ".reportgen-written", ".sqlite", ".lock", "-wal", "-shm", "-journal")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, delivered=False)
    change_workbook(folder / "facts.xlsx")
    return folder


def free_bytes(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_bsize


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "filler" and not any(word in str(path) for word in MAY_GROW)
    }


def prepare(world: Path, disk: Path, name: str) -> None:
    (disk / "filler").unlink(missing_ok=True)
    for path in disk.iterdir():
        shutil.rmtree(path)
    shutil.copytree(world, disk / "w")
    if name == "fix":
        report = disk / "w" / PACK / "report.yaml"
        report.write_text(report.read_text("utf-8").replace("。", ",好。"), "utf-8")
    if name == "batch":
        (disk / "w" / "list.csv").write_bytes(
            (world / "list.csv").read_bytes().replace("部门".encode(), "处室".encode())
        )


@pytest.fixture(scope="module")
def needed(world: Path, disk: Path) -> dict[str, int]:
    """The bytes that each command needs, measured with room."""
    found = {}
    for name, words in COMMANDS.items():
        prepare(world, disk, name)
        before = free_bytes(disk)
        with inside(disk / "w"), environment(disk, name):
            code, told = run(words)
        assert code in (0, 1), told
        found[name] = max(before - free_bytes(disk), 0) + 90_000
    return found


class environment:
    """The cache lies on the small disk for the trials of caches, else apart."""

    def __init__(self, disk: Path, name: str) -> None:
        self.cache = str(disk / "w" / "cache") if name == "cache" else os.environ["REPORTGEN_CACHE"]

    def __enter__(self) -> None:
        self.before = os.environ["REPORTGEN_CACHE"]
        os.environ["REPORTGEN_CACHE"] = self.cache

    def __exit__(self, *_: object) -> None:
        os.environ["REPORTGEN_CACHE"] = self.before


@pytest.mark.parametrize("size", range(SIZES))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fills_up_loses_nothing(
    world: Path, disk: Path, needed: dict[str, int], name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    prepare(world, disk, name)
    folder, words = disk / "w", COMMANDS[name]
    room = 0 if size == 0 else random.Random(f"{name} {size}").randrange(needed[name])
    before = state(folder)
    with open(disk / "filler", "wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, max(free_bytes(disk) - room - 4096, 4096))
    with inside(folder), environment(disk, name):
        code, told = run(words)
        print(f"{name} with {room} bytes: exit code {code}")
        assert code in (0, 1, 2) and "Traceback" not in told and "unexpected" not in told, told
        assert not [path for path in folder.rglob("*") if is_draft(path.name) or path.name.endswith((".new", ".old"))]
        if code == 2:
            assert "full" in told, told
            kept = state(folder)
            lost = {key for key in before if kept.get(key) != before[key] and name != "batch"}
            assert not lost, lost
        os.remove(disk / "filler")
        code, told = run(words)
        assert code in (0, 1), told
        CHECKS.get(name, lambda folder: None)(folder)
    shutil.rmtree(folder)
    assert not list(disk.iterdir())


def whole_batch(folder: Path) -> None:
    for parcel in read_manifest(folder / BATCH).parcels:
        assert hashlib.sha256((folder / BATCH / parcel.file).read_bytes()).hexdigest() == parcel.sha256
        assert parcel.name.startswith("处室")


def delivered_once(folder: Path) -> None:
    wanted = sorted(parcel.sha256 for parcel in read_manifest(folder / BATCH).parcels)
    files = [path for path in (folder / "delivered").rglob("*") if path.is_file()]
    assert sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files) == wanted
    code, told = run(("receipts", BATCH))
    assert code == 0 and told.count(" sent ") == len(wanted), told


def whole_edition(folder: Path) -> None:
    assert run(("check", f"{EDITIONS}/1"))[0] == 0
    assert "62" in run(("trace", f"{EDITIONS}/1", "--fact", "population"))[1]


CHECKS = {"batch": whole_batch, "deliver": delivered_once, "build": whole_edition}
