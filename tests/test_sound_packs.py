"""Sound packs have no finding in the audit: their editions, the files of their departments, and both saved again by LibreOffice."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from reportgen.build.auditing import audit_files
from reportgen.build.flow import build_pack
from reportgen.cli.main import main
from reportgen.load.starter import write_starter
from reportgen.render.libreoffice import find_soffice
from tests.conftest import ROOT
from tests.pack_variations import variation

CAMPAIGN = bool(os.environ.get("REPORTGEN_CAMPAIGN"))
NAMES = ["starter", "variation 1", "harbour"]
NAMES += ["lanzhou", *(f"variation {seed}" for seed in (2, 3, 4, 5, 6, 7))] if CAMPAIGN else []


def pack_of(name: str, folder: Path) -> tuple[Path, str | None]:
    """A sound pack and its theme."""
    lanzhou, packs = ROOT / "data" / "lanzhou-12", ROOT / "tests" / "packs"
    if name == "starter":
        write_starter(folder / "starter")
        return folder / "starter", None
    if name.startswith("variation"):
        return variation(lanzhou, folder, int(name.split()[1]))
    return {"harbour": packs / "harbour", "lanzhou": lanzhou}[name], None


def saved_again(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice saves them."""
    soffice = find_soffice()
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir()
    for ending in ("docx", "pptx"):
        own = [str(file) for file in files if file.suffix == f".{ending}"]
        if not own:
            continue
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [soffice, home, "--headless", "--convert-to", ending, "--outdir", str(folder), *own]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [folder / file.name for file in files]


def findings(files: Sequence[Path], pack: Path) -> list[str]:
    """What the audit says of files."""
    return [str(one) for one in audit_files(files, pack).findings]


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_pack_has_no_finding_also_after_libreoffice(name: str, tmp_path: Path) -> None:
    pack, theme = pack_of(name, tmp_path)
    made = build_pack(pack, output=tmp_path / "out", theme=theme)
    files = [made.edition_dir / file for file in ("report.docx", "deck.pptx") if (made.edition_dir / file).is_file()]
    assert files
    assert findings(files, pack) == []
    assert findings(saved_again(files, tmp_path / "again"), pack) == []


def test_the_files_of_departments_have_no_finding(lanzhou: Path, tmp_path: Path) -> None:
    assert main(["batch", str(lanzhou), "-o", str(tmp_path)]) == 0
    files = sorted(file for file in tmp_path.rglob("*") if file.suffix in (".docx", ".pptx"))
    assert len(files) == 18
    again = saved_again(files if CAMPAIGN else files[:2], tmp_path / "again")
    assert {file.name: found for file in (*files, *again) if (found := findings([file], lanzhou))} == {}
