"""Owns the manifest: inputs, versions and hashes of an edition. No clock: the same input gives the same manifest."""

import hashlib
import json
import sys
from collections.abc import Mapping

from reportgen import __version__
from reportgen.installed import installed_version

_LIBRARIES = ("jinja2", "lxml", "matplotlib", "pydantic")


def manifest_json(pack: str, edition: str, theme: str, inputs: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of an edition."""
    versions = {"reportgen": __version__, **{name: installed_version(name) for name in _LIBRARIES}}
    versions["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    content = {
        "pack": pack,
        "edition": edition,
        "theme": theme,
        "versions": versions,
        "inputs": dict(inputs),
        "outputs": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
