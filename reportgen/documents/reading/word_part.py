"""Passages of a part of a Word file: paragraphs, cells, text boxes, list labels, alternative texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from reportgen.documents.reading.names import FALLBACK, A, V, W
from reportgen.documents.reading.passage import Passage
from reportgen.documents.reading.words import words_of
from reportgen.documents.word_numbering import Lists, Numbering
from reportgen.findings import Place
from reportgen.ooxml.parsed_package import Opened

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_NAMED = ("{*}docPr", "{*}cNvPr")
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
Properties = tuple[int | None, tuple[str, int] | None]  # level of the heading from 0, list and its level


class WordStyles:
    """What paragraphs get from their styles: the level of a heading, the list that they are numbered in."""

    def __init__(self, members: Opened) -> None:
        self._members = members
        self._known: dict[str, Properties] = {}

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        if _STYLES not in self._members:
            return {}
        found = self._members.tree(_STYLES).iterfind(f"{W}style")
        return {style.get(f"{W}styleId", ""): style for style in found}

    def lists(self) -> Lists:
        """Return the lists of the file."""
        return Lists(self._members.tree(_NUMBERING) if _NUMBERING in self._members else None)

    def of(self, paragraph: etree._Element) -> Properties:
        """Return level and list of a paragraph."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return self._of_style("")
        name = own.find(f"{W}pStyle")
        level, numbered = self._of_style(name.get(f"{W}val", "") if name is not None else "")
        return _level(own, level), _list(own, numbered)

    def _of_style(self, key: str) -> Properties:
        if key not in self._known:
            self._known[key] = None, None  # a style that is based on itself ends here
            style = self._styles.get(key)
            based = style.find(f"{W}basedOn") if style is not None else None
            level, numbered = self._of_style(based.get(f"{W}val", "")) if based is not None else (None, None)
            own = style.find(f"{W}pPr") if style is not None else None
            self._known[key] = (level, numbered) if own is None else (_level(own, level), _list(own, numbered))
        return self._known[key]


def _level(own: etree._Element, inherited: int | None) -> int | None:
    found = own.find(f"{W}outlineLvl")
    if found is None:
        return inherited
    value = int(found.get(f"{W}val", "9"))
    return value if value < 9 else None


def _list(own: etree._Element, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    found = own.find(f"{W}numPr")
    if found is None:
        return inherited
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    at = int(level.get(f"{W}val", "0")) if level is not None else inherited[1] if inherited else 0
    if number is None:
        return (inherited[0], at) if inherited else None
    key = number.get(f"{W}val", "0")
    return (key, at) if key != "0" else None


@dataclass
class _Cell:
    table: int
    row: int
    cell: int
    several: bool
    line: int = 0


class WordPart:
    """Reads one part from top to bottom."""

    def __init__(self, place: Place, part: str, styles: WordStyles, numbering: Numbering, kind: str = "text") -> None:
        self.place = place
        self.part = part
        self.styles = styles
        self.numbering = numbering
        self.kind = kind
        self.heading, self.under = "", 0

    def passages(
        self, root: etree._Element, objects: Callable[[etree._Element, Passage], Iterator[Passage]]
    ) -> Iterator[Passage]:
        """Yield the passages; objects yields those of a drawing that stands in a paragraph."""
        cells = dict(_cells(root))
        fields: list[list[str]] = []
        for number, paragraph in enumerate(root.iter(f"{W}p", f"{A}p"), 1):
            if next(paragraph.iterancestors(FALLBACK), None) is not None:
                continue
            blank = self._blank(paragraph, number, cells)
            yield from self._words(paragraph, blank, words_of(paragraph, fields))
            for drawing in paragraph.iter(*_DRAWINGS):
                if _paragraph_above(drawing) is paragraph:
                    yield from objects(drawing, blank)

    def _blank(self, paragraph: etree._Element, number: int, cells: dict[etree._Element, _Cell]) -> Passage:
        spot = f"paragraph {number}"
        place = replace(self.place, paragraph=number)
        above = next(paragraph.iterancestors(f"{W}tc"), None) if cells else None
        cell = cells.get(above) if above is not None else None
        if cell is not None:
            cell.line += 1
            line = cell.line if cell.several else 0
            place = replace(place, table=cell.table, row=cell.row, cell=cell.cell, line=line)
        return Passage(place, self.kind, "", self.part, spot, anchor=spot)

    def _words(self, paragraph: etree._Element, blank: Passage, text: str) -> Iterator[Passage]:
        level, numbered = self.styles.of(paragraph)
        label = self.numbering.label(*numbered) if numbered and text.strip() else ""
        if self.place.part == "body":
            if level is not None and text.strip():
                self.heading, self.under = f"{label}{text}".strip(), 0
            elif text.strip() and not blank.place.table:
                self.under += 1
            blank = replace(blank, place=replace(blank.place, heading=self.heading, under=self.under))
        if label and label != "•":
            yield replace(blank, place=replace(blank.place, region="list label"), kind="label", text=label)
        if text.strip():
            yield replace(blank, text=text)


def alternatives(drawing: etree._Element, blank: Passage) -> Iterator[Passage]:
    """Yield the alternative texts and their titles of the objects in a drawing, and the words of old WordArt."""
    said: set[tuple[str, str]] = set()  # LibreOffice says it of the frame and again of the picture
    for element in drawing.iter(*_NAMED, f"{V}textpath", f"{V}shape", f"{V}rect"):
        if (
            next(element.iterancestors(*_DRAWINGS), None) is not drawing
            or next(element.iterancestors(FALLBACK), None) is not None
        ):
            continue
        for kind, region, shape, text in _said(element):
            if text and (region, text) not in said:
                said.add((region, text))
                yield replace(
                    blank, place=replace(blank.place, shape=shape, region=region), kind=kind, text=text, spot=shape
                )


def _said(element: etree._Element) -> Iterator[tuple[str, str, str, str]]:
    name = element.get("name", "") or element.get("id", "") or "picture"
    if element.tag == f"{V}textpath":
        yield "text", "WordArt", "", element.get("string", "")
    elif str(element.tag).startswith(V):
        yield "alt", "alt text", name, element.get("alt", "")
        yield "alt", "alt title", name, element.get("title", "")
    else:
        yield "alt", "alt text", name, element.get("descr", "")
        yield "alt", "alt title", name, element.get("title", "")


def table_words(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    """Yield the alternative texts of tables, which Word keeps in the properties of a table."""
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        for name, region in (("tblCaption", "alt title"), ("tblDescription", "alt text")):
            found = table.find(f"{W}tblPr/{W}{name}")
            if found is not None and found.get(f"{W}val"):
                place = replace(blank.place, shape=f"table {number}", region=region)
                yield replace(blank, place=place, kind="alt", text=found.get(f"{W}val", ""))


def _cells(root: etree._Element) -> Iterator[tuple[etree._Element, _Cell]]:
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        for row, line in enumerate(_children(table, f"{W}tr"), 1):
            for at, cell in enumerate(_children(line, f"{W}tc"), 1):
                several = sum(1 for _ in cell.iterchildren(f"{W}p")) > 1
                yield cell, _Cell(number, row, at, several)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _paragraph_above(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{W}p", f"{A}p"), None)
