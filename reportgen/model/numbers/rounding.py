"""概数: an exact number as speech has it (70余万人, 近80%, 超过3倍), and where 余 and 多 stand."""

from decimal import Decimal

from reportgen.model.numbers.units import split_scale

_CLOSE = ("%", "‰", "倍")  # 余 does not stand before them
_NEAR = Decimal("0.9")  # of a step: from here on the next round number is said


def roughly(number: Decimal, unit: str) -> str:
    """Return a number rounded to what is said aloud; a round one stays as it is. ValueError for a negative number."""
    step = _step(abs(number))
    down = number // step * step
    if number < 0:
        raise ValueError("a negative number is not rounded in words; print it exactly")
    if number == down:
        return f"{_plain(number)}{unit}"
    if (number - down) / step >= _NEAR:
        return f"近{_plain(down + step)}{unit}"
    return _and_more(down, unit) if down else f"不足{_plain(step)}{unit}"


def and_more(number: str, unit: str, word: str = "余") -> str:
    """Return the unit with 余 or 多 where it belongs: after a round ten (70余万人), else after the scale (3万余人).

    多 stands behind the unit where the number has neither, and after a decimal: 3倍多, 73%多, 3.5万多人.
    """
    scale, thing = split_scale(unit)
    whole = "." not in number
    if number.endswith("0") and whole and unit not in _CLOSE:
        return f"{word}{unit}"
    if scale:
        return f"{scale}{word if whole else '多'}{thing}"
    return f"{unit}多" if unit else word


def _and_more(down: Decimal, unit: str) -> str:
    """70余万人, 3亿余元; of a percentage, or of less than ten, 超过."""
    number = _plain(down)
    said = and_more(number, unit)
    return f"超过{number}{unit}" if unit in _CLOSE or said.endswith("多") else f"{number}{said}"


def _step(number: Decimal) -> Decimal:
    """1 below ten, 10 below a hundred, then a tenth of the first digit's place."""
    digits = number.adjusted() if number else 0
    return Decimal(10) ** max(0, digits if digits < 2 else digits - 1)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if abs(number) < 10000 else f"{number:,.0f}"
