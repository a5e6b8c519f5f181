"""Sets facts from the command line: raw facts with new values, and what cannot be set."""

import difflib
from collections.abc import Mapping
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.update import UnreadableValue, updated

_ORIGIN = "--set"


def with_settings(
    facts: Mapping[str, Any],
    settings: Mapping[str, str],
    computed: frozenset[str],
    problems: list[Problem],
    sources: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the facts with those set that are named; the rest is reported.

    A value may name its source behind an @ (72万人@bureau); without one it is manual.
    """
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
                found[key] = _set(found[key], *_with_source(text, sources))
            except UnreadableValue as error:
                problems.append(Problem(_ORIGIN, None, None, f"{key}: {error}", "write it as it is printed"))
    return found


def _with_source(text: str, sources: Mapping[str, Any]) -> tuple[str, str | None]:
    """A value and the id of its source, which stands behind the last @."""
    value, sign, name = text.rpartition("@")
    if not sign:
        return text, None
    labels = {source.get("label"): key for key, source in sources.items() if isinstance(source, dict)}
    found = name if name in sources else labels.get(name)
    if found is None:
        there = ", ".join(sources) or "none"
        raise UnreadableValue(f"no source `{name}` behind the @; there are: {there}")
    return value, found


def _set(fact: dict[str, Any], text: str, source: str | None) -> dict[str, Any]:
    new = updated(fact, text) | {"source": source, "manual": source is None}
    before = fact.get("words") or fact.get("value") or "、".join(fact.get("items") or ())
    new["replaced"] = [*fact.get("replaced", []), f"{fact.get('origin') or 'the pack'}: {before}"]
    new["origin"] = _ORIGIN
    for name in ("locator", "measured"):  # they are those of the value before
        new.pop(name, None)
    return new
