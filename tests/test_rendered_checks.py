"""What the drawn pages tell: R01, T08 and R02, and that a PDF is embedded, tagged, bookmarked. Skipped without LibreOffice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from reportgen.check.rendered.fonts import face_faults, families
from reportgen.check.rendered.rules import check_rendered
from reportgen.cli.main import main
from reportgen.documents.word import read_document
from reportgen.findings import Finding, Place
from reportgen.ooxml.parsed_package import Opened
from reportgen.render import libreoffice
from reportgen.render.pages import Page
from reportgen.render.pdf import read_pdf
from reportgen.render.visual import AS_BEFORE, PageChange, _change, _paired, compare_pages, finding_of
from tests.rendered_lines import MARKS
from tests.rendered_samples import BOXED, FOREIGN, GONE

pytestmark = MARKS


def look(folder: Path, name: str, pdf: str = "", profile: str | None = None) -> list[Finding]:
    members = Opened.of((folder / name).read_bytes(), name)
    return check_rendered(name, members, folder / (pdf or name.partition(".")[0] + ".pdf"), profile)


@pytest.mark.parametrize("name", ["report.docx", "deck.pptx"])
def test_the_pages_of_the_first_pack_are_as_they_were_measured(rendered: Path, name: str) -> None:
    assert [str(finding) for finding in look(rendered, name)] == []


@pytest.mark.parametrize("name", ["report", "deck"])
def test_a_pdf_is_tagged_and_bookmarked_says_its_language_and_holds_its_fonts(rendered: Path, name: str) -> None:
    pdf = read_pdf(rendered / f"{name}.pdf")
    assert (pdf.tagged, pdf.language) == (True, "zh-CN")
    assert pdf.title.startswith("激活发展新动能")
    assert all(face.embedded for face in pdf.faces)
    if name == "report":
        blocks = read_document(_members(rendered, "report.docx")).blocks()
        headings = [block.label + block.text for block in blocks if block.outline is not None]
        assert ["".join(mark.split()) for mark in pdf.bookmarks] == headings
    else:
        assert len(pdf.bookmarks) == pdf.pages == 13


def _members(folder: Path, name: str) -> Opened:
    return Opened.of((folder / name).read_bytes(), name)


def test_figures_of_the_report_have_their_alternative_text_in_the_pdf(rendered: Path) -> None:
    content = (rendered / "report.pdf").read_bytes()
    alternatives = [
        picture.descr for block in read_document(_members(rendered, "report.docx")).blocks() for picture in block.pictures
        if picture.descr
    ]  # fmt: skip
    assert len(alternatives) >= 4
    for text in alternatives:
        assert b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() in content, text
    assert b"pdfuaid" in content


def test_ink_in_a_margin_is_told_with_its_side_and_its_frame(rendered: Path) -> None:
    (finding,) = [item for item in look(rendered, "broken.docx") if "ink" in item.what]
    assert (finding.rule, finding.level, finding.page) == ("R01", "error", 1)
    assert "left of its zone" in finding.what
    assert finding.box is not None and finding.box[0] < 72
    assert not any("ink" in item.what for item in look(rendered, "bad.pptx"))  # made elsewhere, with margins of its own
    (finding,) = [item for item in look(rendered, "bad.pptx", profile="deck") if "ink" in item.what]
    assert str(finding.place) == "bad.pptx, slide 1" and "left of" in finding.what


def test_letters_that_are_gone_boxed_or_of_a_strange_face_are_told(rendered: Path) -> None:
    found = look(rendered, "broken.docx")
    signs = [*(f"U+{ord(char):04X}" for char in (GONE, BOXED)), FOREIGN]
    told = {(item.rule, key) for item in found for key in signs if key in item.what}
    assert told == {("R01", signs[0]), ("R01", signs[1]), ("T08", FOREIGN)}
    assert not any("正文没有问题" in item.what for item in found)


def test_another_number_of_pages_is_told_and_a_file_that_does_not_open_too(rendered: Path) -> None:
    assert [
        (item.rule, item.level) for item in look(rendered, "report.docx", "deck.pdf") if "measured" in item.what
    ] == [("R01", "error")]
    assert [
        (item.rule, item.level)
        for item in look(rendered, "report.docx", "deck.pdf", profile="any")
        if "measured" in item.what
    ] == [("R03", "warning")]  # a text that flows is not set to the line
    (finding,) = check_rendered("report.docx", _members(rendered, "report.docx"), None)
    assert (finding.rule, finding.what) == ("W07", "LibreOffice does not open the file")


def test_a_face_is_known_by_its_name_or_by_what_stands_for_it(rendered: Path) -> None:
    members, pdf = _members(rendered, "report.docx"), read_pdf(rendered / "report.pdf")
    assert {"仿宋", "黑体", "楷体", "方正小标宋简体", "Times New Roman"} <= families(members)
    assert list(face_faults(Place("r", "page"), members, pdf)) == []
    loose = replace(pdf, faces=tuple(replace(face, embedded=False) for face in pdf.faces[:1]))
    (finding,) = face_faults(Place("r", "page"), members, loose)
    assert "not embedded" in finding.what


def page(number: int, *marks: tuple[int, int, int, int]) -> Page:
    picture = Image.new("RGB", (300, 200), "white")
    for mark in marks:
        ImageDraw.Draw(picture).rectangle(mark, fill="black")
    return Page("x", number, 300, 200, picture)


def test_a_changed_page_tells_its_pixels_and_its_frame() -> None:
    change = _change("x", page(1), page(1, (10, 20, 13, 23)))
    assert change is not None
    assert (change.pixels, change.box) == (16, (10.0, 20.0, 14.0, 24.0))
    assert finding_of(change) is None
    assert _change("x", page(1, (1, 1, 9, 9)), page(1, (1, 1, 9, 9))) is None


def test_a_change_of_more_than_two_per_cent_is_a_finding() -> None:
    change = _change("x", page(2), page(2, (0, 0, 99, 14)))
    assert change is not None
    finding = finding_of(change)
    assert finding is not None
    assert (finding.rule, finding.level, str(finding.place), finding.box) == (
        "R02",
        "warning",
        "x, page 2",
        (0, 0, 100, 15),
    )
    assert AS_BEFORE.limits.share == 0.02


def test_a_page_that_came_in_changes_no_other_page() -> None:
    old = [page(n, (10 * n, 0, 10 * n + 5, 5)) for n in range(1, 5)]
    new = [old[0], page(2, (200, 100, 250, 150)), *(replace(item, number=item.number + 1) for item in old[1:])]
    ((gone, came),) = _paired(old, new)
    assert gone is None and came is not None and came.number == 2
    change = _change("x", gone, came)
    assert isinstance(change, PageChange) and change.name == "x-02.png"
    assert (finding := finding_of(change)) is not None and finding.what == "the page is new"


def test_two_renderings_are_compared_page_by_page(
    rendered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(compare_pages("report", rendered / "report.pdf", rendered / "report.pdf", 30)) == []
    out = tmp_path / "pictures"
    arguments = [
        "compare",
        "--visual",
        str(rendered / "made.pdf"),
        str(rendered / "broken.pdf"),
        "-o",
        str(out),
        "--json",
    ]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == 1
    assert sorted(path.name for path in out.glob("*.png")) == sorted(
        Path(item["picture"]).name for item in told["pages"]
    )
    assert [item["after"] for item in told["pages"]].count(None) == len(told["pages"]) - 1


def test_files_of_one_name_have_pdfs_of_their_own(tmp_path: Path) -> None:
    files = [tmp_path / "a" / "deck.pptx", tmp_path / "deck.docx", tmp_path / "b" / "deck.pptx"]
    assert libreoffice.names_of(files) == ["deck", "deck-docx", "deck-pptx"]


def test_the_pages_are_looked_at_from_the_command_line(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libreoffice, "rendered", lambda paths, folder: [rendered / "broken.pdf" for _ in paths])
    assert main(["check", "--render", str(rendered / "broken.docx")]) == 1
    assert "error R01" in capsys.readouterr().out
    monkeypatch.undo()
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    assert main(["check", "--render", str(rendered / "broken.docx")]) == 2
    assert "apt-get install" in capsys.readouterr().err
