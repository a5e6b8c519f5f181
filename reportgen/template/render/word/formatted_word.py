"""Formatted text as a Word document that goes into another, by the styles that Word has for it.

The styles are those of the template where it has them (Heading 1, List Bullet, List Number, Quote, Table Grid).
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reportgen.template.values.formatted import Formatted
from reportgen.template.values.picture import EMU_PER_MM, Picture
from reportgen.template.values.rich import RichText, RunProperties
from reportgen.template.values.run_properties import word_look
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.values.text_block import FormattedBlock

_ROOM = 150 * EMU_PER_MM  # the widest that a picture of a text becomes
_DEEPEST = 3  # levels of lists for which Word has styles


def word_document(text: Formatted, picture_of: Callable[[str, str], Picture]) -> Subdocument:
    """Return the blocks as a Word file; `picture_of` gives the picture of a source and its alternative text."""
    file = Document()
    numbers = _Numbering(file)
    for block in text.blocks:
        _write(file, block, numbers, picture_of)
        numbers.after(block)
    out = io.BytesIO()
    file.save(out)
    return Subdocument(out.getvalue(), "formatted text", sections=False)


def _write(file: Any, block: FormattedBlock, numbers: "_Numbering", picture_of: Callable[[str, str], Picture]) -> None:
    if block.kind == "table":
        _table(file, block)
        return
    if block.kind == "picture":
        picture = picture_of(block.source, str(block.text)).within(_ROOM)
        file.add_paragraph().add_run().add_picture(io.BytesIO(picture.content), width=picture.width)
        shape = file.inline_shapes[-1]._inline
        shape.docPr.set("descr", picture.alt)
        return
    paragraph = file.add_paragraph(style=_style(block))
    if block.kind == "item" and block.marker:
        numbers.number(paragraph, block)
    if block.kind == "rule":
        _rule(paragraph)
    _fill(paragraph, block.text)


def _style(block: FormattedBlock) -> str | None:
    if block.kind == "heading":
        return f"Heading {block.level}"
    if block.kind == "item":
        deep = min(block.level, _DEEPEST)
        return ("List Number" if block.marker else "List Bullet") + (f" {deep}" if deep > 1 else "")
    return "Quote" if block.kind == "quote" else None


def _fill(paragraph: Any, text: RichText) -> None:
    """Write the spans as runs; a line break in a span stays one."""
    for span in text.spans:
        run = paragraph.add_run(span.text)
        if span.look != RunProperties():
            run._r.insert(0, _element(word_look("", span.look)))
        if span.url is not None:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(span.url, _HYPERLINK, is_external=True))
            paragraph._p.append(link)
            link.append(run._r)


def _table(file: Any, block: FormattedBlock) -> None:
    if not block.rows or not block.rows[0]:
        return
    table = file.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _fill(cell.paragraphs[0], text)
    for row in table.rows[: block.head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _rule(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


class _Numbering:
    """The numbered lists of a document: each begins anew, where its text says."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._open: dict[int, int] = {}  # level to the number of its list

    def number(self, paragraph: Any, block: FormattedBlock) -> None:
        """Put an item into the list of its level, a new one where none is open."""
        if block.level not in self._open:
            self._open[block.level] = self._begin(paragraph.style, block.marker)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = self._open[block.level]
        properties.get_or_add_ilvl().val = 0

    def after(self, block: FormattedBlock) -> None:
        """End the lists that a block ends: an item those below it, anything else all."""
        top = block.level if block.kind == "item" else 0
        if block.kind != "item" or not block.marker:
            self._open = {level: number for level, number in self._open.items() if level < top}
        else:
            self._open = {level: number for level, number in self._open.items() if level <= top}

    def _begin(self, style: Any, start: int) -> int:
        numbering = self._file.part.numbering_part.element
        named = style.element.pPr.numPr.numId.val
        model = next(num for num in numbering.num_lst if num.numId == named)
        made = numbering.add_num(model.abstractNumId.val)
        override = made.add_lvlOverride(0)
        override.add_startOverride(start)
        return int(made.numId)


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml.replace("<w:rPr", f'<w:rPr xmlns:w="{_W}"', 1))


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def picture_from(files: Path | None) -> Callable[[str, str], Picture]:
    """Return what gives the pictures of a text: those below a folder, or embedded in the text itself."""
    from reportgen.template.values.plain_values import plain_value

    def picture_of(source: str, alt: str) -> Picture:
        found: Picture = plain_value({"$picture": source, "alt": alt}, files)
        return found

    return picture_of
