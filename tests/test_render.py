"""What a renderer makes of the first pack: pages, contents, lines, ink. Skipped where LibreOffice or its fonts are missing."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import etree

from reportgen.ooxml.package import read_package
from tests.conftest import Built
from tests.rendered_lines import MARKS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


pytestmark = MARKS


@pytest.fixture(scope="module")
def pages(rendered: Path) -> list[str]:
    """The text of each page of the report."""
    with pdfium.PdfDocument(rendered / "report.pdf") as file:
        return [page.get_textpage().get_text_range().replace("\r", "") for page in file]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_report_has_nine_to_eleven_pages_and_the_deck_thirteen(rendered: Path, pages: list[str]) -> None:
    assert 9 <= len(pages) <= 11
    with pdfium.PdfDocument(rendered / "deck.pdf") as file:
        assert len(file) == 13


def test_the_contents_name_the_pages_where_the_headings_stand(built: Built, pages: list[str]) -> None:
    document = read_package(built.folder / "report.docx", "report.docx")["word/document.xml"].content
    entries = []
    for paragraph in etree.fromstring(document).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and (style.get(f"{W}val") or "").startswith("TOC"):
            text = "".join(paragraph.itertext(f"{W}t"))
            match = re.match(r"(.+?)(\d+)$", text)
            if match:
                entries.append((match.group(1), int(match.group(2))))
    assert len(entries) == 19
    body = [bare(page) for page in pages[2:]]
    wrong = [(text, number) for text, number in entries if bare(text) not in body[number - 1]]
    assert wrong == []


def test_no_paragraph_of_the_report_ends_in_one_lonely_character(pages: list[str]) -> None:
    lines = [line.strip() for page in pages[2:] for line in page.splitlines()]
    assert [line for line in lines if re.fullmatch(r"[\u4e00-\u9fff][。，；：]?", line)] == []


@pytest.mark.parametrize("name", ["report", "deck"])
def test_every_page_has_ink_and_none_of_it_at_the_edge(rendered: Path, name: str) -> None:
    with pdfium.PdfDocument(rendered / f"{name}.pdf") as file:
        for number, page in enumerate(file, 1):
            image = page.render(scale=0.5).to_pil().convert("L").point(lambda value: 255 if value < 235 else 0)
            box = image.getbbox()
            assert box is not None, f"{name} page {number} is empty"
            if name == "deck" and number > 1:
                left, _, right, bottom = box
                assert left >= 22, f"slide {number}: ink left of the margin"
                assert right <= image.width - 22, f"slide {number}: ink right of the margin"
                assert bottom <= image.height - 8, f"slide {number}: ink below the margin"


def test_the_deck_shows_no_unfilled_placeholder(rendered: Path) -> None:
    with pdfium.PdfDocument(rendered / "deck.pdf") as file:
        text = "".join(page.get_textpage().get_text_range() for page in file)
    assert "单击此处" not in text
    assert "{{" not in text
