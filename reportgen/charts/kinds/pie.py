"""Pies: at most four parts of a whole, from twelve o'clock on."""

from reportgen.charts.data import Data
from reportgen.charts.kinds.doughnut import draw_round, part_names, round_box, round_series
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.pen import Frame, Pen, grid_of
from reportgen.charts.picture.area import Sheet
from reportgen.model import Figure


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the pie."""
    draw_round(sheet, figure, data, 0.0)


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the pie as a chart of Office."""
    del figure
    group: Element = c.pieChart(val("varyColors", "1"), round_series(pen, data, "ctr"), val("firstSliceAng", "0"))
    return Frame([group], [], round_box(pen), grid_of(data), part_names(data))
