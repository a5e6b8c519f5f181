"""Figures of parts of a whole: whether the pack declares that what they show makes one up."""

from collections.abc import Iterator

from reportgen.charts.kinds import KINDS
from reportgen.model import Figure, Pack
from reportgen.model.facts.relation import declared_parts


def undeclared_parts(figure: Figure, pack: Pack) -> list[str]:
    """Return what a pie or stack shows without a relation `parts` that says so; percentages and typed numbers need none."""
    found = [text for panel in figure.panels for text in undeclared_parts(panel, pack)]
    wanted = [ids for ids in _wholes(figure) if _needs(ids, figure, pack)]
    if not wanted:
        return found
    try:
        declared = set(declared_parts(pack.relations, pack.data))
    except ValueError:
        return found  # the relation that is wrong is reported itself
    missing = next((ids for ids in wanted if frozenset(ids) not in declared), None)
    if missing is not None:
        names = ", ".join(missing)
        found.append(
            f"{figure.kind} shows parts of a whole, and no relation says that {names} make one up; add to facts.yaml "
            f"`relations: [{{parts: [{names}], of: TOTAL}}]`, without `of` where the total is not a fact, or use column"
        )
    return found


def _wholes(figure: Figure) -> Iterator[tuple[str, ...]]:
    """The facts of each whole that a figure draws: of a pie all, of a stack those of one category."""
    whole = KINDS[figure.kind].whole
    if whole == "series":
        values = figure.facts or (figure.series[0].values if figure.series else ())
        yield tuple(value for value in values if isinstance(value, str))
    elif whole == "category":
        for column in zip(*(series.values for series in figure.series), strict=False):
            yield tuple(value for value in column if isinstance(value, str))


def _needs(ids: tuple[str, ...], figure: Figure, pack: Pack) -> bool:
    own = set(figure.own_fact_ids())
    known = [pack.facts[key] for key in ids if key in pack.facts and key not in own]
    return len(known) > 1 and any(fact.unit != "%" for fact in known)
