"""Strict files and files with renamed parts say the same as their twins: in check, in the audit, in every file of the suite."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.check.files import check_file
from reportgen.check.numbers.audit import audit
from reportgen.documents.reading.file_reader import read_file_text
from reportgen.edition.file_map import read_map
from reportgen.errors import InputError
from reportgen.load import load_pack
from reportgen.model import Pack
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.parsed_package import Opened
from tests import deck_defects, report_defects  # noqa: F401  (they register their kinds)
from tests.conftest import ROOT, Built
from tests.damages import KINDS as DAMAGES
from tests.damages import damaged
from tests.defects import KINDS as DEFECTS
from tests.defects import plant
from tests.rendered_samples import broken_deck, broken_document, made_document
from tests.twins import renamed, strict

CAMPAIGN = bool(os.environ.get("REPORTGEN_CAMPAIGN"))
TWINS = [strict, renamed, lambda content: renamed(strict(content))]


def suite(built: Built) -> Iterator[tuple[str, bytes]]:
    """The files that tests look at: built, broken, damaged, with a defect each, and all that lie in the repository."""
    contents = {name: (built.folder / name).read_bytes() for name in ("report.docx", "deck.pptx")}
    yield from contents.items()
    yield "made.docx", made_document()
    yield "broken.docx", broken_document()
    yield "bad.pptx", broken_deck()
    for path in sorted((*ROOT.glob("templates/*.docx"), *ROOT.glob("templates/*.pptx"))):
        yield path.name, path.read_bytes()
    kinds = list(DEFECTS) if CAMPAIGN else list(DEFECTS)[::12]
    for kind in kinds:
        defect = DEFECTS[kind]
        name = "deck.pptx" if defect.file.startswith("deck") else "report.docx"
        yield f"{kind}-{name}", plant(contents[name], kind, 0)[0]
    for kind in list(DAMAGES) if CAMPAIGN else list(DAMAGES)[::12]:
        for name, content in contents.items():
            made = damaged(name, content, kind, 0)
            if made is not None:
                yield f"{kind}-{name}", made[0]


def said(name: str, content: bytes, pack: Pack) -> tuple[list[str], list[str]]:
    """What check and audit say of a file."""
    members = Opened.of(content, name)
    printed = read_map(members, name)
    found = audit(pack, {name: read_file_text(name, members).passages}, {name: printed.passages} if printed else None)
    return [str(one) for one in check_file(name, members)], [str(one) for one in found.findings]


@pytest.mark.parametrize("twin", TWINS, ids=["strict", "renamed", "both"])
def test_a_twin_has_the_same_findings(built: Built, lanzhou: Path, twin: Callable[[bytes], bytes]) -> None:
    pack, count = load_pack(lanzhou), 0
    for name, content in suite(built):
        ending = ".pptx" if name.endswith("pptx") else ".docx"
        plain, other = said(f"file{ending}", content, pack), said(f"file{ending}", twin(content), pack)
        assert other == plain, name
        count += 1
    assert count >= 15


def test_strict_lengths_percentages_and_sides_are_read_as_their_twins(built: Built) -> None:
    content = (built.folder / "report.docx").read_bytes()
    members = read_package(strict(content), "report")
    document = members["word/document.xml"].content.decode()
    with_units = document.replace('w:w="11906" w:h="16838"', 'w:w="595.3pt" w:h="841.9pt"').replace(
        'w:val="left"', 'w:val="start"'
    )
    assert with_units != document
    members["word/document.xml"] = Member.of("word/document.xml", with_units.encode())
    twin = write_package(members.values())
    assert [str(one) for one in check_file("r.docx", twin)] == [str(one) for one in check_file("r.docx", content)]


def test_a_file_of_which_nothing_can_be_read_is_an_error(built: Built, tmp_path: Path) -> None:
    members = read_package((built.folder / "report.docx").read_bytes(), "report")
    del members["word/document.xml"]
    for read in (read_file_text, check_file):
        with pytest.raises(InputError, match="neither a Word document nor slides"):
            read("x.docx", write_package(members.values()))
