"""Reading a PDF: its pages, characters, faces, and what makes it accessible. In: a path; out: Pdf.

Faces are told with what they draw, so that a face that stepped in can be shown at its text; a letter that is drawn as the box
of a missing glyph is told too.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import OutputError
from reportgen.render.missing_glyph import is_box

MISSING = "reading a PDF needs pypdfium2: pip install 'reportgen[preview]'"
_DEPTH = 8
_NAME = 200


@dataclass(frozen=True)
class Face:
    """A face on a page: its name in the PDF, whether it is embedded, what it draws, which of that as boxes."""

    page: int
    name: str
    embedded: bool
    text: str
    boxed: str = ""


@dataclass(frozen=True)
class Pdf:
    """What a PDF holds."""

    pages: int
    texts: tuple[str, ...]
    faces: tuple[Face, ...]
    tagged: bool
    bookmarks: tuple[str, ...]
    language: str
    title: str


def library() -> tuple[Any, Any]:
    """Return the library that reads PDFs, and its inner part; an OutputError says how to get it."""
    try:
        import pypdfium2
        import pypdfium2.raw
    except ImportError as error:
        raise OutputError(MISSING) from error
    return pypdfium2, pypdfium2.raw


def read_pdf(path: Path) -> Pdf:
    """Return what a PDF holds."""
    pdfium, raw = library()
    with pdfium.PdfDocument(path) as file:
        texts: list[str] = []
        faces: list[Face] = []
        for number, page in enumerate(file, 1):
            layer = page.get_textpage()
            texts.append(_characters(raw, layer))
            faces += _faces(raw, page, layer, number)
        marks = tuple(str(mark.get_title()) for mark in file.get_toc())
        language = _wide(lambda buffer, size: raw.FPDFCatalog_GetLanguage(file.raw, buffer, size))
        title = str(file.get_metadata_value("Title"))
        return Pdf(
            len(file), tuple(texts), tuple(faces), bool(raw.FPDFCatalog_IsTagged(file.raw)), marks, language, title
        )


def _characters(raw: Any, layer: Any) -> str:
    codes = (raw.FPDFText_GetUnicode(layer.raw, index) for index in range(layer.count_chars()))
    units = "".join(chr(code) for code in codes)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _faces(raw: Any, page: Any, layer: Any, number: int) -> Iterator[Face]:
    texts: dict[str, str] = {}
    fonts: dict[str, Any] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        font = raw.FPDFTextObj_GetFont(item.raw)
        name = _name(raw, font)
        fonts.setdefault(name, font)
        texts[name] = texts.get(name, "") + _wide(
            lambda buffer, size, item=item: raw.FPDFTextObj_GetText(item.raw, layer.raw, buffer, size)
        )
    for name, text in texts.items():
        boxed = "".join(char for char in dict.fromkeys(text) if is_box(raw, fonts[name], char))
        yield Face(number, name, raw.FPDFFont_GetIsEmbedded(fonts[name]) == 1, text, boxed)


def _name(raw: Any, font: Any) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    raw.FPDFFont_GetBaseFontName(font, buffer, _NAME)
    return buffer.value.decode("utf-8", "replace").rpartition("+")[2]


def _wide(ask: Any) -> str:
    """What a function of the library writes as UTF-16, asked twice: for the length, and for the text."""
    size = ask(None, 0)
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").strip("\0")
