"""A figure with all its numbers of one unit in one scale: the largest of 万, 亿 and 万亿 that is exact for every one."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.charts.data import FactsById
from reportgen.model import Fact, Figure, Series
from reportgen.model.numbers.quantity import common_scale, shifted


def on_one_scale(figure: Figure, facts: FactsById) -> tuple[Figure, FactsById]:
    """Return the figure with its units, and its facts, as they are printed together; done twice it changes nothing."""
    if figure.kind == "tiers":
        return figure, facts
    if figure.panels:
        panels = []
        for panel in figure.panels:
            panel, facts = on_one_scale(panel, facts)
            panels.append(panel)
        return figure.model_copy(update={"panels": tuple(panels)}), facts
    scales = _scales(figure, facts)
    scaled = {key: _scaled(facts[key], scales) for key in figure.fact_ids() if key in facts}
    series = tuple(_series(figure, one, scales) for one in figure.series)
    figure = figure.model_copy(update={"unit": _unit(figure.unit, scales), "series": series})
    return figure, {**facts, **scaled}


def _scales(figure: Figure, facts: FactsById) -> dict[str, str]:
    groups: dict[str, list[Decimal]] = defaultdict(list)
    for unit, value in _numbers(figure, facts):
        groups[unit].append(value)
    return {unit: common_scale(values, unit) for unit, values in groups.items()}


def _numbers(figure: Figure, facts: FactsById) -> Iterator[tuple[str, Decimal]]:
    """Each number of the figure with its unit."""
    for key in figure.fact_ids():
        fact = facts.get(key)
        if fact is not None and fact.value is not None and fact.bound != "fraction":
            yield from ((fact.unit, end) for end in fact.printed_ends() if end is not None)
    for series in figure.series:
        unit = series.unit if series.unit is not None else figure.unit or ""
        yield from ((unit, value) for value in series.values if isinstance(value, Decimal))


def _scaled(fact: Fact, scales: dict[str, str]) -> Fact:
    scale = scales.get(fact.unit)
    if scale is None or fact.scale is not None:
        return fact
    aligned = fact.aligned and fact.aligned.model_copy(update={"scale": scale})
    return fact.model_copy(update={"scale": scale, "aligned": aligned})


def _series(figure: Figure, series: Series, scales: dict[str, str]) -> Series:
    unit = series.unit if series.unit is not None else figure.unit or ""
    scale = scales.get(unit, "")
    values = tuple(shifted(value, scale) if isinstance(value, Decimal) else value for value in series.values)
    return series.model_copy(update={"unit": _unit(series.unit, scales), "values": values})


def _unit(unit: str | None, scales: dict[str, str]) -> str | None:
    return scales[unit] + unit if unit is not None and scales.get(unit) else unit
