"""Owns reading a finished Office file as its reader meets it. In: bytes; out: passages, each with its place in plain words.

A passage is a paragraph, an alternative text, a label or a cached value of a chart, a cell of the workbook behind it, or a
property of the file. What Office counts itself (pages) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.documents.chart_workbook import cell_after, cells
from reportgen.documents.outline import outline
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened, arrows_of, tree_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_READ = re.compile(
    r"(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|ppt/(slides/slide|notesSlides/notesSlide)\d+"
    r"|(word|ppt)/diagrams/data\d*|docProps/core)\.xml$"
)
_COUNTED = re.compile(r"^\s*(PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b")
_COUNTED_ON_SLIDES = ("slidenum", "datetime")


@dataclass(frozen=True)
class Passage:
    """One stretch of text; `spot` is the paragraph number in Word or the shape on a slide."""

    file: str
    part: str
    spot: str
    kind: str  # text, notes, alt, chart text, chart value, workbook, property
    place: str
    text: str
    chart: str = ""  # the chart part, for what belongs to a chart
    anchor: str = ""  # by what an object is known to the engine: its paragraph in Word, its shape on a slide


def passages(file: str, content: bytes | Opened) -> list[Passage]:
    """Return the passages of a .docx or .pptx in reading order."""
    members = Opened.of(content, file)
    found: list[Passage] = []
    for part, name in outline(members).items():
        if _READ.match(part) and part in members:
            root = members.tree(part)
            found += _of_part(file, part, name, root)
            found += _charts(file, part, name, root, members)
    return found


def _of_part(file: str, part: str, name: str, root: etree._Element) -> Iterator[Passage]:
    if part.startswith("docProps/"):
        for element in root:
            if str(element.tag).startswith(_DC) or etree.QName(element).localname in ("keywords", "category"):
                label = etree.QName(element).localname
                yield Passage(file, part, label, "property", f"{name}, {label}", element.text or "")
        return
    kind = "notes" if "notesSlide" in part else "text"
    tables = {table: number for number, table in enumerate(root.iter(f"{_W}tbl"), 1)}
    numbered = {paragraph: number for number, paragraph in enumerate(root.iter(f"{_W}p", f"{_A}p"), 1)}
    for paragraph, number in numbered.items():
        text = _text(paragraph)
        if text.strip():
            spot = _shape_name(paragraph) if paragraph.tag == f"{_A}p" else f"paragraph {number}"
            place = f"{name}, “{spot}”" if paragraph.tag == f"{_A}p" and kind == "text" else name
            if paragraph.tag == f"{_W}p":
                place = f"{name}, {_cell(paragraph, tables) or spot}"
            yield Passage(file, part, spot, kind, place, text)
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in ("docPr", "cNvPr") and element.get("descr"):
            spot = element.get("name", "")
            above = next((p for p in element.iterancestors(f"{_W}p")), None)
            anchor = spot if above is None else f"paragraph {numbered[above]}"
            place = f"{name}, alt text of “{spot}”"
            yield Passage(file, part, spot, "alt", place, element.get("descr", ""), anchor=anchor)


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph without those of text boxes inside it, and without what Office counts."""
    text, depth_counted, instruction = "", 0, ""
    for element in paragraph.iter(
        f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}fldChar", f"{_W}instrText", f"{_A}t", f"{_A}br"
    ):
        if next(element.iterancestors(str(paragraph.tag)), None) is not paragraph:
            continue
        kind = etree.QName(element).localname
        if kind == "fldChar":
            state = element.get(f"{_W}fldCharType")
            depth_counted = 1 if state == "separate" and _COUNTED.match(instruction) else 0
            instruction = "" if state == "begin" else instruction
        elif kind == "instrText":
            instruction += element.text or ""
        elif kind in ("tab", "br"):
            text += "\n"
        elif not depth_counted and not _counted(element):
            text += element.text or ""
    return text


def _counted(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    if parent.tag == f"{_A}fld":
        return str(parent.get("type", "")).startswith(_COUNTED_ON_SLIDES)
    simple = next(element.iterancestors(f"{_W}fldSimple"), None)
    return simple is not None and _COUNTED.match(simple.get(f"{_W}instr", "")) is not None


def _cell(paragraph: etree._Element, tables: dict[etree._Element, int]) -> str:
    cell = next(paragraph.iterancestors(f"{_W}tc"), None)
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    table = next(paragraph.iterancestors(f"{_W}tbl"), None)
    if cell is None or row is None or table is None:
        return ""
    row_number = list(table.iterchildren(f"{_W}tr")).index(row) + 1
    return f"table {tables[table]}, row {row_number}, cell {list(row.iterchildren(f'{_W}tc')).index(cell) + 1}"


def _shape_name(element: etree._Element) -> str:
    return _name_above(element, "./*/{*}cNvPr", "")


def _name_above(element: etree._Element, head: str, unnamed: str) -> str:
    """The name of the nearest object around an element; head is the path to what holds it."""
    for above in element.iterancestors():
        found = above.find(head)
        if found is not None:
            return str(found.get("name", ""))
    return unnamed


def _charts(file: str, part: str, name: str, root: etree._Element, members: dict[str, Member]) -> Iterator[Passage]:
    arrows = {item.id: item.target for item in arrows_of(members, part).items}
    for element in root.iter(f"{_C}chart"):
        target = arrows.get(next((v for k, v in element.attrib.items() if str(k).endswith("}id")), ""), "")
        if target in members:
            spot = _shape_name(element) or _drawing_name(element)
            yield from _of_chart(Passage(file, target, spot, "", f"{name}, “{spot}”", "", target, spot), members)


def _drawing_name(element: etree._Element) -> str:
    return _name_above(element, "./{*}docPr", "chart")


def _of_chart(blank: Passage, members: dict[str, Member]) -> Iterator[Passage]:
    root = tree_of(members, blank.chart)
    for paragraph in root.iter(f"{_A}p"):
        if _text(paragraph).strip():
            yield replace(blank, kind="chart text", place=f"{blank.place}, label", text=_text(paragraph))
    for cache in root.iter(f"{_C}strCache", f"{_C}numCache", f"{_C}strLit", f"{_C}numLit"):
        kind = "chart value" if cache.tag in (f"{_C}numCache", f"{_C}numLit") else "chart text"
        formula = cache.getparent().findtext(f"{_C}f") if cache.getparent() is not None else None  # type: ignore[union-attr]
        for point in cache.iter(f"{_C}pt"):
            at = cell_after(formula or "", int(point.get("idx", "0")))
            yield replace(
                blank, kind=kind, place=f"{blank.place}, chart data {at}", text=point.findtext(f"{_C}v") or ""
            )
    for item in arrows_of(members, blank.chart).items:
        if item.target.endswith(".xlsx") and item.target in members:
            for at, text, is_number in cells(members[item.target].content):
                kind = "workbook" if is_number else "workbook text"
                yield replace(blank, part=item.target, kind=kind, place=f"{blank.place}, workbook cell {at}", text=text)
