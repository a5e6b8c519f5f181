"""What a recipient could still compute of what it does not see: by the equations of the pack, or by numbers that fit."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.distribute.shares.redaction.equations import known_from
from reportgen.distribute.shares.redaction.hidden_facts import PackIndex
from reportgen.distribute.shares.redaction.number_forms import base_unit, is_vague
from reportgen.model import Fact

_MOST_FITS = 3  # ways that are told of one number
_MOST_NUMBERS = 3000  # of a share that are tried against each other
_RATES = ("%", "‰", "倍", "")


@dataclass(frozen=True)
class Computable:
    """A hidden fact, the visible facts from which it follows, and how; `certain` by an equation of the pack, else the numbers fit."""

    fact_id: str
    operands: tuple[str, ...]
    how: str
    certain: bool

    def __str__(self) -> str:
        words = "can be computed" if self.certain else "may be computed"
        return f"{self.fact_id} {words} from {', '.join(self.operands)}: {self.how}"


def computable(index: PackIndex, hidden: Collection[str], shown: Collection[str]) -> list[Computable]:
    """Return each hidden fact that follows from those shown; both are ids of the pack."""
    visible = [
        key for key in shown if key in index.pack.facts and key not in hidden
    ]  # a recipient's own numbers are none
    certain = _by_equations(index, hidden, visible)
    told = {item.fact_id for item in certain}
    numbers = _Numbers(index, visible)
    return certain + [item for key in hidden if key not in told for item in numbers.fits(key)]


def _by_equations(index: PackIndex, hidden: Collection[str], visible: Collection[str]) -> list[Computable]:
    found = known_from(index.equations, visible)
    result = []
    for key, (equation, inputs) in found.items():
        if key in hidden:
            way = f"{equation.result} = {equation.formula}" if equation.result else equation.formula
            sources = {source for one in inputs for source in _sources(one, found)}
            result.append(Computable(key, tuple(sorted(sources)), way, certain=True))
    return result


def _sources(key: str, found: dict) -> set[str]:  # type: ignore[type-arg]
    """The visible facts behind one that was itself computed."""
    if key not in found:
        return {key}
    return {source for one in found[key][1] for source in _sources(one, found)}


class _Numbers:
    """The visible numbers, ready to be tried: by unit and value, and sorted for ratios."""

    def __init__(self, index: PackIndex, visible: Collection[str]) -> None:
        self.facts = index.pack.facts
        self.by_unit: dict[str, dict[Decimal, str]] = defaultdict(dict)
        for key in sorted(visible)[:_MOST_NUMBERS]:
            fact = self.facts[key]
            if fact.value is not None and fact.kind != "date":
                factor, unit = base_unit(fact.unit)
                self.by_unit[unit].setdefault(fact.value * factor, key)
        self.sorted = {unit: sorted(values) for unit, values in self.by_unit.items()}

    def fits(self, key: str) -> list[Computable]:
        """Return the ways in which visible numbers make a hidden one, a few of them."""
        fact = self.facts[key]
        if fact.value is None or not fact.value or fact.kind == "date":
            return []
        factor, unit = base_unit(fact.unit)
        if is_vague(unit) and len(fact.value.normalize().as_tuple().digits) < 2:
            return []  # 3个 is the sum of anything
        ways: dict[tuple[str, ...], str] = {}
        for operands, how in self._ways(fact, fact.value * factor, unit):
            ways.setdefault(tuple(sorted(operands)), how)
            if len(ways) == _MOST_FITS:
                break
        return [Computable(key, operands, how, certain=False) for operands, how in ways.items()]

    def _ways(self, fact: Fact, value: Decimal, unit: str) -> Iterator[tuple[tuple[str, str], str]]:
        yield from self._sums(value, self.by_unit.get(unit, {}))
        if unit in _RATES:
            yield from self._ratios(fact, value, unit)
        else:
            yield from self._products(value, unit)

    def _sums(self, value: Decimal, same: dict[Decimal, str]) -> Iterator[tuple[tuple[str, str], str]]:
        for one, key in same.items():
            other = same.get(value - one)
            if other is not None and key < other:
                yield (key, other), f"{key} + {other}"
            other = same.get(one - value)
            if other is not None and other != key:
                yield (key, other), f"{key} − {other}"

    def _ratios(self, fact: Fact, value: Decimal, unit: str) -> Iterator[tuple[tuple[str, str], str]]:
        """A share, a ratio or a growth, as far as the decimals of the hidden fact tell."""
        size = {"%": Decimal(100), "‰": Decimal(1000)}.get(unit, Decimal(1))
        exponent = (fact.value or Decimal(0)).as_tuple().exponent
        half = Decimal(1).scaleb(min(exponent if isinstance(exponent, int) else 0, 0)) / 2
        for shift, sign in ((Decimal(0), "{0} ÷ {1}"), (size, "({0} − {1}) ÷ {1}")):
            low, high = (value + shift - half) / size, (value + shift + half) / size
            for of, values in self.sorted.items():
                if of in _RATES or low <= 0:
                    continue
                for whole in values:
                    ends = sorted((whole * low, whole * high))
                    for part in values[bisect_left(values, ends[0]) : bisect_right(values, ends[1])]:
                        keys = self.by_unit[of][part], self.by_unit[of][whole]
                        if keys[0] != keys[1]:
                            yield keys, sign.format(*keys)

    def _products(self, value: Decimal, unit: str) -> Iterator[tuple[tuple[str, str], str]]:
        """A part as the share of a visible whole, and a whole from a visible part and its share."""
        same = self.by_unit.get(unit, {})
        for rate, name in (*self.by_unit.get("%", {}).items(), *self.by_unit.get("倍", {}).items()):
            if not rate or self.facts[name].kind not in ("share", "index"):
                continue  # what something grew by is no part of it
            factor = rate / 100 if self.facts[name].unit == "%" else rate
            for wanted, how in ((value / factor, "{0} × {1}"), (value * factor, "{0} ÷ {1}")):
                whole = same.get(wanted)
                if whole is not None and abs(factor) != 1:
                    yield (whole, name), how.format(whole, name)
