"""The history remembers every build, whatever happens: two builds at once, builds that are killed, editions built anew."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from reportgen.edition.history import NAME, builds, recall, remember, writing
from reportgen.edition.manifest import manifest_json
from reportgen.edition.snapshot import FILE, FactState, Snapshot, SnapshotLine
from reportgen.edition.write import write_edition
from reportgen.errors import OutputError, PackError
from reportgen.findings import Place


def said(edition: str, value: str) -> Snapshot:
    fact = FactState("pop", "常住人口", f"{value}万人", value, "万人", "exact", "article", "")
    return Snapshot(
        edition,
        {"pop": fact},
        (SnapshotLine("report.docx", Place("report.docx", "body", paragraph=1), "text", f"{value}万人"),),
        (),
    )


def write(folder: Path, edition: str, value: str) -> None:
    found = said(edition, value)
    with writing(folder) as history:
        files = {FILE: found.to_bytes(), "ledger.csv": found.ledger(), **{f"{n}.txt": value.encode() for n in range(5)}}
        files["manifest.json"] = manifest_json("p", edition, "A", {}, files)
        write_edition(folder / edition, files)
        remember(history, found, "now")


def test_every_build_is_remembered_once_and_can_be_recalled(tmp_path: Path) -> None:
    for value in ("70", "70", "72", "74"):
        write(tmp_path, "2", value)
    assert [(build.number, build.edition) for build in builds(tmp_path)] == [(1, "2"), (2, "2"), (3, "2")]
    assert recall(tmp_path / "2").facts["pop"].value == "74"
    assert recall(tmp_path / "2@1").facts["pop"].value == "70"
    with pytest.raises(PackError, match="the history has 2@1, 2@2, 2@3"):
        recall(tmp_path / "9")


def test_an_edition_that_is_not_in_the_history_is_taken_in(tmp_path: Path) -> None:
    write(tmp_path, "1", "70")
    (tmp_path / NAME).unlink()
    write(tmp_path, "2", "72")
    assert [build.edition for build in builds(tmp_path)] == ["1", "2"]
    assert recall(tmp_path / "1@1").facts["pop"].value == "70"


def test_a_damaged_history_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(OutputError, match="move it away"):
        write(tmp_path, "1", "70")
    assert not (tmp_path / "1").exists()


SCRIPT = """
import sys, pathlib
sys.path.insert(0, {root!r})
from tests.test_history import write
folder, name, start, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
for value in range(start, start + count):
    write(folder, name, str(value))
    print(value, flush=True)
"""


def running(folder: Path, name: str, start: int, count: int) -> subprocess.Popen[str]:
    script = SCRIPT.format(root=str(Path(__file__).parent.parent))
    command = [sys.executable, "-c", script, str(folder), name, str(start), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def whole(folder: Path) -> str:
    """The value of an edition, all of whose files must be of one build."""
    value = recall(folder).facts["pop"].value
    assert {(folder / f"{n}.txt").read_text() for n in range(5)} == {value}
    return value


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    pair = [running(tmp_path, "a", 0, 15), running(tmp_path, "a", 100, 15)]
    assert [process.wait(120) for process in pair] == [0, 0]
    values = [recall(tmp_path / f"a@{build.number}").facts["pop"].value for build in builds(tmp_path)]
    assert sorted(values, key=int) == [str(n) for n in (*range(15), *range(100, 115))]
    assert whole(tmp_path / "a") == values[-1]


def test_a_build_killed_at_twenty_random_moments_loses_no_history_and_leaves_whole_editions(tmp_path: Path) -> None:
    chance = random.Random(5)
    remembered: list[str] = []
    for turn in range(20):
        process = running(tmp_path, "a", 1000 * (turn + 1), 10_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        told = [line.strip() for line in process.stdout.read().splitlines() if line.strip().isdigit()]
        process.wait()
        values = [recall(tmp_path / f"a@{build.number}").facts["pop"].value for build in builds(tmp_path)]
        assert values[: len(remembered)] == remembered
        assert set(told) <= set(values)
        remembered = values
    write(tmp_path, "a", "1")  # the next build puts right what the last kill left
    assert whole(tmp_path / "a") == "1"
    assert {path.name for path in tmp_path.iterdir()} <= {"a", NAME}


def test_a_build_of_a_pack_is_in_the_history_and_a_rejected_one_is_not(harbour: Path, tmp_path: Path) -> None:
    build_pack(harbour, output=tmp_path)
    build_pack(harbour, output=tmp_path)
    build_pack(harbour, output=tmp_path, settings={"routes": "49条"})
    known = builds(tmp_path / "harbour")
    assert [build.edition for build in known] == ["draft", "draft"]
    assert recall(tmp_path / "harbour" / "draft@1").facts["routes"].text == "47条"
    assert json.loads((tmp_path / "harbour" / "draft" / FILE).read_text("utf-8"))["edition"] == "draft"
    assert sqlite3.connect(tmp_path / "harbour" / NAME).execute("pragma integrity_check").fetchone() == ("ok",)
