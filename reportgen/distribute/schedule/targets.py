"""What a job names outside of its plan: the pack, the list of recipients, the folder or store; and what is wrong with them.

`os.path` says no of names that no file can have, where `Path` raises.
"""

import os
import re
from pathlib import Path

from reportgen.load.nearest import nearest
from reportgen.model.characters import hidden_character
from reportgen.model.recipients.addresses import STORE_SCHEMES, AddressFault, folder_fault, mail_fault

LISTS = (".csv", ".xlsx", ".sql")
_LONGEST = 255  # bytes
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def pack_fault(given: str) -> AddressFault | None:
    """Return what is wrong with the folder of a pack, or None."""
    path = Path(given)
    if not os.path.isdir(path):
        return f"no folder {given!r} in {Path.cwd()}", _near(path) or "paths count from the working folder"
    if not os.path.isfile(path / "pack.yaml"):
        return f"{given!r} holds no pack.yaml", "give the folder of a pack"
    return None


def path_fault(given: str) -> AddressFault | None:
    """Return what is wrong with the path of something to be written, or None."""
    hidden = hidden_character(given)
    if hidden:
        return f"{given!r} holds {hidden}", "type it again"
    if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST for part in Path(given).parts):
        return f"{given[:40]!r}… is too long for a file name", f"use at most {_LONGEST} bytes for each name"
    if any(os.path.isfile(folder) for folder in Path(given).parents):
        return f"{given!r} lies in a file", "give a path through folders"
    return None


def list_fault(given: str | None) -> AddressFault | None:
    """Return what is wrong with a list of recipients, or None."""
    if given is None:
        return None
    path = Path(given)
    if path.suffix.lower() not in LISTS:
        return f"{given!r} is not a list of recipients", "give a .csv, .xlsx or .sql file"
    if not os.path.isfile(path):
        return f"no file {given!r} in {Path.cwd()}", _near(path) or "paths count from the working folder"
    return None


def target_fault(given: str | None) -> AddressFault | None:
    """Return what is wrong with the folder or store to deliver to, or None."""
    if given is None:
        return None
    hint = "give a folder, or a URL that begins with " + ", ".join(f"{name}://" for name in STORE_SCHEMES)
    hidden = hidden_character(given)
    if hidden or not given.strip():
        return f"{given!r} holds {hidden}" if hidden else "`to` is empty", "type it again"
    if "://" in given:
        return folder_fault(given)
    if not mail_fault(given):
        return f"{given!r} is a mail address", f"addresses belong into the list of recipients; {hint}"
    if _SCHEME.match(given) or "@" in given:
        return f"{given!r} is neither a folder nor the URL of a store", hint
    if os.path.exists(given) and not os.path.isdir(given):
        return f"{given!r} is a file", hint
    return None


def _near(path: Path) -> str:
    """A name beside the one that is missing."""
    try:
        names = [one.name for one in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    found = nearest(path.name, names)
    return found.replace("did you mean ", f"did you mean {path.parent}/") if found and path.parent != Path() else found
