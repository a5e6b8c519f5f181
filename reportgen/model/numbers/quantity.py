"""Owns how a quantity is written: the one rule for 万 and 亿, and decimals. In: Decimal and unit; out: number and unit."""

from decimal import ROUND_HALF_UP, Decimal

_STEPS = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_MOST_RECORDED = 6  # decimals
_NEVER_SCALED = ("%", "倍", "年", "日期", "个百分点")


def scaled(value: Decimal, unit: str) -> tuple[str, str]:
    """Return number and unit as they are printed: from 1亿 in 亿, from 1万 in 万; units that are scaled already stay."""
    if unit and unit not in _NEVER_SCALED and unit[0] not in "万亿":
        for step, name in _STEPS:
            if abs(value) >= step:
                return digits(value / step), name + unit
    return digits(value), unit


def aligned(value: Decimal, places: int | None) -> str:
    """Return a number with so many decimals, all of them, so that a column lines up; without a count as `digits` has it."""
    if places is None:
        return digits(value)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}" if abs(rounded) >= 10000 else f"{rounded:f}"


def recorded(value: Decimal | None) -> str:
    """Return a number as ledgers and snapshots keep it: exact, a quotient with six decimals; nothing for none."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_RECORDED:
        value = value.quantize(Decimal(1).scaleb(-_MOST_RECORDED), ROUND_HALF_UP)
    return f"{value.normalize():f}"


def digits(value: Decimal) -> str:
    """Return a number with at most two decimals and without idle zeros; from five digits on with thousands commas."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:,f}" if abs(rounded) >= 10000 else f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
