"""A delivery killed at any moment, and run again: nothing lost, nothing twice but what is said to be in doubt.

REPORTGEN_KILLS says how many moments (30 for the table in the closing measurements).
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import paramiko
import pytest
import sftp_server
import webdav_server
from mail_server import Postbox, mail_server, small_batch

from reportgen.distribute.batch_manifest import read_manifest
from reportgen.distribute.send.receipts import Receipts
from reportgen.distribute.send.sftp import fingerprint

ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("REPORTGEN_KILLS", "2"))
COUNT = 40
KEY = paramiko.RSAKey.generate(2048)


def command(pack: Path, folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "reportgen.cli.main", "deliver", str(folder), "--pack", str(pack), "--send", *words]


def kill_and_finish(words: list[str], environment: dict[str, str], begun: Callable[[], bool], wait: float) -> bool:
    """Run, kill some time after it began, run again to the end; tell whether it was killed while at work."""
    options = {"cwd": ROOT, "env": {**os.environ, **environment}, "stdout": subprocess.DEVNULL, "stderr": -3}
    process = subprocess.Popen(words, start_new_session=True, **options)  # type: ignore[call-overload]
    while not begun() and process.poll() is None:
        time.sleep(0.001)
    time.sleep(wait)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    finished = subprocess.run(words, timeout=120, check=False, **options)  # type: ignore[call-overload]
    assert finished.returncode in (0, 1)
    return killed


def states(folder: Path) -> dict[str, list[str]]:
    store = Receipts(folder.parent / "receipts.sqlite", lambda: datetime.now(UTC))
    found: dict[str, list[str]] = {}
    for one in store.all():
        found.setdefault(one.recipient, []).append(one.state)
    store.close()
    return found


@pytest.mark.parametrize("seed", range(KILLS))
def test_mail_is_never_lost_and_never_doubled(tmp_path: Path, seed: int) -> None:
    pack, folder = small_batch(tmp_path, COUNT)
    chance = random.Random(seed)
    postbox = Postbox(delay=0.004)
    with mail_server(postbox) as port:
        environment = {
            "REPORTGEN_SMTP_HOST": "127.0.0.1", "REPORTGEN_SMTP_PORT": str(port), "REPORTGEN_SMTP_SECURITY": "none",
            "REPORTGEN_SMTP_FROM": "office@lzxq.example", "REPORTGEN_SMTP_A_MINUTE": "600000",
        }  # fmt: skip
        killed = kill_and_finish(
            command(pack, folder), environment, lambda: postbox.connections > 0, chance.uniform(0, 0.6)
        )
    arrived, said = postbox.counts, states(folder)
    doubt = [name for name, found in said.items() if "in doubt" in found]
    lost = [name for name in said if not arrived[f"{name}@dept.example"] and name not in doubt]
    double = [name for name in said if arrived[f"{name}@dept.example"] > 1]
    print(
        f"\nmail seed {seed}: killed {killed}, arrived {len(arrived)}, lost {len(lost)}, double {len(double)}, in doubt {len(doubt)}"
    )
    assert len(said) == COUNT and not lost and not double
    assert len(doubt) <= 1 and killed >= (len(doubt) > 0)


@pytest.mark.parametrize("seed", range(KILLS))
@pytest.mark.parametrize("kind", ["local", "sftp", "webdav"])
def test_files_are_never_lost_and_never_half(tmp_path: Path, kind: str, seed: int) -> None:
    count = {"local": COUNT, "sftp": 12, "webdav": 20}[kind]
    pack, folder = small_batch(tmp_path, count, channel="folder", size=400_000)
    store = tmp_path / "store"
    store.mkdir()
    wait = random.Random(seed).uniform(0, 0.8 if kind == "sftp" else 0.25)

    def finish(base: str, environment: dict[str, str]) -> bool:
        return kill_and_finish(command(pack, folder, "--to", base), environment, lambda: any(store.iterdir()), wait)

    if kind == "local":
        killed = finish(str(store), {})
    else:
        server, serve = (
            (sftp_server, sftp_server.sftp_server) if kind == "sftp" else (webdav_server, webdav_server.webdav_server)
        )
        environment = {"REPORTGEN_STORE_USER": server.USER, "REPORTGEN_STORE_PASSWORD": server.PASSWORD}
        key = {"key": KEY} if kind == "sftp" else {}
        with serve(store, **key) as port:
            environment["REPORTGEN_STORE_ADDRESS"] = f"{kind}://127.0.0.1:{port}"
            environment["REPORTGEN_STORE_FINGERPRINT"] = fingerprint(KEY)
            killed = finish(f"{kind}://127.0.0.1:{port}/", environment)
    said = states(folder)
    wanted = {parcel.sha256 for parcel in read_manifest(folder).parcels}
    files = [path for path in store.rglob("*") if path.is_file()]
    print(
        f"\n{kind} seed {seed}: killed {killed}, files {len(files)}, done again {sum(len(f) > 1 for f in said.values())}"
    )
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == wanted and len(files) == count
    assert all(found[-1] == "sent" and found.count("sent") == 1 for found in said.values()) and len(said) == count
