"""Owns where caches lie: a folder of the user's, outside every pack. In: the environment; out: a path, or None for no cache."""

import os
from pathlib import Path

VARIABLE = "REPORTGEN_CACHE"


def cache_folder() -> Path | None:
    """Return the folder of the caches; REPORTGEN_CACHE names another one, and `off` turns caching off."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return None if given in ("", "off") else Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "reportgen"
