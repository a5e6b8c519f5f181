"""How far a value moved: differences and growth of two facts, with the bound that follows, rounded so that they stay true."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from reportgen.model.numbers.amount import PrintedAmount

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

_TURNED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "exact": "exact"}
_HUNDRED = Decimal(100)
_MOST_DECIMALS = 12
_PER_HEAD = re.compile("人均|户均")  # 减少1500元 of 人均8.1万元
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")


@dataclass(frozen=True)
class MovementSize:
    """A size without a sign: 2 of 万人, 1.5 of 个百分点; a bound is a lower one."""

    value: Decimal
    unit: str
    bound: str

    def in_unit(self, unit: str) -> "MovementSize":
        """Return the size with another unit, such as 个百分点."""
        return replace(self, unit=unit)

    def text(self) -> str:
        """Return the size as it is printed: 2万人, 超过60万人, 60万人以上."""
        return _PER_HEAD.sub("", PrintedAmount(self.value, self.unit, self.bound).prose(), count=1)


def is_bounded(fact: "Fact") -> bool:
    """Return whether a fact is not exact."""
    return fact.bound != "exact"


def difference_of(now: "Fact", then: "Fact") -> MovementSize | None:
    """Return how far two facts of one unit are apart; None where their bounds leave it open."""
    assert now.value is not None
    assert then.value is not None
    found = now.value - then.value
    return _size(found, _joined(now.bound, _TURNED.get(then.bound)), now.unit)


def growth_of(now: "Fact", then: "Fact") -> MovementSize | None:
    """Return by how many % the later of two positive values is more or less, from 100% on in 倍."""
    assert now.value is not None
    assert then.value is not None
    bound = _joined(now.bound, _TURNED.get(then.bound))
    found = _size((now.value / then.value - 1) * _HUNDRED, bound, "%")
    return None if found is None else in_times(found, measured=False)


def in_times(size: MovementSize, *, measured: bool) -> MovementSize:
    """Return growth with one decimal, from 100% on in 倍; a measured one keeps the digits of its source."""
    if size.value < _HUNDRED:
        return size if measured else replace(size, value=rounded_rate(size.value, size.bound))
    times = size.value / _HUNDRED
    if measured:
        return replace(size, value=times, unit="倍") if decimals_of(f"{times.normalize():f}") <= 2 else size
    if times != times.to_integral_value():
        times = times.quantize(Decimal("0.1"), ROUND_HALF_UP if size.bound == "exact" else ROUND_FLOOR)
    else:
        times = times.to_integral_value()
    return replace(size, value=times, unit="倍")


def rounded_rate(value: Decimal, bound: str = "exact") -> Decimal:
    """Return a percentage from 0 to 100 with one decimal, with more where one would make it 0 or 100."""
    rounding = ROUND_HALF_UP if bound == "exact" else ROUND_FLOOR
    for places in range(1, _MOST_DECIMALS):
        found = value.quantize(Decimal(1).scaleb(-places), rounding)
        if value in (0, _HUNDRED) or 0 < found < _HUNDRED:
            return found
    return value


def decimals_of(text: str) -> int:
    """Return how many decimals the first number of a text has."""
    match = _NUMBER.search(text)
    return len(match.group(1) or "") if match else 0


def with_decimals(text: str, places: int) -> str:
    """Return a text whose one number has so many decimals, zeros added; texts with more numbers or decimals stay."""
    numbers = list(_NUMBER.finditer(text))
    missing = places - decimals_of(text)
    if len(numbers) != 1 or missing <= 0:
        return text
    end = numbers[0].end()
    point = "" if numbers[0].group(1) else "."
    return f"{text[:end]}{point}{'0' * missing}{text[end:]}"


def _size(value: Decimal, bound: str | None, unit: str) -> MovementSize | None:
    """The size of a movement; an upper bound or a bound at zero says nothing about it."""
    if bound is None:
        return None
    if value < 0:
        value, bound = -value, _TURNED[bound]
    if bound in ("lt", "le") or (value == 0 and bound != "exact"):
        return None
    return MovementSize(value, unit, bound)


def _joined(one: str, other: str | None) -> str | None:
    """The bound of a result of two quantities; None where they point against each other or are approximate."""
    if other is None or one not in _TURNED:
        return None
    if one == other or other == "exact":
        return one
    if one == "exact":
        return other
    return ("lt" if "lt" in (one, other) else "gt") if {one, other} in ({"lt", "le"}, {"gt", "ge"}) else None
