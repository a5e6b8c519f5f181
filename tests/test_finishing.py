"""A last touch by python-docx and python-pptx: numbers typed there are audited, marks stay at their paragraphs."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from pptx import Presentation

from reportgen import build_pack
from reportgen.load.starter import write_starter


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    write_starter(tmp_path / "pack")
    return tmp_path / "pack"


def ledger(folder: Path) -> list[tuple[str, str]]:
    with (folder / "ledger.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted((row["fact_id"], row["text"]) for row in csv.DictReader(file))


def test_a_paragraph_set_in_before_the_numbers_moves_no_number_to_another_fact(pack: Path, tmp_path: Path) -> None:
    plain = build_pack(pack, output=tmp_path / "a")

    def touch(file: Any) -> None:
        file.paragraphs[0].insert_paragraph_before("内部资料")
        file.paragraphs[-1].add_run("（完）")

    result = build_pack(pack, output=tmp_path / "b", finish_report=touch)
    texts = [paragraph.text for paragraph in open_docx(str(result.edition_dir / "report.docx")).paragraphs]
    assert texts[0] == "内部资料" and texts[-1].endswith("（完）")
    assert ledger(result.edition_dir) == ledger(plain.edition_dir)
    assert not [one for one in result.findings if one.level == "error"]


def test_a_number_typed_in_a_last_touch_sets_the_edition_aside(pack: Path, tmp_path: Path) -> None:
    result = build_pack(pack, output=tmp_path / "b", finish_report=lambda file: file.add_paragraph("另有企业4321家。"))
    assert result.edition_dir.name.endswith(".rejected")
    assert any(one.rule == "F01" and "4321" in str(one) for one in result.findings)


def test_the_deck_is_handed_over_too(pack: Path, tmp_path: Path) -> None:
    def touch(show: Any) -> None:
        show.core_properties.author = "某处"

    result = build_pack(pack, output=tmp_path / "b", finish_deck=touch)
    assert Presentation(str(result.edition_dir / "deck.pptx")).core_properties.author == "某处"
    first = (result.edition_dir / "deck.pptx").read_bytes()
    shutil.rmtree(result.edition_dir)
    again = build_pack(pack, output=tmp_path / "b", finish_deck=touch)
    assert (again.edition_dir / "deck.pptx").read_bytes() == first
