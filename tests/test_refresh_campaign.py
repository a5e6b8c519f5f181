"""New numbers into edited files: random edits, saved by several programs, judged by another reader than that of the product."""

import os
import shutil
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from tests.refresh_campaign import edits_of, judge, libreoffice

ROOT = Path(__file__).parent.parent
FULL = os.environ.get("REPORTGEN_CAMPAIGN") == "1"
PACKS = (ROOT / "tests" / "packs" / "harbour", ROOT / "tests" / "packs" / "estuary", ROOT / "data" / "lanzhou-12")
FILES = ("report.docx", "deck.pptx")
COUNT = 1000 if FULL else 8
_AT_ONCE = 20


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, str], bytes]:
    """The files of each pack as they were printed before the numbers changed."""
    output = tmp_path_factory.mktemp("printed")
    packs = PACKS if FULL else PACKS[:1]
    folders = {pack: build_pack(pack, output=output).edition_dir for pack in packs}
    return {(pack, name): (folder / name).read_bytes() for pack, folder in folders.items() for name in FILES}


def test_no_hand_edit_is_lost_and_no_number_is_wrong(printed: dict[tuple[Path, str], bytes], tmp_path: Path) -> None:
    keys = list(printed)
    cases = [(seed, keys[seed % len(keys)]) for seed in range(COUNT)]
    edited = {seed: edits_of(printed[key], seed) for seed, key in cases}
    contents = {seed: edit.content for seed, edit in edited.items()}
    if FULL and shutil.which("soffice"):
        contents |= _by_libreoffice({seed: (key[1], contents[seed]) for seed, key in cases if seed % 3 == 2})
    outcomes = []
    for seed, key in cases:
        file = tmp_path / key[1]
        file.write_bytes(contents[seed])
        outcomes.append(judge(seed, printed[key], edited[seed], file, key[0], tmp_path)[0])
    assert [one for one in outcomes if not one.fine] == []
    untouched = sum(one.untouched for one in outcomes)
    refreshed = sum(one.refreshed for one in outcomes)
    print(f"{len(outcomes)} cases, {refreshed} of {untouched} untouched lines refreshed")
    assert untouched > COUNT
    assert refreshed >= 0.99 * untouched


def _by_libreoffice(files: dict[int, tuple[str, bytes]]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for name in FILES:
        own = [(seed, content) for seed, (kind, content) in files.items() if kind == name]
        for start in range(0, len(own), _AT_ONCE):
            part = own[start : start + _AT_ONCE]
            made = libreoffice([content for _, content in part], Path(name).suffix)
            found |= {seed: content for (seed, _), content in zip(part, made, strict=True)}
    return found
