"""The record of what reportgen wrote into a folder: name and SHA-256 of each file, a line each, in `.reportgen-written`.

A line is appended before its file is written, so that a process that is killed between the two leaves no file unknown. Several
processes may append at once. What stands in no line was made or changed by somebody else.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.files.whole import cannot_write, write_whole

RECORD = ".reportgen-written"
_LARGE = 1 << 18  # bytes of a record from which on old lines are dropped
_KEPT = 2  # lines of one name that stay then
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
Known = dict[str, list[str]]  # hashes by name, the newest last


def sha256(content: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(content).hexdigest()


def remember(folder: Path, digests: Mapping[str, str]) -> None:
    """Append what is about to be written into a folder; an OutputError when that cannot be recorded."""
    text = "".join(f"\n{json.dumps([name, digest], ensure_ascii=False)}\n" for name, digest in digests.items())
    content = text.encode("utf-8", "surrogateescape")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _append(folder / RECORD, content)
        except PermissionError:  # a shared folder where the record is somebody else's
            _append(_own_record(folder), content)
    except OSError as error:
        raise cannot_write(folder, error) from error


def known(folder: Path) -> Known:
    """Return what reportgen wrote into a folder; a line that cannot be read counts as none."""
    found: Known = {}
    for path in (folder / RECORD, _own_record(folder)):
        for name, digest in _lines(path):
            found.setdefault(name, []).append(digest)
    return found


def _own_record(folder: Path) -> Path:
    return folder / f"{RECORD}-{os.getuid() if hasattr(os, 'getuid') else ''}"


def _append(path: Path, content: bytes) -> None:
    with open(os.open(path, _FLAGS, 0o666), "ab", buffering=0) as stream:
        stream.write(content)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            name, digest = json.loads(line)
            if isinstance(name, str) and isinstance(digest, str):
                yield name, digest


def shorten(folder: Path) -> None:
    """Drop old lines of a record that has grown large; for a moment when no other process appends to it."""
    for path in (folder / RECORD, _own_record(folder)):
        if path.is_file() and path.stat().st_size > _LARGE:
            _shorten(path)


def _shorten(path: Path) -> None:
    """Keep the newest lines of each name."""
    hashes: Known = {}
    for name, digest in _lines(path):
        hashes[name] = [*hashes.get(name, []), digest][-_KEPT:]
    rows = [(name, digest) for name, digests in hashes.items() for digest in digests]
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    write_whole(path, text.encode("utf-8", "surrogateescape"), durable=False)
