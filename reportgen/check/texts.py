"""Owns reading the words of a finished Office file, as a reader sees them. In: bytes; out: each paragraph with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office.package import read_package
from reportgen.office.parts import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_READ = re.compile(
    r"(word/(document|header\d*|footer\d*|footnotes|endnotes)|word/charts/chart\d+"
    r"|ppt/(slides/slide|notesSlides/notesSlide|charts/chart)\d+)\.xml$"
)
_NAMED = ("docPr", "cNvPr")


@dataclass(frozen=True)
class Words:
    """One stretch of text: the part, the paragraph in it (or the shape, for an alternative text), the text."""

    part: str
    place: str
    text: str


def words_of(name: str, content: bytes) -> Iterator[Words]:
    """Yield the paragraphs, chart labels and alternative texts of a .docx or .pptx, part by part."""
    for part, member in read_package(content, name).items():
        if _READ.match(part):
            yield from _of_part(part, parse_xml(member.content))


def text_of_file(name: str, content: bytes) -> str:
    """Return all words of a file, a line a paragraph."""
    return "\n".join(words.text for words in words_of(name, content))


def _of_part(part: str, root: etree._Element) -> Iterator[Words]:
    for number, paragraph in enumerate(root.iter(f"{_W}p", f"{_A}p"), 1):
        # a text box inside a paragraph has paragraphs of its own
        own = (t for t in paragraph.iter(f"{_W}t", f"{_A}t") if next(t.iterancestors(str(paragraph.tag))) is paragraph)
        text = "".join(t.text or "" for t in own)
        if text.strip():
            yield Words(part, f"paragraph {number}", text)
    for label in root.iter(f"{_C}pt"):
        value = label.findtext(f"{_C}v") or ""
        if value and label.getparent() is not None and not _is_number(value):
            yield Words(part, "category", value)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _NAMED and element.get("descr"):
            yield Words(part, element.get("name", ""), element.get("descr", ""))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d.]+(e-?\d+)?", text) is not None
