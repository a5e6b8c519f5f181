"""The references of a chart to its workbook, with the values cached beside them. In: Grid; out: c:tx, c:cat, c:val."""

from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.workbook import SHEET, ChartGrid, column_letters, kept


def name_of(index: int, grid: ChartGrid) -> Element:
    """Return the name of a series."""
    cache = c.strCache(val("ptCount", "1"), c.pt(c.v(grid.names[index]), idx="0"))
    element: Element = c.tx(c.strRef(c.f(f"{SHEET}!${column_letters(index)}$1"), cache))
    return element


def categories_of(grid: ChartGrid) -> Element:
    """Return the categories."""
    points = [c.pt(c.v(row.label), idx=str(n)) for n, row in enumerate(grid.rows)]
    cache = c.strCache(val("ptCount", str(len(points))), *points)
    element: Element = c.cat(c.strRef(c.f(f"{SHEET}!$A$2:$A${len(points) + 1}"), cache))
    return element


def numbers_of(index: int, grid: ChartGrid) -> Element:
    """Return the values of a column as c:numRef; a gap is no point."""
    values = [row.values[index] for row in grid.rows]
    points = [c.pt(c.v(plain(value)), idx=str(n)) for n, value in enumerate(values) if value is not None]
    cache = c.numCache(c.formatCode("General"), val("ptCount", str(len(values))), *points)
    column = column_letters(index)
    element: Element = c.numRef(c.f(f"{SHEET}!${column}$2:${column}${len(values) + 1}"), cache)
    return element


def values_of(name: str, index: int, grid: ChartGrid) -> Element:
    """Return the values of a series under a name: val, xVal, yVal, bubbleSize."""
    element: Element = c(name, numbers_of(index, grid))
    return element


def plain(value: float) -> str:
    """Return a number as Excel keeps it."""
    return repr(kept(value)).removesuffix(".0")
