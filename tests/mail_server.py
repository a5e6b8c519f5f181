"""A mail server on loopback that can misbehave, and small batches to deliver."""

import asyncio
import email
import email.policy
import hashlib
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from reportgen.distribute.batch_manifest import FILE, BatchManifest, Parcel, input_hashes, manifest_bytes


class Postbox:
    """What arrived; `faults` says what to do instead for a recipient, the first so many times."""

    def __init__(self, delay: float = 0.0) -> None:
        self.delay = delay
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.faults: dict[str, list[str]] = {}
        self.connections = 0
        self._lock = threading.Lock()

    @property
    def counts(self) -> Counter[str]:
        """How many messages each first address got."""
        with self._lock:
            return Counter(str(message["To"]) for message in self.messages)

    def fault(self, address: str) -> str:
        left = self.faults.get(address, [])
        return left.pop(0) if left else ""

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        fault = self.fault(f"rcpt {address}")
        if fault.isdigit() or fault[:3].isdigit():
            return fault
        if fault == "drop":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        fault = self.fault(f"data {envelope.rcpt_tos[0]}")
        if fault[:3].isdigit():
            return fault
        if self.delay:
            await asyncio.sleep(self.delay)
        if fault == "drop":
            server.transport.abort()
            return "250 OK"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self._lock:
            self.raw.append(envelope.content)
            self.messages.append(message)  # type: ignore[arg-type]
        if fault == "take and drop":
            server.transport.abort()
        if fault == "hang":
            await asyncio.sleep(3)
        return "250 OK"


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:
    """Run the server; yields its port."""
    port = free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port, **options)
    server.start()  # it connects to itself once; that is no connection of ours
    try:
        yield port
    finally:
        server.stop()


def small_batch(
    root: Path, count: int, *, channel: str = "mail", size: int = 2000, errors: tuple[str, ...] = (), **more: Any
) -> tuple[Path, Path]:
    """Write a pack folder and a finished batch of small files; returns both folders."""
    pack = root / "data" / "pack"
    folder = root / "output" / "pack" / "1-departments"
    pack.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (pack / "facts.yaml").write_text("facts: []\n", "utf-8")
    parcels = []
    for number in range(count):
        content = f"文件 {number}\n.\n..x\n".encode() + bytes(number % 256 for _ in range(size))
        name = f"{number:03d}-兰州新区十二周年·“部门”.docx"
        (folder / name).write_bytes(content)
        address = {"mail": f"d{number:03d}@dept.example", "folder": f"d{number:03d}", "chat": "group"}[channel]
        parcels.append(
            Parcel(
                f"d{number:03d}", f"部门{number}", name, hashlib.sha256(content).hexdigest(), len(content), "docx",
                channel, address, errors=errors if number == 0 else (), **more,
            )
        )  # fmt: skip
    batch = BatchManifest("pack", "1", "兰州新区十二周年", "办公室", input_hashes(pack), tuple(parcels), {})
    (folder / FILE).write_bytes(manifest_bytes(batch))
    return pack, folder
