"""Owns reading a document: sections, and the blocks of the body in their order, with everything inherited. In: members; out: Document."""

from collections.abc import Iterator

from lxml import etree

from reportgen.measure.boxes import Paragraph
from reportgen.measure.lines import Run
from reportgen.measure.word_blocks import Block, Cell, Document, Section, Table
from reportgen.measure.word_numbering import Numbering
from reportgen.measure.word_runs import begins_page, content, is_direct, pictures_of, runs_of, section_of, text_of
from reportgen.measure.word_styles import Styles, W, is_on, value
from reportgen.office.opened import tree_of
from reportgen.office.package import Member

_TWIPS = 20
_CELL_MARGIN = 5.4  # pt, where none is set


def read_document(members: dict[str, Member]) -> Document:
    """Return what stands in a document."""
    root = tree_of(members, "word/document.xml") if "word/document.xml" in members else etree.Element(f"{W}document")
    theme = next((name for name in members if name.startswith("word/theme/") and name.endswith(".xml")), None)
    styles = Styles(_part(members, "word/styles.xml"), _part(members, theme))
    reader = _Reader(styles, Numbering(_part(members, "word/numbering.xml")))
    body = root.find(f"{W}body")
    return Document(reader.sections(body) if body is not None else [], styles, root)


def _part(members: dict[str, Member], name: str | None) -> etree._Element | None:
    return tree_of(members, name) if name and name in members else None


class _Reader:
    """Reads the body from top to bottom, counting lists and paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.number = 0

    def sections(self, body: etree._Element) -> list[tuple[Section, list[Block | Table]]]:
        found: list[tuple[Section, list[Block | Table]]] = []
        items: list[Block | Table] = []
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

    def table(self, element: etree._Element) -> Table:
        grid = tuple(float(column.get(f"{W}w", "0")) / _TWIPS for column in element.iterfind(f"{W}tblGrid/{W}gridCol"))
        rows: list[tuple[Cell, ...]] = []
        heights: list[float] = []
        splits: list[bool] = []
        heads = 0
        for row in element.iterfind(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            chain = [properties] if properties is not None else []
            if is_on(chain, "tblHeader") and heads == len(rows):
                heads += 1
            rows.append(tuple(self.cell(cell) for cell in row.iterfind(f"{W}tc")))
            heights.append(float(value(chain, "trHeight") or 0) / _TWIPS)
            splits.append(is_on(chain, "cantSplit"))
        properties = element.find(f"{W}tblPr")
        chain = [properties] if properties is not None else []
        indent = float(value(chain, "tblInd", "w") or 0) / _TWIPS
        style = value(chain, "tblStyle") or ""
        margins = self._cell_margins(chain, style)
        return Table(
            element, tuple(rows), heads, grid, indent, tuple(heights), tuple(splits), style, margins, self.number
        )

    def _cell_margins(self, own: list[etree._Element], style: str) -> tuple[float, float, float, float]:
        """What the table says, or its style, or Word: 5.4 pt on both sides."""
        chain = [*own, *(found for item in self.styles.chain(style) if (found := item.find(f"{W}tblPr")) is not None)]
        given = [found for element in chain if (found := element.find(f"{W}tblCellMar")) is not None]
        sides = (("left", "start"), ("top",), ("right", "end"), ("bottom",))
        numbers = []
        for names in sides:
            width = next((number for name in names if (number := value(given, name, "w")) is not None), None)
            numbers.append(float(width) / _TWIPS if width else _CELL_MARGIN if len(names) > 1 else 0.0)
        return numbers[0], numbers[1], numbers[2], numbers[3]

    def cell(self, element: etree._Element) -> Cell:
        properties = element.find(f"{W}tcPr")
        chain = [properties] if properties is not None else []
        blocks = tuple(self.block(paragraph) for paragraph in element.iterfind(f"{W}p"))
        span = int(value(chain, "gridSpan") or 1)
        merged = any(element.find(f"{W}{name}") is not None for element in chain for name in ("vMerge", "hMerge"))
        return Cell(float(value(chain, "tcW", "w") or 0) / _TWIPS, blocks, span, merged or span > 1)

    def block(self, element: etree._Element) -> Block:
        own = element.find(f"{W}pPr")
        style = value([own], "pStyle") if own is not None else None
        chain = self.styles.paragraph_chain(style, own)
        label = self._label(chain)
        runs = tuple(self._runs(element, style, label))
        level = value(chain, "outlineLvl")
        return Block(
            element, style or self.styles.default, self.styles.name(style), _paragraph(chain, runs),
            int(level) if level is not None and int(level) < 9 else None, label, is_on(chain, "keepNext"),
            is_on(chain, "keepLines"), is_on(chain, "pageBreakBefore") or begins_page(element),
            is_on(chain, "widowControl", True), is_on(chain, "snapToGrid", True), tuple(pictures_of(element)),
            is_direct(element), self.number,
        )  # fmt: skip

    def _label(self, chain: list[etree._Element]) -> str:
        for element in chain:
            numbering = element.find(f"{W}numPr")
            if numbering is not None:
                number = value([numbering], "numId")
                return self.numbering.label(number, int(value([numbering], "ilvl") or 0)) if number != "0" else ""
        return ""

    def _runs(self, paragraph: etree._Element, style: str | None, label: str) -> Iterator[Run]:
        empty = True
        for run in runs_of(paragraph):
            text = text_of(run)
            if not text:
                continue
            dressed = self._dress(text, style, run.find(f"{W}rPr"))
            if dressed is None:
                continue
            if empty and label:
                yield self._dress(label, style, None) or dressed
            empty = False
            yield dressed
        if empty:
            mark = paragraph.find(f"{W}pPr/{W}rPr")
            yield self._dress(label, style, mark) or Run("", 12.0)

    def _dress(self, text: str, style: str | None, own: etree._Element | None) -> Run | None:
        chain = self.styles.run_chain(style, own)
        if is_on(chain, "vanish"):
            return None
        chinese = self.styles.face(chain, "eastAsia")
        colour = value(chain, "color")
        return Run(
            text, float(value(chain, "sz") or 20) / 2, is_on(chain, "b"), self.styles.face(chain, "ascii"), chinese,
            float(value(chain, "spacing") or 0) / _TWIPS, colour.upper() if colour and colour != "auto" else None, bool(chinese),
        )  # fmt: skip


def _paragraph(chain: list[etree._Element], runs: tuple[Run, ...]) -> Paragraph:
    line = float(value(chain, "spacing", "line") or 240)
    rule = value(chain, "spacing", "lineRule") or "auto"
    size = max(run.size for run in runs)
    exact = line / _TWIPS if rule == "exact" else None
    align = value(chain, "jc") or "left"
    return Paragraph(
        runs, exact, line / 240 if rule == "auto" else 1.0,
        float(value(chain, "spacing", "before") or 0) / _TWIPS, float(value(chain, "spacing", "after") or 0) / _TWIPS,
        left=float(value(chain, "ind", "left") or value(chain, "ind", "start") or 0) / _TWIPS,
        right=float(value(chain, "ind", "right") or value(chain, "ind", "end") or 0) / _TWIPS,
        first=_first(chain, size), align=align,
        hang=is_on(chain, "overflowPunct", True) and align != "center",  # renderers that centre count the sign in
    )  # fmt: skip


def _first(chain: list[etree._Element], size: float) -> float:
    for element in chain:
        indent = element.find(f"{W}ind")
        if indent is None:
            continue
        for name, sign in (("hanging", -1), ("firstLine", 1)):
            if indent.get(f"{W}{name}") is not None:
                return sign * float(indent.get(f"{W}{name}", "0")) / _TWIPS
        chars = indent.get(f"{W}firstLineChars")
        if chars is not None:
            return int(chars) / 100 * size
    return 0.0
