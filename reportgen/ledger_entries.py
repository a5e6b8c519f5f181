"""Owns turning a fact as it was shown into an entry of the ledger. In: Pack, file, Shown; out: Entry."""

from reportgen.edition.ledger import Entry
from reportgen.model import Pack
from reportgen.template import Shown


def entry_of(pack: Pack, file: str, item: Shown) -> Entry:
    """Return the entry of a fact that stands in a file."""
    fact = pack.facts[item.fact_id]
    locator = f"line {fact.locator.line}: {fact.locator.anchor}" if fact.locator else ""
    return Entry(item.fact_id, item.text, file, f"{item.part}: {item.place}", fact.source or "", locator)
