"""The interval in which a fact's value lies, in the base unit of what it measures; facts that exclude each other."""

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.units import measure

if TYPE_CHECKING:
    from reportgen.model.fact import Fact

_ABOUT = Fraction(1, 10)  # 约, 近 and 余 are understood as within a tenth
End = Fraction | float


def interval(fact: "Fact") -> tuple[End, End]:
    """Return the least and the greatest value that a fact allows; ValueError for a fact without a value."""
    if fact.value is None:
        raise ValueError(f"{fact.id} has no value")
    factor = measure(fact.unit).factor
    value = Fraction(fact.value) * factor
    if fact.upper is not None:
        return value, Fraction(fact.upper) * factor
    width, far = abs(value) * _ABOUT, float("inf")
    found: dict[str, tuple[End, End]] = {
        "lt": (-far, value), "le": (-far, value), "gt": (value, far), "ge": (value, far),
        "approx": (value - width, value + width), "approx_below": (value - width, value), "approx_above": (value, value + width),
    }  # fmt: skip
    return found.get(bound_class(fact.bound), (value, value))


def excludes(one: "Fact", other: "Fact") -> bool:
    """Return whether two facts cannot both be true of one thing: their intervals do not meet, an open end being left out."""
    (low, high), (least, most) = interval(one), interval(other)
    if high < least or most < low:
        return True
    touching = high == least or most == low
    return touching and (low, high) != (least, most) and "exact" in (one.bound, other.bound) and _open(one, other)


def _open(one: "Fact", other: "Fact") -> bool:
    """Whether the bound of one of the two leaves its own number out: 超过300 is not 300."""
    return one.bound in ("lt", "gt") or other.bound in ("lt", "gt")
