"""Computes the derived facts of a pack: their exact values, and the decimals with which they are printed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.load.formula import ComputedQuantity, FormulaError, evaluate, fact_ids
from reportgen.load.quantities import in_unit
from reportgen.model import Fact, Pack
from reportgen.model.numbers.quantity import places_of, recorded, rounded

_Report = Callable[[str, str, str], None]


def with_derived(pack: Pack, report: _Report) -> Pack:
    """Return the pack with every formula computed; what cannot be computed is reported by fact id."""
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


def _computed(fact: Fact, result: ComputedQuantity) -> Fact:
    """The fact with its exact value, and the decimals with which it is printed: as stated, as asked, or as its operands allow."""
    if not result.unit and fact.unit == "%":
        result = replace(result, value=result.value * 100, unit="%", places=1)
    elif result.unit and result.unit != fact.unit:
        result = _in_unit_of(fact, result)
    if fact.value is not None and rounded(result.value, places_of(fact.value), result.bound) != fact.value:
        raise FormulaError(f"the formula gives {_short(result.value)}, the fact says {fact.value}")
    if fact.bound not in ("exact", result.bound):
        raise FormulaError(f"the formula gives the bound {result.bound}, the fact says {fact.bound}")
    decimals = result.places if fact.value is None else places_of(fact.value)
    if fact.decimals is not None:
        decimals = fact.decimals
    made_of = tuple(fact_ids(fact.formula or ""))
    update = {"value": result.value, "bound": result.bound, "decimals": decimals, "made_of": made_of}
    return fact.model_copy(update=update)


def _in_unit_of(fact: Fact, result: ComputedQuantity) -> ComputedQuantity:
    try:
        return in_unit(result, fact.unit)
    except FormulaError as error:
        raise FormulaError(f"the formula gives {result.unit}, the fact says {fact.unit or 'no unit'}") from error


def _short(value: Decimal) -> str:
    return recorded(value if places_of(value) <= 6 else rounded(value, 6)).rstrip("0").rstrip(".")
