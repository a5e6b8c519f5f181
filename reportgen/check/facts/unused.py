"""Facts that nothing shows (F14)."""

from collections.abc import Collection, Iterator

from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Pack

USED = Rule("F14", "info", "each fact is used")


@finds(USED)
def unused_facts(pack: Pack, used: Collection[str]) -> Iterator[Finding]:
    """Yield the facts that no text, figure, table, slide, formula or relation shows; used are the ids of those that one does."""
    for key, fact in pack.own_facts().items():
        if key not in used:
            what = f"no text, figure, table, slide, formula or relation shows {key} ({fact.label} {fact.prose()})"
            yield USED.at(Place(pack.written.get(key, "facts.yaml"), f"fact {key}"), what, "use it, or remove it")
