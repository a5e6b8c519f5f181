"""Reading a document: sections, and the blocks of the body in their order, with everything inherited. In: members; out: Document."""

from functools import lru_cache

from lxml import etree

from reportgen.documents.word_blocks import WordBlock, WordCell, WordDocument, WordSection, WordTable
from reportgen.documents.word_formats import Looks
from reportgen.documents.word_numbering import Lists, Numbering
from reportgen.documents.word_runs import content, pictures_of, section_of, spoken_of
from reportgen.documents.word_styles import StyleSheet, W, is_on, value
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import parse_xml, shared_xml

_TWIPS = 20
_CELL_MARGIN = 5.4  # pt, where none is set


def read_document(members: dict[str, Member]) -> WordDocument:
    """Return what stands in a document."""
    return read_parts(*parts_read(members))


def parts_read(members: dict[str, Member]) -> tuple[bytes, bytes, bytes, bytes]:
    """Return the parts that reading looks at: document, styles, theme, numbering; nothing for one that is not there."""
    theme = next((name for name in members if name.startswith("word/theme/") and name.endswith(".xml")), None)
    names = ("word/document.xml", "word/styles.xml", theme, "word/numbering.xml")
    document, styles, look, numbering = (members[name].content if name in members else b"" for name in names)
    return document, styles, look, numbering


def looks_of(members: dict[str, Member]) -> Looks:
    """Return the looks that the styles of a document or template give."""
    _, styles, theme, _ = parts_read(members)
    return _looks(styles, theme)


def read_parts(document: bytes, styles: bytes, theme: bytes, numbering: bytes) -> WordDocument:
    """Return what stands in a document, by its parts."""
    root = shared_xml(document) if document else etree.Element(f"{W}document")
    looks = _looks(styles, theme)
    reader = _Reader(looks, Numbering(_lists(numbering)))
    body = root.find(f"{W}body")
    return WordDocument(reader.sections(body) if body is not None else [], looks.styles, root)


@lru_cache(maxsize=8)
def _looks(styles: bytes, theme: bytes) -> Looks:
    """The many documents of one template share its styles."""
    return Looks(StyleSheet(parse_xml(styles) if styles else None, parse_xml(theme) if theme else None))


@lru_cache(maxsize=8)
def _lists(numbering: bytes) -> Lists:
    return Lists(parse_xml(numbering) if numbering else None)


class _Reader:
    """Reads the body from top to bottom, counting lists and paragraphs."""

    def __init__(self, looks: Looks, numbering: Numbering) -> None:
        self.looks = looks
        self.numbering = numbering
        self.number = 0

    def sections(self, body: etree._Element) -> list[tuple[WordSection, list[WordBlock | WordTable]]]:
        found: list[tuple[WordSection, list[WordBlock | WordTable]]] = []
        items: list[WordBlock | WordTable] = []
        for element in content(body):
            if element.tag == f"{W}sectPr":
                found.append((section_of(element), items))
                items = []
            elif element.tag == f"{W}tbl":
                self.number += 1
                items.append(self.table(element))
            else:
                self.number += 1
                items.append(self.block(element))
                end = element.find(f"{W}pPr/{W}sectPr")
                if end is not None:
                    found.append((section_of(end), items))
                    items = []
        if items:
            found.append((section_of(etree.Element(f"{W}sectPr")), items))
        return found

    def table(self, element: etree._Element) -> WordTable:
        grid = tuple(float(column.get(f"{W}w", "0")) / _TWIPS for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
        rows: list[tuple[WordCell, ...]] = []
        heights: list[float] = []
        splits: list[bool] = []
        heads = 0
        for row in element.iterchildren(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            chain = [properties] if properties is not None else []
            if is_on(chain, "tblHeader") and heads == len(rows):
                heads += 1
            rows.append(tuple(self.cell(cell) for cell in row.iterchildren(f"{W}tc")))
            heights.append(float(value(chain, "trHeight") or 0) / _TWIPS)
            splits.append(is_on(chain, "cantSplit"))
        properties = element.find(f"{W}tblPr")
        chain = [properties] if properties is not None else []
        indent = float(value(chain, "tblInd", "w") or 0) / _TWIPS
        style = value(chain, "tblStyle") or ""
        margins = self._cell_margins(chain, style)
        return WordTable(
            element, tuple(rows), heads, grid, indent, tuple(heights), tuple(splits), style, margins, self.number
        )

    def _cell_margins(self, own: list[etree._Element], style: str) -> tuple[float, float, float, float]:
        """What the table says, or its style, or Word: 5.4 pt on both sides."""
        chain = [
            *own,
            *(found for item in self.looks.styles.chain(style) if (found := item.find(f"{W}tblPr")) is not None),
        ]
        given = [found for element in chain if (found := element.find(f"{W}tblCellMar")) is not None]
        sides = (("left", "start"), ("top",), ("right", "end"), ("bottom",))
        numbers = []
        for names in sides:
            width = next((number for name in names if (number := value(given, name, "w")) is not None), None)
            numbers.append(float(width) / _TWIPS if width else _CELL_MARGIN if len(names) > 1 else 0.0)
        return numbers[0], numbers[1], numbers[2], numbers[3]

    def cell(self, element: etree._Element) -> WordCell:
        look = self.looks.cell(element.find(f"{W}tcPr"))
        blocks = tuple(self.block(paragraph) for paragraph in element.iterchildren(f"{W}p"))
        return WordCell(look.width, blocks, look.span, look.merged)

    def block(self, element: etree._Element) -> WordBlock:
        known = self.looks.read(element)
        look = known.look
        label = self.numbering.label(*look.numbering) if look.numbering else ""
        pictures = tuple(pictures_of(spoken_of(element))) if known.has_pictures else ()
        return WordBlock(
            element, look.style_id, look.style_name, known.paragraph(label, self.looks), look.outline, label,
            look.keep_next, look.keep_lines, look.break_before or known.begins_page, look.widow_control, look.snap,
            pictures, known.direct, self.number, known.ends_page,
        )  # fmt: skip
