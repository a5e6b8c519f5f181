"""The words of one paragraph, as a reader sees them: runs, fields with results, symbols, equations.

Left out are the texts of boxes inside the paragraph, which have paragraphs of their own, what tracked changes took out, hidden
runs, and what Office counts itself (page numbers, dates of today on slides).
"""

import re

from lxml import etree

from reportgen.documents.reading.names import FALLBACK, A, M, W

_COUNTED = re.compile(r"^\s*(PAGE|PAGEREF|NUMPAGES|SECTIONPAGES|SECTION)\b")
_COUNTED_ON_SLIDES = ("slidenum", "datetime")
_NESTED = frozenset((f"{W}p", f"{A}p", FALLBACK))
_SILENT = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "tbl", "sdtPr", "txbxContent"))
_SIMPLE = {
    f"{W}tab": "\n", f"{W}br": "\n", f"{W}cr": "\n", f"{A}br": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "",
}  # fmt: skip
_TEXTS = frozenset((f"{W}t", f"{A}t", f"{M}t"))
_BETWEEN = {f"{M}den": "/", f"{M}sup": "^", f"{M}sub": "_", f"{M}deg": "√"}
_WINGDINGS = (
    {0x80: "⓪", 0x8B: "⓪"}
    | {0x81 + n: chr(0x2460 + n) for n in range(10)}
    | {0x8C + n: chr(0x2460 + n) for n in range(10)}
)


class _Reader:
    """Collects the words of a paragraph; knows in which fields it stands."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.elements: list[etree._Element] = []  # what each of the words stands in
        self.fields: list[list[str]] = []  # instruction, and `shown` where its result begins

    def read(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in _TEXTS:
                self.add(child.text or "", child)
            elif tag in _SIMPLE:
                self.add(_SIMPLE[tag], child)
            elif tag in _NESTED or tag in _SILENT or not isinstance(tag, str):
                continue
            elif tag == f"{W}r" and _hidden(child):
                self.fields_in(child)
            elif tag == f"{W}fldChar":
                self.field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1][0] += child.text or ""
            elif tag == f"{W}fldSimple":
                self.within(child, child.get(f"{W}instr", ""))
            elif tag == f"{A}fld" and str(child.get("type", "")).startswith(_COUNTED_ON_SLIDES):
                continue
            elif tag == f"{W}sym":
                self.add(_symbol(child), child)
            else:
                self.add(_BETWEEN.get(tag, ""), child)
                self.read(child)

    def add(self, text: str, element: etree._Element) -> None:
        if text and all(state == "shown" and not _COUNTED.match(instruction) for instruction, state in self.fields):
            self.words.append(text)
            self.elements.append(element)

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(["", ""])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "shown"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def fields_in(self, run: etree._Element) -> None:
        for mark in run.iterchildren(f"{W}fldChar"):
            self.field(mark.get(f"{W}fldCharType", ""))

    def within(self, element: etree._Element, instruction: str) -> None:
        self.fields.append([instruction, "shown"])
        self.read(element)
        self.fields.pop()


def words_of(paragraph: etree._Element, fields: list[list[str]] | None = None) -> str:
    """Return the words of a paragraph; fields are those that began in paragraphs before and go on."""
    return "".join(_read(paragraph, fields).words)


def pieces_of(paragraph: etree._Element, fields: list[list[str]] | None = None) -> list[tuple[str, etree._Element]]:
    """Return the words of a paragraph piece by piece, each with the element that holds it."""
    reader = _read(paragraph, fields)
    return list(zip(reader.words, reader.elements, strict=True))


def _read(paragraph: etree._Element, fields: list[list[str]] | None) -> _Reader:
    reader = _Reader()
    if fields is not None:
        reader.fields = fields
    reader.read(paragraph)
    return reader


def _hidden(run: etree._Element) -> bool:
    own = run.find(f"{W}rPr/{W}vanish")
    return own is not None and own.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """The character of a symbol font; circled digits of Wingdings are those of Unicode."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if element.get(f"{W}font", "").startswith("Wingdings"):
        return _WINGDINGS.get(low, chr(code))
    return chr(low) if low < 0x80 else chr(code)
