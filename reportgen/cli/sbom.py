"""The bill of materials of an installation, as CycloneDX 1.5 in JSON."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportgen.cli.wheelhouse import Wheel

_NAME = re.compile(r"[-_.]+")
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def sbom(wheels: Iterable[Wheel], fonts: Mapping[str, Path]) -> bytes:
    """Return the bill of materials of wheels and fonts. The same files give the same bytes."""
    components = [_library(one) for one in wheels]
    own = next((one for one in components if one["name"] == "reportgen"), None)
    others = [one for one in components if one is not own] + [_font(name, path) for name, path in sorted(fonts.items())]
    content: dict[str, Any] = {
        "bomFormat": "CycloneDX", "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([components, others]))}",
        "version": 1,
        "metadata": {"component": {**own, "type": "application"}} if own else {},
        "components": others,
    }  # fmt: skip
    if own:
        refs = sorted(one["bom-ref"] for one in others)
        content["dependencies"] = [{"ref": own["bom-ref"], "dependsOn": refs}]
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _library(one: Wheel) -> dict[str, Any]:
    name = _NAME.sub("-", one.name).lower()
    purl = f"pkg:pypi/{name}@{one.version}"
    found: dict[str, Any] = {
        "type": "library", "bom-ref": purl, "name": name, "version": one.version, "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": one.sha256}],
    }  # fmt: skip
    if one.licence:
        is_expression = _SPDX.fullmatch(one.licence) and (" " in one.licence or "-" in one.licence)
        found["licenses"] = [{"expression": one.licence}] if is_expression else [{"license": {"name": one.licence}}]
    return found


def _font(name: str, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": [{"license": {"id": "OFL-1.1"}}],
    }  # fmt: skip
