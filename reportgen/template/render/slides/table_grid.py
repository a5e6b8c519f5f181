"""The table of a slide set by a grid: widths, heights, size of letters, numbers at the right under their decimal point."""

from lxml import etree

from reportgen.ooxml.lengths import emu
from reportgen.template.tags.grammar import A, P
from reportgen.template.values.objects import TableGrid

_PT = 12700


def set_table(frame: etree._Element, grid: TableGrid) -> None:
    """Write a grid into the frame of a table; rows and columns that it does not know stay as they are."""
    table = next(frame.iter(f"{{{A}}}tbl"), None)
    if table is None:
        return
    _set_columns(table, grid)
    rows = table.findall(f"{{{A}}}tr")
    for number, (row, height) in enumerate(zip(rows, grid.heights, strict=False)):
        row.set("h", str(round(height * _PT)))
        for column, cell in enumerate(row.findall(f"{{{A}}}tc")):
            if column < len(grid.widths):
                _set_cell(cell, grid, number - 1, column)
    extent = frame.find(f"{{{P}}}xfrm/{{{A}}}ext")
    if extent is not None:
        extent.set("cy", str(sum(emu(row.get("h")) for row in rows)))


def _set_columns(table: etree._Element, grid: TableGrid) -> None:
    columns = table.find(f"{{{A}}}tblGrid")
    if columns is None:
        return
    for column in list(columns):
        columns.remove(column)
    for width in grid.widths:
        etree.SubElement(columns, f"{{{A}}}gridCol", w=str(round(width * _PT)))


def _set_cell(cell: etree._Element, grid: TableGrid, row: int, column: int) -> None:
    """Set one cell; row -1 is the head."""
    for paragraph in cell.iter(f"{{{A}}}p"):
        properties = paragraph.find(f"{{{A}}}pPr")
        if properties is not None and grid.right[column]:
            properties.set("algn", "r")
    if row < 0:
        return
    for properties in cell.iter(f"{{{A}}}rPr", f"{{{A}}}endParaRPr"):
        properties.set("sz", str(round(grid.size * 100)))
    pad = grid.pads[row][column] if row < len(grid.pads) else 0.0
    margins = cell.find(f"{{{A}}}tcPr")
    if margins is not None and pad:
        margins.set("marR", str(emu(margins.get("marR", "91440")) + round(pad * _PT)))
