"""Entries of the ledger: a number as it was shown, with the fact behind it."""

from decimal import Decimal

from reportgen.edition.ledger import Entry
from reportgen.model import Fact, Pack
from reportgen.model.numbers.quantity import recorded


def entry_of(
    pack: Pack, fact_id: str, text: str, file: str, place: str, kind: str = "text", *, typed: bool = False
) -> Entry:
    """Return the entry of a fact that stands in a file; typed says that a hand wrote it, not a tag."""
    fact = pack.facts[fact_id]
    if (
        fact.base is not None
        and fact.base.value is not None
        and text == fact.base_value()
        and fact.value != fact.base.value
    ):
        return drawn_entry(pack, fact_id, text, file, place, kind, fact.base.value, "", "exact", "")
    how = "typed" if typed else "computed" if fact.formula else "fact"
    return Entry(
        fact_id, text, recorded(fact.value), fact.unit, fact.bound, file, place,
        kind, how, fact.source or "", _locator(fact), fact.formula or "", fact.origin or "",
        "; ".join(fact.replaced),
    )  # fmt: skip


def drawn_entry(
    pack: Pack,
    fact_id: str,
    text: str,
    file: str,
    place: str,
    kind: str,
    value: Decimal,
    unit: str,
    bound: str,
    formula: str,
) -> Entry:
    """Return the entry of a number that stands beside a fact: computed by a formula, or the base of an index."""
    fact = pack.facts[fact_id]
    how = "computed" if formula else "base"
    return Entry(
        fact_id, text, recorded(value), unit, bound, file, place, kind, how, fact.source or "", _locator(fact), formula
    )  # fmt: skip


def _locator(fact: Fact) -> str:
    return f"line {fact.locator.line}: {fact.locator.anchor}" if fact.locator else ""
