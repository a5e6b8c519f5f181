"""An upgrade sends nobody a second copy: real files of the version before, and what this one makes of them."""

import json
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest

from reportgen.distribute.batch_manifest import FILE, read_manifest
from reportgen.installed import program_version
from tests.small_world import inside, run

BATCH = "output/example/1-departments"
FIXTURE = (
    Path(__file__).parent / "upgrade" / "made-by-0.1.0.tar.xz"
)  # a pack, its edition, 18 parts, sent, a plan that ran
DELIVER = ("deliver", BATCH, "--pack", "pack", "--to", "delivered", "--send")
RESUME = ("batch", "pack", "--resume", "--processes", "1")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """The folder as the version before left it: 18 parts built and sent."""
    safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.2 has none
    with tarfile.open(FIXTURE) as archive:
        archive.extractall(tmp_path, **safe)
    return tmp_path


def receipts(world: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(world / "output/example/receipts.sqlite") as store:
        names = {row[1] for row in store.execute("PRAGMA table_info(receipts)")}
        program = "program" if "program" in names else "''"  # a store that nothing has written to since
        return list(store.execute(f"SELECT recipient, state, {program} FROM receipts ORDER BY number"))


def programs(world: Path) -> set[str]:
    return {parcel.made_of.program for parcel in read_manifest(world / BATCH).parcels}


def test_eighteen_parts_of_the_version_before_are_kept_told_and_not_sent_again(world: Path) -> None:
    with inside(world):
        code, made = run(RESUME)
        assert code == 0 and "0 made, 18 kept" in made and program_version() in made
        assert "made by an earlier program (0.1.0) with the same facts: d00, d01" in made and "--remake-older" in made
        assert programs(world) == {"0.1.0"}
        code, sent = run(DELIVER)
        assert code == 0 and "18 already" in sent
        assert run(("receipts", BATCH))[0] == 0
    assert len(receipts(world)) == 18


def test_parts_made_again_by_this_version_are_told_as_the_same_facts_and_sent_only_on_demand(world: Path) -> None:
    old = {path.name: path.read_bytes() for path in (world / BATCH).glob("*.docx")}
    with inside(world):
        assert "18 made, 0 kept" in run((*RESUME, "--remake-older"))[1]
        assert programs(world) == {program_version()}
        changed = [name for name, content in old.items() if (world / BATCH / name).read_bytes() != content]
        assert changed, "the fixture must differ from what this version makes"
        code, sent = run(DELIVER)
        assert code == 0 and " sent" not in sent.splitlines()[-1] and "same facts: the recipient has them" in sent
        assert sent.count("other program") == len(changed) + ("same facts d07" in sent)
        assert "0 of 18 recipients missing" in run(("receipts", BATCH))[1]
        assert len(receipts(world)) == 18
        again = run((*DELIVER, "--resend-changed-layout"))[1]
        assert f"{len(receipts(world)) - 18} sent" in again and len(receipts(world)) > 18
        assert {program for _, _, program in receipts(world)[18:]} == {program_version()}
        assert "18 already" in run(DELIVER)[1]


def test_a_batch_made_without_resume_knows_its_forerunners_too(world: Path) -> None:
    with inside(world):
        run(("batch", "pack", "--processes", "1"))
        assert " sent" not in run(DELIVER)[1].splitlines()[-1]
    assert len(receipts(world)) == 18


def test_a_fact_that_changes_with_the_upgrade_is_sent_to_those_whom_it_touches(world: Path) -> None:
    facts = world / "pack" / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("value: 40, unit", "value: 41, unit"), "utf-8")
    with inside(world):
        run(RESUME)
        told = run((*DELIVER, "--because", "a test"))[1]
    assert len(receipts(world)) > 18 and " sent" in told


def test_the_next_run_of_a_plan_after_the_upgrade_sends_nothing(world: Path) -> None:
    with inside(world):
        code, told = run(("schedule", "now", "schedule.yaml"))
    assert code == 0 and len(receipts(world)) == 18, told


def test_another_template_of_the_pack_is_another_layout_and_other_words_in_it_are_other_content(world: Path) -> None:
    import docx

    from reportgen.files import template_path

    own = world / "pack" / "own.docx"
    shutil.copy(template_path("report", "A", None, Path()), own)
    pack = world / "pack" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "templates: {report: own.docx}\n", "utf-8")
    with inside(world):
        run(RESUME)
        run((*DELIVER, "--because", "a test"))
        count = len(receipts(world))
        document = docx.Document(str(own))
        document.styles["Normal"].font.name = "FandolSong"
        document.save(str(own))
        assert "17 made, 1 kept" in run(RESUME)[1]
        assert "17 same facts" in run((*DELIVER, "--because", "a test"))[1] and len(receipts(world)) == count
        document.add_paragraph("本件仅供内部使用")
        document.save(str(own))
        assert "17 made, 1 kept" in run(RESUME)[1]
        assert "17 sent" in run((*DELIVER, "--because", "a test"))[1]


def test_a_stop_between_making_and_recording_loses_no_forerunner(world: Path) -> None:
    with inside(world):
        run(RESUME)
        with sqlite3.connect(Path(BATCH) / ".batch.sqlite") as store:
            store.execute("DELETE FROM done")
        (Path(BATCH) / FILE).unlink()
        assert "18 made" in run(RESUME)[1]
        assert " sent" not in run(DELIVER)[1].splitlines()[-1]
    assert len(receipts(world)) == 18


@pytest.mark.parametrize(
    ("name", "command"),
    [
        (".batch.sqlite", RESUME), ("batch.json", DELIVER), ("batch.json", ("receipts", BATCH)),
        ("../receipts.sqlite", DELIVER), ("../receipts.sqlite", ("status", "pack")), ("../history.sqlite", ("build", "pack")),
    ],
)  # fmt: skip
def test_files_of_a_newer_version_are_refused_in_words(world: Path, name: str, command: tuple[str, ...]) -> None:
    path = (world / BATCH / name).resolve()
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as store:
            store.execute("PRAGMA user_version=99")
    else:
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema": 99}), "utf-8")
    with inside(world):
        code, told = run(command)
    assert f"{path.name}: was written by a newer version of reportgen (schema 99; this one reads up to" in told
    assert code > 0 and "Traceback" not in told and "unexpected" not in told
    assert len(list((world / BATCH).glob("*.docx"))) == 17 and len(receipts(world)) == 18


def test_an_edition_of_a_newer_version_is_refused_in_words(world: Path) -> None:
    manifest = world / "output/example/1/manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "schema": 99}), "utf-8")
    with inside(world):
        code, told = run(("compare", "output/example/1", "output/example/1@1"))
    assert code == 2 and "written by a newer version of reportgen" in told


def test_an_edition_of_the_version_before_is_read_and_remembered_once(world: Path) -> None:
    with inside(world):
        code, told = run(("compare", "output/example/1@1", "output/example/1"))
        assert (code == 0 and "population" in told) or "人口" in told
        run(("build", "pack"))
        with sqlite3.connect("output/example/history.sqlite") as store:
            assert store.execute("PRAGMA user_version").fetchone() == (1,)
            assert store.execute("SELECT count(*) FROM builds").fetchone()[0] <= 3


def test_the_version_before_refuses_what_this_one_wrote(world: Path) -> None:
    """It asks for `parcels` in the manifest; without one it sends nothing."""
    with inside(world):
        run(RESUME)
    content = json.loads((world / BATCH / FILE).read_text("utf-8"))
    assert content["schema"] == 2 and "parcels" not in content and len(content["parts"]) == 18


def test_the_version_names_the_commit_of_a_checkout() -> None:
    code, told = run(("--version",))
    assert code == 0 and told.strip() == program_version()
    import tomllib

    root = Path(__file__).parent.parent
    assert (
        told.partition("+")[0].strip()
        == tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    )
    if (root / ".git").exists():
        assert "+g" in told
