"""The cache of compiled templates: one signed file for the content of a template and the code that compiled it.

A file that is damaged, foreign, or comes from other code is compiled anew.
"""

import hashlib
import sys
from functools import lru_cache
from pathlib import Path

import jinja2

from reportgen.files import code_hash, read_signed, write_signed
from reportgen.template.program.compiled import Compiled


def load(folder: Path | None, content: bytes) -> Compiled | None:
    """Return a compiled template from the cache."""
    if folder is None:
        return None
    from reportgen.template.program.storage import from_bytes

    stored = read_signed(_path(folder, content))
    return None if stored is None else from_bytes(stored)


def store(folder: Path | None, content: bytes, compiled: Compiled) -> None:
    """Keep a compiled template; a folder that cannot be written keeps nothing."""
    if folder is None:
        return
    from reportgen.template.program.storage import to_bytes

    write_signed(_path(folder, content), to_bytes(compiled))


def _path(folder: Path, content: bytes) -> Path:
    return folder / (hashlib.sha256(_versions() + b"\0" + content).hexdigest() + ".template")


@lru_cache(maxsize=1)
def _versions() -> bytes:
    """What compiles: our own code by its content, and what runs it by version."""
    return f"{code_hash(Path(__file__).parent)} {jinja2.__version__} {sys.implementation.cache_tag}".encode()
