"""The folder of the caches, outside every pack, and how entries are written: a cache that cannot be written only costs time."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.files.whole import write_whole

VARIABLE = "REPORTGEN_CACHE"


def cache_folder() -> Path | None:
    """Return the folder of the caches; REPORTGEN_CACHE names another one, and `off` turns caching off."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return None if given in ("", "off") else Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "reportgen"
    except RuntimeError:  # a user without a home
        return None


def write_cached(path: Path, content: bytes) -> bool:
    """Write an entry of a cache; where that fails, log one warning for each folder and return False."""
    try:
        write_whole(path, content, durable=False)
    except OutputError as error:
        _warn(path.parent, str(error.__cause__ or error))
        return False
    return True


@lru_cache(maxsize=64)
def _warn(folder: Path, why: str) -> None:
    import logging

    logging.getLogger("reportgen").warning(
        "warning: the cache %s cannot be written (%s); the work goes on without it", folder, why
    )


def code_hash(folder: Path) -> str:
    """Return the hash of all Python files below a folder: no cache outlives a change of the code that filled it."""
    code = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()
