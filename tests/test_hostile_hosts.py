"""Hosts that are slow, and stores that share a host: no wait without end, no login of one store used for another."""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.distribute.batch_manifest import Parcel
from reportgen.distribute.send import folder as folder_channel
from reportgen.distribute.send.folder import FolderChannel
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.store_settings import StoreSettings, settings_for
from reportgen.load.sources.database import database_answer
from reportgen.load.sources.http import fetched
from reportgen.load.sources.within_time import within_time
from reportgen.model.facts.layer import Layer


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server that sends a byte each tenth of a second, for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        with listening.accept()[0] as client:
            client.recv(4096)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
            while not stop.wait(0.1):
                client.sendall(b" ")

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/facts.json"
    stop.set()
    listening.close()


def test_an_answer_that_drips_is_ended(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_MAX_SECONDS", "1")
    begun = time.monotonic()
    told = str(fetched(Layer(url=dripping)))
    assert "the answer needs more than 1 seconds; REPORTGEN_MAX_SECONDS raises the limit" in told
    assert time.monotonic() - begun < 5


def test_a_query_without_end_to_any_database_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlalchemy")
    monkeypatch.setenv("REPORTGEN_MAX_SECONDS", "1")
    sqlite3.connect(tmp_path / "a.db").close()
    monkeypatch.setenv("STATS_DB", f"sqlite:///{tmp_path}/a.db")
    query = "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t"
    begun = time.monotonic()
    (problem,) = database_answer(Layer(database="STATS_DB", query=query)).problems
    assert "the query needs more than 1 seconds; REPORTGEN_MAX_SECONDS raises the limit" in str(problem)
    assert time.monotonic() - begun < 5
    assert database_answer(Layer(database="STATS_DB", query="select 1 as id, 2 as value")).rows == [
        {"id": 1, "value": 2}
    ]


def test_work_that_cannot_be_cancelled_is_left_alone() -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        within_time(lambda at_end: time.sleep(30), 0.1)
    assert time.monotonic() - begun < 5
    with pytest.raises(ZeroDivisionError):
        within_time(lambda at_end: 1 / 0, 5)


class _Store:
    """A store in memory that remembers whose login opened it."""

    protocol = ("memory",)

    def __init__(self, settings: StoreSettings, written: dict[str, str]) -> None:
        self.settings, self.written, self.files = settings, written, dict[str, bytes]()

    def makedirs(self, path: str, exist_ok: bool) -> None: ...

    def pipe_file(self, path: str, content: bytes) -> None:
        self.files[path] = content
        self.written[path.removesuffix(".part")] = self.settings.user

    def cat_file(self, path: str) -> bytes:
        return self.files[path]

    def mv(self, old: str, new: str) -> None: ...


def test_two_stores_of_one_host_share_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = Secrets({
        f"REPORTGEN_STORE_{name}_{key}": value
        for name, user in (("ONE", "first"), ("TWO", "second"))
        for key, value in (("ADDRESS", f"sftp://files.example/{name.lower()}"), ("USER", user), ("PASSWORD", user * 2))
    })  # fmt: skip
    written: dict[str, str] = {}
    monkeypatch.setattr(folder_channel, "open_store", lambda url, secrets: _Store(settings_for(url, secrets), written))
    channel = FolderChannel("delivered", secrets)
    for name in ("one", "two", "one"):
        parcel = Parcel("d", "部门", f"{name}.docx", "", 1, "docx", "folder", f"sftp://files.example/{name}")
        channel.send(parcel, b"content", 0, lambda: None)
    assert written == {"/one/one.docx": "first", "/two/two.docx": "second"}
