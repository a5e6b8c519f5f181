"""Owns drawing a figure as a picture: kind to drawing function, and the sizes of the report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.charts.alt import alt_text, shown_facts
from reportgen.charts.bars import bars_of, draw_bars
from reportgen.charts.canvas import Canvas
from reportgen.charts.progress import draw_progress
from reportgen.charts.share_bar import draw_share
from reportgen.charts.tiers import draw_tiers
from reportgen.model import Fact, Figure, Theme

FULL_WIDTH = 156.0
_PANEL_GAP = 6.0
_HEIGHTS = {"then_now": 50.0, "index_pair": 50.0, "panel": 50.0, "tiers": 72.0, "share_bar": 45.0, "progress": 45.0}
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Drawing:
    """A drawn figure: picture bytes, size in mm, alternative text, and each fact as it is shown."""

    png: bytes
    svg: bytes
    width_mm: float
    height_mm: float
    alt: str
    shown: tuple[tuple[str, str], ...]


def draw(figure: Figure, facts: Facts, theme: Theme, width_mm: float = FULL_WIDTH) -> Drawing:
    """Return the picture of a figure; the same input gives the same bytes."""
    height = figure.height_mm or _HEIGHTS[figure.kind]
    canvas = Canvas(width_mm, height)
    _KINDS[figure.kind](canvas, figure, facts, theme)
    png, svg = canvas.finish()
    return Drawing(png, svg, width_mm, height, alt_text(figure, facts), shown_facts(figure, facts))


def _bars(canvas: Canvas, figure: Figure, facts: Facts, theme: Theme) -> None:
    shown = [facts[key] for key in figure.facts]
    draw_bars(canvas, 0.5, canvas.width - 1, figure, bars_of(figure, shown), theme)


def _panel(canvas: Canvas, figure: Figure, facts: Facts, theme: Theme) -> None:
    width = (canvas.width - _PANEL_GAP * (len(figure.panels) - 1)) / len(figure.panels)
    for number, panel in enumerate(figure.panels):
        bars = bars_of(panel, [facts[key] for key in panel.facts])
        draw_bars(canvas, 0.5 + number * (width + _PANEL_GAP), width - 1, panel, bars, theme)


def _share(canvas: Canvas, figure: Figure, facts: Facts, theme: Theme) -> None:
    draw_share(canvas, figure, facts[figure.facts[0]], theme)


def _progress(canvas: Canvas, figure: Figure, facts: Facts, theme: Theme) -> None:
    draw_progress(canvas, figure, facts[figure.facts[0]], facts[figure.facts[1]], theme)


def _tiers(canvas: Canvas, figure: Figure, facts: Facts, theme: Theme) -> None:
    draw_tiers(canvas, figure.tiers, facts, theme)


_KINDS: dict[str, Callable[[Canvas, Figure, Facts, Theme], None]] = {
    "then_now": _bars,
    "index_pair": _bars,
    "share_bar": _share,
    "progress": _progress,
    "tiers": _tiers,
    "panel": _panel,
}
