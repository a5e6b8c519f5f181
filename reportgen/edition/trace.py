"""Asking a ledger: where a number comes from, where a fact is used, what stands on a slide. In: entries; out: entries."""

import re
from collections.abc import Sequence

from reportgen.edition.ledger import LedgerEntry


def trace(entries: Sequence[LedgerEntry], fact: str = "", text: str = "", slide: int = 0) -> list[LedgerEntry]:
    """Return the entries that fit everything asked for; a text fits where one contains the other (70万人 and 70万)."""
    found = list(entries)
    if fact:
        found = [entry for entry in found if entry.fact_id == fact]
    if text:
        found = [entry for entry in found if text in entry.text] or [
            entry for entry in found if entry.text in text and re.search(r"[\d一二三四五六七八九十百]", entry.text)
        ]
    if slide:
        found = [entry for entry in found if (entry.place.part, entry.place.number) == ("slide", slide)]
    return found
