"""The manifest: inputs, versions and hashes of an edition. No clock: the same input gives the same manifest."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from reportgen import __version__
from reportgen.files import check_schema, sha256
from reportgen.installed import installed_version

FILE = "manifest.json"
SCHEMA = 1  # of all files of an edition; manifests before 0.2.0 do not say it
_LIBRARIES = ("jinja2", "lxml", "matplotlib", "pydantic")


def manifest_json(
    pack: str,
    edition: str,
    theme: str,
    inputs: Mapping[str, str],
    files: Mapping[str, bytes],
    left: Mapping[str, str] | None = None,
    edited: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the manifest of an edition; `left` has the hashes of files that stay from the build before.

    `edited` are refreshed files, which hold a person's work: they are no outputs, so that no build replaces them unasked.
    """
    versions = {"reportgen": __version__, **{name: installed_version(name) for name in _LIBRARIES}}
    versions["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    content = {
        "schema": SCHEMA,
        "pack": pack,
        "edition": edition,
        "theme": theme,
        "versions": versions,
        "inputs": dict(inputs),
        "outputs": {**(left or {}), **{name: sha256(content) for name, content in files.items()}},
    }
    if edited:
        content["edited"] = {name: sha256(content) for name, content in edited.items()}
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def check_edition(folder: Path) -> None:
    """Raise an OutputError for an edition that a newer version wrote."""
    try:
        content = json.loads((folder / FILE).read_bytes())
    except (OSError, ValueError, RecursionError):  # lost or damaged; what it guards is checked by itself
        return
    if isinstance(content, dict):
        check_schema(folder / FILE, content.get("schema"), SCHEMA)


def outputs_of(folder: Path) -> dict[str, str]:
    """Return the hash of each file that a build wrote into an edition folder; none where the manifest is lost or damaged."""
    try:
        outputs = json.loads((folder / FILE).read_bytes())["outputs"]
        return {str(name): str(digest) for name, digest in outputs.items() if ".." not in name.split("/")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
