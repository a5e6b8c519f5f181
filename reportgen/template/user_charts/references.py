"""The columns of a chart's workbook and the references to them. In: ChartData; out: columns, c:tx, c:cat, c:val, xlsx bytes.

Cells and cached values are made from the same columns, so that they cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from lxml import etree

from reportgen.ooxml.columns import column_letters
from reportgen.ooxml.workbook import GENERAL, SHEET, kept, sheet_bytes
from reportgen.template.user_charts.chart_data import ChartData, ChartSeries, Label, said, serial
from reportgen.template.user_charts.sample import C

_DAY = "yyyy\\-mm\\-dd"
_Cell = str | float | None


def element(name: str, *children: etree._Element, text: str | None = None, **attributes: str) -> etree._Element:
    """Return an element of a chart."""
    made = etree.Element(f"{{{C}}}{name}", nsmap={"c": C}, attrib=attributes)
    made.text = text
    made.extend(children)
    return made


@dataclass
class ChartColumns:
    """The columns of a workbook: head, cells and number format of each.

    With a sign, the cached values of series are holes: the sign, the column and the row.
    """

    sign: str = ""
    heads: list[str] = field(default_factory=list)
    cells: list[list[_Cell]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)

    def add(self, head: str, cells: Sequence[_Cell], form: str = GENERAL) -> int:
        """Return the number of a new column."""
        self.heads.append(head)
        self.cells.append(_as_kept(cells))
        self.formats.append(form)
        return len(self.heads) - 1

    def head(self, column: int) -> etree._Element:
        """Return c:tx: the name of a series."""
        point = element("pt", element("v", text=self.heads[column]), idx="0")
        cache = element("strCache", element("ptCount", val="1"), point)
        return element("tx", element("strRef", self._formula(column, 1, 1), cache))

    def texts(self, name: str, column: int) -> etree._Element:
        """Return a reference to names."""
        cache = element("strCache", *self._points(column))
        return element(name, element("strRef", self._formula(column, 2, len(self.cells[column]) + 1), cache))

    def numbers(self, name: str, column: int) -> etree._Element:
        """Return a reference to numbers; a gap is no point."""
        points = self._points(column, hollow=bool(self.sign) and name in ("val", "yVal"))
        cache = element("numCache", element("formatCode", text=self.formats[column]), *points)
        return element(name, element("numRef", self._formula(column, 2, len(self.cells[column]) + 1), cache))

    def workbook(self) -> bytes:
        """Return the workbook."""
        return sheet_bytes([self.heads, *zip_longest(*self.cells)], self.formats)

    def _formula(self, column: int, first: int, last: int) -> etree._Element:
        letters = column_letters(column + 1)
        span = f"${letters}${first}" if last == first == 1 else f"${letters}${first}:${letters}${last}"
        return element("f", text=f"{SHEET}!{span}")

    def with_values(self, values: Mapping[int, Sequence[float | None]]) -> "ChartColumns":
        """Return the same columns with other cells in some."""
        cells = [_as_kept(values[n]) if n in values else given for n, given in enumerate(self.cells)]
        return ChartColumns(self.sign, self.heads, cells, self.formats)

    def _points(self, column: int, *, hollow: bool = False) -> list[etree._Element]:
        cells = self.cells[column]
        texts = {n: cached_text(cell) for n, cell in enumerate(cells) if cell is not None}
        if hollow:
            texts = {n: f"{self.sign}:{column}:{n};" for n in texts}
        points = [element("pt", element("v", text=text), idx=str(n)) for n, text in texts.items()]
        return [element("ptCount", val=str(len(cells))), *points]


def categories_of(columns: ChartColumns, data: ChartData, form: str) -> int:
    """Return the column of the categories: names, numbers or days."""
    if data.dated:
        days = [serial(label) for label in data.labels if not isinstance(label, str | float | int)]
        return columns.add("", days, form if form != GENERAL else _DAY)
    return columns.add("", [_number_or_text(label) for label in data.labels], form)


def xs_of(series: ChartSeries, data: ChartData) -> list[float] | None:
    """Return the x of the points of a series: its own, or the categories where those are numbers; None where it has none."""
    if series.points and series.points[0].x is not None:
        return [point.x or 0.0 for point in series.points]
    if data.labels and all(isinstance(label, int | float) for label in data.labels):
        return [float(label) for label in data.labels if isinstance(label, int | float)]
    return None


def names_of(data: ChartData) -> list[str]:
    """Return the categories as texts."""
    return [said(label) for label in data.labels]


def _number_or_text(label: Label) -> _Cell:
    return float(label) if isinstance(label, int | float) else said(label)


def _as_kept(cells: Sequence[_Cell]) -> list[_Cell]:
    return [kept(cell) if isinstance(cell, float) else cell for cell in cells]


def cached_text(cell: _Cell) -> str:
    """Return a cell as the chart caches it."""
    return repr(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)
