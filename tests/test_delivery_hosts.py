"""Credentials go to the host that they belong to, files go to the delivery folder and to stores that are named, and nowhere else."""

import base64
import http.server
from dataclasses import replace
from pathlib import Path

import paramiko
import pytest
import webdav_server
from http_server import served
from mail_server import small_batch
from sftp_server import PASSWORD, USER, sftp_server

from reportgen.distribute.batch_manifest import Parcel, read_manifest
from reportgen.distribute.send.channel import NotSent
from reportgen.distribute.send.folder import FolderChannel
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.sftp import fingerprint
from reportgen.distribute.send.store_settings import settings_for
from reportgen.model.recipients.addresses import folder_fault


def parcel_to(tmp_path: Path, address: str) -> Parcel:
    _, folder = small_batch(tmp_path, 1, channel="folder")
    return replace(read_manifest(folder).parcels[0], address=address)


def store(name: str, address: str, **more: str) -> dict[str, str]:
    settings = {"ADDRESS": address, "USER": USER, "PASSWORD": PASSWORD, **more}
    return {f"REPORTGEN_STORE_{name}_{key}": value for key, value in settings.items()}


def send(parcel: Parcel, environment: dict[str, str], base: str = "delivered") -> list[str]:
    begun: list[str] = []
    FolderChannel(base, Secrets(environment)).send(parcel, b"content", 1, lambda: begun.append("begun"))
    return begun


@pytest.fixture(scope="module")
def keys() -> list[paramiko.PKey]:
    return [paramiko.RSAKey.generate(2048), paramiko.RSAKey.generate(2048)]


def known_hosts(path: Path, port: int, key: paramiko.PKey) -> str:
    path.write_text(f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n", "ascii")
    return str(path)


def test_a_server_on_a_second_port_never_hears_the_password_of_the_first(
    tmp_path: Path, keys: list[paramiko.PKey]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    mine: list[str] = []
    foreign: list[str] = []
    with sftp_server(first, keys[0], mine) as one, sftp_server(second, keys[1], foreign) as other:
        environment = {
            **store("MINE", f"sftp://127.0.0.1:{one}", FINGERPRINT=fingerprint(keys[0])),
            "REPORTGEN_STORE_OTHER_ADDRESS": f"sftp://127.0.0.1:{other}",
            "REPORTGEN_STORE_OTHER_FINGERPRINT": fingerprint(keys[1]),
            "REPORTGEN_STORE_OTHER_USER": "guest", "REPORTGEN_STORE_OTHER_PASSWORD": "its-own-password",
        }  # fmt: skip
        send(parcel_to(tmp_path, f"sftp://127.0.0.1:{one}/inbox"), environment)
        with pytest.raises(NotSent, match="refused user or password"):
            send(parcel_to(tmp_path, f"sftp://127.0.0.1:{other}/inbox"), environment)
        unnamed = {key: value for key, value in environment.items() if "_OTHER_" not in key}
        with pytest.raises(NotSent, match="is not a store of the settings"):
            send(parcel_to(tmp_path, f"sftp://127.0.0.1:{other}/inbox"), unnamed)
    assert mine == [PASSWORD] and foreign == ["its-own-password"]
    assert [path.read_bytes() for path in first.rglob("*") if path.is_file()] == [b"content"]
    assert not list(second.iterdir())


@pytest.mark.parametrize("by", ["fingerprint", "known_hosts"])
def test_a_man_in_the_middle_with_another_host_key_hears_and_gets_nothing(
    tmp_path: Path, keys: list[paramiko.PKey], by: str
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    heard: list[str] = []
    right, wrong = keys
    with sftp_server(root, wrong, heard) as port:
        known = {
            "fingerprint": {"FINGERPRINT": fingerprint(right)},
            "known_hosts": {"KNOWN_HOSTS": known_hosts(tmp_path / "known_hosts", port, right)},
        }[by]
        environment = store("OFFICE", f"sftp://127.0.0.1:{port}", **known)
        with pytest.raises(NotSent, match="this may be another host") as caught:
            send(parcel_to(tmp_path, f"sftp://127.0.0.1:{port}/inbox"), environment)
    assert fingerprint(wrong) in str(caught.value) and not caught.value.passing
    assert not heard and not list(root.iterdir())


@pytest.mark.parametrize("by", ["FINGERPRINT", "KNOWN_HOSTS"])
def test_a_host_with_the_known_key_gets_the_file(tmp_path: Path, keys: list[paramiko.PKey], by: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with sftp_server(root, keys[0]) as port:
        known = {
            "FINGERPRINT": f"{fingerprint(keys[1])} {fingerprint(keys[0])}=",
            "KNOWN_HOSTS": known_hosts(tmp_path / "known_hosts", port, keys[0]),
        }[by]
        send(
            parcel_to(tmp_path, f"sftp://127.0.0.1:{port}/处室"), store("A", f"sftp://127.0.0.1:{port}", **{by: known})
        )
    assert [path.parent.name for path in root.rglob("*.docx")] == ["处室"]


def test_a_host_that_nobody_knows_is_refused_with_its_fingerprint(
    tmp_path: Path, keys: list[paramiko.PKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    heard: list[str] = []
    with sftp_server(tmp_path, keys[0], heard) as port, pytest.raises(NotSent) as caught:
        send(parcel_to(tmp_path, f"sftp://127.0.0.1:{port}/x"), store("OFFICE_2", f"sftp://127.0.0.1:{port}"))
    assert f"REPORTGEN_STORE_OFFICE_2_FINGERPRINT={fingerprint(keys[0])}" in str(caught.value) and not heard


def test_a_webdav_server_that_redirects_elsewhere_takes_neither_file_nor_password_along(tmp_path: Path) -> None:
    seen: list[tuple[str, str | None]] = []

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            seen.append((self.command, self.headers["Authorization"]))
            self.send_response(200)
            self.end_headers()

        do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_MOVE = do_OPTIONS = do_HEAD = answer

        def log_message(self, *words: object) -> None: ...

    with served(Elsewhere) as elsewhere:

        class Redirecting(Elsewhere):
            def answer(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"] or 0))
                self.send_response(307)
                self.send_header("Location", elsewhere + self.path)
                self.end_headers()

            do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_MOVE = do_OPTIONS = do_HEAD = answer

        with served(Redirecting) as here:
            address = here.replace("http://", "webdav://")
            with pytest.raises(NotSent):
                send(parcel_to(tmp_path, f"{address}/inbox"), store("A", address))
    assert not seen


def test_another_webdav_server_on_loopback_is_told_no_password(tmp_path: Path) -> None:
    authorised: list[str | None] = []

    class Other(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            authorised.append(self.headers["Authorization"])
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="give it to me"')
            self.end_headers()

        do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_MOVE = do_OPTIONS = do_HEAD = answer

        def log_message(self, *words: object) -> None: ...

    (tmp_path / "root").mkdir()
    with webdav_server.webdav_server(tmp_path / "root") as port, served(Other) as other:
        address = other.replace("http://", "webdav://")
        environment = {
            **store("MINE", f"webdav://127.0.0.1:{port}", USER=webdav_server.USER, PASSWORD=webdav_server.PASSWORD),
            "REPORTGEN_STORE_OTHER_ADDRESS": address,
        }
        with pytest.raises(NotSent, match="401"):
            send(parcel_to(tmp_path, f"{address}/inbox"), environment)
        send(parcel_to(tmp_path, f"webdav://127.0.0.1:{port}/inbox"), environment)
    assert authorised and set(authorised) == {None}
    assert [path.name for path in (tmp_path / "root" / "inbox").iterdir()]
    basic = base64.b64encode(f"{webdav_server.USER}:{webdav_server.PASSWORD}".encode()).decode()
    assert all(basic not in str(one) for one in authorised)


@pytest.mark.parametrize(
    ("address", "url", "covered"),
    [
        ("sftp://files.example/in", "sftp://files.example/in/a", True),
        ("sftp://files.example/in", "sftp://FILES.example:22/in", True),
        ("ssh://files.example", "sftp://files.example/in", True),
        ("sftp://files.example/in", "sftp://files.example/inbox", False),
        ("sftp://files.example/in", "sftp://files.example/in/../secret", False),
        ("sftp://files.example/in", "sftp://files.example/in/%2e%2e/secret", False),
        ("sftp://files.example", "sftp://files.example:2222/in", False),
        ("sftp://files.example", "sftp://files.example.evil.example/in", False),
        ("sftp://files.example", "sftp://files.example@evil.example/in", False),
        ("webdavs://files.example", "webdav://files.example/in", False),
    ],
)
def test_credentials_belong_to_scheme_host_port_and_folder(address: str, url: str, covered: bool) -> None:
    found = settings_for(url, Secrets(store("A", address, USER="u") if covered else store("A", address)))
    assert found.password == (PASSWORD if covered else "")


def test_credentials_without_an_address_go_nowhere(tmp_path: Path) -> None:
    old = {"REPORTGEN_STORE_USER": USER, "REPORTGEN_STORE_PASSWORD": PASSWORD}
    with pytest.raises(NotSent, match=r"belong to no host; set REPORTGEN_STORE_ADDRESS=sftp://127.0.0.1:9"):
        send(parcel_to(tmp_path, ""), old, base="sftp://127.0.0.1:9/in")


@pytest.mark.parametrize(
    "address",
    [
        "memory://store/x", "memory:/x", "file:///etc", "file:/etc", "FILE:///etc", "sftp::file:///etc", "http://host/x",
        "simplecache::sftp://host/x", "zip://a::file:///b", "sftp:///x", "sftp:host/x", "local:///tmp", "a/../../b",
        "%2e%2e/x", "sftp://host/a/%2E%2E/b", "/etc", "~/x", "C:\\x", "\\\\host\\x", "a\x07b", "处室\u202excod", "a\u200fb",
    ],
)  # fmt: skip
def test_an_address_outside_the_delivery_folder_is_refused_before_anything_begins(tmp_path: Path, address: str) -> None:
    assert folder_fault(address) is not None
    begun: list[str] = []
    with pytest.raises(NotSent):
        channel = FolderChannel(str(tmp_path / "delivered"), Secrets({}))
        channel.send(parcel_to(tmp_path, address), b"content", 1, lambda: begun.append("begun"))
    assert not begun and not (tmp_path / "delivered").exists()


def test_a_link_in_the_delivery_folder_leads_no_file_out_of_it(tmp_path: Path) -> None:
    outside, base = tmp_path / "outside", tmp_path / "delivered"
    outside.mkdir()
    base.mkdir()
    (base / "d000").symlink_to(outside)
    with pytest.raises(NotSent, match="outside the delivery folder"):
        send(parcel_to(tmp_path, "d000"), {}, str(base))
    (tmp_path / "link").symlink_to(base)
    send(parcel_to(tmp_path, "d001"), {}, str(tmp_path / "link"))
    assert not list(outside.iterdir()) and len(list((base / "d001").iterdir())) == 1


@pytest.mark.parametrize("base", ["file:///tmp/x", "memory://x", "file:/tmp/x"])
def test_the_delivery_folder_itself_is_a_path_or_a_store(tmp_path: Path, base: str) -> None:
    with pytest.raises(NotSent):
        send(parcel_to(tmp_path, ""), {}, base)
