"""Profiles: what a file is made for, and the limits that hold for it."""

from dataclasses import dataclass
from typing import TypeVar

from reportgen.findings import Finding, LimitedRule, Rule

L = TypeVar("L")
# for a meeting room; to be read alone; a report by GB/T 9704; made elsewhere: what is wrong anywhere stays wrong, the habits of
# this house are warnings and stop nobody
PROFILES = ("deck", "reading", "gongwen", "any")


@dataclass(frozen=True)
class Limits:
    """The limits that hold for one file."""

    profile: str

    def of(self, rule: LimitedRule[L]) -> L:
        """Return the limits of a rule in this profile."""
        return rule.limits_in.get(self.profile, rule.limits)


def judged(finding: Finding, rule: Rule, profile: str) -> Finding | None:
    """Return a finding as a profile takes it: as it is, as a warning, or None where the profile does not ask for the rule."""
    if rule.profiles and profile not in rule.profiles:
        return None
    return finding.as_warning() if rule.lenient and profile == "any" else finding
