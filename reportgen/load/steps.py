"""The computed facts that comparisons print: for each `f.a.since(f.b)` of a text, and each `since_last()`, its difference or growth."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from reportgen.model import Fact
from reportgen.model.movement.movement import Change, judge, step_id

_NAME = r"""f(?:\.([A-Za-z_]\w*)|\[\s*["']([^"']+)["']\s*\])"""
_PAIR = re.compile(rf"""(?<![\w.]){_NAME}\s*\.\s*since\(\s*{_NAME}(?:\s*,[^()]*?["'](%)["'])?\s*\)""")
_LAST = re.compile(rf"""(?<![\w.]){_NAME}\s*\.\s*since_last\(\s*(?:[^()]*?["'](%)["'])?\s*\)""")
_THEN_LAST = re.compile(rf"""(?<![\w.]){_NAME}\s*\.\s*since\(\s*{_NAME}\s*\.\s*last\s*(?:,[^()]*?["'](%)["'])?\s*\)""")


def with_steps(facts: dict[str, Fact], texts: Iterable[str]) -> dict[str, Fact]:
    """Return the facts with those that their comparisons print; what cannot be said is refused where the text says it."""
    found = dict(facts)
    asked = {(key, then.id, how): then for key, then, how in _asked(texts, facts)}
    for (key, _, how), then in asked.items():
        step = _step(facts[key], then, how)
        if step is not None:
            found[step.id] = step
            found[key] = found[key].model_copy(update={"steps": (*found[key].steps, step)})
    return found


def _asked(texts: Iterable[str], facts: dict[str, Fact]) -> Iterator[tuple[str, Fact, str]]:
    for text in texts:
        if ".since" not in text:
            continue
        for match in _PAIR.finditer(text):
            now, then = match.group(1) or match.group(2), match.group(3) or match.group(4)
            if now in facts and then in facts:
                yield now, facts[then], match.group(5) or ""
        for match in (*_LAST.finditer(text), *_THEN_LAST.finditer(text)):
            now = match.group(1) or match.group(2)
            if now in facts and facts[now].past:
                yield now, facts[now].past[-1], match.group(match.lastindex or 0) if match.group().count("%") else ""


def _step(now: Fact, then: Fact, how: str) -> Fact | None:
    """The computed fact of a comparison; None where it says no number, or cannot be said."""
    try:
        movement = judge(now, then)
        change = movement.growth() if how == "%" else movement.change()
    except ValueError:
        return None
    return None if change.size is None else _fact(now, then, how, change, movement.order)


def _fact(now: Fact, then: Fact, how: str, change: Change, order: int) -> Fact:
    assert change.size is not None
    size = change.size
    data: dict[str, Any] = {
        "id": step_id(now, then, how), "label": f"{now.label}{'增速' if how == '%' else '变动'}",
        "kind": "growth_multiple" if size.unit == "倍" else "level", "unit": size.unit, "bound": size.bound,
        "value": size.value if order > 0 else -size.value,
        "formula": f"growth({now.id}, {then.id})" if how == "%" else f"{now.id} - {then.id}",
        "source": now.source, "edition": then.edition, "movement": f"{change.verb}{size.text()}",
    }  # fmt: skip
    if order < 0:
        data["bound"] = {"gt": "lt", "ge": "le"}.get(size.bound, size.bound)
    return Fact.model_validate(data)
