"""Owns setting facts from the command line. In: raw facts, id to text; out: raw facts, and what can not be set."""

import difflib
from collections.abc import Mapping
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.update import UnreadableValue, updated

_ORIGIN = "--set"


def with_settings(
    facts: Mapping[str, Any], settings: Mapping[str, str], computed: frozenset[str], problems: list[Problem]
) -> dict[str, Any]:
    """Return the facts with those set that are named; the rest is reported."""
    found = dict(facts)
    for key, text in settings.items():
        if key in computed:
            what, hint = f"{key} is computed by a formula", "set the facts that it is made of"
            problems.append(Problem(_ORIGIN, None, None, what, hint))
        elif key not in found:
            near = difflib.get_close_matches(key, sorted(found), 3, 0.5)
            hint = f"did you mean {', '.join(near)}?" if near else "see facts.yaml for the ids"
            problems.append(Problem(_ORIGIN, None, None, f"no fact `{key}`", hint))
        else:
            try:
                found[key] = _set(found[key], text)
            except UnreadableValue as error:
                problems.append(Problem(_ORIGIN, None, None, f"{key}: {error}", "write it as it is printed"))
    return found


def _set(fact: dict[str, Any], text: str) -> dict[str, Any]:
    new = updated(fact, text)
    before = fact.get("words") or fact.get("value") or "、".join(fact.get("items") or ())
    new["replaced"] = [*fact.get("replaced", []), f"{fact.get('origin') or 'the pack'}: {before}"]
    new["origin"] = _ORIGIN
    for name in ("locator", "measured"):  # they are those of the value before
        new.pop(name, None)
    return new
