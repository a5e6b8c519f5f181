"""Owns where caches lie, a folder of the user's outside every pack, and what makes their content old: the code that made it.

In: the environment, the folder of some code; out: a path, or None for no cache; a hash.
"""

import hashlib
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


def code_hash(folder: Path) -> str:
    """Return the hash of all Python files below a folder: no cache outlives a change of the code that filled it."""
    code = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()
