"""The index pair: an index beside its base of 1, which the axis names. Growth multiples never come here."""

from reportgen.charts.picture.bars import Facts, Shown, bars_of, draw_bars
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.errors import ChartError
from reportgen.model import Figure, Theme


def with_base_unit(figure: Figure, facts: Facts) -> Figure:
    """Return the figure whose head names the base when no unit is given: 开发建设之初=1."""
    fact = facts[figure.facts[0]] if figure.kind == "index_pair" and figure.facts else None
    if fact is None or fact.base is None or figure.unit is not None:
        return figure
    return figure.model_copy(update={"unit": f"{fact.base.label or '基期'}={fact.base_value()}"})


def draw_index_pair(canvas: Canvas, area: Area, figure: Figure, facts: Facts, theme: Theme) -> Shown:
    """Draw two bars, the base and the index."""
    if any(facts[key].kind != "index" or facts[key].base is None for key in figure.facts):
        raise ChartError(f"figure {figure.id}: an index pair needs a fact of kind index with its base")
    return draw_bars(canvas, area, with_base_unit(figure, facts), bars_of(figure, facts), theme)
