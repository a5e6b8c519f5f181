"""The kinds of Office files: endings, main parts and their content types, and the two dialects of the standard.

Parts are compiled and filled in the transitional dialect, and written back in their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationships, parse_xml

if TYPE_CHECKING:
    from lxml import etree

_W = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_P = "application/vnd.openxmlformats-officedocument.presentationml."
_X = "application/vnd.openxmlformats-officedocument.spreadsheetml."
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
    "xlsx": ("xl/workbook.xml", _X + "sheet.main+xml"),
    "xlsm": ("xl/workbook.xml", _MS + "excel.sheet.macroEnabled.main+xml"),
    "xltx": ("xl/workbook.xml", _X + "template.main+xml"),
    "xltm": ("xl/workbook.xml", _MS + "excel.template.macroEnabled.main+xml"),
    "ppsm": ("ppt/presentation.xml", _MS + "powerpoint.slideshow.macroEnabled.main+xml"),
}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ROOTS = {
    "word": "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document",
    "ppt": "{http://schemas.openxmlformats.org/presentationml/2006/main}presentation",
    "xl": "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}workbook",
}
# A word of the content type of a main part that is none of ours, and what a reader calls such a file.
_OTHERS = {
    "spreadsheetml": "an Excel workbook, whatever its name ends with",
    "ms-excel": "an Excel workbook, whatever its name ends with",
    "visio": "a Visio drawing, whatever its name ends with",
    "opendocument": "an OpenDocument file, whatever its name ends with",
    "xps": "an XPS file, whatever its name ends with",
}
_PAIRS = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    ("http://purl.oclc.org/ooxml/presentationml/main", "http://schemas.openxmlformats.org/presentationml/2006/main"),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
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
    def is_word(self) -> bool:
        """Whether it is a Word file."""
        return self.ending.startswith("do")

    @property
    def is_book(self) -> bool:
        """Whether it is a workbook; what is neither that nor a Word file is a deck."""
        return self.ending.startswith("xl")

    @property
    def macros(self) -> bool:
        """Whether files of this kind may hold macros."""
        return self.ending.endswith("m")


def main_part(members: Mapping[str, Member]) -> str:
    """Return the name of the main part: what the package's own relationships say, whatever it is called."""
    named = Relationships.of("", members).target("officeDocument")
    if named in members and named is not None:
        return named
    return next((part for part, _ in MAIN_TYPES.values() if part in members), "")


def kind_of(members: dict[str, Member], label: str) -> Kind:
    """Return the kind of a package by its main part; a TemplateError if it is neither Word nor slides."""
    types = ContentTypes(members["[Content_Types].xml"].content)
    main = main_part(members)
    kind = types.of(main) or ""
    for ending, (_, name) in MAIN_TYPES.items():
        if main and kind == name and not _misnamed(ending, label):
            return Kind(ending)
    what = next((words for word, words in _OTHERS.items() if word in kind), "")
    if not what and main in ("word/document.xml", "ppt/presentation.xml"):
        return Kind("docx" if main.startswith("word") else "pptx")
    hint = "give a .docx, .pptx or .xlsx, or one of their templates and shows"
    what = f"is {what}" if what else "holds neither a Word document, nor slides, nor sheets"
    raise TemplateError([Problem(label, None, None, what, hint, "format")])


def _misnamed(ending: str, label: str) -> bool:
    """Whether a workbook has the name of a Word file or of slides."""
    named = label.rpartition(".")[2].lower()
    return ending.startswith("xl") and named in MAIN_TYPES and not named.startswith("xl")


def parse_main(members: dict[str, Member], kind: Kind, label: str) -> "etree._Element":
    """Return the root of the main part; a TemplateError if it is not the one that the type of the file promises."""
    root = parse_part(members[main_part(members)].content)
    wanted = _ROOTS["word" if kind.is_word else "xl" if kind.is_book else "ppt"]
    if root.tag == wanted:
        return root
    found = str(root.tag).rpartition("}")[2]
    what = f"says that it is a .{kind.ending}, but its main part is <{found}>, not <{wanted.rpartition('}')[2]}>"
    raise TemplateError([Problem(label, None, None, what, "open it in Office and save it again", "format")])


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


def slide_entries(members: Mapping[str, Member]) -> list[tuple[str, str]]:
    """Return the relationship id and the id of each slide, in their order."""
    root = parse_part(members[main_part(members)].content)
    return [(item.get(f"{_RELATION}id", ""), item.get("id", "")) for item in root.iter(f"{_SLIDES}sldId")]
