"""Our lines and pages against those of a renderer, over deck, report and texts made for it. Skipped without LibreOffice."""

import io
import random
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reportgen.measure.pages import lay_out
from reportgen.measure.word import read_document
from reportgen.measure.word_blocks import Block
from reportgen.office.package import read_package
from reportgen.preview.libreoffice import to_pdf
from reportgen.preview.making import make_preview
from tests.conftest import Built
from tests.rendered_lines import characters, deck_counts, find, page_count, report_counts


def missing() -> str:
    """What rendering lacks here."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    fonts = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return "" if "Noto Serif CJK SC" in fonts else "the fonts Noto CJK are not installed"


pytestmark = [pytest.mark.skipif(bool(missing()), reason=missing()), pytest.mark.xdist_group("render")]
_WORDS = [
    "新区",
    "建设",
    "产业",
    "增长",
    "达到",
    "2030年",
    "70万人",
    "30%以上",
    "“335+X”",
    "、",
    "，",
    "。",
    "改革",
    "开放",
    "GDP",
    "3.8%",
    "推进",
    "完善",
    "公共服务",
    "人才",
    "（见图1）",
    "生态",
    "交通",
    "枢纽",
    "1000亿元",
    "目标",
    "企业",
    "创新",
    "——",
    "发展",
    "一网办",
    "近50倍",
    "体系",
    "；",
    "：",
    "统筹",
]
_MARKS = "、，。；："


def made_text(rng: random.Random) -> str:
    """A text of words, numbers, Latin and punctuation, with no two marks beside each other."""
    text = rng.choice(_WORDS[:5])
    for _ in range(rng.randint(8, 45)):
        word = rng.choice(_WORDS)
        text += "" if text[-1] in _MARKS and word in _MARKS else word
    return text.rstrip(_MARKS) + "。"


def made_document() -> bytes:
    """A hundred texts in the page and body style of the report."""
    rng = random.Random(7)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Pt(79.4), Pt(73.7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    style.paragraph_format.line_spacing = Pt(28.95)
    style.paragraph_format.space_after = Pt(0)
    for _ in range(100):
        document.add_paragraph(made_text(rng))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def rendered(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "made.docx").write_bytes(made_document())
    for name in ("deck.pptx", "report.docx"):
        shutil.copy(built.folder / name, folder / name)
    to_pdf([folder / name for name in ("deck.pptx", "report.docx", "made.docx")], folder)
    return folder


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


def test_the_report_has_the_pages_that_we_counted(rendered: Path) -> None:
    document = lay_out(read_document(read_package(rendered / "report.docx", "report.docx")))
    assert document.pages == page_count(rendered / "report.pdf")


def test_each_heading_stands_on_the_page_that_we_counted(rendered: Path) -> None:
    document = lay_out(read_document(read_package(rendered / "report.docx", "report.docx")))
    chars = [item for item in characters(rendered / "report.pdf") if item.page > 2]
    for item in document.items():
        if isinstance(item, Block) and item.style.startswith("Heading"):
            found, _ = find(item.paragraph.text, chars, 0)
            assert found[0].page == item.page, item.text


def test_a_preview_has_a_picture_of_each_page_and_a_contact_sheet(built: Built, tmp_path: Path) -> None:
    written = make_preview([built.folder / "deck.pptx"], tmp_path, dots=40)
    assert [path.name for path in written[:2]] == ["deck.pdf", "deck-01.png"]
    assert len(written) == 15
    assert written[-1].name == "contact-sheet.png"
    assert b"/StructTreeRoot" in written[0].read_bytes()
