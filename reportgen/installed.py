"""Versions of installed libraries."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


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
