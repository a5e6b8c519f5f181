"""Our lines and pages against those of a renderer, over deck, report and texts made for it. Skipped without LibreOffice."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from reportgen.build.gallery.book import gallery
from reportgen.charts import DrawingCache
from reportgen.documents.typeset.pages import lay_out
from reportgen.documents.word import read_document
from reportgen.documents.word_blocks import WordBlock
from reportgen.files import RECORD, save_files
from reportgen.ooxml.package import read_package
from reportgen.render import preview as making
from reportgen.render.libreoffice import to_pdf
from reportgen.render.preview import make_preview
from tests.rendered_lines import MARKS, characters, deck_counts, find, page_count, report_counts

pytestmark = MARKS


def test_98_of_100_boxes_have_the_lines_that_we_measured(rendered: Path) -> None:
    counted = [
        *deck_counts(rendered / "deck.pptx", rendered / "deck.pdf"),
        *report_counts(rendered / "report.docx", rendered / "report.pdf"),
        *report_counts(rendered / "made.docx", rendered / "made.pdf"),
    ]
    wrong = [item for item in counted if item.measured != item.rendered]
    print(f"{len(counted) - len(wrong)} of {len(counted)} boxes have the lines that we measured")
    assert len(counted) > 350
    assert len(wrong) <= len(counted) * 0.02, wrong


@pytest.mark.skipif("REPORTGEN_GALLERY" not in os.environ, reason="takes half a minute: set REPORTGEN_GALLERY")
def test_the_lines_and_pages_of_the_gallery_are_those_that_we_measured(tmp_path: Path) -> None:
    files, _ = gallery(DrawingCache(None))
    names = [name for name in files if name.endswith((".docx", ".pptx"))]
    for name in names:
        (tmp_path / name).write_bytes(files[name])
    pdfs = to_pdf([tmp_path / name for name in names], tmp_path)
    counted = [
        item for name, pdf in zip(names, pdfs, strict=True)
        for item in (deck_counts if name.endswith("pptx") else report_counts)(tmp_path / name, pdf)
    ]  # fmt: skip
    wrong = [item for item in counted if item.measured != item.rendered]
    print(f"{len(counted) - len(wrong)} of {len(counted)} boxes of the gallery have the lines that we measured")
    assert len(counted) > 500
    assert len(wrong) <= len(counted) * 0.02, wrong
    for name, pdf in zip(names, pdfs, strict=True):
        if name.endswith("docx"):
            assert lay_out(read_document(read_package(tmp_path / name, name))).pages == page_count(pdf)


def test_the_report_has_the_pages_that_we_counted(rendered: Path) -> None:
    document = lay_out(read_document(read_package(rendered / "report.docx", "report.docx")))
    assert document.pages == page_count(rendered / "report.pdf")


def test_each_heading_stands_on_the_page_that_we_counted(rendered: Path) -> None:
    document = lay_out(read_document(read_package(rendered / "report.docx", "report.docx")))
    chars = [item for item in characters(rendered / "report.pdf") if item.page > 2]
    for item in document.items():
        if isinstance(item, WordBlock) and item.style.startswith("Heading"):
            found, _ = find(item.paragraph.text, chars, 0)
            assert found[0].page == item.page, item.text


def test_a_preview_has_a_picture_of_each_page_and_a_contact_sheet(
    rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF is there already: making it anew takes longer than all the rest."""
    monkeypatch.setattr(making, "to_pdf", lambda files, folder: [Path(shutil.copy(rendered / "deck.pdf", folder))])
    save_files(tmp_path, make_preview([rendered / "deck.pptx"], dots=40))
    written = [path for path in tmp_path.iterdir() if path.name != RECORD]
    written.sort(key=lambda path: (path.suffix != ".pdf", path.name == "contact-sheet.png", path.name))
    assert [path.name for path in written[:2]] == ["deck.pdf", "deck-01.png"]
    assert len(written) == 15
    assert written[-1].name == "contact-sheet.png"
    assert b"/StructTreeRoot" in written[0].read_bytes()
    with Image.open(written[-1]) as sheet:
        assert sheet.width == 1600 and sheet.height > 600  # four rows of slides
