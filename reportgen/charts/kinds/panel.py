"""Panels: two figures side by side on one sheet, each in a column of its own with its own axis."""

from collections.abc import Callable, Mapping

from reportgen.charts.picture.bars import Facts, Shown
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.errors import ChartError
from reportgen.model import Figure, Theme

GAP = 6.0
Painter = Callable[[Canvas, Area, Figure, Facts, Theme], Shown]


def draw_panel(
    canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme, kinds: Mapping[str, Painter]
) -> Shown:
    """Draw each panel in its column with the painter of its kind."""
    if not figure.panels:
        raise ChartError(f"figure {figure.id}: a panel figure needs panels")
    width = (area.width - GAP * (len(figure.panels) - 1)) / len(figure.panels)
    shown: list[tuple[str, str]] = []
    for number, panel in enumerate(figure.panels):
        if panel.kind not in kinds:
            raise ChartError(f"figure {panel.id}: {panel.kind} does not fit into a panel; use " + ", ".join(kinds))
        shown += kinds[panel.kind](canvas, Area(area.x + number * (width + GAP), width), panel, facts, theme)
    return tuple(shown)
