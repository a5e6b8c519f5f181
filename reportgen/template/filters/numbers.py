"""Filters for numbers: thousands, decimals, percent, 万 and 亿, signs, currency, and numerals in Chinese.

Rounding happens only where a filter is asked for decimals, half away from zero, as GB/T 8170 has it for a single step.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from reportgen.model.numbers.numerals import chinese_numeral, money_in_words, roman_numeral
from reportgen.model.numbers.quantity import common_scale, shifted

_MOST_DIGITS = 1000


def as_number(value: Any) -> Decimal:
    """Return a number, or a text that is one (12,734 and 12734), as a Decimal; ValueError for anything else."""
    if isinstance(value, bool):
        raise ValueError(f"{value} is not a number; give digits")
    try:
        found = Decimal(str(value).strip().replace(",", "").replace("，", "").replace("−", "-"))
    except InvalidOperation as error:
        raise ValueError(f"{str(value)[:40]!r} is not a number; give digits such as 12734 or 12,734.5") from error
    if not found.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if abs(found.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{str(value)[:40]} has more than {_MOST_DIGITS:,} digits")
    return found


def thousands(value: Any, decimals: int | None = None) -> str:
    """Return a number with commas between thousands: 12,734; rounded only where decimals are given."""
    return f"{_rounded(as_number(value), decimals):,f}"


def decimals(value: Any, n: int = 2) -> str:
    """Return a number with n decimals: 3.14."""
    return f"{_rounded(as_number(value), n):f}"


def percent(value: Any, decimals: int | None = None) -> str:
    """Return a share of 1 in percent: 0.123 is 12.3%."""
    return f"{_plain(_rounded(as_number(value) * 100, decimals), decimals)}%"


def per_mille(value: Any, decimals: int | None = None) -> str:
    """Return a share of 1 in per mille: 0.0123 is 12.3‰."""
    return f"{_plain(_rounded(as_number(value) * 1000, decimals), decimals)}‰"


def in_wan(value: Any, decimals: int | None = None) -> str:
    """Return a number in 万: 1250000 is 125万."""
    return _in_scale(value, 4, "万", decimals)


def in_yi(value: Any, decimals: int | None = None) -> str:
    """Return a number in 亿: 1273400000000 is 12,734亿."""
    return _in_scale(value, 8, "亿", decimals)


def scaled(value: Any, unit: str = "个") -> str:
    """Return a number in the largest of 万, 亿 and 万亿 in which it stays exact with two decimals: 700000 is 70万."""
    number = as_number(value)
    scale = common_scale([number], unit)
    return f"{shifted(number, scale):,f}{scale}"


def signed(value: Any, decimals: int | None = None) -> str:
    """Return a number with its sign, + or − (U+2212); zero has none."""
    number = _rounded(as_number(value), decimals)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{abs(number):,f}"


def currency(value: Any, sign: str = "¥", decimals: int = 2) -> str:
    """Return an amount with its currency before it: ¥1,234.50."""
    number = _rounded(as_number(value), decimals)
    return f"{'−' if number < 0 else ''}{sign}{abs(number):,f}"


def rmb_in_words(value: Any) -> str:
    """Return an amount in the capital numerals of cheques: 壹佰贰拾叁元肆角伍分, 壹拾元整."""
    return money_in_words(as_number(value))


def in_chinese(value: Any) -> str:
    """Return a number in Chinese numerals: 一万二千七百三十四, 三点五."""
    return chinese_numeral(as_number(value))


def capital(value: Any) -> str:
    """Return a number in the capital numerals of documents: 壹万贰仟."""
    return chinese_numeral(as_number(value), capital=True)


def ordinal(value: Any) -> str:
    """Return a number as a place in a row: 第三."""
    return f"第{chinese_numeral(as_number(value))}"


def roman(value: Any) -> str:
    """Return a whole number from 1 to 3999 in Roman numerals."""
    number = as_number(value)
    if number != int(number) or not 0 < number < 4000:
        raise ValueError(f"{value} has no Roman numeral; give a whole number from 1 to 3999")
    return roman_numeral(int(number))


def _rounded(number: Decimal, places: int | None) -> Decimal:
    return number if places is None else number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _plain(number: Decimal, places: int | None) -> str:
    """Without the zeros that multiplying has left, unless somebody asked for decimals."""
    if places is not None:
        return f"{number:f}"
    return f"{number.normalize():f}" if number else "0"


def _in_scale(value: Any, power: int, name: str, places: int | None) -> str:
    number = as_number(value).scaleb(-power)
    return f"{_rounded(number, places) if places is not None else Decimal(_plain(number, None)):,f}{name}"


FILTERS: dict[str, Callable[..., Any]] = {
    "thousands": thousands,
    "decimals": decimals,
    "percent": percent,
    "per_mille": per_mille,
    "wan": in_wan,
    "yi": in_yi,
    "scaled": scaled,
    "signed": signed,
    "currency": currency,
    "rmb": rmb_in_words,
    "numeral": in_chinese,
    "capital_numeral": capital,
    "ordinal": ordinal,
    "roman": roman,
}
CHINESE = {
    "千分位": "thousands", "小数": "decimals", "百分比": "percent", "万": "wan", "亿": "yi", "正负号": "signed",
    "货币": "currency", "人民币大写": "rmb", "中文数字": "numeral", "大写数字": "capital_numeral",
}  # fmt: skip
