"""Every rule that a finding of any command can name, by its id."""

from reportgen.charts.picture.area import DRAWN
from reportgen.check.rules import RULES
from reportgen.cli.doctor import INSTALLED
from reportgen.cli.pack.facts_check import LOADS
from reportgen.distribute.schedule.plan_check import RULES as PLAN_RULES
from reportgen.distribute.schedule.times.workdays import ENDING, LIBRARY, PUBLISHED
from reportgen.errors import InputError, Problem
from reportgen.findings import Rule
from reportgen.template.program.notices import NOTICES

EVERY_RULE: dict[str, Rule] = {
    **RULES,
    **NOTICES,
    **{rule.id: rule for rule in (*DRAWN, PUBLISHED, ENDING, LIBRARY, *PLAN_RULES, LOADS, *INSTALLED)},
}


def rule_named(name: str) -> Rule:
    """Return a rule by its id, in letters of any case. Raises an InputError where there is none."""
    found = next((rule for key, rule in EVERY_RULE.items() if key.lower() == name.strip().lower()), None)
    if found is None:
        there = ", ".join(sorted({key[0] for key in EVERY_RULE if key[1:].isdigit()}))
        hint = f"a finding begins with its level and its rule, for example G01; families: {there}"
        raise InputError([Problem("--explain", None, None, f"no rule is called {name}", hint)])
    return found
