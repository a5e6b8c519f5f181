"""The table of rules: all that a check of a file, of its pages or of a pack can say, family by family.

A rule lies beside the function that looks for it, and is known here by that function, or by the table that the function is in.
"""

from collections.abc import Callable

from reportgen.check.facts.agreement import check_facts
from reportgen.check.facts.unused import unused_facts
from reportgen.check.numbers.agreement import agreement
from reportgen.check.numbers.audit import audit, unread
from reportgen.check.numbers.claims import check_claims
from reportgen.check.numbers.computed import unsaid
from reportgen.check.numbers.direction import contradictions
from reportgen.check.numbers.labels import misplaced
from reportgen.check.numbers.phrases import wrong_phrases
from reportgen.check.pack import check_pack, check_sources
from reportgen.check.prose.bases import without_base
from reportgen.check.prose.names import idle_explanations, lost_quotes
from reportgen.check.rendered.rules import check_rendered
from reportgen.check.shared.freshness import check_ageing_words, check_freshness
from reportgen.check.shared.package import check_package
from reportgen.check.slides.deck import DECK_CHECKS
from reportgen.check.suppress import suppressed
from reportgen.check.word.report import REPORT_CHECKS
from reportgen.findings import Rule, rules_of
from reportgen.render.visual import finding_of

_FAMILIES = "GTCDFAWRS"
_FUNCTIONS: tuple[Callable[..., object], ...] = (
    check_package, *DECK_CHECKS, *REPORT_CHECKS, check_rendered, finding_of, audit, agreement, misplaced, contradictions,
    wrong_phrases, without_base, lost_quotes, idle_explanations,
    unsaid, unread, check_claims, check_facts, unused_facts, check_freshness, check_ageing_words, check_pack,
    check_sources, suppressed,
)  # fmt: skip


def _table() -> dict[str, Rule]:
    """The rules by id, family by family. Raises ValueError where two rules have one id."""
    found: dict[str, Rule] = {}
    for rule in sorted(rules_of(*_FUNCTIONS), key=lambda rule: (_FAMILIES.index(rule.id[0]), rule.id)):
        if found.setdefault(rule.id, rule) is not rule:
            raise ValueError(f"two rules have the id {rule.id}: “{found[rule.id].sentence}” and “{rule.sentence}”")
    return found


RULES = _table()
