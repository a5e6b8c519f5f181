"""What an import would do: fields of facts that change, new facts, wording that no longer fits, rows that no fact takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.update import Raw
from reportgen.model import Fact
from reportgen.model.numbers.reading import Reader


@dataclass(frozen=True)
class FactChange:
    """One field of a fact, before and after, as it is written in facts.yaml."""

    fact_id: str
    field: str
    old: Any
    new: Any
    place: str


@dataclass
class Import:
    """The changes that a book holds, facts that it could add, every problem, and what should be known."""

    changes: list[FactChange] = field(default_factory=list)
    proposals: list[Raw] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    unmatched: list[Problem] = field(default_factory=list)  # rows that no fact takes


def raw_of(fact: Fact) -> Raw:
    """Return what an update needs of a fact, as it is written in a pack."""
    return {
        "id": fact.id, "label": fact.label, "short": fact.short, "kind": fact.kind, "unit": fact.unit, "bound": fact.bound,
        "value": None if fact.value is None else f"{fact.value:f}", "word": fact.word, "words": fact.words,
        "upper": None if fact.upper is None else f"{fact.upper:f}", "fraction": fact.fraction, "period": fact.period,
        "items": list(fact.items), "open_ended": fact.open_ended, "note": fact.note, "formula": fact.formula,
        "source": fact.source, "measured": fact.measured.isoformat() if fact.measured else None,
    }  # fmt: skip


def value_changes(fact: Fact, new: Raw, place: str) -> list[FactChange]:
    """Return how the value of a fact changes: value, bound and its word; a range and a fraction are written in `value`."""
    old = raw_of(fact)
    before, after = _value_text(old), _value_text(new)
    changes = []
    if after is not None and not _same(before, after):
        changes.append(FactChange(fact.id, "value", before, after, place))
        if fact.upper is not None:
            changes.append(FactChange(fact.id, "upper", str(fact.upper), None, place))
    in_value = ("range", "fraction")
    for name in ("bound", "word"):
        was, now = old.get(name) or None, new.get(name) or None
        if name == "bound" and now in in_value:
            now = None if was not in in_value else was
        if was != now and not (name == "bound" and was is None):
            changes.append(FactChange(fact.id, name, was, now, place))
    return changes


def wording_conflicts(fact: Fact, changes: Sequence[FactChange]) -> list[FactChange]:
    """Return the change that drops the fixed wording of a fact, where its value changes and the wording says another number."""
    changed = {change.field: change for change in changes}
    if "value" not in changed or "words" in changed or not fact.words:
        return []
    new = changed["value"].new
    said = [number.value for number in Reader((fact.unit,)).numbers(fact.words)]
    if _number(new) is not None and _number(new) in said:
        return []
    return [FactChange(fact.id, "words", fact.words, None, changed["value"].place)]


def _value_text(raw: Raw) -> str | None:
    if raw.get("upper") is not None:
        return f"{raw['value']}～{raw['upper']}"
    if raw.get("fraction"):
        return str(raw["fraction"])
    return None if raw.get("value") is None else str(raw["value"])


def _same(one: str | None, other: str) -> bool:
    return one == other or (one is not None and _number(one) is not None and _number(one) == _number(other))


def _number(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return None
