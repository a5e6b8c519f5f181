"""Owns reading the cells of the small workbook behind a chart, without a spreadsheet library. In: xlsx bytes; out: cells."""

import re
from collections.abc import Iterator

from reportgen.ooxml.package import read_package
from reportgen.ooxml.relationships import parse_xml

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


def cells(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield (address, text, whether it is a number) of every cell with something in it, sheet by sheet."""
    members = read_package(content, "workbook of a chart")
    texts: list[str] = []
    if "xl/sharedStrings.xml" in members:
        root = parse_xml(members["xl/sharedStrings.xml"].content)
        texts = ["".join(t.text or "" for t in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]
    for part in members:
        if re.match(r"xl/worksheets/sheet\d+\.xml$", part):
            for cell in parse_xml(members[part].content).iter(f"{_S}c"):
                value = cell.findtext(f"{_S}v")
                if cell.get("t") == "inlineStr":
                    yield cell.get("r", "?"), "".join(t.text or "" for t in cell.iter(f"{_S}t")), False
                elif value is not None:
                    shared = cell.get("t") == "s"
                    text = texts[int(value)] if shared and int(value) < len(texts) else value
                    yield cell.get("r", "?"), text, cell.get("t") in (None, "n")


def cell_after(formula: str, index: int) -> str:
    """Return the address of the cell at a place in a range: Sheet1!$B$2:$B$4 and 1 give B3."""
    match = _RANGE.search(formula)
    if match is None:
        return f"point {index + 1}"
    column, row = match.group(1), int(match.group(2))
    if match.group(3) in (None, column):
        return f"{column}{row + index}"
    return f"{chr(ord(column[-1]) + index)}{row}" if len(column) == 1 and ord(column) + index < 91 else column
