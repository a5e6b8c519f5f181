"""Suppressions: findings that a pack accepts, with a reason.

A suppression names whole steps of a place: the file, a slide or page, a shape by its name; `*` stands for anything.
"""

from collections.abc import Iterable, Sequence

from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Suppression

SUPPRESSES = Rule("S01", "warning", "each suppression still suppresses something")


@finds(SUPPRESSES)
def suppressed(
    findings: Iterable[Finding], suppressions: Sequence[Suppression], kinds: Iterable[str] = ("report", "deck")
) -> list[Finding]:
    """Return the findings, the accepted ones as notes with their reason.

    A suppression that meets nothing is a finding itself, unless it names a kind of file that was not looked at.
    """
    looked_at = set(kinds)
    used: set[int] = set()
    result = []
    for finding in findings:
        match = next((index for index, item in enumerate(suppressions) if _meets(item, finding)), None)
        if match is None:
            result.append(finding)
            continue
        used.add(match)
        result.append(finding.as_accepted(suppressions[match].reason))
    for index, item in enumerate(suppressions):
        other = {kind for kind, names in _FILES.items() if _file(item) in names}
        if index not in used and not other - looked_at:
            what = f"the suppression of {item.rule} at “{item.place}” suppresses nothing"
            result.append(SUPPRESSES.at(Place("pack.yaml"), what, "remove it"))
    return result


_FILES = {"report": ("report", "report.docx"), "deck": ("deck", "deck.pptx")}


def _file(item: Suppression) -> str:
    """The first step that a suppression names, which may be a file."""
    return item.place.partition(",")[0].partition("*")[0].strip()


def _meets(item: Suppression, finding: Finding) -> bool:
    return item.rule == finding.rule and finding.place.meets(item.place)
