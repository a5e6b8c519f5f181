"""Numbers of charts and alternative texts: the fact that each shows, the base of an index, or what was computed while drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model import Fact, Pack

_CLOSE = Decimal("1e-9")
_TURNED = {
    "lt": "gt",
    "gt": "lt",
    "le": "ge",
    "ge": "le",
    "approx_below": "approx_above",
    "approx_above": "approx_below",
}


@dataclass(frozen=True)
class DrawnNumber:
    """A number that a chart has beside its facts: whose it is, its value, unit and bound, and how it is computed.

    Without a formula it is the base of an index.
    """

    fact_id: str
    value: Decimal
    unit: str = ""
    bound: str = "exact"
    formula: str = ""


def drawn_number(pack: Pack, held: Sequence[str], value: Decimal) -> DrawnNumber | None:
    """Return what a value is in a chart of these facts, where it is none of them; None where it is not theirs."""
    facts = [pack.facts[key] for key in held if key in pack.facts]
    found = (*_rests(pack, facts), *_bases(facts))
    return next((one for one in found if abs(one.value - value) < _CLOSE), None)


def _rests(pack: Pack, facts: Sequence[Fact]) -> Iterator[DrawnNumber]:
    """What is left to 100 %, and to a target; a derived fact that says the same stands for it."""
    for fact in facts:
        if fact.value is None:
            continue
        if fact.unit == "%":
            bound = _TURNED.get(fact.bound, fact.bound)
            yield DrawnNumber(fact.id, 100 - fact.value, "%", bound, f"100 - {fact.id}")
        for other in facts:
            if other.kind == "target" and other is not fact and other.unit == fact.unit and other.value is not None:
                rest = other.value - fact.value
                derived = _derived(pack, {fact.id, other.id}, rest)
                formula = f"{other.id} - {fact.id}"
                yield DrawnNumber(derived or other.id, rest, fact.unit, _TURNED.get(fact.bound, fact.bound), formula)


def _derived(pack: Pack, operands: set[str], value: Decimal) -> str:
    """The derived fact of two others that has a value."""
    for key, fact in pack.facts.items():
        if fact.formula and fact.value == value and all(one in fact.formula for one in operands):
            return key
    return ""


def _bases(facts: Sequence[Fact]) -> Iterator[DrawnNumber]:
    for fact in facts:
        if fact.kind == "index":
            yield DrawnNumber(fact.id, (fact.base.value if fact.base else None) or Decimal(1))
