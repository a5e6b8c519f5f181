"""Makes documents to be rendered: a hundred texts to count the lines of, and pages on which something is wrong."""

import io
import random
from typing import Protocol

import docx
import pptx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pptx.util import Pt as SlidePt

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


class Savable(Protocol):
    """A document of a library that writes it into a stream."""

    def save(self, stream: io.BytesIO) -> None: ...


def saved(document: Savable) -> bytes:
    """The bytes of a document of python-docx or python-pptx."""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


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
    return saved(document)


GONE, BOXED, FOREIGN = (
    "\U0001f9fe",
    "\u0378",
    "\ua66e",
)  # no face has the first two, and no face that is named has the third


def broken_document() -> bytes:
    """A page with ink in its margin, a character that no face has, a box, and letters of a face that nobody named."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_paragraph("正文没有问题。")
    document.add_paragraph("伸到版心以外的文字。").paragraph_format.left_indent = Pt(-50)
    document.add_paragraph(f"票据{GONE}，方框{BOXED}，外文{FOREIGN}。")
    return saved(document)


def broken_deck() -> bytes:
    """A slide with a text in its left margin."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = slide.shapes.add_textbox(SlidePt(4), SlidePt(300), SlidePt(200), SlidePt(30))
    box.text_frame.text = "Written into the margin"
    box.text_frame.paragraphs[0].runs[0].font.name = "Arial"
    return saved(deck)
