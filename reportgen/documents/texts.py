"""Owns reading the words of a finished Office file, as a reader sees them. In: bytes; out: each paragraph with its place."""

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.ooxml.parsed_package import Opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_READ = re.compile(
    r"(word/(document|header\d*|footer\d*|footnotes|endnotes)|word/charts/chart\d+"
    r"|ppt/(slides/slide|notesSlides/notesSlide|charts/chart)\d+)\.xml$"
)
_NAMED = ("{*}docPr", "{*}cNvPr")


def text_of_file(name: str, content: bytes | Opened) -> str:
    """Return the paragraphs, chart labels and alternative texts of a .docx or .pptx, a line each, part by part."""
    members = Opened.of(content, name)
    return "\n".join(text for part in members if _READ.match(part) for text in _words(members.tree(part)))


def _words(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p", f"{_A}p"):
        # a text box inside a paragraph has paragraphs of its own
        own = (t for t in paragraph.iter(f"{_W}t", f"{_A}t") if next(t.iterancestors(str(paragraph.tag))) is paragraph)
        text = "".join(t.text or "" for t in own)
        if text.strip():
            yield text
    for label in root.iter(f"{_C}pt"):
        value = label.findtext(f"{_C}v") or ""
        if value and not _is_number(value):
            yield value
    for element in root.iter(*_NAMED):
        if element.get("descr"):
            yield element.get("descr", "")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d.]+(e-?\d+)?", text) is not None
