"""Arithmetic of quantities: value, unit, bound, period and decimals together. What would not be honest is a FormulaError.

万人 and 亿元 do not add, 亿元 and 万亿元 do, 亿元 by 万人 gives 元/人; a difference of percentages is 个百分点. A bound turns over
where a quantity is subtracted, divided by, or multiplied by something negative; bounds that point against each other leave
nothing to say.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from reportgen.model.numbers.units import UnitError, converted, measure, quotient_unit, same_thing

POINTS = "个百分点"
_OF_PERCENT = 1  # decimals of a computed percentage
_TURNED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "exact": "exact"}
_ROUNDING = {"lt": ROUND_CEILING, "le": ROUND_CEILING, "gt": ROUND_FLOOR, "ge": ROUND_FLOOR, "exact": ROUND_HALF_UP}


class FormulaError(ValueError):
    """A formula that cannot be read, or would not be honest."""


@dataclass(frozen=True)
class ComputedQuantity:
    """A value with its unit, bound and period while it is computed; `places` are the decimals that it is good for, None: all."""

    value: Decimal
    unit: str
    bound: str = "exact"
    period: str | None = None
    places: int | None = None


def bounds_known(bound: str) -> bool:
    """Whether something can be computed from a quantity of this bound; from 近 and 余 nothing exact can."""
    return bound in _TURNED


def added(left: ComputedQuantity, right: ComputedQuantity, sign: int = 1) -> ComputedQuantity:
    """Return a sum, or with sign -1 a difference."""
    right = _like(right, left)
    unit = _unit_of_sum(left.unit, right.unit, sign)
    bound = _joined(left.bound, right.bound if sign > 0 else _TURNED[right.bound])
    places = _most(left, right) if unit == POINTS else _fewest(left, right)
    return ComputedQuantity(left.value + sign * right.value, unit, bound, _period(left, right), places)


def multiplied(left: ComputedQuantity, right: ComputedQuantity) -> ComputedQuantity:
    """Return a product; one of the two is a plain number, or a rate such as 元/人 times what it is a rate of."""
    if left.unit and right.unit:
        return _rate_times(left, right)
    bound = _joined(_signed(left.bound, right), _signed(right.bound, left))
    return ComputedQuantity(
        left.value * right.value, left.unit or right.unit, bound, _period(left, right), _fewest(left, right)
    )


def divided(left: ComputedQuantity, right: ComputedQuantity) -> ComputedQuantity:
    """Return a quotient: of one unit a plain number, by a plain number a part, of two units a rate such as 元/人."""
    if right.value == 0:
        raise FormulaError("division by zero")
    if right.unit and not left.unit:
        raise FormulaError(f"a plain number by {right.unit} has no meaning here")
    right = _like(right, left)
    if right.bound != "exact" and (left.value < 0 or right.value < 0):
        raise FormulaError("a bounded quantity divides only what is positive")
    bound = _joined(_signed(left.bound, right), _TURNED[right.bound])
    unit, factor = left.unit, Decimal(1)
    if left.unit == right.unit:
        unit = ""
    elif right.unit:
        unit, factor = quotient_unit(left.unit, right.unit)
    value = left.value / right.value * factor
    return ComputedQuantity(value, unit, bound, _period(left, right), _of_quotient(value, left, right))


def difference(left: ComputedQuantity, right: ComputedQuantity) -> ComputedQuantity:
    """Return what left is more than right; of percentages in 个百分点."""
    return added(left, right, -1)


def share(part: ComputedQuantity, whole: ComputedQuantity) -> ComputedQuantity:
    """Return a part of its whole in %, of one unit and one time."""
    _same_time("share", part, whole)
    found = _percent(divided(part, whole))
    if found.value > 100 and found.bound == "exact":
        raise FormulaError("a share over 100 % is none; the part is larger than the whole")
    return found


def growth(new: ComputedQuantity, old: ComputedQuantity) -> ComputedQuantity:
    """Return by how many % new is more than old, of one unit and two times."""
    if new.period is not None and new.period == old.period:
        raise FormulaError(f"growth needs two times, and both are {new.period}")
    if old.value <= 0:
        raise FormulaError("growth from zero or less has no percentage")
    if new.unit in ("%", POINTS):
        raise FormulaError("percentages do not grow by a percentage; use difference, which gives 个百分点")
    found = _percent(divided(new, old))
    return replace(found, value=found.value - 100)


def summed(*parts: ComputedQuantity) -> ComputedQuantity:
    """Return a sum of quantities of one time."""
    _same_time("sum", *parts)
    if any(part.unit == "%" for part in parts):
        raise FormulaError("percentages are not summed; they have denominators of their own")
    total = parts[0]
    for part in parts[1:]:
        total = added(total, part)
    return total


def rounded(quantity: ComputedQuantity, places: ComputedQuantity) -> ComputedQuantity:
    """Return a quantity with so many decimals; a lower bound is rounded down and an upper one up, so that it stays true."""
    if places.unit or places.value != places.value.to_integral_value() or not -8 <= places.value <= 8:
        raise FormulaError("round takes a whole number of decimals, such as round(x, 1)")
    step = Decimal(1).scaleb(-int(places.value))
    return replace(quantity, value=towards(quantity.value, quantity.bound, step), places=max(0, int(places.value)))


def towards(value: Decimal, bound: str, step: Decimal) -> Decimal:
    """Return a value rounded so that its bound stays true."""
    return value.quantize(step, _ROUNDING[bound])


def _like(quantity: ComputedQuantity, other: ComputedQuantity) -> ComputedQuantity:
    """A quantity in the unit of another where both measure one thing: 万亿元 beside 亿元."""
    if quantity.unit == other.unit or not same_thing(quantity.unit, other.unit):
        return quantity
    return in_unit(quantity, other.unit)


def in_unit(quantity: ComputedQuantity, unit: str) -> ComputedQuantity:
    """Return a quantity in another unit; a FormulaError names both where they do not convert."""
    try:
        value = converted(quantity.value, quantity.unit, unit)
    except UnitError as error:
        raise FormulaError(str(error)) from error
    factor = measure(quantity.unit).factor / measure(unit).factor
    moved = len(str(int(factor))) - 1 if factor >= 1 else 1 - len(str(int(1 / factor)))
    places = None if quantity.places is None else max(0, quantity.places - moved)
    return replace(quantity, value=value, unit=unit, places=places)


def _rate_times(left: ComputedQuantity, right: ComputedQuantity) -> ComputedQuantity:
    rate, count = (left, right) if "/" in left.unit else (right, left)
    above, slash, below = rate.unit.partition("/")
    if not slash or not same_thing(below, count.unit):
        raise FormulaError(f"{left.unit} times {right.unit} has no meaning here")
    return multiplied(replace(rate, unit=above), replace(in_unit(count, below), unit=""))


def _fewest(*quantities: ComputedQuantity) -> int | None:
    """The decimals of the least exact of some quantities."""
    return min((one.places for one in quantities if one.places is not None), default=None)


def _most(*quantities: ComputedQuantity) -> int | None:
    """The decimals of the most exact: 12.5% less 13% is 0.5个百分点, as anybody reckons who sees both."""
    return max((one.places for one in quantities if one.places is not None), default=None)


def _of_quotient(value: Decimal, *quantities: ComputedQuantity) -> int | None:
    """Those of the least exact operand, but two digits at least that say something: 2.4, 0.034."""
    places = _fewest(*quantities)
    if places is None or not value or value == value.to_integral_value():
        return places
    return max(places, min(9, 1 - value.adjusted()))


def _percent(quotient: ComputedQuantity) -> ComputedQuantity:
    if quotient.unit:
        raise FormulaError("both need one unit")
    return replace(quotient, value=quotient.value * 100, unit="%", places=_OF_PERCENT)


def _unit_of_sum(left: str, right: str, sign: int) -> str:
    if left == right:
        return POINTS if left == "%" and sign < 0 else left
    if left == "%" and right == POINTS:
        return "%"
    raise FormulaError(f"{left or 'a plain number'} and {right or 'a plain number'} cannot be added")


def _same_time(name: str, *quantities: ComputedQuantity) -> None:
    periods = {quantity.period for quantity in quantities if quantity.period is not None}
    if len(periods) > 1:
        raise FormulaError(f"{name} needs quantities of one time, and these are of {', '.join(sorted(periods))}")


def _period(left: ComputedQuantity, right: ComputedQuantity) -> str | None:
    if left.period is None or right.period is None or left.period == right.period:
        return left.period or right.period
    return None


def _signed(bound: str, by: ComputedQuantity) -> str:
    return _TURNED[bound] if by.value < 0 else bound


def _joined(one: str, other: str) -> str:
    if one == other or other == "exact":
        return one
    if one == "exact":
        return other
    if {one, other} in ({"lt", "le"}, {"gt", "ge"}):
        return one if one in ("lt", "gt") else other
    raise FormulaError("bounds that point in opposite directions leave nothing to say")
