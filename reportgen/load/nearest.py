"""The nearest names to one that leads nowhere."""

import difflib
from collections.abc import Iterable


def nearest(name: str, names: Iterable[str], count: int = 1, cutoff: float = 0.6) -> str:
    """Return “did you mean …?” with the nearest names, or nothing where none is near."""
    found = difflib.get_close_matches(name, list(dict.fromkeys(names)), count, cutoff)
    return f"did you mean {', '.join(found)}?" if found else ""
