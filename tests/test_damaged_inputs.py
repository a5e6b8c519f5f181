"""Damaged inputs of every kind over all commands: no trace, and no exit code but 0, 1 and 2.

REPORTGEN_CAMPAIGN=1 makes 5,000 trials instead of 150; REPORTGEN_SEED another first seed.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.small_world import (
    BATCH,
    BATCHED,
    BUILD,
    DELIVER,
    EDITIONS,
    FILL,
    FIX,
    IMPORT,
    PACK,
    SCHEDULE,
    inside,
    make_world,
    run,
)

TRIALS = 5000 if os.environ.get("REPORTGEN_CAMPAIGN") else 150
SEED = int(os.environ.get("REPORTGEN_SEED", "0"))
SHARDS = 10
SECONDS = 120
EDITION = f"{EDITIONS}/1"
Command = tuple[str, ...]
ABOUT_PACK: tuple[Command, ...] = (
    BUILD, BATCHED, FIX, ("figures", PACK, "--force"), ("facts", "export", "new.xlsx", "--pack", PACK), IMPORT,
    ("audit", f"{EDITION}/report.docx", "--pack", PACK), ("schedule", "now", "schedule.yaml"),
    ("check", EDITION, "--pack", PACK), DELIVER,
)  # fmt: skip
ABOUT_EDITION: tuple[Command, ...] = (
    BUILD, (*BUILD, "--only", "deck"), (*BUILD, "--keep"), (*BUILD, "--force"), ("trace", EDITION),
    ("compare", f"{EDITIONS}/1@1", EDITION), ("compare", EDITION, EDITION, "-o", "note.docx"),
    ("check", EDITION, "--format", "html", "-o", "check.html"), ("audit", f"{EDITION}/report.docx", "--pack", PACK),
    ("facts", "export", "facts.xlsx", "--pack", PACK, "--last", EDITION),
)  # fmt: skip
ABOUT_BATCH: tuple[Command, ...] = (
    (*BATCHED, "--resume"), (*BATCHED, "--force", "--ledger", "all.csv"), (*BATCHED, "--keep"), DELIVER, DELIVER[:5],
    ("receipts", BATCH), ("receipts", BATCH, "--acknowledged", "acknowledged.csv"),
    ("receipts", BATCH, "--missing", "--export", "receipts.xlsx"), (*DELIVER, "--resend", "d1"),
)  # fmt: skip
ABOUT_SCHEDULE: tuple[Command, ...] = (
    SCHEDULE, ("schedule", "next", "schedule.yaml"), ("schedule", "export", "schedule.yaml", "--cron"), ("schedule", "check", "schedule.yaml"),
    ("schedule", "now", "schedule.yaml", "--if-due"),
)  # fmt: skip
ABOUT_TEMPLATE: tuple[Command, ...] = (
    FILL, ("fill", "template.docx", "data.yaml", "-o", "filled.docx"), ("template", "show", "template.docx"),
    ("template", "check", "template.docx", "data.json", "--mark", "marked.docx"), ("check", "template.docx"),
    ("check", "--fix", "template.docx"),
)  # fmt: skip
TARGETS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (f"{PACK}/*.yaml", ABOUT_PACK),
    (f"{EDITION}/manifest.json", ABOUT_EDITION),
    (f"{EDITION}/edition.json", ABOUT_EDITION),
    (f"{EDITION}/ledger.csv", ABOUT_EDITION),
    (f"{EDITION}/*.*x", ABOUT_EDITION),
    (f"{EDITIONS}/history.sqlite", ABOUT_EDITION),
    (f"{BATCH}/batch.json", ABOUT_BATCH),
    (f"{BATCH}/.batch.sqlite", ABOUT_BATCH),
    (f"{BATCH}/.batch.lock", ABOUT_BATCH),
    (f"{BATCH}/.reportgen-written", ABOUT_BATCH),
    (f"{EDITIONS}/receipts.sqlite", ABOUT_BATCH),
    ("acknowledged.csv", ABOUT_BATCH),
    ("list.csv", (BATCHED, SCHEDULE, *ABOUT_BATCH)),
    ("schedule.yaml", ABOUT_SCHEDULE),
    ("scheduled/*/.*.json", ABOUT_SCHEDULE),
    ("output/schedule.sqlite", ABOUT_SCHEDULE),
    ("scheduled/*/history.sqlite", ABOUT_SCHEDULE),
    ("template.docx", ABOUT_TEMPLATE),
    ("data.*", ABOUT_TEMPLATE),
    (".reportgen-written", ABOUT_TEMPLATE),
    ("facts.xlsx", (IMPORT, ("facts", "export", "facts.xlsx", "--pack", PACK))),
    ("cache/*/*", (BUILD, FILL, BATCHED)),
)
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, 1e308, float("nan"), float("inf"), "", " ", "\ud800", "\x00", "兰" * 5000, "../../x", "/", "1e999",
    "{{ x", "{% for %}", "=1+1", [], {}, [[]], {"": {}}, ["a"] * 500, {"a": None}, "2026-13-45", "٣", "½",
)  # fmt: skip


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def flipped(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice((1, 3, 40))):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def stuffed(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    junk = (b"\x00" * 50, b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[" * 200, b"- &a [*a, *a]\n", b"\r\n\t", b"!!python/object:x.y {}\n",
            b"<<: *none\n", b"'", b'"', b": ", b"\xe5\x85", b"%YAML 9.9\n---\n", b"? ", b"\x1b[31m")  # fmt: skip
    return content[:at] + chance.choice(junk) + content[at:]


def shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    for _ in range(chance.randrange(1, 6)):
        if lines:
            at = chance.randrange(len(lines))
            chance.choice(
                (lambda at: lines.pop(at), lambda at: lines.insert(at, lines[at]), lambda at: lines.reverse())
            )(at)
    return b"".join(lines)


def replaced(content: bytes, chance: random.Random) -> bytes:
    deep = chance.choice((500, 5000, 200_000))
    return chance.choice((
        b"", b"\x00", os.urandom(0) + bytes(chance.randrange(256) for _ in range(400)), b"[" * deep, b'{"a":' * deep,
        b"a:\n" + b"".join(b" " * n + b"- x:\n" for n in range(min(deep, 500))), b"- " * min(deep, 3000), b"null", b"[]", b"{}", b'"text"', b"1e999",
        content.decode("utf-8", "replace").encode("utf-16"), content.decode("utf-8", "replace").encode("gbk", "replace"),
        b"SQLite format 3\x00" + bytes(200), b"PK\x03\x04" + bytes(100),
        b"9" * 6000, b'{"a": ' + b"9" * 6000 + b"}",
    ))  # fmt: skip


def other_values(content: bytes, chance: random.Random) -> bytes:
    """JSON or YAML of another shape: a value replaced, dropped, or moved under another key."""
    try:
        data = json.loads(content)
    except ValueError:
        lines = content.decode("utf-8", "replace").split("\n")
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(":")
        odd = json.dumps(chance.choice(ODD), ensure_ascii=chance.random() < 0.5)
        lines[at] = f"{key}{colon} {odd}" if colon else f"{key} {odd}"
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    for _ in range(chance.randrange(1, 4)):
        change(data, chance)
    return json.dumps(data).encode()


def change(data: Any, chance: random.Random) -> None:
    while isinstance(data, dict | list) and data:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        if not isinstance(data[key], dict | list) or not data[key] or chance.random() < 0.3:
            if chance.random() < 0.3:
                del data[key]
            else:
                data[key] = chance.choice(ODD)
            return
        data = data[key]


def other_database(path: Path, chance: random.Random) -> None:
    """A database that is none of ours: tables gone, renamed, of other columns, with values of other types."""
    with contextlib.closing(sqlite3.connect(path)) as store, contextlib.suppress(sqlite3.Error), store:
        tables = [row[0] for row in store.execute("select name from sqlite_master where type='table'")]
        tables = [name for name in tables if not name.startswith("sqlite_")]
        if not tables:
            return
        table = chance.choice(tables)
        columns = [row[1] for row in store.execute(f"pragma table_info({table})")]
        column = chance.choice(columns)
        for (index,) in store.execute(
            "select name from sqlite_master where type='index' and sql is not null"
        ).fetchall():
            store.execute(f"drop index {index}")
        chance.choice((
            lambda: store.execute(f"drop table {table}"),
            lambda: store.execute(f"alter table {table} rename to other"),
            lambda: store.execute(f"alter table {table} rename column {column} to other"),
            lambda: store.execute(f"update or ignore {table} set {column} = ?", (chance.choice((b"\xff", "x", 1.5, 10**15, "")),)),
            lambda: store.execute(f"delete from {table}"),
            lambda: store.execute("pragma user_version = 9"),
        ))()  # fmt: skip


def other_kind(path: Path, chance: random.Random) -> None:
    path.unlink()
    kind = chance.randrange(4)
    if kind == 0:
        path.mkdir()
    elif kind == 1:
        path.symlink_to(path.name)
    elif kind == 2:
        path.symlink_to("/dev/null")


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut, flipped, stuffed, shuffled, replaced, other_values, other_values,
)  # fmt: skip


def damage(path: Path, chance: random.Random) -> str:
    if path.suffix == ".sqlite" and chance.random() < 0.5:
        other_database(path, chance)
        return "other_database"
    if chance.random() < 0.05:
        other_kind(path, chance)
        return "other_kind"
    way = chance.choice(WAYS)
    path.write_bytes(way(path.read_bytes(), chance))
    return way.__name__


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    cache = os.environ["REPORTGEN_CACHE"]
    os.environ["REPORTGEN_CACHE"] = str(folder / "cache")
    try:
        return make_world(folder)
    finally:
        os.environ["REPORTGEN_CACHE"] = cache


def too_long(*_: object) -> None:
    raise AssertionError(f"takes longer than {SECONDS} s")


@pytest.mark.parametrize("shard", range(SHARDS))
def test_damaged_inputs_end_in_words(world: Path, tmp_path: Path, shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.render.libreoffice.find_soffice", lambda: None)
    monkeypatch.setenv("REPORTGEN_CACHE", str(tmp_path / "trial" / "cache"))
    counts: Counter[str] = Counter()
    unforeseen: list[str] = []
    wrong: list[str] = []
    signal.signal(signal.SIGALRM, too_long)
    for seed in range(SEED + shard, SEED + TRIALS, SHARDS):
        chance = random.Random(seed)
        trial = Path(shutil.copytree(world, tmp_path / "trial", symlinks=True))
        pattern, commands = chance.choice(TARGETS)
        with inside(trial):
            path = chance.choice(sorted(trial.glob(pattern)))
            way, words = damage(path, chance), chance.choice(commands)
            signal.alarm(SECONDS)
            try:
                code, told = run(words)
            except BaseException as error:
                code, told = 99, f"Traceback: {type(error).__name__}: {error}"
            finally:
                signal.alarm(0)
        what = f"seed {seed}: {way} {path.relative_to(trial)}: {' '.join(words)}: {told[-400:]}"
        if code not in (0, 1, 2) or "Traceback" in told or (code == 2 and not told.strip()):
            wrong.append(what)
        counts[f"code {code}"] += 1
        if "; details: " in told:
            unforeseen.append(what)
        shutil.rmtree(trial)
    signal.alarm(0)
    print(f"\nshard {shard}: {dict(counts)}, not foreseen {len(unforeseen)}", *unforeseen, sep="\n  ")
    assert not wrong, "\n".join(wrong)
