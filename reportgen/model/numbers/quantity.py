"""How the digits of a quantity are written: the rule for 万 and 亿, decimals, thousands commas. Nothing rounds unless asked."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from reportgen.model.numbers.units import split_scale

_STEPS = ((12, "万亿"), (8, "亿"), (4, "万"))
_MOST_DECIMALS = 2  # of a number that is printed in 万 or 亿 though its source is not
_MOST_RECORDED = 6  # decimals
_NEVER_SCALED = ("%", "‰", "倍", "年", "周年", "日期", "个百分点", "个千分点", "百分点", "号", "位", "℃", "°C")
_NO_COMMAS = ("年", "号", "周年")
_EXACT = Context(prec=200)
_ROUNDING = {"lt": ROUND_CEILING, "le": ROUND_CEILING, "gt": ROUND_FLOOR, "ge": ROUND_FLOOR}


def places_of(value: Decimal) -> int:
    """Return how many decimals a value is written with: 3.0 has one."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def common_scale(values: Iterable[Decimal], unit: str) -> str:
    """Return the largest of 万亿, 亿, 万 in which every value is exact with at most two decimals; empty where none is."""
    known = [value for value in values if value]
    if not known or not unit or unit in _NEVER_SCALED or split_scale(unit)[0] or any(map(places_of, known)):
        return ""
    largest = max(abs(value) for value in known)
    for power, name in _STEPS:
        if largest >= Decimal(10) ** power and all(_fits(value, power) for value in known):
            return name
    return ""


def shifted(value: Decimal, scale: str) -> Decimal:
    """Return a value in a scale, without idle zeros; without a scale it keeps its digits."""
    power = next((power for power, name in _STEPS if name == scale), 0)
    if not power:
        return value
    found = value.scaleb(-power, _EXACT).normalize(_EXACT)
    return found if places_of(found) else found.quantize(Decimal(1), context=_EXACT)


def scaled(value: Decimal, unit: str) -> tuple[str, str]:
    """Return number and unit as they are printed alone: 700000 of 人 is 70 and 万人, 53014 of 户 stays."""
    scale = common_scale([value], unit)
    return written(shifted(value, scale), unit), scale + unit


def written(value: Decimal, unit: str = "") -> str:
    """Return every digit of a number as its source has it; from five digits on with thousands commas, years never."""
    if not value:
        value = abs(value)  # there is no -0
    return f"{value:,f}" if abs(value) >= 10000 and unit not in _NO_COMMAS else f"{value:f}"


def rounded(value: Decimal, places: int, bound: str = "exact") -> Decimal:
    """Return a value with so many decimals; an upper bound is rounded up and a lower one down, so that it stays true."""
    return value.quantize(Decimal(1).scaleb(-places), _ROUNDING.get(bound, ROUND_HALF_UP), _EXACT)


def padded(value: Decimal, places: int) -> Decimal:
    """Return a value with at least so many decimals; none that it has is lost."""
    return value if places_of(value) >= places else rounded(value, places)


def recorded(value: Decimal | None) -> str:
    """Return a number as ledgers and snapshots keep it: every digit, a quotient with six decimals; nothing for none."""
    if value is None:
        return ""
    if len(value.as_tuple().digits) >= 28 and places_of(value) > _MOST_RECORDED:  # a quotient that never ends
        return f"{rounded(value, _MOST_RECORDED).normalize(_EXACT):f}"
    return f"{value:f}"


def _fits(value: Decimal, power: int) -> bool:
    return places_of(value.scaleb(-power, _EXACT).normalize(_EXACT)) <= _MOST_DECIMALS
