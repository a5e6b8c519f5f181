"""Cells of the small workbook behind a chart, without a spreadsheet library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.columns import column_letters, column_number
from reportgen.ooxml.parsed_package import Opened

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


@dataclass(frozen=True)
class BookCell:
    """A cell with something in it."""

    address: str
    text: str
    is_number: bool


def cells(content: bytes) -> Iterator[BookCell]:
    """Yield the cells of a workbook, sheet by sheet."""
    book = Opened.of(content, "workbook of a chart")
    shared: list[str] = []
    if "xl/sharedStrings.xml" in book:
        shared = [_text(item) for item in book.tree("xl/sharedStrings.xml").iter(f"{_S}si")]
    for part in sorted(filter(_SHEET.match, book)):
        for cell in book.tree(part).iter(f"{_S}c"):
            found = _cell(cell, shared)
            if found is not None:
                yield found


def _cell(cell: etree._Element, shared: list[str]) -> BookCell | None:
    kind, value = cell.get("t"), cell.findtext(f"{_S}v")
    if kind == "inlineStr":
        return BookCell(cell.get("r", "?"), _text(cell), False)
    if value is None:
        return None
    if kind == "s":
        value = shared[int(value)] if value.isdigit() and int(value) < len(shared) else value
    return BookCell(cell.get("r", "?"), value, kind in (None, "n"))


def _text(item: etree._Element) -> str:
    return "".join(text.text or "" for text in item.iter(f"{_S}t"))


def cell_after(formula: str, index: int) -> str:
    """Return the address of the cell at a place in a range: Sheet1!$B$2:$B$4 and 1 give B3, "" for what is no range."""
    match = _RANGE.search(formula)
    if match is None:
        return ""
    column, row = match.group(1), int(match.group(2))
    if match.group(3) in (None, column):
        return f"{column}{row + index}"
    return f"{column_letters(column_number(column) + index)}{row}"
