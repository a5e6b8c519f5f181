"""Commands killed at any moment: nothing lost, nothing twice, no worker left, an edition at every moment.

REPORTGEN_CAMPAIGN=1 makes 50 trials for each command instead of 2, and 200 exchanges under a watcher instead of 40.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.distribute.batch_manifest import read_manifest
from reportgen.edition.history import builds
from reportgen.edition.manifest import manifest_json
from reportgen.edition.write import write_edition
from tests.small_world import BATCH, BATCHED, BUILD, DELIVER, EDITIONS, inside, make_world, run

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
ROOT = Path(__file__).parent.parent
CAMPAIGN = bool(os.environ.get("REPORTGEN_CAMPAIGN"))
TRIALS, EXCHANGES = (50, 200) if CAMPAIGN else (2, 40)
SCHEDULE = ("schedule", "now", "delivering.yaml")
COMMANDS = {
    "build": (*BUILD, "--set", "population=62万人"),
    "batch": (*BATCHED[:-1], "3", "--resume"),
    "deliver": DELIVER,
    "schedule": SCHEDULE,
}
LONGEST = {"build": 1.8, "batch": 2.2, "deliver": 1.0, "schedule": 2.4}  # seconds, start of the program included
PARCELS = 24


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_world(tmp_path_factory.mktemp("world"), delivered=False)
    rows = "".join(f"d{n},部门{n},,,docx,folder,d{n},\n" for n in range(PARCELS))
    (folder / "list.csv").write_text("id,name,sections,facts_without,format,channel,address,file\n" + rows, "utf-8")
    (folder / "delivering.yaml").write_text(
        "timezone: Asia/Shanghai\njobs:\n  - {id: all, pack: pack, when: 0 8 * * *, output: out, list: list.csv, deliver: true}\n"
    )
    with inside(folder):
        assert run(BATCHED)[0] == 0
    return folder


def session(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] not in "ZX":
            found.append(int(path.parent.name))
    return found


def begin(words: tuple[str, ...], folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "reportgen.cli.main", *words]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_whole(edition: Path) -> bool:
    outputs = json.loads((edition / "manifest.json").read_bytes())["outputs"]
    return all(hashlib.sha256((edition / name).read_bytes()).hexdigest() == digest for name, digest in outputs.items())


def check_batch(batch: Path, delivered: Path | None) -> None:
    parcels = read_manifest(batch).parcels
    assert len(parcels) == PARCELS
    for parcel in parcels:
        assert hashlib.sha256((batch / parcel.file).read_bytes()).hexdigest() == parcel.sha256
    if delivered is not None:
        files = [path for path in delivered.rglob("*") if path.is_file()]
        there = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)
        assert there == sorted(parcel.sha256 for parcel in parcels)
        code, told = run(("receipts", str(batch)))
        assert code == 0 and told.count(" sent ") == PARCELS, told


@pytest.mark.parametrize("seed", range(TRIALS))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_loses_nothing_and_leaves_no_worker(world: Path, tmp_path: Path, name: str, seed: int) -> None:
    folder = Path(shutil.copytree(world, tmp_path / "w"))
    edition = folder / EDITIONS / "1"
    chance = random.Random(f"{name} {seed}")
    number = (signal.SIGKILL, signal.SIGTERM)[seed % 2]
    if name == "batch":
        shutil.rmtree(folder / BATCH)
    process = begin(COMMANDS[name], folder)
    end = time.monotonic() + chance.uniform(0.2, LONGEST[name])
    while time.monotonic() < end and process.poll() is None:
        assert (edition / "report.docx").is_file()
        time.sleep(0.002)
    killed = process.poll() is None
    process.send_signal(number)
    process.wait()
    end = time.monotonic() + 5
    while (left := session(process.pid)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not left, "workers are left"
    assert is_whole(edition), "the edition is old or new, and whole"
    with inside(folder):
        code, told = run(COMMANDS[name])
        assert code == 0, told
        assert is_whole(edition)
        rest = [path for path in folder.rglob(".*") if path.name.endswith((".part", ".new", ".old"))]
        assert not rest or name == "build", rest
        if name == "build":
            assert [build.edition for build in builds(folder / EDITIONS)] == ["1"] * 3
        elif name == "schedule":
            check_batch(folder / "out/example/1-departments", folder / "out/example/delivered")
        else:
            check_batch(folder / BATCH, folder / "delivered" if name == "deliver" else None)
    print(f"{name} {number.name} {'killed' if killed else 'had ended'}")


WATCHER = """
import sys, pathlib
folder, stop = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
looks = missing = mixed = 0
print("watching", flush=True)
while not stop.exists():
    looks += 1
    try:
        (folder / "report.docx").open("rb").close()
        (folder / "manifest.json").open("rb").close()
    except OSError:
        missing += 1
print(looks, missing)
"""


@pytest.mark.parametrize("link", [False, True])
def test_an_edition_is_there_at_every_moment_of_many_builds(tmp_path: Path, link: bool) -> None:
    target, stop = tmp_path / "1", tmp_path / "stop"
    if link:
        target.symlink_to(tmp_path / "real")

    def build(number: int) -> None:
        files = {"report.docx": b"%d" % number * 20_000, "figures/a.svg": b"%d" % number}
        files["manifest.json"] = manifest_json("p", "1", "A", {}, files)
        write_edition(target, files)

    build(0)
    (target / "note.txt").write_bytes(b"somebody's")
    watcher = subprocess.Popen(
        [sys.executable, "-c", WATCHER, str(target), str(stop)], stdout=subprocess.PIPE, text=True
    )
    assert watcher.stdout is not None and watcher.stdout.readline() == "watching\n"
    for number in range(EXCHANGES):
        build(number)
    stop.touch()
    looks, missing = map(int, watcher.communicate()[0].split())
    print(f"{EXCHANGES} exchanges, {looks} looks, {missing} without an edition")
    assert looks > EXCHANGES and missing == 0
    assert (target / "note.txt").read_bytes() == b"somebody's"
