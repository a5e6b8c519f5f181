"""What a server puts off goes out later, what went out is remembered by the batch itself."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mail_server import Postbox, mail_server, small_batch
from test_deliver import receipts, settings

from reportgen.cli.main import main
from reportgen.distribute.batch_manifest import FILE, read_manifest
from reportgen.distribute.send.channels import channels_by_environment
from reportgen.distribute.send.journal import FILE as JOURNAL
from reportgen.distribute.send.receipts import MOST_TRIES, Receipts, pause_after
from reportgen.distribute.send.report import missing
from reportgen.distribute.send.run import DeliveryOptions, DeliveryResult, deliver
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.waiting import deliver_and_wait


class Clock:
    """A wall clock that goes on only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
        self.naps: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += timedelta(seconds=seconds)


def run(
    pack: Path, folder: Path, environment: dict[str, str], clock: Clock, *, hours: float = 0.0,
    because: str = "", again: tuple[str, ...] = (), send: bool = True,
) -> DeliveryResult:  # fmt: skip
    secrets = Secrets(environment)
    channels = channels_by_environment(str(folder.parent / "delivered"), secrets, pack, send=send)

    def once(wishes: DeliveryOptions) -> DeliveryResult:
        store = folder.parent / "receipts.sqlite"
        return deliver(folder, store, channels, secrets, wishes, now=clock, pack_dir=pack, sleep=clock.sleep)

    return deliver_and_wait(once, DeliveryOptions(send, because, (), again), hours, now=clock, sleep=clock.sleep)


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_greylisted_recipient_waits_and_blocks_nobody(tmp_path: Path, stage: str) -> None:
    pack, folder = small_batch(tmp_path, 4)
    postbox, clock = Postbox(), Clock()
    postbox.faults[f"{stage} d001@dept.example"] = ["451 4.7.1 greylisted, come back later"] * 5
    with mail_server(postbox) as port:
        first = run(pack, folder, settings(port), clock)
        assert [step.what for step in first.steps] == ["sent", "waiting", "sent", "sent"]
        assert sum(clock.naps) < 10  # the others went out first, and nobody waited for minutes
        kept = [one for one in receipts(folder) if one.recipient == "d001"]
        assert kept[-1].standing == "waiting" and "greylisted" in kept[-1].note
        assert kept[-1].again == "2026-08-20T09:05:03+00:00" and kept[-1].tries == 3
        told = missing(read_manifest(folder), receipts(folder))
        assert [row[0] for row in told] == ["d001"] and "next try 2026-08-20T09:05:03" in told[0][2]
        second = run(pack, folder, settings(port), clock, hours=8)
    assert [step.what for step in second.steps] == ["already", "sent", "already", "already"]
    assert set(postbox.counts.values()) == {1} and len(postbox.counts) == 4
    assert not any(one.again for one in receipts(folder))


def test_pauses_grow_from_minutes_to_hours_until_the_server_takes_it(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    postbox, clock = Postbox(), Clock()
    postbox.faults["rcpt d000@dept.example"] = ["450 later"] * 9
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port), clock, hours=24)
    assert result.count("sent") == 1
    assert timedelta(hours=1) < clock.now - datetime(2026, 8, 20, 9, 0, tzinfo=UTC) < timedelta(hours=6)
    pauses = [pause_after(tries) for tries in range(3, MOST_TRIES)]
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=5) and pauses[-1] == timedelta(hours=4)
    assert timedelta(days=1) < sum(pauses, timedelta()) < timedelta(days=3)


def test_a_server_that_puts_off_for_days_is_given_up_and_said_to_have_failed(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    postbox, clock = Postbox(), Clock()
    postbox.faults["rcpt d000@dept.example"] = ["450 later"] * 99
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port), clock, hours=100)
    assert result.count("failed") == 1 and f"given up after {MOST_TRIES} tries" in result.steps[0].why
    assert receipts(folder)[-1].standing == "failed"


def test_a_pack_that_goes_stale_while_a_parcel_waits_stops_it(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox, clock = Postbox(), Clock()
    postbox.faults["rcpt d000@dept.example"] = ["450 later"] * 4
    with mail_server(postbox) as port:
        run(pack, folder, settings(port), clock)
        (pack / "facts.yaml").write_text("facts: [changed]\n", "utf-8")
        result = run(pack, folder, settings(port), clock, hours=24)
    assert result.refused and not result.steps and postbox.counts == {"d001@dept.example": 1}


@pytest.mark.parametrize("loss", ["deleted", "emptied", "replaced"])
@pytest.mark.parametrize("channel", ["mail", "folder"])
def test_an_emptied_or_replaced_store_of_receipts_is_noticed_and_nothing_goes_twice(
    tmp_path: Path, loss: str, channel: str
) -> None:
    pack, folder = small_batch(tmp_path, 3, channel=channel)
    postbox, clock = Postbox(), Clock()
    store = folder.parent / "receipts.sqlite"
    with mail_server(postbox) as port:
        assert run(pack, folder, settings(port), clock).count("sent") == 3
        if loss == "emptied":
            with sqlite3.connect(store) as connection:
                connection.execute("DELETE FROM receipts")
            connection.close()
        else:
            for path in folder.parent.glob("receipts.sqlite*"):
                path.unlink()
        if loss == "replaced":
            Receipts(store, clock, write=True).close()
        seen = run(pack, folder, settings(port), clock, send=False)
        assert seen.count("already") == 3 and seen.restored == 3
        result = run(pack, folder, settings(port), clock)
        assert result.restored == 3 and result.count("already") == 3
        assert run(pack, folder, settings(port), clock).restored == 0
        again = run(pack, folder, settings(port), clock, because="they lost it", again=("d001",))
    assert again.count("sent") == 1
    if channel == "mail":
        assert postbox.counts == {"d000@dept.example": 1, "d001@dept.example": 2, "d002@dept.example": 1}
    assert "restored from the journal" in receipts(folder)[0].note


def test_a_handing_over_without_an_end_in_the_journal_is_in_doubt(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox, clock = Postbox(), Clock()
    with mail_server(postbox) as port:
        run(pack, folder, settings(port), clock)
        lines = (folder / JOURNAL).read_text("utf-8").splitlines()
        begun = [line for line in lines if line and json.loads(line)["state"] == "sending"]
        (folder / JOURNAL).write_text("\n".join([*begun, '{"pack": "pack", "cut']), "utf-8")
        for path in folder.parent.glob("receipts.sqlite*"):
            path.unlink()
        result = run(pack, folder, settings(port), clock)
    assert result.count("in doubt") == 2 and set(postbox.counts.values()) == {1}


def test_a_journal_that_cannot_be_written_stops_before_anything_goes_out(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox, clock = Postbox(), Clock()
    (folder / JOURNAL).symlink_to(tmp_path / "elsewhere")
    from reportgen.errors import OutputError

    with mail_server(postbox) as port, pytest.raises(OutputError, match="cannot be written"):
        run(pack, folder, settings(port), clock)
    assert not postbox.messages and not (tmp_path / "elsewhere").exists()
    assert not [one for one in receipts(folder) if one.state != "failed"]


def test_a_store_of_an_earlier_version_is_read_on(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox, clock = Postbox(), Clock()
    with mail_server(postbox) as port:
        run(pack, folder, settings(port), clock)
        with sqlite3.connect(folder.parent / "receipts.sqlite") as connection:
            connection.execute("ALTER TABLE receipts DROP COLUMN again")
            connection.execute("ALTER TABLE receipts DROP COLUMN tries")
        connection.close()
        assert run(pack, folder, settings(port), clock).count("already") == 2


def test_the_command_says_what_waits_and_what_was_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox = Postbox()
    postbox.faults["rcpt d000@dept.example"] = ["450 later"] * 3
    monkeypatch.setattr("reportgen.distribute.send.run.PAUSES", (0.01, 0.01))
    with mail_server(postbox) as port:
        for name, value in settings(port).items():
            monkeypatch.setenv(name, value)
        assert main(["deliver", str(folder), "--pack", str(pack), "--send"]) == 1
        said = capsys.readouterr().out
        assert "waiting  d000" in said and "450 later; next try from 2" in said and "--wait" in said
        assert main(["receipts", str(folder)]) == 1
        assert "waiting" in capsys.readouterr().out
        for path in folder.parent.glob("receipts.sqlite*"):
            path.unlink()
        assert main(["deliver", str(folder), "--pack", str(pack), "--send"]) == 0
    said = capsys.readouterr().err
    assert "the receipts store was emptied or replaced" in said and "--resend ID --because TEXT" in said
    assert set(postbox.counts.values()) == {1}


def test_a_run_whose_mail_waits_is_tried_again_at_its_moment_also_by_a_new_service(tmp_path: Path) -> None:
    import threading

    from test_schedule import Clock as Wall
    from test_schedule import planned

    from reportgen.distribute.schedule.plan import Plan
    from reportgen.distribute.schedule.plan_file import read_plan
    from reportgen.distribute.schedule.rounds import Rounds
    from reportgen.distribute.schedule.run_report import RunReport
    from reportgen.distribute.schedule.service import Service

    fired: list[datetime] = []
    clock = Wall("2026-08-05 09:00")

    def act(job: object) -> RunReport:
        fired.append(clock())
        return RunReport("a", (), again=clock() + timedelta(minutes=5) if len(fired) < 3 else None)

    plan = Plan(tmp_path / "schedule.yaml", (planned("a"),))
    for _ in range(20):
        service = Service(
            plan, tmp_path / "schedule.sqlite", lambda plan, record: Rounds(plan, record, act, clock), read_plan
        )
        service.round(threading.Event())
        clock.goes(minutes=1)
    assert [moment.minute for moment in fired] == [0, 5, 10]


def test_a_scheduled_run_whose_mail_waits_is_not_failed_and_builds_nothing_anew(
    lanzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from test_schedule import CHINA

    from reportgen.distribute.schedule.plan import PlannedJob
    from reportgen.distribute.schedule.runner import run_job
    from reportgen.distribute.schedule.times.when import When
    from reportgen.distribute.shares.executors import Inline

    monkeypatch.setattr("reportgen.distribute.send.run.PAUSES", (0.01, 0.01))
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    (pack / "departments.csv").write_text(
        "id,name,sections,channel,address\na,甲,S3,mail,a@dept.example\nb,乙,S3,mail,b@dept.example\n", "utf-8"
    )
    job = PlannedJob("monthly", pack, When.parse("每月第3个工作日", CHINA), tmp_path / "out", deliver=True)
    postbox = Postbox()
    postbox.faults["rcpt a@dept.example"] = ["450 later"] * 3
    now = datetime(2026, 8, 5, 9, tzinfo=CHINA)
    with mail_server(postbox) as port:
        secrets = Secrets(settings(port))

        def once() -> object:
            return run_job(job, secrets, now=lambda: now, executor=Inline())

        first, second, third = once(), once(), once()
    assert not first.failed and not first.bad and first.again == now + timedelta(minutes=5)  # type: ignore[attr-defined]
    assert any(line.startswith("waiting: a: ") for line in first.lines)  # type: ignore[attr-defined]
    assert second.again is None and not any("built" in line for line in second.lines)  # type: ignore[attr-defined]
    assert third.lines == ("no fact has changed since the last run; nothing was made, nothing sent",)  # type: ignore[attr-defined]
    assert postbox.counts == {"a@dept.example": 1, "b@dept.example": 1}


def test_a_manifest_that_changed_while_a_parcel_waited_is_read_anew(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox, clock = Postbox(), Clock()
    postbox.faults["rcpt d000@dept.example"] = ["450 later"] * 4
    with mail_server(postbox) as port:
        run(pack, folder, settings(port), clock)
        from reportgen.distribute.batch_manifest import manifest_bytes

        batch = read_manifest(folder)
        corrected = replace(batch.parcels[0], address="right@dept.example")
        (folder / FILE).write_bytes(manifest_bytes(replace(batch, parcels=(corrected, batch.parcels[1]))))
        run(pack, folder, settings(port), clock, hours=1)
    assert postbox.counts == {"d001@dept.example": 1, "right@dept.example": 1}
