"""Two numbers for one thing (F11): facts of the same label, period and scope whose values exclude each other."""

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.check.facts.wording import described, place_of
from reportgen.findings import Finding, Rule
from reportgen.model import Fact, Pack
from reportgen.model.numbers.intervals import excludes
from reportgen.model.numbers.units import measure

_SPACE = re.compile(r"[\s　]+")
_UNIT = re.compile(r"[（(][^（）()]*[)）]$")
_AHEAD = ("target", "threshold")
_GROWN = ("growth_multiple", "annual_growth", "index")
_Key = tuple[str, str, str, str, str]

ONE_VALUE = Rule("F11", "error", "one thing has one value, or the pack says why it has two")


def conflicts(pack: Pack) -> Iterator[Finding]:
    """Yield each pair of facts, or of a fact and a cell of a table, that says two things of one."""
    own = pack.own_facts()
    groups: dict[_Key, list[Fact]] = defaultdict(list)
    for fact in pack.facts.values():
        if fact.value is not None and fact.edition is None:
            groups[_key(fact, own)].append(fact)
    for same in groups.values():
        yield from _of_group(pack, [one for one in same if one.id in own], [one for one in same if one.id not in own])


def _of_group(pack: Pack, facts: list[Fact], cells: list[Fact]) -> Iterator[Finding]:
    """Each fact is held against those before it, and against the cells of tables; cells of two tables are not."""
    known = {_said(cell): cell for cell in cells}  # one of each value, so that a large group stays cheap
    for fact in facts:
        other = next((o for o in known.values() if excludes(fact, o) and not _explained(pack, fact, o)), None)
        if other is not None:
            yield _finding(pack, other, fact)
        else:
            known[_said(fact)] = fact


def _said(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.upper, fact.unit, fact.bound


def _explained(pack: Pack, one: Fact, other: Fact) -> bool:
    return one.differs_from == other.id or other.differs_from == one.id


def _finding(pack: Pack, one: Fact, other: Fact) -> Finding:
    time = other.period or other.as_of
    what = f"two values of {other.label}{f' for {time}' if time else ''}: {described(pack, one)} and {described(pack, other)}"
    hint = f"correct one of them, or write `differs_from: {one.id}` and `because: …` at {other.id}"
    return ONE_VALUE.at(place_of(pack, other), what, hint)


def _key(fact: Fact, own: dict[str, Fact]) -> _Key:
    """What two facts share that are about one thing; a planned number and a growth are not the level itself."""
    period = (fact.period or "").removesuffix("年")
    label = _UNIT.sub("", _SPACE.sub("", fact.label)) if fact.id not in own else _SPACE.sub("", fact.label)
    if period:
        label = label.replace(f"{period}年", "").replace(period, "") or label
    kind = "ahead" if fact.kind in _AHEAD or fact.status == "target" else fact.kind if fact.kind in _GROWN else ""
    time = period or fact.as_of or ""
    return label, time, fact.scope or "", measure(fact.unit).thing, kind
