"""Between what values a fact lies by its bound, and which of two facts is more for certain."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.units import UnitError, converted

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

_ABOUT = Decimal("0.1")  # 近, 余 and 约 are understood as within a tenth
_APPROXIMATE = ("approx_below", "approx_above", "approx")
_FAR = Decimal("Infinity")


@dataclass(frozen=True)
class Extent:
    """From the least to the most that a value can be; an end that is not `closed` is no possible value."""

    least: Decimal
    most: Decimal
    least_closed: bool = True
    most_closed: bool = True


def extent(fact: "Fact") -> Extent:
    """Return between what a fact lies; ValueError if it has no value."""
    value = fact.value
    if value is None:
        raise ValueError(f"{fact.id} has no value to compare")
    width = abs(value) * _ABOUT
    if not width and bound_class(fact.bound) in _APPROXIMATE:
        raise ValueError(f"{fact.id} is {fact.prose()}: zero is never approximate")
    if fact.upper is not None:
        return Extent(value, fact.upper)
    extents = {
        "lt": Extent(-_FAR, value, most_closed=False), "le": Extent(-_FAR, value),
        "gt": Extent(value, _FAR, least_closed=False), "ge": Extent(value, _FAR),
        "approx_below": Extent(value - width, value, most_closed=False),
        "approx_above": Extent(value, value + width, least_closed=False),
        "approx": Extent(value - width, value + width),
    }  # fmt: skip
    return extents.get(bound_class(fact.bound), Extent(value, value))


def order(one: "Fact", other: "Fact") -> int:
    """Return 1 where one fact is more than another for certain, -1 where it is less, 0 where they are or print the same.

    Units of one kind are converted (亿元 and 万亿元); ValueError says why two facts cannot be ordered.
    """
    other = in_unit_of(other, one)
    mine, others = extent(one), extent(other)
    if one.bound == other.bound and _is_point(one.bound) and (one.value == other.value or _print_alike(one, other)):
        return 0
    if mine.least > others.most or _touches(mine.least, others.most, mine.least_closed and others.most_closed):
        return 1
    if mine.most < others.least or _touches(mine.most, others.least, mine.most_closed and others.least_closed):
        return -1
    raise ValueError(f"whether {one.id} ({one.prose()}) is more than {other.id} ({other.prose()}) is not known")


def in_unit_of(fact: "Fact", other: "Fact") -> "Fact":
    """Return a fact with its value in the unit of another, printed as it was; ValueError where they do not convert."""
    if fact.unit == other.unit or fact.value is None:
        return fact
    try:
        value = converted(fact.value, fact.unit, other.unit)
        upper = None if fact.upper is None else converted(fact.upper, fact.unit, other.unit)
    except UnitError as error:
        raise ValueError(f"{other.id} and {fact.id} are not compared: {error}") from error
    return fact.model_copy(update={"value": value, "upper": upper, "unit": other.unit, "words": fact.prose()})


def _is_point(bound: str) -> bool:
    """Whether two facts of one value and this bound are level: upper and lower bounds and ranges leave it open."""
    return bound not in ("lt", "le", "gt", "ge", "range", "open_list")


def _print_alike(one: "Fact", other: "Fact") -> bool:
    return one.prose() == other.prose() and one.unit == other.unit


def _touches(one: Decimal, other: Decimal, possible: bool) -> bool:
    return one == other and not possible and one.is_finite()
