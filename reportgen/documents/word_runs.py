"""The walk through the XML of a document: its content, the runs of a paragraph, pictures, page breaks, sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.documents.boxes import PT
from reportgen.documents.word_blocks import WordPicture, WordSection
from reportgen.documents.word_styles import W

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SKIPPED = (f"{W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{W}del")
_TWIPS = 20
_SEEN = tuple(f"{W}{name}" for name in ("tab", "br", "cr", "drawing", "pict", "object", "sym", "noBreakHyphen"))


def content(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}sectPr"):
            yield child
        elif child.tag == f"{W}sdt":
            inner = child.find(f"{W}sdtContent")
            if inner is not None:
                yield from content(inner)


def runs_of(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{W}pPr" and isinstance(child.tag, str):
            yield from runs_of(child)


def text_of(run: etree._Element) -> str:
    found = ""
    for child in run:
        if child.tag == f"{W}t":
            found += child.text or ""
        elif child.tag == f"{W}tab":
            found += "\t"
        elif child.tag in (f"{W}br", f"{W}cr") and child.get(f"{W}type", "textWrapping") == "textWrapping":
            found += "\n"
        elif child.tag == f"{W}noBreakHyphen":
            found += "\u2011"
    return found


@dataclass(frozen=True)
class _Spoken:
    """A run with its words and its own properties."""

    element: etree._Element
    text: str
    properties: etree._Element | None


def spoken_of(paragraph: etree._Element) -> list[_Spoken]:
    """Return the runs of a paragraph, looked at once for all who ask."""
    return [_Spoken(run, text_of(run), run.find(f"{W}rPr")) for run in runs_of(paragraph)]


def pictures_of(spoken: Sequence[_Spoken]) -> Iterator[WordPicture]:
    for run in spoken:
        for element in run.element.iter(f"{WP}inline", f"{WP}anchor"):
            extent, head = element.find(f"{WP}extent"), element.find(f"{WP}docPr")
            if extent is not None and head is not None:
                width, height = int(extent.get("cx", "0")) / PT, int(extent.get("cy", "0")) / PT
                floats = element.tag == f"{WP}anchor"
                yield WordPicture(width, height, head.get("name", ""), head.get("descr", ""), floats, element)


def page_breaks(spoken: Sequence[_Spoken]) -> tuple[bool, bool]:
    """Return whether a page break is before all that a paragraph holds, and whether one is after it, as in an empty paragraph."""
    marks = "".join(_mark(child) for run in spoken for child in run.element)
    return marks.startswith("/") and "x" in marks, marks.endswith("/")


def _mark(child: etree._Element) -> str:
    """A page break is /, what is seen is x, and properties, marks and empty texts are nothing."""
    if child.tag == f"{W}br" and child.get(f"{W}type") == "page":
        return "/"
    seen = bool(child.text) if child.tag == f"{W}t" else child.tag in _SEEN
    return "x" if seen else ""


def is_direct(spoken: Sequence[_Spoken]) -> bool:
    runs = [run.properties for run in spoken if run.text.strip()]
    return bool(runs) and all(
        own is not None and (own.find(f"{W}b") is not None or own.find(f"{W}sz") is not None) for own in runs
    )


def section_of(element: etree._Element) -> WordSection:
    size, margins, grid = (element.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))

    def number(of: etree._Element | None, name: str, default: float) -> float:
        return float(of.get(f"{W}{name}", default) if of is not None else default) / _TWIPS

    kind = element.find(f"{W}type")
    numbers = element.find(f"{W}pgNumType")
    start = numbers.get(f"{W}start") if numbers is not None else None
    return WordSection(
        number(size, "w", 11906), number(size, "h", 16838), abs(number(margins, "top", 1440)), abs(number(margins, "bottom", 1440)),
        number(margins, "left", 1800), number(margins, "right", 1800), number(margins, "footer", 720),
        grid.get(f"{W}type", "") if grid is not None else "", number(grid, "linePitch", 0),
        kind.get(f"{W}val", "nextPage") if kind is not None else "nextPage", element, int(start) if start else None,
    )  # fmt: skip
