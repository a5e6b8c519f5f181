"""Owns reading a PDF: its pages, characters, faces, and what makes it accessible. In: a path; out: Pdf.

Faces are told with what they draw, so that a face that stepped in can be shown at its text; a letter that is drawn as the box
of a missing glyph is told too.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import OutputError

MISSING = "reading a PDF needs pypdfium2: pip install 'reportgen[preview]'"
_DEPTH = 8
_NAME = 200
_LONGEST = 12  # pieces of the path of a box in a box
_BOXES = "□▢▣▫▯◻☐口囗回"  # what is meant to look like one


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
        boxed = "".join(char for char in dict.fromkeys(text) if _is_box(raw, fonts[name], char))
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


def _is_box(raw: Any, font: Any, char: str) -> bool:
    """Whether a character is drawn as a box in a box, which is what faces draw for a glyph that they do not have."""
    if ord(char) < 0x80 or ord(char) > 0xFFFF or char in _BOXES:
        return False
    path = raw.FPDFFont_GetGlyphPath(font, ord(char), ctypes.c_float(100.0))
    count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    if not 8 <= count <= _LONGEST:
        return False
    frames: list[set[tuple[float, float]]] = []
    for index in range(count):
        piece = raw.FPDFGlyphPath_GetGlyphPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(piece)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        if kind == raw.FPDF_SEGMENT_MOVETO:
            frames.append(set())
        frames[-1].add((round(x.value, 3), round(y.value, 3)))
    return len(frames) == 2 and _nested(*sorted((_sides(frame) for frame in frames), reverse=True))


def _sides(corners: set[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Width first, so that the outer of two frames sorts first when reversed; nothing for what is no upright box."""
    across, down = sorted({x for x, _ in corners}), sorted({y for _, y in corners})
    if len(corners) != 4 or len(across) != 2 or len(down) != 2:
        return 0.0, 0.0, 0.0, 0.0
    return across[1] - across[0], across[0], down[0], down[1]


def _nested(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    if not inner[0]:
        return False
    return outer[1] < inner[1] < inner[1] + inner[0] < outer[1] + outer[0] and outer[2] < inner[2] < inner[3] < outer[3]
