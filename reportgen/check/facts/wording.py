"""How checks name a fact: its value, its source and the location that gave it."""

from reportgen.findings import Place
from reportgen.model import Fact, Pack


def described(pack: Pack, fact: Fact) -> str:
    """Return a fact as a finding names it: pop 70万人 (某市统计局, stats.xlsx, sheet 人口, cell B3)."""
    names = "; ".join(pack.source_names([fact.id]))
    origin = fact.origin or pack.written.get(fact.id) or (f"line {fact.locator.line}" if fact.locator else "")
    where = ", ".join(part for part in (names, origin) if part) or "no source"
    return f"{fact.id} {fact.prose()} ({where})"


def place_of(pack: Pack, fact: Fact) -> Place:
    """Return where a finding about a fact belongs: the cell or row that gave it, or its line in the files of the pack."""
    return Place(fact.origin) if fact.origin else Place(pack.written.get(fact.id, "facts.yaml"), f"fact {fact.id}")
