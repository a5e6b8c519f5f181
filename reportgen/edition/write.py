"""Owns writing an edition: all of it or nothing. In: files as bytes; out: a folder that is whole at every moment.

The files are written beside the target, flushed to the disk, and take its place by renaming. The old edition is moved aside
first and removed last; if the machine stops between the two, the next write puts it back.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from reportgen.errors import OutputError


def check_writable(target: Path) -> None:
    """Raise an OutputError if the edition could not be written; nothing is left behind."""
    probe = target.parent / f".{target.name}.probe"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)  # another build may have the same probe
    except OSError as error:
        raise _refused(target, error) from error
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file, and an edition is a folder; choose another -o or --edition")


def write_edition(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of an edition in the place of the old one."""
    fresh, old = target.parent / f".{target.name}.new", target.parent / f".{target.name}.old"
    try:
        _recover(target, fresh, old)
        fresh.mkdir(parents=True)
        for name, content in files.items():
            _write(fresh / name, content)
        if target.exists():
            os.rename(target, old)
        os.rename(fresh, target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        with contextlib.suppress(OSError):
            _recover(target, fresh, old)
        raise _refused(target, error) from error


def _recover(target: Path, fresh: Path, old: Path) -> None:
    """Clear what an interrupted write left; an edition that was moved aside comes back."""
    if fresh.exists():
        shutil.rmtree(fresh)
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            os.rename(old, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _refused(target: Path, error: OSError) -> OutputError:
    return OutputError(f"{target}: cannot be written ({error.strerror or error}); check the path and your rights")
