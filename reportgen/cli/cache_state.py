"""The state of the caches in words."""

from datetime import datetime

from reportgen.cli.printing import numbered
from reportgen.files import CacheEntry, cache_entries, cache_folder, cache_limit


def state() -> str:
    """Return number, size, limit and age of the caches in words."""
    folder = cache_folder()
    entries = cache_entries(folder) if folder else []
    ages = ", ".join(f"{word} {datetime.fromtimestamp(one.used):%Y-%m-%d}" for word, one in _ends(entries))
    size = (
        f"{numbered(len(entries), 'file')}, {megabytes(sum(one.size for one in entries))} of {megabytes(cache_limit())}"
    )
    return f"{size}; last used: {ages}" if ages else size


def _ends(entries: list[CacheEntry]) -> list[tuple[str, CacheEntry]]:
    return [("oldest", entries[0]), ("newest", entries[-1])] if entries else []


def megabytes(size: int) -> str:
    """Return a size in MB."""
    return f"{size / 1e6:.1f} MB"
