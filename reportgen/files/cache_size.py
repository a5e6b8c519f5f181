"""The size of the caches: what they hold, how much they may hold, and the deletion of what was used least recently.

Only entries are counted and deleted: files that end in .template or .drawing in the folders `templates` and `figures`.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import InputError, Problem
from reportgen.files.cache import cache_folder

VARIABLE = "REPORTGEN_CACHE_MAX"
DEFAULT = 1_000_000_000  # bytes
ENTRIES = {"templates": ".template", "figures": ".drawing"}
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.IGNORECASE)
_KEPT = 0.8  # of the limit, so that a full cache is not trimmed at each entry
_LOOK_EVERY = 50  # entries that a process writes


@dataclass(frozen=True)
class CacheEntry:
    """A file of the caches: its size in bytes, and when it was written or last read, in seconds of the clock."""

    path: Path
    size: int
    used: float


def cache_limit() -> int:
    """Return how many bytes the caches may hold, by REPORTGEN_CACHE_MAX such as 500MB or 2G; an InputError for another value."""
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return DEFAULT
    found = _SIZE.fullmatch(given)
    if found is None:
        raise InputError(
            [Problem(VARIABLE, None, None, f"is not a size (got {given!r})", "give one such as 500MB or 2G")]
        )
    return int(float(found[1]) * _UNITS[found[2].upper()])


def cache_entries(folder: Path) -> list[CacheEntry]:
    """Return the entries of the caches below a folder, the one used least recently first."""
    return sorted(_entries(folder), key=lambda one: one.used)


def _entries(folder: Path) -> Iterator[CacheEntry]:
    for name, ending in ENTRIES.items():
        with contextlib.suppress(OSError), os.scandir(folder / name) as found:
            for one in found:
                with contextlib.suppress(OSError):  # another process was faster
                    if one.name.endswith(ending) and one.is_file(follow_symlinks=False):
                        state = one.stat(follow_symlinks=False)
                        yield CacheEntry(Path(one.path), state.st_size, max(state.st_mtime, state.st_atime))


def clear_cache(folder: Path) -> tuple[int, int]:
    """Delete all entries; return their number and bytes."""
    return _delete(cache_entries(folder))


def trim_cache(folder: Path, limit: int) -> tuple[int, int]:
    """Delete what was used least recently where the caches hold more than a limit; return number and bytes."""
    entries = cache_entries(folder)
    over = sum(one.size for one in entries) - limit
    if over <= 0:
        return 0, 0
    over += int(limit * (1 - _KEPT))
    chosen = []
    for one in entries:
        if over <= 0:
            break
        chosen.append(one)
        over -= one.size
    return _delete(chosen)


def _delete(entries: list[CacheEntry]) -> tuple[int, int]:
    count = size = 0
    for one in entries:
        with contextlib.suppress(OSError):
            one.path.unlink()
            count, size = count + 1, size + one.size
    return count, size


class _Written:
    """How many entries this process wrote."""

    count = 0


def bound_cache() -> None:
    """Keep the caches within their limit; called after an entry was written, it looks now and then. A wrong limit bounds nothing."""
    folder = cache_folder()
    _Written.count += 1
    if folder is not None and _Written.count % _LOOK_EVERY == 1:
        with contextlib.suppress(InputError):  # `doctor` and `cache show` report it
            trim_cache(folder, cache_limit())
