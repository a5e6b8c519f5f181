"""Many mistakes of one cause as one: the first place, how many there are, and where the next ones stand."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.errors import Problem

_SAME, _ALIKE = 3, 12  # so many of one wording, or of one cause, are still told one by one
_NAMED = 4  # places that are named besides the first
_VALUE = re.compile(r"'[^']*'|`[^`]*`|“[^”]*”|\d+(?:\.\d+)?")


def grouped(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems in their order, those of one cause as one with a count and the first places."""
    return _grouped(_grouped(list(dict.fromkeys(problems)), _SAME, exact=True), _ALIKE, exact=False)


def _grouped(problems: Sequence[Problem], most: int, *, exact: bool) -> list[Problem]:
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_cause(problem, exact), []).append(problem)
    found = []
    for group in groups.values():
        found += group if len(group) <= most else [_as_one(group)]
    return found


def _cause(problem: Problem, exact: bool) -> tuple[str, ...]:
    if exact:
        return problem.code, problem.what, problem.hint
    return problem.code, _VALUE.sub("…", problem.what).partition(": found")[2] or _VALUE.sub("…", problem.what)


def _as_one(group: Sequence[Problem]) -> Problem:
    first = group[0]
    places = [str(replace(one, what="", hint="", code="")).rstrip(": ") for one in group[1 : _NAMED + 1]]
    more = len(group) - 1 - len(places)
    rest = f" and {more} more" if more else ""
    return replace(first, what=f"{first.what} ({len(group)} times: also {', '.join(places)}{rest})")
