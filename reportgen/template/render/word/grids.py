"""The grid of a table whose cells were repeated: the table keeps its width, and its columns share it."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.private_use import GRID

_GRID = re.compile(f"{GRID}(w?)(\\d*){GRID}")
_MARK = re.compile(r"<(/?)w:(tbl|tr|tc|tcW|gridSpan)(?=[ />])([^>]*?)(/?)>")
_WIDTH, _VALUE, _TYPE = re.compile(r'w:w="(\d+)"'), re.compile(r'w:val="(\d+)"'), re.compile(r'w:type="(\w+)"')


@dataclass
class _Cell:
    """A cell of a table: the columns that it spans, its width in twips, and where its width is written."""

    width: int = 0
    span: int = 1
    place: tuple[int, int] | None = None


@dataclass
class _Table:
    """The rows of a table, and where it ends."""

    rows: list[list[_Cell]] = field(default_factory=list)
    end: int = 0


def with_grids(xml: str) -> str:
    """Give each table whose cells were repeated a grid; the width that the template says, or that its tags say, stays."""
    out: list[str] = []
    end = 0
    for match in _GRID.finditer(xml):
        out.append(xml[end : match.start()])
        end = match.end()
        if match.group(1) or not match.group(2):
            table = _table(xml, match.end())
            grid, body = _shared(xml, table, match.end(), int(match.group(2) or 0))
            out += [grid, body]
            end = table.end
        else:
            out.append(_slide_grid(xml, match))
    out.append(xml[end:])
    return "".join(out)


def _table(xml: str, start: int) -> _Table:
    """The cells of the table that goes on at a place, without those of tables inside it."""
    table = _Table(end=len(xml))
    depth = 1
    for match in _MARK.finditer(xml, start):
        closing, name, attributes, empty = match.groups()
        if name == "tbl" and not empty:
            depth += -1 if closing else 1
            if depth == 0:
                table.end = match.start()
                break
        elif depth != 1 or closing:
            continue
        elif name == "tr":
            table.rows.append([])
        elif name == "tc" and table.rows:
            table.rows[-1].append(_Cell())
        elif table.rows and table.rows[-1]:
            _note(table.rows[-1][-1], name, attributes, match)
    return table


def _note(cell: _Cell, name: str, attributes: str, match: re.Match[str]) -> None:
    value = (_VALUE if name == "gridSpan" else _WIDTH).search(attributes)
    kind = _TYPE.search(attributes)
    if name == "gridSpan" and value:
        cell.span = max(int(value.group(1)), 1)
    elif name == "tcW" and value and (kind is None or kind.group(1) == "dxa"):
        cell.width, cell.place = int(value.group(1)), match.span()


def _shared(xml: str, table: _Table, start: int, total: int) -> tuple[str, str]:
    """The grid, and the rows with the widths that it gives them; a total of 0 leaves the widths as they are."""
    count = max((sum(cell.span for cell in row) for row in table.rows), default=0)
    widths = _columns(table, count, total)
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    if not total or sum(_columns(table, count, 0)) == total:
        return grid, xml[start : table.end]
    out: list[str] = []
    end = start
    for row in table.rows:
        column = 0
        for cell in row:
            if cell.place is not None:
                own = sum(widths[column : column + cell.span])
                out += [xml[end : cell.place[0]], f'<w:tcW w:w="{own}" w:type="dxa"/>']
                end = cell.place[1]
            column += cell.span
    out.append(xml[end : table.end])
    return grid, "".join(out)


def _columns(table: _Table, count: int, total: int) -> list[int]:
    """The widths of the columns: as the cells say, scaled to the total."""
    natural = [0] * count
    for row in table.rows:
        column = 0
        for cell in row:
            if cell.span == 1 or not any(natural[column : column + cell.span]):
                for index in range(column, min(column + cell.span, count)):
                    natural[index] = natural[index] or cell.width // cell.span
            column += cell.span
    known = [width for width in natural if width]
    natural = [width or (sum(known) // len(known) if known else 1) for width in natural]
    if not total:
        return natural
    whole, edges = sum(natural), [0]
    for width in natural:
        edges.append(edges[-1] + width)
    return [b * total // whole - a * total // whole for a, b in pairwise(edges)]


def _slide_grid(xml: str, match: re.Match[str]) -> str:
    """Equal columns in the width that the table had."""
    row = xml[match.end() : xml.find("</a:tr>", match.end())]
    count = max(row.count("<a:tc>") + row.count("<a:tc "), 1)
    return "<a:tblGrid>" + f'<a:gridCol w="{int(match.group(2)) // count}"/>' * count + "</a:tblGrid>"
