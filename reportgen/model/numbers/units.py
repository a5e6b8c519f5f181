"""Units: what they count, their scale, and exact conversion between them; compound units such as 元/人."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

POWERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
SCALES = {name: Decimal(10) ** power for name, power in POWERS.items()}
_LONGEST_FIRST = sorted(POWERS, key=len, reverse=True)
# Units that measure one thing, by how many of its base unit each is.
_THINGS: dict[str, dict[str, Fraction]] = {
    "米": {"米": Fraction(1), "m": Fraction(1), "公里": Fraction(1000), "km": Fraction(1000), "厘米": Fraction(1, 100),
        "cm": Fraction(1, 100), "毫米": Fraction(1, 1000), "mm": Fraction(1, 1000)},
    "平方米": {"平方米": Fraction(1), "㎡": Fraction(1), "m²": Fraction(1), "公顷": Fraction(10**4), "平方公里": Fraction(10**6),
        "平方千米": Fraction(10**6), "km²": Fraction(10**6), "亩": Fraction(2000, 3)},
    "立方米": {"立方米": Fraction(1), "m³": Fraction(1), "升": Fraction(1, 1000)},
    "克": {"克": Fraction(1), "公斤": Fraction(1000), "kg": Fraction(1000), "吨": Fraction(10**6)},
    "瓦": {"瓦": Fraction(1), "kW": Fraction(1000), "兆瓦": Fraction(10**6), "MW": Fraction(10**6), "吉瓦": Fraction(10**9)},
    "瓦时": {"瓦时": Fraction(1), "kWh": Fraction(1000)},
    "秒": {"秒": Fraction(1), "分钟": Fraction(60), "小时": Fraction(3600), "天": Fraction(86400)},
    "标箱": {"标箱": Fraction(1), "TEU": Fraction(1), "标准箱": Fraction(1)},
    "%": {"%": Fraction(1), "％": Fraction(1), "‰": Fraction(1, 10)},
    "个百分点": {"个百分点": Fraction(1), "百分点": Fraction(1), "个千分点": Fraction(1, 10), "千分点": Fraction(1, 10)},
    "年": {"年": Fraction(1), "周年": Fraction(1)},
}  # fmt: skip
_KNOWN = {name: (factor, thing) for thing, names in _THINGS.items() for name, factor in names.items()}
_MEASURED = ("元", "美元", "欧元", "米", "平方米", "立方米", "克", "瓦", "瓦时", "秒", "%", "个百分点")


class UnitError(ValueError):
    """Two units that do not convert into each other; the message names both."""


@dataclass(frozen=True)
class Measure:
    """What a unit measures: the base unit, and how many of it the unit is. 万人 is 10000 of 人, 元/人 is 1 of 元/人."""

    factor: Fraction
    thing: str


@lru_cache(maxsize=4096)
def measure(unit: str) -> Measure:
    """Return what a unit measures; a unit that is not known measures itself."""
    above, slash, below = unit.partition("/")
    if slash and above and below:
        one, other = measure(above), measure(below)
        return Measure(one.factor / other.factor, f"{one.thing}/{other.thing}")
    if unit in _KNOWN:
        return Measure(*_KNOWN[unit])
    scale, rest = split_scale(unit)
    if not scale:
        return Measure(Fraction(1), unit)
    factor, thing = _KNOWN.get(rest, (Fraction(1), rest))
    return Measure(factor * 10 ** POWERS[scale], thing)


def split_scale(unit: str) -> tuple[str, str]:
    """Return the scale that a unit begins with and what is left: 万人 gives 万 and 人, 公里 gives nothing and 公里."""
    if unit in _KNOWN or unit.startswith(("百分", "千分")):
        return "", unit
    scale = next((name for name in _LONGEST_FIRST if unit.startswith(name) and len(unit) > len(name)), "")
    return scale, unit.removeprefix(scale)


def same_thing(one: str, other: str) -> bool:
    """Return whether two units measure the same, so that their values can be compared."""
    return one == other or measure(one).thing == measure(other).thing


def in_base_units(value: Decimal, unit: str) -> Fraction:
    """Return a value in the base unit of what its unit measures, exactly."""
    return Fraction(value) * measure(unit).factor


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """Return a value in another unit, exactly; a UnitError names both units where that is not possible."""
    if unit == to:
        return value
    if not same_thing(unit, to):
        raise UnitError(f"{unit or 'a plain number'} does not convert to {to or 'a plain number'}")
    factor = measure(unit).factor / measure(to).factor
    exact = _decimal(Fraction(value) * factor)
    if exact is None:
        raise UnitError(f"{value:f}{unit} is not an exact number of {to}")
    return exact


def quotient_unit(above: str, below: str) -> tuple[str, Decimal]:
    """Return the unit of a quotient, and by what the quotient of the values is multiplied: 亿元 and 万人 give 元/人 and 10000."""
    scale, rest = split_scale(below)
    if not scale:
        return f"{above}/{below}", Decimal(1)
    upper, thing = split_scale(above)
    return f"{thing}/{rest}", Decimal(10) ** (POWERS.get(upper, 0) - POWERS[scale])


def is_measured(unit: str) -> bool:
    """Return whether a whole number of a unit may be rounded (元, 吨, 公里, 万人); what is counted one by one is exact."""
    scale, _ = split_scale(unit)
    return bool(scale) or "/" in unit or measure(unit).thing in _MEASURED


def _decimal(value: Fraction) -> Decimal | None:
    """A fraction as a decimal without idle zeros; None where its decimals never end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    places = value.denominator.bit_length()
    whole = value.numerator * 10**places // value.denominator
    text = f"{Decimal(whole).scaleb(-places):f}" if len(str(abs(whole))) <= 28 else _long(whole, places)
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _long(whole: int, places: int) -> str:
    """A number of more digits than decimal arithmetic keeps, written out."""
    digits = str(abs(whole)).rjust(places + 1, "0")
    return f"{'-' if whole < 0 else ''}{digits[:-places]}.{digits[-places:]}" if places else str(whole)
