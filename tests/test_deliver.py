"""Each parcel goes out once, or it is said why not; nothing wrong goes out without a reason that is kept."""

import json
import logging
import re
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import webdav_server
from mail_server import Postbox, mail_server, small_batch
from openpyxl import load_workbook

from reportgen.cli.main import main
from reportgen.distribute.batch_manifest import FILE, manifest_bytes, read_manifest
from reportgen.distribute.send.channel import Acceptance, InDoubt, NotSent, PointOfNoReturn
from reportgen.distribute.send.channels import channels_by_environment
from reportgen.distribute.send.chat import ChatChannel
from reportgen.distribute.send.folder import FolderChannel
from reportgen.distribute.send.mail import MailChannel, MailSettings
from reportgen.distribute.send.message import MailTexts, message_for
from reportgen.distribute.send.receipts import Receipt, Receipts
from reportgen.distribute.send.report import acknowledge, exported, missing
from reportgen.distribute.send.run import DeliveryOptions, DeliveryResult, deliver
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import InputError, OutputError, PackError

NOW = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
PASSWORD = "Pa55-w0rd/geheim"


def settings(port: int, **more: str) -> dict[str, str]:
    return {
        "REPORTGEN_SMTP_HOST": "127.0.0.1", "REPORTGEN_SMTP_PORT": str(port), "REPORTGEN_SMTP_SECURITY": "none",
        "REPORTGEN_SMTP_FROM": "办公室 <office@lzxq.example>", "REPORTGEN_SMTP_A_MINUTE": "60000",
        "REPORTGEN_SMTP_TIMEOUT": "2", **more,
    }  # fmt: skip


def run(
    pack: Path, folder: Path, environment: dict[str, str], *, send: bool = True, because: str = "",
    only: tuple[str, ...] = (), again: tuple[str, ...] = (),
) -> DeliveryResult:  # fmt: skip
    secrets = Secrets(environment)
    channels = channels_by_environment(str(folder.parent / "delivered"), secrets, pack, send=send)
    wishes = DeliveryOptions(send, because, only, again)
    store = folder.parent / "receipts.sqlite"
    return deliver(folder, store, channels, secrets, wishes, now=lambda: NOW, pack_dir=pack, sleep=lambda seconds: None)


def receipts(folder: Path) -> list[Receipt]:
    store = Receipts(folder.parent / "receipts.sqlite", lambda: NOW)
    found = list(store.all())
    store.close()
    return found


def test_a_dry_run_tells_all_and_sends_nothing(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 3)
    postbox = Postbox()
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port), send=False)
    assert [step.what for step in result.steps] == ["send"] * 3
    assert result.steps[1].where.startswith("d001@dept.example by 127.0.0.1")
    assert not postbox.messages and not postbox.connections
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_each_gets_one_message_and_a_second_run_sends_none(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 5)
    postbox = Postbox()
    with mail_server(postbox) as port:
        first, second = run(pack, folder, settings(port)), run(pack, folder, settings(port))
    assert first.count("sent") == 5 and second.count("already") == 5
    assert set(postbox.counts.values()) == {1} and len(postbox.counts) == 5
    assert postbox.connections == 1
    found = receipts(folder)
    assert {one.state for one in found} == {"sent"} and found[0].begun == "2026-08-20T09:00:00+00:00"
    assert found[0].reference == postbox.messages[0]["Message-ID"]


def test_a_message_opens_with_its_chinese_names(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, cc=("copy@dept.example",))
    postbox = Postbox()
    with mail_server(postbox) as port:
        run(pack, folder, settings(port))
    message = postbox.messages[0]
    attachment = next(iter(message.iter_attachments()))
    assert attachment.get_filename() == "000-兰州新区十二周年·“部门”.docx"
    assert attachment.get_content() == (folder / attachment.get_filename()).read_bytes()
    raw = postbox.raw[0]
    assert b"filename*=utf-8''000-%E5" in raw and b" name*=utf-8''000-%E5" in raw and b"name*0" not in raw
    assert all(byte < 128 for byte in raw) and max(map(len, raw.splitlines())) < 998
    assert message["Subject"] == "兰州新区十二周年（第1版）：部门0" and message["Cc"] == "copy@dept.example"
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None and "部门0：" in text.get_content()
    assert page is not None and "<p>部门0：</p>" in page.get_content()
    assert "校验" not in text.get_content() and re.search(r"\d{4}年\d+月\d+日\s*$", text.get_content())


def test_values_in_a_mail_can_be_nothing_but_text(tmp_path: Path) -> None:
    _, folder = small_batch(tmp_path, 1)
    batch = read_manifest(folder)
    parcel = replace(batch.parcels[0], name="<b>{{ 7*7 }}</b>\r\nBcc: x@y.example")
    message = message_for(parcel, b"x", batch, MailTexts(), "a@b.example", 1, "Thu, 20 Aug 2026 09:00:00 +0800")
    page = message.get_body(("html",))
    assert page is not None and "&lt;b&gt;{{ 7*7 }}" in page.get_content()
    assert message["Bcc"] is None and "49" not in str(message["Subject"])


def test_a_pack_has_its_own_words(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    (pack / "mail-subject.txt").write_text("请查收：{{ file }}", "utf-8")
    postbox = Postbox()
    with mail_server(postbox) as port:
        run(pack, folder, settings(port), because="the pack has new words")
    assert postbox.messages[0]["Subject"] == "请查收：000-兰州新区十二周年·“部门”.docx"


@pytest.mark.parametrize(
    ("fault", "what", "arrived"),
    [
        (["rcpt", "550 no such user"], "failed", 0),
        (["rcpt", "450 busy"], "sent", 1),
        (["rcpt", "drop"], "sent", 1),
        (["data", "554 refused"], "failed", 0),
        (["data", "451 later"], "sent", 1),
        (["data", "drop"], "in doubt", 0),
        (["data", "take and drop"], "in doubt", 1),
        (["data", "hang"], "in doubt", 1),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else str(value),
)  # fmt: skip
def test_a_server_that_misbehaves_costs_no_message_and_makes_no_double(
    tmp_path: Path, fault: list[str], what: str, arrived: int
) -> None:
    pack, folder = small_batch(tmp_path, 4)
    postbox = Postbox()
    postbox.faults[f"{fault[0]} d001@dept.example"] = fault[1:]
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port))
        assert [step.what for step in result.steps] == ["sent", what, "sent", "sent"]
        again = run(pack, folder, settings(port))
    later = {"failed": "sent", "sent": "already", "in doubt": "in doubt"}[what]  # the fault is over by then
    assert [step.what for step in again.steps] == ["already", later, "already", "already"]
    assert postbox.counts["d001@dept.example"] == (arrived or (1 if what == "failed" else 0))
    assert all(postbox.counts[f"d00{n}@dept.example"] == 1 for n in (0, 2, 3))


def test_what_is_in_doubt_goes_again_only_for_a_reason(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2)
    postbox = Postbox()
    postbox.faults["data d001@dept.example"] = ["drop"]
    with mail_server(postbox) as port:
        run(pack, folder, settings(port))
        with pytest.raises(InputError, match="needs a reason"):
            run(pack, folder, settings(port), again=("d001",))
        result = run(pack, folder, settings(port), again=("d001",), because="电话确认未收到")
    assert result.count("sent") == 1 and postbox.counts["d001@dept.example"] == 1
    assert [(one.state, one.round, one.because) for one in receipts(folder) if one.recipient == "d001"] == [
        ("in doubt", 1, ""), ("sent", 2, "电话确认未收到"),
    ]  # fmt: skip


def test_a_server_that_is_gone_is_not_asked_for_ever(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 9)
    result = run(pack, folder, settings(1))
    assert result.count("waiting") == 9
    assert "5 times in a row" in result.steps[-1].why


def test_recipients_who_are_refused_do_not_stop_the_others(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 9)
    postbox = Postbox()
    postbox.faults = {f"rcpt d00{number}@dept.example": ["550 no such user"] for number in range(7)}
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port))
    assert [step.what for step in result.steps] == ["failed"] * 7 + ["sent"] * 2


def test_a_server_that_never_answers_is_left_after_a_few(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 9)
    postbox = Postbox()
    postbox.faults = {f"data d00{number}@dept.example": ["take and drop"] for number in range(9)}
    with mail_server(postbox) as port:
        result = run(pack, folder, settings(port))
    assert result.count("in doubt") == 5 and result.count("waiting") == 4


def test_a_refused_copy_is_noted(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, cc=("gone@dept.example",))
    postbox = Postbox()
    postbox.faults["rcpt gone@dept.example"] = ["550 no"]
    with mail_server(postbox) as port:
        run(pack, folder, settings(port))
    assert receipts(folder)[0].note == "refused as copies: gone@dept.example"


def test_a_message_over_the_limit_is_not_tried(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, size=90_000)
    with mail_server(Postbox(), data_size_limit=100_000) as port:
        result = run(pack, folder, settings(port))
    assert result.steps[0].what == "failed" and "0.1 MB may go" in result.steps[0].why


def test_mails_keep_to_the_rate(tmp_path: Path) -> None:
    _, folder = small_batch(tmp_path, 3)
    batch, waits = read_manifest(folder), []
    secrets = Secrets({})
    with mail_server(Postbox()) as port:
        slow = MailSettings("127.0.0.1", port, "a@b.example", "none", a_minute=30)
        channel = MailChannel(slow, batch, secrets, sleep=waits.append, clock=lambda: 100.0)
        for parcel in batch.parcels:
            channel.send(parcel, b"x", 1, lambda: None)
        channel.close()
    assert waits == [2.0, 4.0]


def test_mail_goes_by_tls_and_only_to_a_server_that_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ssl

    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    pack, folder = small_batch(tmp_path, 2)
    postbox = Postbox()
    with mail_server(postbox, tls_context=context, require_starttls=True) as port:
        secure = settings(port, REPORTGEN_SMTP_SECURITY="starttls")
        refused = run(pack, folder, secure)
        assert "certificate of 127.0.0.1 is not to be trusted" in refused.steps[0].why
        assert not postbox.messages
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert run(pack, folder, secure).count("sent") == 2


def test_folders_get_whole_files_once(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 3, channel="folder")
    assert run(pack, folder, {}).count("sent") == 3
    found = [path for path in (folder.parent / "delivered").rglob("*") if path.is_file()]
    assert sorted(path.parent.name for path in found) == ["d000", "d001", "d002"]
    assert run(pack, folder, {}).count("already") == 3


def test_a_webdav_server_gets_the_file_under_its_chinese_name_once(tmp_path: Path) -> None:
    _, folder = small_batch(tmp_path, 1, channel="folder")
    parcel = replace(read_manifest(folder).parcels[0], file="科技部门 3 · “全文”.docx", address="处室/科技")
    (tmp_path / "root").mkdir()
    with webdav_server.webdav_server(tmp_path / "root") as port:
        known = {
            "USER": webdav_server.USER,
            "PASSWORD": webdav_server.PASSWORD,
            "ADDRESS": f"webdav://127.0.0.1:{port}",
        }
        secrets = Secrets({f"REPORTGEN_STORE_OFFICE_{name}": value for name, value in known.items()})
        channel = FolderChannel(f"webdav://127.0.0.1:{port}/共享", secrets)
        for content in (b"old", b"content"):
            channel.send(parcel, content, 1, lambda: None)
        wrong = FolderChannel(f"webdav://127.0.0.1:{port}/x", Secrets({}))
        with pytest.raises(NotSent, match="401"):
            wrong.send(parcel, b"content", 1, lambda: None)
    found = [path for path in (tmp_path / "root").rglob("*") if path.is_file()]
    assert [str(path.relative_to(tmp_path / "root")) for path in found] == ["共享/处室/科技/科技部门 3 · “全文”.docx"]
    assert found[0].read_bytes() == b"content"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smb://host/share", "needs smbprotocol, which is not installed: pip install 'smbprotocol'"),
        ("s3://bucket/folder", "needs s3fs, which is not installed"),
        ("webdavs://host/a#b", "WebDAV takes no # and no % in a name"),
    ],
)
def test_a_store_that_cannot_be_had_is_told_in_words(tmp_path: Path, url: str, told: str) -> None:
    _, folder = small_batch(tmp_path, 1, channel="folder")
    parcel = replace(read_manifest(folder).parcels[0], address=url)
    with pytest.raises(NotSent, match="(?s)" + re.escape(told)) as caught:
        FolderChannel("delivered", Secrets({"REPORTGEN_STORE_ADDRESS": url.partition("#")[0]})).send(
            parcel, b"content", 1, lambda: None
        )
    assert not caught.value.passing


class Chat:
    """A chat service on loopback."""

    def __init__(self, status: int) -> None:
        self.status, self.bodies = status, []  # type: ignore[var-annotated]

    def serve(self) -> Any:
        import threading
        from http.server import BaseHTTPRequestHandler, HTTPServer

        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                chat.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(chat.status)
                self.end_headers()

            def log_message(self, *words: object) -> None: ...

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


@pytest.mark.parametrize(("status", "what"), [(200, "sent"), (500, "in doubt")])
def test_a_chat_gets_a_link(tmp_path: Path, status: int, what: str) -> None:
    pytest.importorskip("apprise")
    pack, folder = small_batch(tmp_path, 1, channel="chat")
    chat = Chat(status)
    server = chat.serve()
    environment = {
        "REPORTGEN_CHAT_GROUP": f"json://127.0.0.1:{server.server_port}/{PASSWORD}",
        "REPORTGEN_LINK_BASE": "https://files.example/batch",
    }
    result = run(pack, folder, environment)
    server.shutdown()
    assert [step.what for step in result.steps] == [what]
    assert "https://files.example/batch/000-%E5" in json.loads(chat.bodies[0])["message"]


def test_a_chat_without_its_url_is_told(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, channel="chat")
    assert "REPORTGEN_CHAT_GROUP is not set" in run(pack, folder, {}).steps[0].why
    assert not receipts(folder)[0].reference


def test_the_gate_refuses_and_a_reason_overrides_it(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 3, channel="folder", errors=("N01 a number without a source",))
    (pack / "facts.yaml").write_text("facts: [changed]\n", "utf-8")
    name = read_manifest(folder).parcels[2].file
    (folder / name).write_bytes(b"somebody's hand")
    refused = run(pack, folder, {})
    assert not refused.steps and not (folder.parent / "receipts.sqlite").exists()
    text = "\n".join(refused.refused)
    assert "N01 a number without a source" in text and "stale: facts.yaml" in text and "is not the file" in text
    done = run(pack, folder, {}, because="领导已阅")
    assert done.count("sent") == 3
    assert {one.because for one in receipts(folder)} == {"领导已阅"}
    assert receipts(folder)[2].sha256 != read_manifest(folder).parcels[2].sha256  # what really went out


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (
            {"pair": ("error F04 report.docx / deck.pptx: x is shown differently",)},
            "report and deck do not agree: error",
        ),
        ({"good_until": {"x": "2026-08-19"}}, "stale: fact x was good until 2026-08-19"),
        ({"good_until": {"x": ""}}, "stale: fact x has no date of measurement"),
        ({"good_until": {"x": "2026-08-20"}}, None),
    ],
)
def test_the_gate_reads_what_the_batch_knew(tmp_path: Path, evidence: dict[str, Any], told: str | None) -> None:
    pack, folder = small_batch(tmp_path, 1, channel="folder")
    batch = replace(read_manifest(folder), **evidence)
    (folder / FILE).write_bytes(manifest_bytes(batch))
    result = run(pack, folder, {})
    assert [reason[: len(told or "")] for reason in result.refused] == ([told] if told else [])
    assert result.count("sent") == (0 if told else 1)


def test_a_mail_speaks_the_language_of_its_recipient(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, language="en")
    batch = replace(read_manifest(folder), titles={"en": ("Lanzhou New Area", "The Office")})
    parcel = batch.parcels[0]
    message = message_for(parcel, b"x", batch, MailTexts.of(pack, "en"), "a@b.example", 1, "x")
    text = message.get_body(("plain",))
    assert message["Subject"] == "Lanzhou New Area (edition 1): 部门0"
    assert text is not None and "contact The Office at a@b.example" in text.get_content()
    (pack / "mail-subject.txt").write_text("中文", "utf-8")
    (pack / "en").mkdir()
    (pack / "en" / "mail-subject.txt").write_text("For {{ name }}", "utf-8")
    assert (MailTexts.of(pack).subject, MailTexts.of(pack, "en").subject) == ("中文", "For {{ name }}")


def test_a_batch_that_stopped_has_no_manifest_and_is_refused(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    (folder / FILE).unlink()
    with pytest.raises(OutputError, match="--resume"):
        run(pack, folder, {})


def test_a_pack_that_is_not_at_hand_may_be_stale(tmp_path: Path) -> None:
    _, folder = small_batch(tmp_path, 1, channel="folder")
    assert "stale facts cannot be detected" in run(tmp_path / "nowhere", folder, {}).refused[0]


@pytest.mark.parametrize(
    "change",
    [
        {"file": "../../../etc/passwd"}, {"address": "a@b.example\nBcc: c@d.example"}, {"channel": "fax"},
        {"name": "部门\u202excod.exe"}, {"file": "a\u200fb.docx"},
    ],
)  # fmt: skip
def test_a_manifest_from_a_stranger_opens_no_door(tmp_path: Path, change: dict[str, str]) -> None:
    pack, folder = small_batch(tmp_path, 1)
    content = json.loads((folder / FILE).read_text("utf-8"))
    content["parts"][0].update(change)
    (folder / FILE).write_text(json.dumps(content), "utf-8")
    with pytest.raises(PackError):
        run(pack, folder, {}, because="x")


def test_two_deliveries_never_work_on_one_store(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1, channel="folder")
    held = Receipts(folder.parent / "receipts.sqlite", lambda: NOW, write=True)
    with pytest.raises(OutputError, match="another delivery"):
        run(pack, folder, {})
    held.close()


def test_receipts_say_who_is_missing_and_take_acknowledgements(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 3)
    postbox = Postbox()
    postbox.faults["rcpt d001@dept.example"] = ["550 no"] * 9
    with mail_server(postbox) as port:
        run(pack, folder, settings(port))
    batch = read_manifest(folder)
    assert [row[0] for row in missing(batch, receipts(folder))] == ["d001"]
    sheet = tmp_path / "back.csv"
    sheet.write_text(f"recipient,sha256,date,by\nd000,{batch.parcels[0].sha256[:12]},2026-08-21,值班室\n", "utf-8")
    store = Receipts(folder.parent / "receipts.sqlite", lambda: NOW, write=True)
    assert acknowledge(store, sheet, date(2026, 8, 22)) == 1
    sheet.write_text("recipient\nd001\nd009\n", "utf-8")
    with pytest.raises(PackError) as caught:
        acknowledge(store, sheet, date(2026, 8, 22))
    assert [problem.line for problem in caught.value.problems] == [2, 3]
    store.close()
    assert (receipts(folder)[0].acknowledged, receipts(folder)[0].acknowledged_by) == ("2026-08-21", "值班室")


def test_receipts_go_into_spreadsheets_and_no_text_becomes_a_formula(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 2, channel="folder")
    run(pack, folder, {}, because="=1+1")
    (pack / "x").write_text("")
    run(pack, folder, {}, because="=cmd()", again=("d000",))
    for name in ("r.csv", "r.xlsx"):
        (tmp_path / name).write_bytes(exported(receipts(folder), tmp_path / name))
    assert "'=cmd()" in (tmp_path / "r.csv").read_text("utf-8-sig")
    rows = list(load_workbook(tmp_path / "r.xlsx").active.values)
    assert len(rows) == 4 and rows[0][0] == "number" and "'=cmd()" in rows[3]


def test_credentials_appear_nowhere(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that repeats the password, a chat that fails, a store that fails: nothing of it may show."""
    from aiosmtpd.smtp import AuthResult

    caplog.set_level(logging.DEBUG)
    pack, folder = small_batch(tmp_path, 2)
    content = json.loads((folder / FILE).read_text("utf-8"))
    content["parts"][1].update(channel="chat", address="group")
    (folder / FILE).write_text(json.dumps(content), "utf-8")

    def tell(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=False, handled=False, message=f"535 {data.password.decode()} is wrong")

    with mail_server(Postbox(), authenticator=tell, auth_require_tls=False) as port:
        environment = settings(port, REPORTGEN_SMTP_USER="office", REPORTGEN_SMTP_PASSWORD=PASSWORD)
        environment["REPORTGEN_CHAT_GROUP"] = f"json://user:{PASSWORD}@127.0.0.1:1/{PASSWORD}"
        environment["REPORTGEN_LINK_BASE"] = "https://files.example"
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert main(["deliver", str(folder), "--pack", str(pack)]) == 0
        assert main(["deliver", str(folder), "--pack", str(pack), "--send"]) == 1
        assert main(["receipts", str(folder), "--export", str(tmp_path / "r.csv")]) == 1
    said = capsys.readouterr()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode("utf-8", "replace")
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "mail.log"
    )  # the server's own
    for text in (said.out, said.err, logged, kept, repr(MailSettings.of(Secrets(environment)))):
        assert PASSWORD not in text and "geheim" not in text
    assert "refused user or password" in said.out


def test_secrets_are_taken_out_of_any_text() -> None:
    secrets = Secrets({"REPORTGEN_CHAT_X": "wecom://corp/verysecretkey", "REPORTGEN_STORE_PASSWORD": PASSWORD})
    assert secrets.hide(f"a {PASSWORD} b verysecretkey sftp://u:p@host/x") == "a *** b *** sftp://***@host/x"
    assert "verysecretkey" not in repr(secrets)


class Shaky:
    """A channel of the given mood."""

    repeatable = False

    def __init__(self, *moods: Exception | None) -> None:
        self.moods = list(moods)

    def where(self, parcel: object) -> str:
        return "there"

    def send(self, parcel: object, content: bytes, round_: int, no_return: PointOfNoReturn) -> Acceptance:
        mood = self.moods.pop(0)
        if isinstance(mood, NotSent):
            raise mood
        no_return()
        if mood is not None:
            raise mood
        return Acceptance("ref")

    def close(self) -> None: ...


def test_a_process_that_dies_after_the_point_of_no_return_leaves_doubt(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    store = folder.parent / "receipts.sqlite"

    def once(*moods: Exception | None) -> DeliveryResult:
        return deliver(
            folder, store, lambda batch, names: {"mail": Shaky(*moods)}, Secrets({}), DeliveryOptions(True),
            now=lambda: NOW, pack_dir=pack, sleep=lambda seconds: None,
        )  # fmt: skip

    with pytest.raises(KeyboardInterrupt):
        once(KeyboardInterrupt())  # type: ignore[arg-type]
    assert once().steps[0].what == "in doubt"
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT state FROM receipts").fetchall() == [("in doubt",)]


def test_what_surely_failed_is_tried_again_and_then_told(tmp_path: Path) -> None:
    pack, folder = small_batch(tmp_path, 1)
    shaky = Shaky(NotSent("a", passing=True), NotSent("b", passing=True), None)
    result = deliver(
        folder, tmp_path / "r.sqlite", lambda batch, names: {"mail": shaky}, Secrets({}), DeliveryOptions(True),
        now=lambda: NOW, pack_dir=pack, sleep=lambda seconds: None,
    )  # fmt: skip
    assert result.count("sent") == 1
    assert InDoubt("x").args == ("x",) and ChatChannel.repeatable is False


@pytest.mark.parametrize("kind", ["csv", "sql"])
def test_the_gate_sees_a_changed_list_outside_the_pack(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, list_file = tmp_path / "pack", tmp_path / "lists" / f"who.{kind}"
    list_file.parent.mkdir()
    registry = tmp_path / "lists" / "registry.sqlite"
    with closing(sqlite3.connect(registry)) as store, store:
        store.execute("create table who as select 'd1' as id, '一处' as name, 'folder' as channel, 'd1' as address")
    text = "-- sqlite: registry.sqlite\nselect * from who\n"
    list_file.write_text(text if kind == "sql" else "id,name,channel,address\nd1,一处,folder,d1\n", "utf-8")
    output = str(tmp_path / "output")
    assert main(["new", str(pack)]) == 0
    assert main(["batch", str(pack), "--list", str(list_file), "--processes", "1", "-o", output]) == 0
    deliver = ["deliver", output, "--pack", str(pack), "--to", str(tmp_path / "to")]
    assert main(deliver) == 0
    capsys.readouterr()
    if kind == "sql":
        with closing(sqlite3.connect(registry)) as store, store:
            store.execute("update who set address = 'elsewhere'")
    else:
        list_file.write_text("id,name,channel,address\nd1,一处,folder,elsewhere\n", "utf-8")
    assert main([*deliver, "--send"]) != 0
    assert "recipients" in "".join(capsys.readouterr()) and not (tmp_path / "to").exists()
    list_file.unlink()
    assert main([*deliver, "--send"]) != 0
    assert "stale facts cannot be detected" in "".join(capsys.readouterr())


def test_a_list_that_is_the_export_is_refused_before_it_is_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, folder = small_batch(tmp_path, 2, channel="folder")
    assert main(["deliver", str(folder), "--pack", str(pack), "--to", str(tmp_path / "to"), "--send"]) == 0
    took = tmp_path / "took.csv"
    took.write_text("recipient,date,by\nd000,2026-08-21,值班室\n", "utf-8")
    assert main(["receipts", str(folder), "--acknowledged", str(took), "--export", str(took), "--force"]) == 2
    assert "the output is an input" in capsys.readouterr().err
    assert main(["receipts", str(folder)]) == 0
    assert "acknowledged" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "value"),
    [("inputs", 1.5), ("parts", [[]]), ("titles", {"en": []}), ("failed", "x"), ("good_until", {"a": True})],
)
def test_a_manifest_of_other_types_is_none(tmp_path: Path, key: str, value: object) -> None:
    _, folder = small_batch(tmp_path, 1)
    content = json.loads((folder / FILE).read_bytes())
    (folder / FILE).write_text(json.dumps({**content, key: value}), "utf-8")
    with pytest.raises(PackError, match=f"is not a manifest of a batch: {key}"):
        read_manifest(folder)


def test_a_damaged_text_in_the_receipts_names_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack, folder = small_batch(tmp_path, 1, channel="folder")
    assert main(["deliver", str(folder), "--pack", str(pack), "--to", str(tmp_path / "to"), "--send"]) == 0
    store = folder.parent / "receipts.sqlite"
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("update receipts set name = cast(x'ff41' as text)")
    capsys.readouterr()
    assert main(["receipts", str(folder)]) == 2
    assert f"{store}: is damaged" in (told := capsys.readouterr().err) and "details" not in told


def test_a_store_that_cannot_be_opened_leaves_its_lock_free(tmp_path: Path) -> None:
    store = tmp_path / "receipts.sqlite"
    store.write_bytes(b"no store at all" * 100)
    with pytest.raises(OutputError, match="is damaged") as error:
        Receipts(store, lambda: NOW, write=True)
    store.unlink()
    Receipts(store, lambda: NOW, write=True).close()
    assert error.value  # held until here, with all that its trace holds
