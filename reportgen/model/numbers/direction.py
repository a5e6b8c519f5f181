"""Owns which way a number went: 增长, 下降 or 持平. In: facts; out: words, or a ValueError where the bounds do not tell."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.units import measure, same_thing

if TYPE_CHECKING:
    from reportgen.model.fact import Fact

RISE, FALL, LEVEL = "增长", "下降", "持平"
_ABOUT = Decimal("0.1")  # 近 and 余 are understood as within a tenth
_FAR = Decimal("Infinity")
_RATES = ("%", "‰", "个百分点")


def direction(now: "Fact", then: "Fact") -> str:
    """Return 增长, 下降 or 持平 from then to now."""
    order = compared(now, then)
    return RISE if order > 0 else FALL if order < 0 else LEVEL


def compared(one: "Fact", other: "Fact") -> int:
    """Return 1 where one fact is more than another for sure, -1 where it is less, 0 where both are the same."""
    if not same_thing(one.unit, other.unit):
        raise ValueError(f"{one.id} is in {one.unit}, {other.id} in {other.unit}; they have no direction")
    (low, high), (least, most) = _in_base_units(one), _in_base_units(other)
    if low == least and one.bound == other.bound == "exact":
        return 0
    if (low, high) != (least, most) and low >= most:
        return 1
    if (low, high) != (least, most) and high <= least:
        return -1
    raise ValueError(f"whether {one.id} ({one.prose()}) is more than {other.id} ({other.prose()}) is not known")


def from_to(now: "Fact", then: "Fact") -> str:
    """Return 由…增加到…, 由…下降到… or 保持在…, with both facts marked; a rate is 提高."""
    word = direction(now, then)
    if word == LEVEL:
        return f"保持在{now.show()}"
    up = "提高" if now.unit in _RATES else "增加"
    return f"由{then.show()}{up if word == RISE else '下降'}到{now.show()}"


def moved_word(fact: "Fact") -> str:
    """Return 增长, 增加, 提高, 下降, 减少 or 持平 for a fact that says how much something moved."""
    if fact.kind == "index" or (fact.unit == "倍" and fact.kind != "growth_multiple"):
        raise ValueError(f"{fact.id} says what was reached ({fact.prose()}) and not what was added; write 达到…的…倍")
    low, high = _range(fact)
    if low == high == 0:
        return LEVEL
    if low < 0 < high or (low == 0 and high == 0):
        raise ValueError(f"whether {fact.id} ({fact.prose()}) rose or fell is not known")
    rises = low >= 0
    if fact.unit in ("%", "倍"):
        return RISE if rises else FALL
    if fact.unit in _RATES:
        return "提高" if rises else "下降"
    return "增加" if rises else "减少"


def _in_base_units(fact: "Fact") -> tuple[Fraction | float, Fraction | float]:
    """The range of a fact in the base unit of what it measures, so that 亿元 and 万亿元 compare."""
    factor = measure(fact.unit).factor
    low, high = (Fraction(end) * factor if end.is_finite() else float(end) for end in _range(fact))
    return low, high


def _range(fact: "Fact") -> tuple[Decimal, Decimal]:
    value = fact.value
    if value is None:
        raise ValueError(f"{fact.id} has no value, and so no direction")
    width = abs(value) * _ABOUT
    if fact.upper is not None:
        return value, fact.upper
    ranges = {
        "lt": (-_FAR, value), "le": (-_FAR, value), "gt": (value, _FAR), "ge": (value, _FAR),
        "approx_below": (value - width, value), "approx_above": (value, value + width),
        "approx": (value - width, value + width),
    }  # fmt: skip
    return ranges.get(bound_class(fact.bound), (value, value))
