"""Entries of the ledger: a number as it was shown, the fact behind it, and what was done to it."""

from decimal import Decimal

from reportgen.edition.ledger import LedgerEntry
from reportgen.findings import Place
from reportgen.model import Fact, Pack
from reportgen.model.numbers.quantity import places_of, recorded, shifted, written


def entry_of(
    pack: Pack, fact_id: str, text: str, file: str, place: Place, kind: str = "text", *, typed: bool = False
) -> LedgerEntry:
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
    return LedgerEntry(
        fact_id, text, recorded(fact.value), fact.unit, fact.bound, file, place,
        kind, how, fact.source or "", _locator(fact), fact.formula or "", fact.origin or "",
        "; ".join(fact.replaced), _note(fact, text),
    )  # fmt: skip


def drawn_entry(
    pack: Pack,
    fact_id: str,
    text: str,
    file: str,
    place: Place,
    kind: str,
    value: Decimal,
    unit: str,
    bound: str,
    formula: str,
) -> LedgerEntry:
    """Return the entry of a number that stands beside a fact: computed by a formula, or the base of an index."""
    fact = pack.facts[fact_id]
    how = "computed" if formula else "base"
    return LedgerEntry(
        fact_id, text, recorded(value), unit, bound, file, place, kind, how, fact.source or "", _locator(fact), formula
    )  # fmt: skip


def _locator(fact: Fact) -> str:
    return f"line {fact.locator.line}: {fact.locator.anchor}" if fact.locator else ""


def _note(fact: Fact, text: str) -> str:
    """What was done to a number that is shown: manual; rounded; zeros added."""
    notes = ["manual"] if fact.manual else []
    if fact.value is not None and fact.decimals is not None and places_of(fact.value) > fact.decimals:
        notes.append(f"rounded to {fact.decimals} decimals")
    elif fact.value is not None and fact.aligned is not None and _padded(fact, text):
        notes.append(f"zeros added: its column has {fact.aligned.decimals} decimals")
    return "; ".join(notes)


def _padded(fact: Fact, text: str) -> bool:
    """Whether a column shows more decimals than the source has."""
    if fact.value is None or fact.aligned is None:
        return False
    own = shifted(fact.value, fact.aligned.scale)
    return places_of(own) < fact.aligned.decimals and text == fact.column() != written(own, fact.unit)
