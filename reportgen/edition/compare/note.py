"""The Word change note: what moved as a table, and the passages with tracked changes. In: a Comparison; out: .docx bytes.

Accepting all changes leaves the texts of the later edition, rejecting all those of the earlier one; headings and the table are
no tracked changes and stay.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lxml import etree

from reportgen.edition.compare.comparison import Comparison, Edit, Moved
from reportgen.edition.compare.note_parts import (
    CONTENT_TYPES,
    CORE,
    DOCUMENT_RELS,
    FONT_TABLE,
    ROOT_RELS,
    SETTINGS,
    STYLES,
    THEME,
    W,
)
from reportgen.edition.compare.places import FILES, summary
from reportgen.ooxml.package import Member, write_package
from reportgen.ooxml.relationships import xml_bytes

_AUTHOR = "reportgen"
_PIECE = re.compile(r"[\d.,]+|[A-Za-z]+|.", re.DOTALL)


def change_note(comparison: Comparison, *, full: bool = False) -> bytes:
    """Return the note; full writes every passage, so that both editions can be read from it, else only those that changed."""
    body = NoteBody()
    editions = f"第{comparison.before}版至第{comparison.after}版"
    if comparison.before == comparison.after:
        editions = f"第{comparison.before}版前后两次生成"
    body.heading(f"修订说明：{editions}", "Title")
    body.heading(_told(comparison), "Lead")
    if comparison.moved:
        body.heading("变动的数据")
        body.table([_HEADS, *_rows(comparison)])
    for file in dict.fromkeys((edit.new or edit.old).file for edit in comparison.edits):  # type: ignore[union-attr]
        edits = [edit for edit in comparison.edits if (edit.new or edit.old).file == file]  # type: ignore[union-attr]
        chosen = edits if full else [edit for edit in edits if edit.changed]
        if chosen:
            body.heading(f"{FILES.get(file, file)}的改动")
        for edit in chosen:
            body.passage(edit, full=full)
    return note_file(body)


def note_file(body: "NoteBody") -> bytes:
    """Return the Word file of a note."""
    members = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "word/document.xml": body.to_bytes(),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/theme/theme1.xml": THEME,
        "docProps/core.xml": CORE,
    }
    return write_package([Member.of(name, content) for name, content in members.items()])


_HEADS = ("指标", "原", "现", "变动", "来源", "出现位置")
_WIDTHS = (1800, 1100, 1100, 1250, 1300, 2476)  # twips; the text is 9026 wide
_HOW = {"new": "新增", "gone": "删除", "value": "数值", "bound": "界限", "unit": "单位", "wording": "写法"}


def _told(comparison: Comparison) -> str:
    """What the note is about, in one sentence."""
    if not comparison.moved and not comparison.changed():
        return "两版的数据和文字完全相同。"
    files = Counter((edit.new or edit.old).file for edit in comparison.changed())  # type: ignore[union-attr]
    counts = [f"{FILES.get(file, file)}{count}处" for file, count in files.items()]
    words = f"，文字改动{'、'.join(counts)}" if counts else "，文字没有改动"
    return f"共{len(comparison.moved)}项数据变动{words}。以修订方式标出：接受全部修订为后一版，拒绝全部修订为前一版。"


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    for item in comparison.moved:
        before, after = item.before.text if item.before else "（无）", item.after.text if item.after else "（无）"
        yield item.label, before, after, item.by or _HOW[item.how], _origin(item), summary(item.places)


def _origin(item: Moved) -> str:
    """Where the later value comes from, in words."""
    if item.after is None:
        return ""
    if item.after.formula:
        return "由公式计算"
    return "手工设定" if item.after.origin == "--set" else item.after.origin


class NoteBody:
    """The document part while it is written."""

    def __init__(self) -> None:
        self.root = etree.Element(f"{W}document", nsmap={"w": W.strip("{}")})
        self.body = etree.SubElement(self.root, f"{W}body")
        self._id = 0

    def heading(self, text: str, style: str = "Heading1") -> None:
        """Add a heading that is no tracked change."""
        self._run(self._paragraph(self.body, style), text)

    def table(self, rows: Sequence[tuple[str, ...]], widths: Sequence[int] = _WIDTHS) -> None:
        """Add a table, its first row as head; widths of columns in twips, the text is 9026 wide."""
        table = etree.SubElement(self.body, f"{W}tbl")
        look = etree.SubElement(table, f"{W}tblPr")
        etree.SubElement(look, f"{W}tblStyle").set(f"{W}val", "TableGrid")
        width = etree.SubElement(look, f"{W}tblW")
        width.set(f"{W}w", "5000")
        width.set(f"{W}type", "pct")
        grid = etree.SubElement(table, f"{W}tblGrid")
        for twips in widths:
            etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(twips))
        for number, row in enumerate(rows):
            line = etree.SubElement(table, f"{W}tr")
            looks = etree.SubElement(line, f"{W}trPr")
            etree.SubElement(looks, f"{W}cantSplit")
            if number == 0:
                etree.SubElement(looks, f"{W}tblHeader")
            for twips, text in zip(widths, row, strict=True):
                self._cell(line, twips, text, head=number == 0)

    def _cell(self, line: etree._Element, width: int, text: str, *, head: bool) -> None:
        cell = etree.SubElement(line, f"{W}tc")
        looks = etree.SubElement(cell, f"{W}tcPr")
        size = etree.SubElement(looks, f"{W}tcW")
        size.set(f"{W}w", str(width))
        size.set(f"{W}type", "dxa")
        if head:
            shade = etree.SubElement(looks, f"{W}shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3ECE4")):
                shade.set(f"{W}{name}", value)
        self._run(self._paragraph(cell, "CellHead" if head else "Cell"), text)

    def passage(self, edit: Edit, *, full: bool) -> None:
        """Add a passage with its changes; a note of its place stands before it unless the whole text is written."""
        line = edit.new or edit.old
        assert line is not None
        if not full:
            self._run(self._paragraph(self.body, "Place"), line.place.zh())
        paragraph = self._paragraph(self.body, "Passage")
        if edit.old is None or edit.new is None:
            kind = "ins" if edit.old is None else "del"
            marks = etree.SubElement(paragraph[0], f"{W}rPr")
            marks.append(self._tracked(kind))
            paragraph.append(self._tracked(kind, line.text))
            return
        for kind, text in _pieces(edit.old.text, edit.new.text):
            if kind == "equal":
                self._run(paragraph, text)
            else:
                paragraph.append(self._tracked(kind, text))

    def to_bytes(self) -> bytes:
        """Return the part; the last element says how the page is."""
        section = etree.SubElement(self.body, f"{W}sectPr")
        size = etree.SubElement(section, f"{W}pgSz")
        size.set(f"{W}w", "11906")
        size.set(f"{W}h", "16838")
        margins = etree.SubElement(section, f"{W}pgMar")
        for side in ("top", "right", "bottom", "left"):
            margins.set(f"{W}{side}", "1440")
        for side in ("header", "footer", "gutter"):
            margins.set(f"{W}{side}", "720" if side != "gutter" else "0")
        return xml_bytes(self.root)

    def _paragraph(self, parent: etree._Element, style: str) -> etree._Element:
        paragraph = etree.SubElement(parent, f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
        return paragraph

    def _tracked(self, kind: str, text: str | None = None) -> etree._Element:
        self._id += 1
        element = etree.Element(f"{W}{kind}")
        element.set(f"{W}id", str(self._id))
        element.set(f"{W}author", _AUTHOR)
        if text is not None:
            self._run(element, text, "delText" if kind == "del" else "t")
        return element

    def _run(self, parent: etree._Element, text: str, tag: str = "t") -> None:
        run = etree.SubElement(parent, f"{W}r")
        for number, part in enumerate(text.split("\n")):
            if number:
                etree.SubElement(run, f"{W}br")
            element = etree.SubElement(run, f"{W}{tag}")
            element.text = part
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield equal, deleted and inserted stretches; a number is one piece, so that 70 becomes 72 and not 7 followed by 0 and 2."""
    one, other = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "equal", "".join(one[i1:i2])
            continue
        if i2 > i1:
            yield "del", "".join(one[i1:i2])
        if j2 > j1:
            yield "ins", "".join(other[j1:j2])
