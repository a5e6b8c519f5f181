"""Owns the Word change note: what moved as a table, and the passages with tracked changes. In: a Comparison; out: .docx bytes.

Accepting all changes leaves the texts of the later edition, rejecting all those of the earlier one; headings and the table are
no tracked changes and stay.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from lxml import etree

from reportgen.compare.comparison import Comparison, Edit
from reportgen.compare.note_parts import (
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
from reportgen.office.package import Member, write_package
from reportgen.office.parts import xml_bytes

_AUTHOR = "reportgen"
_FILES = {"report.docx": "报告", "deck.pptx": "幻灯片"}
_PIECE = re.compile(r"[\d.,]+|[A-Za-z]+|.", re.DOTALL)


def change_note(comparison: Comparison, *, full: bool = False) -> bytes:
    """Return the note; full writes every passage, so that both editions can be read from it, else only those that changed."""
    body = _Body()
    body.heading(f"修订说明：第{comparison.before}版至第{comparison.after}版", "Title")
    body.heading("变动的数据")
    body.table([_HEADS, *_rows(comparison)])
    for file in dict.fromkeys((edit.new or edit.old).file for edit in comparison.edits):  # type: ignore[union-attr]
        edits = [edit for edit in comparison.edits if (edit.new or edit.old).file == file]  # type: ignore[union-attr]
        chosen = edits if full else [edit for edit in edits if edit.changed]
        if chosen:
            body.heading(f"{_FILES.get(file, file)}的改动")
        for edit in chosen:
            body.passage(edit, full=full)
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


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    for item in comparison.moved:
        places = "；".join(item.places[:6]) + ("……" if len(item.places) > 6 else "")
        before, after = item.before.text if item.before else "（无）", item.after.text if item.after else "（无）"
        yield item.label, before, after, item.by or item.how, item.after.origin if item.after else "", places


class _Body:
    """The document part while it is written."""

    def __init__(self) -> None:
        self.root = etree.Element(f"{W}document", nsmap={"w": W.strip("{}")})
        self.body = etree.SubElement(self.root, f"{W}body")
        self._id = 0

    def heading(self, text: str, style: str = "Heading1") -> None:
        """Add a heading that is no tracked change."""
        self._run(self._paragraph(self.body, style), text)

    def table(self, rows: list[tuple[str, ...]]) -> None:
        """Add a table, its first row as head."""
        table = etree.SubElement(self.body, f"{W}tbl")
        look = etree.SubElement(table, f"{W}tblPr")
        etree.SubElement(look, f"{W}tblStyle").set(f"{W}val", "TableGrid")
        width = etree.SubElement(look, f"{W}tblW")
        width.set(f"{W}w", "5000")
        width.set(f"{W}type", "pct")
        grid = etree.SubElement(table, f"{W}tblGrid")
        for _ in rows[0]:
            etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", str(9000 // len(rows[0])))
        for number, row in enumerate(rows):
            line = etree.SubElement(table, f"{W}tr")
            if number == 0:
                etree.SubElement(etree.SubElement(line, f"{W}trPr"), f"{W}tblHeader")
            for text in row:
                cell = etree.SubElement(line, f"{W}tc")
                etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}tcW").set(f"{W}w", str(9000 // len(row)))
                cell[0][0].set(f"{W}type", "dxa")
                self._run(self._paragraph(cell, "Cell"), text)

    def passage(self, edit: Edit, *, full: bool) -> None:
        """Add a passage with its changes; a note of its place stands before it unless the whole text is written."""
        line = edit.new or edit.old
        assert line is not None
        if not full:
            self._run(self._paragraph(self.body, "Place"), line.place)
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
