"""A month with reportgen, from a database to the departments, on this machine alone: a mail server on loopback takes the mails.

Run it in an empty folder, or name one: `python docs/month.py FOLDER`. Each command is printed before it runs.
"""

import contextlib
import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from reportgen.cli.main import main

DEPARTMENTS = """id,name,sections,channel,address
planning,发展改革局,S1;S2,mail,planning@dept.example
finance,财政局,S1,mail,finance@dept.example
roads,交通运输局,S2,mail,roads@dept.example
"""
PLAN = """timezone: Asia/Shanghai
owner: owner@office.example
jobs:
  - {id: monthly, pack: pack, when: 每月第3个工作日 09:00, deliver: true}
"""
LAYER = """
layers:
  - {sqlite: ../statistics.db, query: "select id, value, unit from facts", source: handbook, measured: 2026-11-01}
"""


class Postbox:
    """A mail server that keeps what it takes; it refuses the addresses in `closed`."""

    def __init__(self) -> None:
        self.closed: set[str] = set()
        self.taken: list[tuple[str, str]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Take or refuse a recipient."""
        if address in self.closed:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a mail."""
        message = message_from_bytes(envelope.content, policy=default)
        self.taken.append((envelope.rcpt_tos[0], str(message["Subject"])))
        return "250 OK"


@contextlib.contextmanager
def mail_server(postbox: Postbox) -> Iterator[None]:
    """Run the mail server, and let the environment name it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {
        "REPORTGEN_SMTP_HOST": "127.0.0.1", "REPORTGEN_SMTP_PORT": str(port), "REPORTGEN_SMTP_SECURITY": "none",
        "REPORTGEN_SMTP_FROM": "office@office.example", "REPORTGEN_SMTP_A_MINUTE": "6000",
    }  # fmt: skip
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield
    finally:
        server.stop()


def reportgen(*words: str) -> int:
    """Print a command, run it, print its exit code, and return it."""
    print("\n$ reportgen", " ".join(words), flush=True)
    code = main(words)
    print(f"(exit code {code})", flush=True)
    return code


def prepare() -> None:
    """Write the database, a pack that reads it, the list of departments, and the plan."""
    reportgen("new", "pack")
    with contextlib.closing(sqlite3.connect("statistics.db")) as base, base:
        base.execute("CREATE TABLE facts (id TEXT, value TEXT, unit TEXT)")
        base.execute("INSERT INTO facts VALUES ('population', '8', '万人')")
    with Path("pack/pack.yaml").open("a", encoding="utf-8") as pack:
        pack.write(LAYER)
    Path("pack/departments.csv").write_text(DEPARTMENTS, "utf-8")
    Path("schedule.yaml").write_text(PLAN, "utf-8")


def change(value: str) -> None:
    """Give the population in the database another value."""
    print(f"\n# the database changes: population is now {value}", flush=True)
    with contextlib.closing(sqlite3.connect("statistics.db")) as base, base:
        base.execute("UPDATE facts SET value = ?", (value,))


def status() -> None:
    """Show the state of the plan, and what a node exporter would read of the recipients."""
    reportgen("status", "schedule.yaml", "--metrics", "reportgen.prom")
    lines = Path("reportgen.prom").read_text("utf-8").splitlines()
    print(*(line for line in lines if line.startswith("reportgen_") and "missing" in line), sep="\n")


def month(postbox: Postbox) -> None:
    """Two months: everybody gets theirs, then one address refuses, and the next run sends to that one alone."""
    reportgen("schedule", "check", "schedule.yaml")
    reportgen("schedule", "now", "schedule.yaml")
    change("9")
    print("# one department's mailbox is closed", flush=True)
    postbox.closed.add("roads@dept.example")
    reportgen("schedule", "now", "schedule.yaml")
    status()
    print("\n# the mailbox is open again", flush=True)
    postbox.closed.clear()
    reportgen("schedule", "now", "schedule.yaml")
    status()
    reportgen("schedule", "now", "schedule.yaml")


def run(folder: Path) -> list[tuple[str, str]]:
    """Live through the month in a folder; return the addresses and subjects of the mails that were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty; name another folder")
    postbox = Postbox()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with mail_server(postbox):
            prepare()
            month(postbox)
    finally:
        os.chdir(before)
    print("\n# mails")
    for address, subject in postbox.taken:
        print(f"{address}: {subject}")
    return postbox.taken


if __name__ == "__main__":
    run(Path(sys.argv[1] if len(sys.argv) > 1 else "month"))
