"""Owns computing derived facts of a pack. In: a Pack; out: a Pack whose derived facts have values."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from reportgen.load.formula import FormulaError, Quantity, evaluate, fact_ids
from reportgen.load.quantities import towards
from reportgen.model import Fact, Pack

Report = Callable[[str, str, str], None]


def with_derived(pack: Pack, report: Report) -> Pack:
    """Return the pack with every formula computed; what can not be computed is reported by fact id."""
    facts = dict(pack.facts)
    for fact in pack.facts.values():
        if fact.formula is None:
            continue
        try:
            facts[fact.id] = _computed(fact, evaluate(fact.formula, facts))
        except FormulaError as error:
            report(fact.id, str(error), "use ids of facts above it that have a value, with + - * /")
    return pack.model_copy(update={"facts": facts})


def recomputed(derived: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return raw derived facts without the stated value and wording, where what they are made of came from a later source."""
    moved = {key for key, fact in facts.items() if isinstance(fact, dict) and fact.get("replaced")}
    found: dict[str, Any] = {}
    for key, fact in derived.items():
        if isinstance(fact, dict) and moved & set(fact_ids(str(fact.get("formula")))):
            moved.add(key)
            fact = {name: value for name, value in fact.items() if name not in ("value", "words", "bound")}
        found[key] = fact
    return found


def dependents(pack: Pack, moved: set[str]) -> list[Fact]:
    """Return the derived facts that are made of facts that moved, directly or through others."""
    found: dict[str, Fact] = {}
    for fact in pack.facts.values():
        if fact.formula and (moved | set(found)) & set(fact_ids(fact.formula)):
            found[fact.id] = fact
    return list(found.values())


def _computed(fact: Fact, result: Quantity) -> Fact:
    value = result.value
    if not result.unit and fact.unit == "%":
        value *= 100
    elif result.unit and result.unit != fact.unit:
        raise FormulaError(f"the formula gives {result.unit}, the fact says {fact.unit or 'no unit'}")
    rounded = value.quantize(Decimal("0.01"))
    if fact.value is not None and fact.value != rounded.normalize() and fact.value != rounded:
        raise FormulaError(f"the formula gives {rounded.normalize():f}, the fact says {fact.value}")
    if fact.bound not in ("exact", result.bound):
        raise FormulaError(f"the formula gives the bound {result.bound}, the fact says {fact.bound}")
    if result.bound != "exact":  # printed with two decimals, a bound has to stay true
        value = towards(value, result.bound, Decimal("0.01"))
    return fact.model_copy(update={"value": value, "bound": result.bound})
