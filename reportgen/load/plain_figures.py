"""Numbers that a figure writes itself become facts, so that labels, alternative texts, ledger and checks know them."""

import re
from decimal import Decimal
from typing import Any

from reportgen.model import Fact, Figure, Pack, Series

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")


def with_plain_figures(pack: Pack) -> Pack:
    """Return the pack with each plain number of its figures as a fact FIGURE.SERIES.CATEGORY."""
    facts: dict[str, Fact] = {}
    figures = {key: _filled(figure, facts) for key, figure in pack.figures.items()}
    return pack.model_copy(update={"figures": figures, "facts": {**pack.facts, **facts}}) if facts else pack


def _filled(figure: Figure, facts: dict[str, Fact]) -> Figure:
    if figure.panels:
        return figure.model_copy(update={"panels": tuple(_filled(panel, facts) for panel in figure.panels)})
    if not any(isinstance(value, Decimal) for series in figure.series for value in series.values):
        return figure
    series = tuple(_series(figure, one, number, facts) for number, one in enumerate(figure.series, 1))
    return figure.model_copy(update={"series": series})


def _series(figure: Figure, series: Series, number: int, facts: dict[str, Fact]) -> Series:
    values: list[Any] = []
    for at, value in enumerate(series.values):
        if isinstance(value, Decimal):
            fact = _fact(figure, series, number, at, value)
            while fact.id in facts:  # two series or categories of one name
                fact = fact.model_copy(update={"id": f"{fact.id}·"})
            facts[fact.id] = fact
            values.append(fact.id)
        else:
            values.append(value)
    return series.model_copy(update={"values": tuple(values)})


def _fact(figure: Figure, series: Series, number: int, at: int, value: Decimal) -> Fact:
    category, name = figure.categories[at], series.name or str(number)
    unit = series.unit if series.unit is not None else figure.unit or ""
    year = _YEAR.search(category)
    return Fact(
        id=f"{figure.id}.{name}.{category}", label=f"{category}{name}", kind="share" if unit == "%" else "level", value=value,
        unit=unit, period=year.group(1) if year else None, source=figure.source, origin=f"report.yaml, figure {figure.id}",
    )  # fmt: skip
