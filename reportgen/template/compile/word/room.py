"""The width that a place in a Word file has for a picture: its text box, its cell, or the column of its section."""

from collections.abc import Callable

from lxml import etree

from reportgen.ooxml.lengths import emu, twips
from reportgen.template.tags.grammar import W

_EMU_PER_TWIP = 635
_CELL_MARGIN = 108  # of each side, where the table says nothing: 1.9 mm
_PAGE = (11906, 1800, 1800)  # A4 with Word's margins, where a part has no section of its own
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BOX = f"{{{W}}}txbxContent"
_CELL, _TABLE, _SECTION = f"{{{W}}}tc", f"{{{W}}}tbl", f"{{{W}}}sectPr"


def room_finder(root: etree._Element, sections: etree._Element) -> Callable[[etree._Element], int]:
    """Return a function that gives the room of an element in EMU; `sections` is the body whose sections hold the part."""
    ends = list(sections.iter(_SECTION))
    widths = [_column(section) for section in ends] or [_PAGE[0] - _PAGE[1] - _PAGE[2]]
    order = (
        {element: number for number, element in enumerate(root.iter())} if root is sections and len(ends) > 1 else {}
    )

    def room(element: etree._Element) -> int:
        for around in element.iterancestors(_CELL, _BOX):
            width = _of_cell(around) if around.tag == _CELL else _of_box(around)
            if width:
                return width
        place = order.get(element, 0)
        index = sum(1 for end in ends[:-1] if order and order.get(end, 0) < place)
        return widths[min(index, len(widths) - 1)] * _EMU_PER_TWIP

    return room


def _column(section: etree._Element) -> int:
    """The width in twips of one column of a section."""
    size, margins, columns = (section.find(f"{{{W}}}{name}") for name in ("pgSz", "pgMar", "cols"))
    page = _twips(size, "w", _PAGE[0])
    width = page - _twips(margins, "left", _PAGE[1]) - _twips(margins, "right", _PAGE[2]) - _twips(margins, "gutter", 0)
    count = max(_twips(columns, "num", 1), 1)
    return max((width - (count - 1) * _twips(columns, "space", 720)) // count, 1)


def _of_cell(cell: etree._Element) -> int:
    """The width in EMU inside a cell; 0 where the table says none."""
    row = cell.getparent()
    table = next(cell.iterancestors(_TABLE), None)
    if row is None or table is None:
        return 0
    own = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    width = twips(own.get(f"{{{W}}}w")) if own is not None and own.get(f"{{{W}}}type") in (None, "dxa") else 0
    width = width or _of_grid(cell, row, table)
    margins = _margins(cell, table)
    return max(width - margins, 1) * _EMU_PER_TWIP if width else 0


def _of_grid(cell: etree._Element, row: etree._Element, table: etree._Element) -> int:
    grid = [twips(column.get(f"{{{W}}}w")) for column in table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol")]
    start = 0
    for item in row.findall(_CELL):
        span = _twips(item.find(f"{{{W}}}tcPr/{{{W}}}gridSpan"), "val", 1)
        if item is cell:
            return sum(grid[start : start + span])
        start += span
    return 0


def _margins(cell: etree._Element, table: etree._Element) -> int:
    own = cell.find(f"{{{W}}}tcPr/{{{W}}}tcMar")
    common = table.find(f"{{{W}}}tblPr/{{{W}}}tblCellMar")
    total = 0
    for side, other in (("left", "start"), ("right", "end")):
        found = [None if m is None else m.find(f"{{{W}}}{name}") for m in (own, common) for name in (side, other)]
        said = next((mark for mark in found if mark is not None), None)
        total += _twips(said, "w", _CELL_MARGIN)
    return total


def _of_box(box: etree._Element) -> int:
    """The width in EMU of a drawn text box; 0 for one of VML, whose width is a style."""
    drawing = next((e for e in box.iterancestors() if etree.QName(e).localname in ("inline", "anchor")), None)
    extent = None if drawing is None else drawing.find(_EXTENT)
    return 0 if extent is None else max(emu(extent.get("cx")) - 2 * 91440, 1)


def _twips(element: etree._Element | None, name: str, default: int) -> int:
    return default if element is None else twips(element.get(f"{{{W}}}{name}"), default)
