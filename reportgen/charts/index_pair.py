"""Owns the index pair: an index beside its base of 1, which the axis names. Growth multiples never come here."""

from reportgen.charts.bars import Facts, Shown, bars_of, draw_bars
from reportgen.charts.canvas import Area, Canvas
from reportgen.errors import ChartError
from reportgen.model import Figure, Theme


def draw_index_pair(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw two bars, the base and the index."""
    if any(facts[key].kind != "index" or facts[key].base is None for key in figure.facts):
        raise ChartError(f"figure {figure.id}: an index pair needs a fact of kind index with its base")
    return draw_bars(canvas, area, figure, bars_of(figure, facts), theme)
