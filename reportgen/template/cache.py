"""Owns the cache of compiled templates: one file for the content of a template and the code that compiled it.

In: a folder of the user's own and the bytes of a template; out: its programs, or nothing.
A file appears by renaming; one that cannot be read or comes from other code is compiled anew.
"""

import hashlib
import pickle
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2

from reportgen.files import code_hash, write_cached
from reportgen.findings import Finding
from reportgen.ooxml.package import Member
from reportgen.template.program.program import Program
from reportgen.template.program.slide_templates import DeckTemplate


@dataclass(frozen=True)
class Compiled:
    """What compiling a template gives: programs of its parts, its slides, and the members that were cleaned or taken out."""

    programs: dict[str, Program]
    deck: DeckTemplate | None
    changed: dict[str, Member] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def load(folder: Path | None, content: bytes) -> Compiled | None:
    """Return a compiled template from the cache."""
    if folder is None:
        return None
    try:
        found = pickle.loads(_path(folder, content).read_bytes())
        return found if isinstance(found, Compiled) else None
    except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        return None


def store(folder: Path | None, content: bytes, compiled: Compiled) -> None:
    """Keep a compiled template; a folder that cannot be written keeps nothing."""
    if folder is not None:
        write_cached(_path(folder, content), pickle.dumps(compiled, protocol=5))


def _path(folder: Path, content: bytes) -> Path:
    return folder / (hashlib.sha256(_versions() + b"\0" + content).hexdigest() + ".template")


@lru_cache(maxsize=1)
def _versions() -> bytes:
    """What compiles: our own code by its content, and what runs it by version."""
    return f"{code_hash(Path(__file__).parent)} {jinja2.__version__} {sys.implementation.cache_tag}".encode()
