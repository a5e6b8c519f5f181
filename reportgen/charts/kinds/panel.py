"""Panels: figures side by side, each in a column of its own with its own axis."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.data import FactsById, FigureData, data_of
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.picture.area import Rect
from reportgen.model import Figure

GAP = 6.0  # mm between two panels


def panels(data: FigureData, box: Rect) -> list[tuple[FigureData, Rect]]:
    """Return the figures of the panels, each with its column of a box in mm."""
    figures = data.figure.panels
    width = (box.width - GAP * (len(figures) - 1)) / len(figures)
    return [
        (data_of(panel, data.facts), replace(box, x=box.x + n * (width + GAP), width=width))
        for n, panel in enumerate(figures)
    ]


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """Panels are figures of any other kind."""
    del columns, facts
    if not 1 <= len(figure.panels) <= 4:
        yield f"a panel figure shows 1 to 4 figures in `panels`, and has {len(figure.panels)}"
    if any(panel.kind == "panel" for panel in figure.panels):
        yield "a panel holds no panels; give all figures in one row"


_SAMPLES = (
    {
        "id": "panel", "caption": "组合图", "message": "两个指标各有坐标",
        "panels": [
            {"id": "panel-a", "kind": "then_now", "head": "示例人口", "unit": "万人", "facts": ["start", "now", "goal"], "highlight": "now"},
            {"id": "panel-b", "kind": "index_pair", "head": "示例收入", "facts": ["index"], "highlight": "index"},
        ],
    },
)  # fmt: skip
KIND = ChartKind(
    name="panel", label="组合图", english="panels", needs="`panels`: 2 to 4 figures side by side", samples=_SAMPLES, panels=panels,
    rules=rules, height=50, takes="panels", axes="none",
)  # fmt: skip
