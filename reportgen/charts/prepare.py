"""A figure made ready for drawing: its facts are there, it misleads nobody, its numbers are in one scale."""

from reportgen.charts.data import FactsById, FigureData, ShownFacts, data_of
from reportgen.charts.kinds import KINDS
from reportgen.charts.one_scale import on_one_scale
from reportgen.charts.rules import chart_rule_violations
from reportgen.errors import ChartError
from reportgen.model import Figure


def prepared(figure: Figure, facts: FactsById) -> FigureData:
    """Return the data of a figure; a ChartError names facts that do not exist, or the honest-chart rules that it breaks."""
    check_facts(figure, facts)
    broken = chart_rule_violations(figure, facts)
    if broken:
        raise ChartError(f"figure {figure.id}: " + "; ".join(broken))
    return data_of(*on_one_scale(figure, facts))


def check_facts(figure: Figure, facts: FactsById) -> None:
    """Refuse a figure that names facts which do not exist, or none."""
    unknown = [key for key in figure.fact_ids() if key not in facts]
    if unknown or not any(one.fact_ids() or one.series or one.events for one in (figure, *figure.panels)):
        what = "no fact is named" if not unknown else "no fact " + ", ".join(f"`{fact}`" for fact in unknown)
        raise ChartError(f"figure {figure.id}: {what}; a figure shows known facts only")


def shown_of(data: FigureData) -> ShownFacts:
    """Return each fact of a figure as it is printed, those of its panels one after the other."""
    panels = data.figure.panels
    if panels:
        return tuple(pair for panel in panels for pair in shown_of(data_of(panel, data.facts)))
    return KINDS[data.figure.kind].shown(data)
