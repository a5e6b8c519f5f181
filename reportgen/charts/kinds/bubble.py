"""Bubbles: a scatter whose discs have a third value as their area."""

from reportgen.charts.data import Data
from reportgen.charts.kinds.scatter import draw as draw_scatter
from reportgen.charts.kinds.scatter import native_frame, tone_at
from reportgen.charts.native.axes import CATEGORY, VALUES
from reportgen.charts.native.elements import Element, a, c, line, shape, tone_colour, val
from reportgen.charts.native.pen import Frame, Pen, grid_of, series
from reportgen.charts.picture.area import Sheet
from reportgen.charts.tones import CONTEXT, PRIMARY
from reportgen.model import Figure

_LARGEST = 6.0


def draw(sheet: Sheet, figure: Figure, data: Data) -> None:
    """Draw the bubbles; the smallest lie on top."""
    draw_scatter(sheet, figure, data)


def native(pen: Pen, figure: Figure, data: Data) -> Frame:
    """Return the bubbles as a chart of Office."""
    del figure
    names, box, axes = native_frame(pen, data, edge=_LARGEST)
    points = [] if data.focus is None else [pen.point(data.focus, _look(pen, data, data.focus))]
    rest = next((n for n in range(len(data.categories)) if n != data.focus), 0)
    one = series(
        0, 1, grid_of(data), _look(pen, data, rest), head=[val("invertIfNegative", "0")], points=points,
        labels=pen.labels(names), x=0, size=2, tail=[val("bubble3D", "0")],
    )  # fmt: skip
    # Office draws the largest bubble as a quarter of the shorter side of the plot
    side = min(box[2] * pen.room[0], box[3] * pen.room[1]) * 25.4 / 72
    scale = max(min(round(100 * 2 * _LARGEST / (side / 4)), 300), 10)
    group: Element = c.bubbleChart(
        val("varyColors", "0"), one, val("bubbleScale", str(scale)), val("showNegBubbles", "0"),
        val("sizeRepresents", "area"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    return Frame([group], axes, box, grid_of(data))


def _look(pen: Pen, data: Data, n: int) -> Element:
    tone = pen.on_ground(PRIMARY if tone_at(data, n) == PRIMARY else CONTEXT)
    colour = tone_colour(tone)
    colour.append(a.alpha(val="75000"))
    return shape(a.solidFill(colour), line("bg1", 0.75))
