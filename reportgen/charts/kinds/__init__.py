"""The kinds of charts of columns: the name of a kind to its painter, its native chart where Office has one, and its height.

Each kind is one file with both forms. Kinds of single facts (then/now, share bar, progress) stay beside this folder.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.charts.data import Data
from reportgen.charts.kinds import (
    area,
    bar,
    bubble,
    column,
    combo,
    doughnut,
    dumbbell,
    heat,
    line,
    pie,
    pyramid,
    scatter,
    slope,
    small_multiples,
    stacked,
    stacked_100,
    timeline,
    waterfall,
)
from reportgen.charts.native.pen import Frame, Pen
from reportgen.charts.picture.area import Sheet
from reportgen.model import Figure


@dataclass(frozen=True)
class Kind:
    """One kind: painter, native chart or none, and height in mm."""

    draw: Callable[[Sheet, Figure, Data], None]
    native: Callable[[Pen, Figure, Data], Frame] | None = None
    height: float = 60.0


KINDS = {
    "column": Kind(column.draw, column.native),
    "bar": Kind(bar.draw, bar.native),
    "stacked": Kind(stacked.draw, stacked.native),
    "stacked_100": Kind(stacked_100.draw, stacked_100.native),
    "line": Kind(line.draw, line.native),
    "area": Kind(area.draw, area.native),
    "combo": Kind(combo.draw, combo.native, 65.0),
    "doughnut": Kind(doughnut.draw, doughnut.native),
    "pie": Kind(pie.draw, pie.native),
    "scatter": Kind(scatter.draw, scatter.native, 75.0),
    "bubble": Kind(bubble.draw, bubble.native, 75.0),
    "waterfall": Kind(waterfall.draw, waterfall.native, 65.0),
    "slope": Kind(slope.draw, slope.native, 70.0),
    "dumbbell": Kind(dumbbell.draw, dumbbell.native, 65.0),
    "pyramid": Kind(pyramid.draw, pyramid.native, 75.0),
    "heat": Kind(heat.draw, None, 65.0),
    "small_multiples": Kind(small_multiples.draw, None, 70.0),
    "timeline": Kind(timeline.draw, None, 48.0),
}
