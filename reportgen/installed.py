"""Versions of this program and of installed libraries."""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_SHORT = 7


@cache
def program_version() -> str:
    """Return the version of reportgen with the commit it was made from, such as 0.2.0+g1a2b3c4; without one where none is known.

    The commit is that of the checkout, and for an installed package the one in its metadata.
    """
    from reportgen import __version__

    commit = _commit_of_checkout(_HERE.parent) or _commit_of_package()
    return f"{__version__}+g{commit[:_SHORT]}" if commit else __version__


def _commit_of_checkout(root: Path) -> str:
    """The commit that git has checked out in a folder; "" where the folder is no checkout. No process is started."""
    try:
        git = root / ".git"
        if git.is_file():  # a second work tree names the folder of its state
            git = (root / git.read_text("utf-8").partition("gitdir:")[2].strip()).resolve()
        head = (git / "HEAD").read_text("utf-8").strip()
        name = head.removeprefix("ref:").strip()
        return _sound(head if name == head else _commit_of_branch(git, name))
    except (OSError, ValueError):
        return ""


def _commit_of_branch(git: Path, name: str) -> str:
    common = git / "commondir"
    places = [git, *([(git / common.read_text("utf-8").strip()).resolve()] if common.is_file() else [])]
    for place in places:
        if (place / name).is_file():
            return (place / name).read_text("utf-8").strip()
    for place in places:
        if (place / "packed-refs").is_file():
            for line in (place / "packed-refs").read_text("utf-8").splitlines():
                commit, _, found = line.partition(" ")
                if found == name:
                    return commit
    return ""


def _commit_of_package() -> str:
    """The commit that the build wrote beside the code, or that pip noted of a repository."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        written = _HERE / "commit.txt"
        if written.is_file():
            return _sound(written.read_text("utf-8").strip())
        noted = distribution("reportgen").read_text("direct_url.json")
        return _sound(json.loads(noted)["vcs_info"]["commit_id"]) if noted else ""
    except (PackageNotFoundError, OSError, ValueError, KeyError, TypeError):
        return ""


def _sound(commit: str) -> str:
    return commit if _COMMIT.fullmatch(commit) else ""


@cache
def installed_version(library: str) -> str:
    """Return the version of an installed library, as the name of the folder beside it says.

    `importlib.metadata` would import the parser of e-mail to read it. Raises PackageNotFoundError if it is not installed.
    """
    spec = find_spec(library)
    if spec is not None and spec.origin is not None:
        for folder in Path(spec.origin).parents[1].glob(f"{library}-*.dist-info"):
            return folder.name.removesuffix(".dist-info").rpartition("-")[2]
    from importlib.metadata import version

    return version(library)
