"""Owns what kinds of Office files there are: endings, main content types, and the two dialects of the standard.

In: members of a package; out: its kind, its parts in the transitional dialect while they are compiled, and back.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, parse_xml

if TYPE_CHECKING:
    from lxml import etree

_W = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_P = "application/vnd.openxmlformats-officedocument.presentationml."
_MS = "application/vnd.ms-"
# ending: main part, its content type
MAIN_TYPES = {
    "docx": ("word/document.xml", _W + "document.main+xml"),
    "docm": ("word/document.xml", _MS + "word.document.macroEnabled.main+xml"),
    "dotx": ("word/document.xml", _W + "template.main+xml"),
    "dotm": ("word/document.xml", _MS + "word.template.macroEnabledTemplate.main+xml"),
    "pptx": ("ppt/presentation.xml", _P + "presentation.main+xml"),
    "pptm": ("ppt/presentation.xml", _MS + "powerpoint.presentation.macroEnabled.main+xml"),
    "potx": ("ppt/presentation.xml", _P + "template.main+xml"),
    "potm": ("ppt/presentation.xml", _MS + "powerpoint.template.macroEnabled.main+xml"),
    "ppsx": ("ppt/presentation.xml", _P + "slideshow.main+xml"),
    "ppsm": ("ppt/presentation.xml", _MS + "powerpoint.slideshow.macroEnabled.main+xml"),
}
_PAIRS = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    ("http://purl.oclc.org/ooxml/presentationml/main", "http://schemas.openxmlformats.org/presentationml/2006/main"),
    ("http://purl.oclc.org/ooxml/drawingml/", "http://schemas.openxmlformats.org/drawingml/2006/"),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True)
class Kind:
    """The kind of a file by its ending."""

    ending: str

    @property
    def macros(self) -> bool:
        """Whether files of this kind may hold macros."""
        return self.ending.endswith("m")


def kind_of(members: dict[str, Member], label: str) -> Kind:
    """Return the kind of a package by its main part; a TemplateError if it is neither Word nor slides."""
    types = ContentTypes(members["[Content_Types].xml"].content)
    for ending, (part, name) in MAIN_TYPES.items():
        if part in members and types.of(part) == name:
            return Kind(ending)
    for ending in ("docx", "pptx"):
        if MAIN_TYPES[ending][0] in members:
            return Kind(ending)
    hint = "give a .docx or .pptx, or one of their templates and shows"
    raise TemplateError([Problem(label, None, None, "holds neither a Word document nor slides", hint, "format")])


def is_strict(content: bytes) -> bool:
    """Return whether a part is in the strict dialect."""
    return _STRICT in content[:4096]


def parse_part(content: bytes) -> "etree._Element":
    """Return the root of a part, in the transitional dialect whatever it is written in."""
    return parse_xml(to_transitional(content) if is_strict(content) else content)


def to_transitional(content: bytes) -> bytes:
    """Return a part with the names of the transitional dialect."""
    for strict, transitional in _PAIRS:
        content = content.replace(strict.encode(), transitional.encode())
    return content


def to_strict(xml: str) -> str:
    """Return a part with the names of the strict dialect again."""
    for strict, transitional in _PAIRS:
        xml = xml.replace(transitional, strict)
    return xml
