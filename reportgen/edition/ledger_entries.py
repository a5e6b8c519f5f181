"""Entries of the ledger: a fact as it was shown, and what was done to its number."""

from reportgen.edition.ledger import Entry
from reportgen.model import Fact, Pack
from reportgen.model.numbers.quantity import places_of, recorded, shifted, written


def entry_of(
    pack: Pack, fact_id: str, text: str, file: str, place: str, kind: str = "text", *, typed: bool = False
) -> Entry:
    """Return the entry of a fact that stands in a file; typed says that a hand wrote it, not a tag."""
    fact = pack.facts[fact_id]
    locator = f"line {fact.locator.line}: {fact.locator.anchor}" if fact.locator else ""
    how = "typed" if typed else "computed" if fact.formula else "fact"
    return Entry(
        fact_id, text, recorded(fact.value), fact.unit, fact.bound, file, place,
        kind, how, fact.source or "", locator, fact.formula or "", fact.origin or "",
        "; ".join(fact.replaced), _note(fact, text),
    )  # fmt: skip


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
