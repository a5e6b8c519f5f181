"""Tables of Excel whose rows a loop has not made: Excel wants one row in each table, so an empty one stays."""

from collections.abc import Mapping

from lxml import etree

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, parse_xml
from reportgen.template.program.book import SheetTemplate
from reportgen.template.workbook.book_parts import ROW_TAG
from reportgen.template.workbook.references import split_cell
from reportgen.template.workbook.row_map import MadeRow

_Rows = list[tuple[etree._Element, MadeRow]]


def with_table_rows(rows: _Rows, sheet: SheetTemplate, members: Mapping[str, Member]) -> _Rows:
    """Return the rows, with an empty one in each table that has none left."""
    for item in Relationships.of(sheet.part, members).items:
        if item.type.endswith("/table") and item.target in members:
            first, last = _body(parse_xml(members[item.target].content))
            known = [number for number in sheet.rows if first <= number <= last]
            if known and not any(first <= made.old <= last for _, made in rows):
                depth = sum(start <= known[0] <= end for start, end in sheet.blocks)
                empty = etree.Element(ROW_TAG, {"r": str(known[0])})
                at = sum(made.old < known[0] for _, made in rows)
                rows.insert(at, (empty, MadeRow(known[0], (0,) * depth)))
    return rows


def _body(table: etree._Element) -> tuple[int, int]:
    """The first and last row of a table between its head and its totals."""
    first, _, last = table.get("ref", "A1").partition(":")
    top = split_cell(first)[1] + int(table.get("headerRowCount", "1"))
    return top, split_cell(last or first)[1] - int(table.get("totalsRowCount", "0"))
