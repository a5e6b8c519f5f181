"""What a rule asks for, in words: one rule for the terminal, all of them as a table for the docs."""

from collections.abc import Iterable, Iterator

from reportgen.findings import LimitedRule, Rule


def explained(rule: Rule) -> str:
    """Return all that is known of a rule, a line each."""
    return "\n".join((f"{rule.id} ({rule.level}): {rule.sentence}", *(f"  {line}" for line in _details(rule)))) + "\n"


def _details(rule: Rule) -> Iterator[str]:
    if isinstance(rule, LimitedRule):
        yield f"limits: {_numbers(rule.limits)}"
        for profile, limits in rule.limits_in.items():
            yield f"limits with --profile {profile}: {_numbers(limits)}"
    if rule.profiles:
        yield f"asked for by: --profile {', '.join(rule.profiles)}"
    if rule.lenient:
        yield "in files made elsewhere: a warning"
    if rule.exempt:
        yield f"not on the layouts: {', '.join(rule.exempt)}"
    yield f"check --fix: {rule.fix}" if rule.fix else "check --fix: changes nothing here"
    names = dict.fromkeys(f"{function.__module__}.{function.__name__}" for function in rule.functions)
    if names:
        yield f"found by: {', '.join(names)}"


def table(rules: Iterable[Rule]) -> str:
    """Return the rules as a table in Markdown."""
    rows = [
        f"| {rule.id} | {rule.level} | {rule.sentence} | {_limits(rule)} | {'yes' if rule.fix else ''} |"
        for rule in rules
    ]
    return "\n".join(("| rule | level | what it asks for | limits | `--fix` |", "|---|---|---|---|---|", *rows)) + "\n"


def _limits(rule: Rule) -> str:
    return _numbers(rule.limits) if isinstance(rule, LimitedRule) else ""


def _numbers(limits: object) -> str:
    """The fields of limits with their values: full 0.92, panel 0.25."""
    assert isinstance(limits, tuple)
    return ", ".join(f"{name} {value:g}" for name, value in zip(getattr(limits, "_fields", ()), limits, strict=True))
