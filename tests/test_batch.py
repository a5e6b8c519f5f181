"""A batch makes every recipient's own part, once, whatever happens on the way."""

import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from many_recipients import write_recipients

from reportgen.check.shared.package import check_package
from reportgen.distribute.send.gate import refusals
from reportgen.distribute.shares import executors, work
from reportgen.distribute.shares.draft import make_draft, words_of
from reportgen.distribute.shares.evidence import pair_faults
from reportgen.distribute.shares.executors import Inline, Pool
from reportgen.distribute.shares.run import BatchResult, run_batch
from reportgen.distribute.shares.shared_inputs import plan_jobs, prepare
from reportgen.distribute.shares.work import Worker
from reportgen.distribute.workers.job import JobChunk, Outcome
from reportgen.documents.reading.file_reader import text_of_file
from reportgen.edition.file_map import read_map
from reportgen.errors import OutputError
from reportgen.load import load_pack
from reportgen.ooxml.package import read_package
from reportgen.ooxml.parsed_package import Opened

ROOT = Path(__file__).parent.parent


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.*x") if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def whole(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    return run_batch(lanzhou, Pool(2), output=tmp_path_factory.mktemp("batch"), today=date(2026, 8, 20))


def words(result: BatchResult, recipient: str) -> str:
    parcel = next(one for one in result.manifest.parcels if one.recipient == recipient)
    return text_of_file(parcel.file, (result.folder / parcel.file).read_bytes())


def test_every_recipient_gets_its_own_part(whole: BatchResult) -> None:
    assert len(whole.made) == 18 and not whole.failed
    reform, science = words(whole, "reform"), words(whole, "science")
    assert "机构与审批" in reform and "成果转化" not in reform
    assert "成果转化" in science and "机构与审批" not in science
    assert "（送改革与政务服务部门）" in reform and "〓" not in reform
    assert "1000亿元" not in science
    assert "3.8%" not in words(whole, "commerce")
    assert "关于测算" not in words(whole, "education"), "what is computed goes with the sections of its facts"
    assert "关于测算" in words(whole, "office")


def test_every_file_passes_the_package_checks(whole: BatchResult) -> None:
    for name, content in files(whole.folder).items():
        assert [finding for finding in check_package(name, content) if finding.level == "error"] == []


def test_a_spliced_file_says_the_same_as_one_filled_for_its_recipient(lanzhou: Path, tmp_path: Path) -> None:
    workshop, recipients = prepare(lanzhou, write_recipients(tmp_path / "l.csv", 20, own=True, decks=True))
    worker = Worker(workshop)
    for job in list(plan_jobs(workshop, recipients))[7:13]:
        part = worker.parts.of(job)
        said = words_of(job.recipient, part.pack)
        spliced = read_package(worker._draft(job, part, said).address(said), "x")
        alone = read_package(make_draft(workshop, part, job.kind, "x", said).address(said), "x")
        maps = [read_map(Opened(one), "x") for one in (spliced, alone)]
        assert maps[0] == maps[1] is not None and maps[0].recipient == job.recipient.id
        for one in (spliced, alone):  # the map is packed, with placeholders in the one and with words in the other
            del one[next(name for name in one if name.startswith("customXml/item") and b"<map" in one[name].content)]
        assert {name: member.content for name, member in spliced.items()} == {n: m.content for n, m in alone.items()}


def test_the_pool_makes_the_same_bytes_as_one_process(lanzhou: Path, whole: BatchResult, tmp_path: Path) -> None:
    inline = run_batch(lanzhou, Inline(), output=tmp_path, today=date(2026, 8, 20))
    assert not inline.failed and not whole.failed
    mine, theirs = files(inline.folder), files(whole.folder)
    assert [name for name in mine if mine[name] != theirs.get(name)] == [] and set(mine) == set(theirs)


def test_a_part_with_own_numbers_has_no_error_in_either_format(lanzhou: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(
        "id,name,sections,format,own:承担事项（项）\na,甲部门,S0 S1,pptx,7\nb,乙部门,S0 S1,docx,8\n", "utf-8"
    )
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=path)
    assert [parcel.errors for parcel in result.manifest.parcels] == [(), ()]
    assert "7项" in words(result, "a") and "8项" in words(result, "b")


def test_a_name_with_marks_of_its_own_gets_a_file_of_its_own(lanzhou: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("id,name,sections\na,“甲”<部>&门,S1\n", "utf-8")
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=path)
    assert "（送“甲”<部>&门）" in words(result, "a")


def test_a_failing_job_stops_nobody(lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = work.write_whole

    def failing(path: Path, content: bytes, *, durable: bool) -> None:
        if path.name.startswith("d00003"):
            raise PermissionError(13, "Permission denied")
        if path.name.startswith("d00004"):
            raise ZeroDivisionError("whatever")
        real(path, content, durable=durable)

    monkeypatch.setattr(work, "write_whole", failing)
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 8))
    assert set(result.failed) == {"d00003", "d00004"}
    assert "Permission denied" in result.failed["d00003"] and "whatever" in result.failed["d00004"]
    assert len(result.made) == 6 and set(result.manifest.failed) == set(result.failed)


def test_what_may_pass_is_tried_again(lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, waits, real = [], [], work.write_whole

    def flaky(path: Path, content: bytes, *, durable: bool) -> None:
        calls.append(path)
        if len(calls) < 3:
            raise OSError(116, "Stale file handle")
        real(path, content, durable=durable)

    monkeypatch.setattr(work, "write_whole", flaky)
    workshop, recipients = prepare(lanzhou, write_recipients(tmp_path / "l.csv", 1))
    outcome = Worker(workshop, waits.append).do(JobChunk(tuple(plan_jobs(workshop, recipients)), str(tmp_path)))[0]
    assert not outcome.failed and outcome.attempts == 3 and waits == sorted(waits) and len(waits) == 2


def test_a_job_that_kills_its_worker_is_found_out(
    lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.write_whole
    monkeypatch.setattr(executors, "start_method", lambda: "fork")  # the workers inherit what is patched here

    def killing(path: Path, content: bytes, *, durable: bool) -> None:
        if path.name.startswith("d00003"):
            os.kill(os.getpid(), signal.SIGKILL)
        real(path, content, durable=durable)

    monkeypatch.setattr(work, "write_whole", killing)
    result = run_batch(lanzhou, Pool(2), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 30))
    assert set(result.failed) == {"d00003"} and "died 3 times" in result.failed["d00003"]
    assert len(result.made) == 29


def test_resume_keeps_what_is_whole_and_makes_the_rest(lanzhou: Path, tmp_path: Path) -> None:
    recipients = write_recipients(tmp_path / "l.csv", 12)
    first = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients)
    names = sorted(files(first.folder))
    (first.folder / names[2]).unlink()
    (first.folder / names[5]).write_bytes(b"")  # a power cut
    again = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients, resume=True)
    assert again.made == ("d00002", "d00005") and len(again.kept) == 10
    assert again.manifest == first.manifest


def test_a_recipients_file_that_somebody_changed_stops_the_batch(lanzhou: Path, tmp_path: Path) -> None:
    recipients = write_recipients(tmp_path / "l.csv", 4)
    first = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients)
    edited = first.folder / min(files(first.folder))
    edited.write_bytes(b"edited")
    before = files(first.folder)
    for resume in (False, True):
        with pytest.raises(OutputError, match="edited since; nothing was written"):
            run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients, resume=resume)
    assert files(first.folder) == before and (first.folder / "batch.json").is_file()
    kept = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients, on_change="keep")
    assert kept.folder.name == f"{first.folder.name}.new" and files(first.folder) == before
    assert kept.manifest.parcels == first.manifest.parcels
    forced = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients, on_change="force")
    copies = [path for path in forced.folder.iterdir() if "手改" in path.name]
    assert [path.read_bytes() for path in copies] == [b"edited"] and edited.read_bytes() != b"edited"
    assert forced.manifest == first.manifest


def test_what_a_killed_batch_wrote_and_did_not_record_counts_as_its_own(lanzhou: Path, tmp_path: Path) -> None:
    recipients = write_recipients(tmp_path / "l.csv", 4)
    first = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients)
    for name in (".batch.sqlite", "batch.json"):
        (first.folder / name).unlink()
    again = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients)
    assert again.manifest == first.manifest


def test_the_edited_file_of_a_recipient_who_is_gone_stays(lanzhou: Path, tmp_path: Path) -> None:
    first = run_batch(lanzhou, Inline(), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 4))
    edited, untouched = (first.folder / name for name in sorted(files(first.folder))[-2:])
    edited.write_bytes(b"edited")
    run_batch(lanzhou, Inline(), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 2))
    assert edited.read_bytes() == b"edited" and not untouched.exists()


def test_a_changed_fact_remakes_only_those_whom_it_touches(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    first = run_batch(pack, Inline(), output=tmp_path / "out")
    told = {one.recipient for one in first.manifest.parcels if "61.8" in words(first, one.recipient)}
    facts = (pack / "facts.yaml").read_text("utf-8")
    (pack / "facts.yaml").write_text(facts.replace("value: 61.8", "value: 62.5"), "utf-8")
    again = run_batch(pack, Inline(), output=tmp_path / "out", resume=True)
    assert set(again.made) == told
    assert all("62.5" in words(again, recipient) for recipient in told)
    assert 4 <= len(told) < 10


def test_the_ledger_tells_every_place_of_every_fact(lanzhou: Path, tmp_path: Path) -> None:
    recipients = write_recipients(tmp_path / "l.csv", 3, own=True)
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=recipients, ledger=tmp_path / "ledger.csv")
    rows = list(csv.DictReader((tmp_path / "ledger.csv").open(encoding="utf-8-sig")))
    assert {row["recipient"] for row in rows} == set(result.made)
    own = [row for row in rows if row["recipient"] == "d00001" and row["fact_id"].startswith("own_number")]
    assert len(own) == 2 and all(row["text"] in words(result, "d00001") for row in own)
    assert not any(row["value"] for row in own)  # of the first recipient of the part, if there were one
    assert own[0]["file"] == "d00001-财政部门第2处.docx" and "〓" not in own[0]["text"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="PDF needs LibreOffice")
def test_a_recipient_who_wants_a_pdf_gets_one(lanzhou: Path, tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("id,name,sections,format\na,甲,S5,pdf\n", "utf-8")
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=tmp_path / "l.csv")
    assert not result.failed
    assert (result.folder / "甲-兰州新区十二周年.pdf").read_bytes().startswith(b"%PDF")


def test_a_pdf_without_libreoffice_is_a_reason_and_stops_nobody(
    lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "l.csv").write_text("id,name,sections,format\na,甲,S5,pdf\nb,乙,S5,docx\n", "utf-8")
    monkeypatch.setattr("shutil.which", lambda name: None)
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=tmp_path / "l.csv")
    assert result.made == ("b",) and "LibreOffice" in result.failed["a"]


def test_a_list_in_two_languages_makes_each_its_own(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    shutil.copytree(ROOT / "tests/packs/lanzhou-english", pack / "en")
    path = tmp_path / "l.csv"
    path.write_text("id,name,sections,language,own:Items\na,甲部门,S0,,7\nb,Trade Bureau,S0 S5,en,8\n", "utf-8")
    result = run_batch(pack, Inline(), output=tmp_path, recipients=path)
    assert not result.failed and [one.language for one in result.manifest.parcels] == ["zh", "en"]
    english = words(result, "b")
    assert "from less than 100,000 people to 700,000 people" in english and "(for Trade Bureau)" in english
    assert "Your own figures" in english and "不足10万人" in words(result, "a")
    assert result.manifest.words_for("en")[0] == "Lanzhou New Area" and not result.manifest.parcels[1].errors
    core = read_package(result.folder / result.manifest.parcels[1].file, "x")["docProps/core.xml"].content
    assert b"<dc:language>en-US</dc:language>" in core


def test_a_batch_tells_the_gate_what_it_must_know(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    facts = (pack / "facts.yaml").read_text("utf-8")
    aged = facts.replace("{id: rd_intensity,", "{id: rd_intensity, good_for: 30, measured: 2026-08-01,")
    (pack / "facts.yaml").write_text(
        aged.replace("{id: urbanisation_rate,", "{id: urbanisation_rate, good_for: 9,"), "utf-8"
    )
    with sqlite3.connect(tmp_path / "r.sqlite") as registry:
        registry.execute("CREATE TABLE r AS SELECT 'a' AS id, '甲' AS name, 'S3' AS sections, 'docx' AS format")
    (pack / "departments.csv").unlink()
    (pack / "departments.sql").write_text("-- sqlite: ../r.sqlite\nselect * from r", "utf-8")
    result = run_batch(pack, Inline(), output=tmp_path / "out")
    assert result.manifest.good_until == {"rd_intensity": "2026-08-31"}  # the other one is not shown to anybody
    assert refusals(result.manifest, result.folder, pack, date(2026, 8, 31)) == []
    assert "was good until 2026-08-31" in refusals(result.manifest, result.folder, pack, date(2026, 9, 1))[0]
    with registry:
        registry.execute("UPDATE r SET name='乙'")
    registry.close()
    assert refusals(result.manifest, result.folder, pack, date(2026, 8, 31))[0].startswith("stale: recipients from a")
    (tmp_path / "r.sqlite").unlink()
    assert "stale facts cannot be detected" in refusals(result.manifest, result.folder, pack, date(2026, 8, 31))[0]


def test_a_pair_that_disagrees_is_told(lanzhou: Path) -> None:
    pack = load_pack(lanzhou)
    assert pair_faults(pack, lanzhou) == ()
    slides = [slide.model_copy(update={"notes": f"{slide.notes}常住人口75万人。"}) for slide in pack.slides]
    fault = pair_faults(pack.model_copy(update={"slides": tuple(slides)}), lanzhou)
    assert fault and "75万人" in fault[0]


def test_who_left_the_list_leaves_the_folder(lanzhou: Path, tmp_path: Path) -> None:
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 4))
    result = run_batch(
        lanzhou, Inline(), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 2), resume=True
    )
    assert len(files(result.folder)) == 2 == len(result.kept)


def test_who_is_not_due_gets_nothing(lanzhou: Path, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("id,name,valid_from,valid_to\na,甲,,2026-01-01\nb,乙,2026-01-02,\n", "utf-8")
    result = run_batch(lanzhou, Inline(), output=tmp_path, recipients=path, today=date(2026, 8, 20))
    assert result.made == ("b",) and result.not_due == ("a",)


def test_two_batches_never_work_in_one_folder(lanzhou: Path, tmp_path: Path) -> None:
    class Nosy:
        def run(self, workshop: object, chunks: Sequence[JobChunk]) -> list[Outcome]:
            with pytest.raises(OutputError, match="another batch"):
                run_batch(lanzhou, Inline(), output=tmp_path)
            return []

    run_batch(lanzhou, Nosy(), output=tmp_path)  # type: ignore[arg-type]


def command(lanzhou: Path, output: Path, recipients: Path, *words: str) -> list[str]:
    return [
        sys.executable, "-m", "reportgen.cli.main", "batch", str(lanzhou), "-o", str(output), "--list", str(recipients),
        "--processes", "2", "--json", *words,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def sixty(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A list of sixty, and the files of a batch that nobody stopped."""
    folder = tmp_path_factory.mktemp("sixty")
    recipients = write_recipients(folder / "l.csv", 60, own=True)
    return recipients, files(run_batch(lanzhou, Inline(), output=folder, recipients=recipients).folder)


@pytest.mark.parametrize("seed", range(int(os.environ.get("REPORTGEN_KILLS", "2"))))
def test_a_batch_killed_at_any_moment_is_finished_by_resume(
    lanzhou: Path, tmp_path: Path, sixty: tuple[Path, dict[str, bytes]], seed: int
) -> None:
    recipients, wanted = sixty
    batch = subprocess.Popen(
        command(lanzhou, tmp_path, recipients), cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(random.Random(seed).uniform(0.4, 2.2))
    os.killpg(batch.pid, signal.SIGKILL)
    batch.wait()
    done = subprocess.run(
        command(lanzhou, tmp_path, recipients, "--resume"), cwd=ROOT, capture_output=True, check=False
    )
    told = json.loads(done.stdout)
    assert told["made"] + told["kept"] == 60 and not told["failed"]
    folder = Path(told["folder"])
    assert files(folder) == wanted
    assert sorted(path.name for path in folder.iterdir() if path.name.endswith(".part")) == []


def scheduler_address(path: Path) -> str:
    """Wait for the file in which a scheduler says where it is; it may be there and not yet whole."""
    for _ in range(300):
        try:
            return str(json.loads(path.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def test_a_dask_cluster_that_loses_a_worker_makes_every_file_once(lanzhou: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    base = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(tmp_path / "s.json")]
    running = [subprocess.Popen([*base, *options], env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)]
    try:
        address = scheduler_address(tmp_path / "s.json")
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
        running += [
            subprocess.Popen([*worker, "--no-dashboard"], env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        with distributed.Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        killed: list[int] = []

        def kill_one(done: int, total: int) -> None:
            if done and not killed:
                os.kill(running[1].pid, signal.SIGKILL)
                killed.append(done)

        result = run_batch(
            lanzhou, executors.Cluster(address), output=tmp_path / "shared",
            recipients=write_recipients(tmp_path / "l.csv", 200), progress=kill_one,
        )  # fmt: skip
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()
    assert killed and killed[0] < 200
    assert len(result.made) == 200 and not result.failed and len(set(result.made)) == 200
    assert len(files(result.folder)) == 200


def test_a_cluster_that_does_not_answer_is_said_in_words() -> None:
    pytest.importorskip("distributed")
    cluster = executors.Cluster("tcp://127.0.0.1:1", patience=0.3)
    with pytest.raises(OutputError, match="no Dask scheduler answers"):
        list(cluster.run(replace(prepare(ROOT / "data/lanzhou-12")[0]), []))


@pytest.mark.parametrize("kind", ["database", "url", "file"])
def test_the_gate_sees_a_changed_table_from_outside_the_pack(
    lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    import http.server

    from http_server import served

    words = ["甲港"]

    class Rows(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps([{"港": words[0], "备注": "无"}]).encode())

        def log_message(self, *words: object) -> None: ...

    database = tmp_path / "t.sqlite"

    def change(to: str) -> None:
        words[0] = to
        (tmp_path / "t.csv").write_text(f"港,备注\n{to},无\n", "utf-8")
        with sqlite3.connect(database) as connection:
            connection.execute("DROP TABLE IF EXISTS t")
            connection.execute("CREATE TABLE t AS SELECT ? AS 港, '无' AS 备注", (to,))
        connection.close()

    change("甲港")
    monkeypatch.setenv("STATS", f"sqlite:///{database}")
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    (pack / "departments.csv").write_text("id,name,sections\na,甲,S0\n", "utf-8")
    with served(Rows) as address:
        source = {
            "database": "database: STATS, query: select * from t", "url": f'url: "{address}/t"', "file": "file: ../t.csv",
        }[kind]  # fmt: skip
        text = (pack / "pack.yaml").read_text("utf-8")
        (pack / "pack.yaml").write_text(text + f"\ndata:\n  - {{id: ports, {source}}}\n", "utf-8")
        result = run_batch(pack, Inline(), output=tmp_path / "out")
        assert refusals(result.manifest, result.folder, pack, date(2026, 8, 31)) == []
        change("乙港")  # a text: no number of the pack has changed
        (told,) = refusals(result.manifest, result.folder, pack, date(2026, 8, 31))
    assert told.startswith("stale: facts from outside the pack changed")
