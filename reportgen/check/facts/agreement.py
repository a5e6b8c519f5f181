"""What the facts of a pack say of each other: conflicts (F11), relations that fail (F12), values replaced by worse ones (F13)."""

from collections.abc import Iterator

from reportgen.check.facts.conflicts import ONE_VALUE, conflicts
from reportgen.check.facts.overrides import BEST_SOURCE, overrides
from reportgen.check.facts.relations import ADDS_UP, failed_relations
from reportgen.findings import Finding, finds
from reportgen.model import Pack


@finds(ONE_VALUE, ADDS_UP, BEST_SOURCE)
def check_facts(pack: Pack) -> list[Finding]:
    """Return what disagrees in a pack, errors first."""
    return sorted(_all(pack), key=lambda finding: finding.level != "error")


def _all(pack: Pack) -> Iterator[Finding]:
    yield from conflicts(pack)
    yield from failed_relations(pack)
    yield from overrides(pack)
