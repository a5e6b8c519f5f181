"""Owns turning a fact as it was shown into an entry of the ledger. In: Pack, file, place; out: Entry."""

from reportgen.edition.ledger import Entry
from reportgen.model import Pack
from reportgen.model.numbers.quantity import recorded


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
        "; ".join(fact.replaced),
    )  # fmt: skip
