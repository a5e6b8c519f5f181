"""Drafts: files that are being written, under names that nobody can guess, and the clearing of those that a killed process left.

A name tells its target and its process (by hashes and number), so that the next write of the target can delete the draft of a
process of this machine that is no more.
"""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

_NAME = re.compile(r"\.([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.part")


def draft_path(path: Path) -> Path:
    """Return a new path beside a target."""
    return path.with_name(f".{_short(path.name)}-{_short(_node())}-{os.getpid()}-{secrets.token_hex(8)}.part")


def is_draft(name: str) -> bool:
    """Tell whether a file name is that of a draft."""
    return _NAME.fullmatch(name) is not None


def sweep(folder: Path, names: Iterable[str]) -> None:
    """Delete the drafts of targets in a folder whose process is gone."""
    targets = {_short(name) for name in names}
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            found = _NAME.fullmatch(name)
            if found and found[1] in targets and found[2] == _short(_node()) and _is_gone(int(found[3])):
                with contextlib.suppress(OSError):
                    (folder / name).unlink()


def _node() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform

    return platform.node()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _is_gone(process: int) -> bool:
    if os.name != "posix":  # signal 0 would end it there
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
