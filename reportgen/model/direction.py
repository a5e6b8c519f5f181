"""Owns which way a number went: 增长, 下降 or 持平. In: two facts; out: the word, or a ValueError where the bounds do not tell."""

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.fact import Fact

RISE, FALL, LEVEL = "增长", "下降", "持平"
_ABOUT = Decimal("0.1")  # 近 and 余 are understood as within a tenth
_FAR = Decimal("Infinity")


def direction(now: "Fact", then: "Fact") -> str:
    """Return 增长, 下降 or 持平 from then to now."""
    if now.unit != then.unit:
        raise ValueError(f"{now.id} is in {now.unit}, {then.id} in {then.unit}; they have no direction")
    (low, high), (least, most) = _range(now), _range(then)
    if now.value == then.value and now.bound == then.bound == "exact":
        return LEVEL
    if low >= most and (low, high) != (least, most):
        return RISE
    if high <= least and (low, high) != (least, most):
        return FALL
    raise ValueError(f"whether {now.id} ({now.prose()}) is more than {then.id} ({then.prose()}) is not known")


def from_to(now: "Fact", then: "Fact") -> str:
    """Return 由…增加到…, 由…下降到… or 保持在…, with both facts marked."""
    word = direction(now, then)
    if word == LEVEL:
        return f"保持在{now.show()}"
    return f"由{then.show()}{'增加' if word == RISE else '下降'}到{now.show()}"


def _range(fact: "Fact") -> tuple[Decimal, Decimal]:
    value = fact.value
    if value is None:
        raise ValueError(f"{fact.id} has no value, and so no direction")
    width = abs(value) * _ABOUT
    ranges = {
        "lt": (-_FAR, value), "le": (-_FAR, value), "gt": (value, _FAR), "ge": (value, _FAR),
        "approx_below": (value - width, value), "approx_above": (value, value + width),
    }  # fmt: skip
    return ranges.get(fact.bound, (value, value))
