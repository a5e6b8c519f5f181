"""The facts that a recipient does not see, each with the reason: chosen, the same number elsewhere, computed from one, a total."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.distribute.shares.redaction.equations import Equation, equations_of
from reportgen.distribute.shares.redaction.number_forms import NumberForms, base_unit
from reportgen.model import Choice, Fact, Pack

_TELLING = 3  # significant digits from which two numbers of one unit are one number
CHOSEN = "hidden by the list"


@dataclass
class PackIndex:
    """What redaction needs to know of a pack, found once: the forms of its numbers, its equations, equal numbers."""

    pack: Pack
    forms: NumberForms
    equations: tuple[Equation, ...]
    same: dict[tuple[Decimal, str], list[str]]
    chosen: dict[Choice, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: Pack) -> "PackIndex":
        """Return the index of a pack; the last few are kept."""
        for index in _KEPT:
            if index.pack is pack:
                return index
        same: dict[tuple[Decimal, str], list[str]] = defaultdict(list)
        for fact in pack.facts.values():
            if fact.value is not None:
                same[_number(fact)].append(fact.id)
        index = cls(pack, NumberForms(pack), tuple(equations_of(pack)), same)
        _KEPT[:] = [index, *_KEPT[:3]]
        return index

    def hidden(self, choice: Choice) -> dict[str, str]:
        """Return the facts that a choice hides, each with why."""
        if choice not in self.chosen:
            self.chosen[choice] = _hidden(self, choice)
        return self.chosen[choice]


_KEPT: list[PackIndex] = []


def hidden_facts(pack: Pack, choice: Choice) -> dict[str, str]:
    """Return the facts that a recipient does not see, with why: what its list hides and all that would tell it."""
    if not choice.only and not choice.without:
        return {}
    return PackIndex.of(pack).hidden(choice)


def _hidden(index: PackIndex, choice: Choice) -> dict[str, str]:
    pack = index.pack
    keys = set(pack.facts) - set(choice.of(pack.facts))
    past = {key for key, fact in pack.facts.items() if fact.edition is not None}  # as visible as what it is the past of
    keys = (keys - past) | {key for key in past if key.partition("@")[0] in keys}
    found = dict.fromkeys((key for key in pack.facts if key in keys), CHOSEN)
    while more := dict(_next(index, found, choice)):
        found |= more
    return found


def _next(index: PackIndex, hidden: dict[str, str], choice: Choice) -> Iterator[tuple[str, str]]:
    """What must go because of what is hidden already, with why."""
    for key in hidden:
        for other in _twins(index, key):
            if other not in hidden and other not in choice.only:
                yield other, f"the same number as {key}"
    for equation in index.equations:
        inputs = [key for key in equation.operands if key in hidden]
        if not inputs or not equation.result or equation.result in hidden:
            continue
        if equation.declared:
            yield equation.result, f"computed from {', '.join(inputs)}"
        elif len(inputs) == 1:  # two parts that are hidden do not follow from their total
            yield equation.result, f"the total from which {inputs[0]} would follow"


def _twins(index: PackIndex, key: str) -> Iterable[str]:
    """The facts that say the same number: of one value and unit, and long enough or of one name."""
    fact = index.pack.facts[key]
    if fact.value is None:
        return ()
    others = [other for other in index.same[_number(fact)] if other != key]
    if len(fact.value.normalize().as_tuple().digits) >= _TELLING:
        return others
    return [other for other in others if index.pack.facts[other].label in (fact.label, fact.short)]


def _number(fact: Fact) -> tuple[Decimal, str]:
    factor, unit = base_unit(fact.unit)
    return (fact.value or Decimal(0)) * factor, unit
