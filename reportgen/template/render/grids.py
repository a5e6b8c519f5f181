"""Owns the grid of a table whose cells were repeated: as many columns as its first row has. In: XML with marks; out: XML."""

import re

_GRID = re.compile("\ue022(\\d*)\ue022")
_CELL_WIDTH = re.compile(r'<w:tcW [^>]*?w:w="(\d+)"')


def with_grids(xml: str) -> str:
    """Give each table whose cells were repeated the grid of its first row."""
    out: list[str] = []
    end = 0
    for match in _GRID.finditer(xml):
        grid = _slide_grid(xml, match) if match.group(1) else _word_grid(xml, match)
        out += [xml[end : match.start()], grid]
        end = match.end()
    out.append(xml[end:])
    return "".join(out)


def _word_grid(xml: str, match: re.Match[str]) -> str:
    row = xml[match.end() : xml.find("</w:tr>", match.end())]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _CELL_WIDTH.findall(row))
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _slide_grid(xml: str, match: re.Match[str]) -> str:
    """Equal columns in the width that the table had."""
    row = xml[match.end() : xml.find("</a:tr>", match.end())]
    count = max(row.count("<a:tc>") + row.count("<a:tc "), 1)
    return "<a:tblGrid>" + f'<a:gridCol w="{int(match.group(1)) // count}"/>' * count + "</a:tblGrid>"
