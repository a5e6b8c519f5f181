"""Cells as they are compiled: texts with whole tags, and formulas that stand for themselves."""

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.ooxml.columns import column_letters, column_number
from reportgen.template.tags.lexer import has_tag, join_tags, narrowed, unclosed_tag
from reportgen.template.workbook.book_parts import CELL_TAG, ROW_TAG, RUN_TAG, TEXT_TAG, X
from reportgen.template.workbook.references import shifted, split_cell

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORMULA, _VALUE, _INLINE = f"{{{X}}}f", f"{{{X}}}v", f"{{{X}}}is"


def texts_of(holder: etree._Element) -> list[etree._Element]:
    """Return the texts of a string, those of its runs among them; readings in small signs above are none."""
    return [text for text in holder.iter(TEXT_TAG) if text.getparent() is not None and _is_text(text)]


def _is_text(text: etree._Element) -> bool:
    parent = text.getparent()
    return parent is not None and parent.tag != f"{{{X}}}rPh"


def string_has_tag(holder: etree._Element) -> bool:
    """Return whether a tag stands in a string, however it is cut into runs, or opens in it and does not close."""
    text = narrowed("".join(text.text or "" for text in texts_of(holder)))
    return has_tag(text) or bool(unclosed_tag(text))


def join_runs(holder: etree._Element) -> None:
    """Make the tags of a string whole, each in the run where it opens; runs that are left empty go."""
    texts = texts_of(holder)
    whole = narrowed("".join(text.text or "" for text in texts))
    pieces, at = [], 0
    for text in texts:
        length = len(text.text or "")
        pieces.append(whole[at : at + length])
        at += length
    for text, piece in zip(texts, join_tags(pieces), strict=True):
        text.text = piece
        text.set(_SPACE, "preserve")
        run = text.getparent()
        if not piece and run is not None and run.tag == RUN_TAG:
            holder.remove(run)


def number_cells(root: etree._Element) -> None:
    """Give each row and cell its number and name, where a writer has left them to be counted."""
    last = 0
    for row in root.iter(ROW_TAG):
        last = int(row.get("r", last + 1))
        row.set("r", str(last))
        column = 0
        for cell in row.iter(CELL_TAG):
            written = cell.get("r")
            column = column_number(split_cell(written)[0]) if written else column + 1
            cell.set("r", f"{column_letters(column)}{last}")
            row.attrib.pop("spans", None)


def bring_strings(root: etree._Element, strings: Sequence[etree._Element]) -> None:
    """Put each string with a tag into its cells, as cells of a template differ when they are filled."""
    tagged: dict[int, bool] = {}
    for cell in root.iter(CELL_TAG):
        value = cell.find(_VALUE)
        if cell.get("t") == "s" and value is not None:
            number = int(value.text or "-1")
            if number not in tagged:
                tagged[number] = 0 <= number < len(strings) and string_has_tag(strings[number])
            if tagged[number]:
                cell.remove(value)
                _inline(cell, strings[number])
        elif cell.get("t") == "str" and value is not None and cell.find(_FORMULA) is None:
            text = etree.Element(f"{{{X}}}si")
            etree.SubElement(text, TEXT_TAG).text = value.text
            cell.remove(value)
            _inline(cell, text)


def _inline(cell: etree._Element, string: etree._Element) -> None:
    cell.set("t", "inlineStr")
    inline = etree.SubElement(cell, _INLINE)
    for child in string:
        if child.tag in (TEXT_TAG, RUN_TAG):
            inline.append(copy.deepcopy(child))


def tagged_cells(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield each cell whose string has a tag, and the string."""
    for cell in root.iter(CELL_TAG):
        inline = cell.find(_INLINE)
        if inline is not None and string_has_tag(inline):
            yield cell, inline


def write_out_shared_formulas(root: etree._Element) -> None:
    """Give each cell of a shared formula its own: its rows may go different ways."""
    masters: dict[str, tuple[str, str]] = {}
    for formula in root.iter(_FORMULA):
        cell = formula.getparent()
        if formula.get("t") != "shared" or cell is None:
            continue
        number, here = formula.get("si", ""), cell.get("r", "")
        if formula.text:
            masters[number] = formula.text, here
        elif number in masters:
            text, there = masters[number]
            (column, row), (first_column, first_row) = split_cell(here), split_cell(there)
            across = column_number(column) - column_number(first_column)
            formula.text = shifted(text, row - first_row, across)
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
