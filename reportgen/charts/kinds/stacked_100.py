"""Columns stacked to 100 %: the shares of parts; each part is labelled with its own value, the axis says %."""

from reportgen.charts.data import Data
from reportgen.charts.kinds.stacked import Size, draw_stack, native_stack
from reportgen.charts.native.pen import Frame, Pen
from reportgen.charts.picture.area import Sheet
from reportgen.model import Figure


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw columns of one height."""
    del figure
    draw_stack(sheet, data, shares_of(data), percent=True)


def shares_of(data: Data) -> Size:
    """Return the share of a part in its column, in %."""
    sums = [sum(column.cells[n].value or 0.0 for column in data.series) for n in range(len(data.categories))]
    return lambda s, n: (data.series[s].cells[n].value or 0.0) / sums[n] * 100 if sums[n] else 0.0


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the columns as a chart of Office."""
    del figure
    return native_stack(pen, data, shares_of(data), "percentStacked", (0.0, 100.0))
