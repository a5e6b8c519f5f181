"""Rules of axes: one axis has one unit, and on an axis of times equal steps are equal spans."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.charts.data import FactsById
from reportgen.charts.kind import ChartKind
from reportgen.model import Fact, Figure, Series

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TIMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (re.compile(r"((?:19|20)\d\d)年?[末底初]?"), lambda match: int(match[1]) * 12),
    (re.compile(r"((?:19|20)\d\d)(?:年|[-./])(\d{1,2})月?[末底]?"), lambda match: int(match[1]) * 12 + int(match[2])),
    (re.compile(r"((?:19|20)\d\d)年?第?([一二三四1-4])季度"), lambda match: int(match[1]) * 12 + 3 * _QUARTERS[match[2]]),
    (re.compile(r"((?:19|20)\d\d)[-.]?Q([1-4])"), lambda match: int(match[1]) * 12 + 3 * int(match[2])),
)  # fmt: skip


def mixed_units(figure: Figure, kind: ChartKind, facts: FactsById) -> Iterator[str]:
    """Yield each axis that would hold numbers of several units, with the units and who has them."""
    if kind.axes == "none":
        return
    for axis in _axes(figure, kind):
        units = _units(figure, axis, facts)
        if len(units) > 1:
            said = ", ".join(f"{unit or 'no unit'} ({', '.join(names[:3])})" for unit, names in units.items())
            instead = "draw one figure for each" + (
                f", or use {kind.instead_of_mixed}" if kind.instead_of_mixed else ""
            )
            yield f"the numbers of {kind.name} share one axis and need one unit, and these are in {said}; {instead}"
    if figure.facts:
        yield from _of_facts(figure, [facts[key] for key in figure.facts if key in facts])


def unit_of(figure: Figure, series: Series, facts: FactsById) -> str:
    """Return the unit of a series: that of its facts, else as it or its figure states it."""
    units = {fact.unit for key in series.fact_ids() if (fact := facts.get(key)) is not None and fact.value is not None}
    stated = series.unit if series.unit is not None else figure.unit or ""
    return next(iter(units)) if len(units) == 1 else stated


def unequal_times(figure: Figure, kind: ChartKind) -> Iterator[str]:
    """Yield what is wrong with categories that are times but do not follow each other in equal steps."""
    if not kind.over_time or len(figure.categories) < 3:
        return
    times = [_time(name) for name in figure.categories]
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return
    steps = [late - early for early, late in pairwise(known)]
    if len(set(steps)) > 1:
        odd = next(n for n, step in enumerate(steps) if step != min(steps, key=abs)) if min(steps) > 0 else 0
        between = f"{figure.categories[odd]} and {figure.categories[odd + 1]}"
        yield (
            f"the times of {kind.name} are not equally far apart ({between}), and the axis would show them so; give every "
            "time between them with null, or use bar"
        )


def _axes(figure: Figure, kind: ChartKind) -> list[Sequence[Series]]:
    if kind.axes == "each":
        return [[series] for series in figure.series]
    if kind.axes == "last":
        return [figure.series[:-1], figure.series[-1:]]
    return [figure.series] if figure.series else []


def _units(figure: Figure, axis: Sequence[Series], facts: FactsById) -> dict[str, list[str]]:
    """The units of an axis, each with the facts or series that have it."""
    found: dict[str, list[str]] = {}
    for series in axis:
        stated = series.unit if series.unit is not None else figure.unit or ""
        if any(isinstance(value, Decimal) for value in series.values):
            found.setdefault(stated, []).append(series.name)
        for key in series.fact_ids():
            fact = facts.get(key)
            if fact is not None and fact.value is not None:
                found.setdefault(fact.unit, []).append(key)
    return found


def _of_facts(figure: Figure, shown: Sequence[Fact]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for fact in shown:
        if fact.value is not None:
            found.setdefault(fact.unit, []).append(fact.id)
    if len(found) > 1:
        said = ", ".join(f"{unit or 'no unit'} ({', '.join(names[:3])})" for unit, names in found.items())
        yield f"bars on one axis need one unit, and these are in {said}; split the figure into panels"


def _time(name: str) -> int | None:
    """A category as a count of months, None for one that is no time."""
    for pattern, months in _TIMES:
        match = pattern.fullmatch(name.strip())
        if match is not None:
            return months(match)
    return None
