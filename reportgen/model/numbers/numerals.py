"""Chinese numerals: 十二, 一百零五, 一万二千七百三十四点五, and the capital numerals of cheques, 壹佰元整."""

from decimal import ROUND_HALF_UP, Decimal

LARGEST = 9999
_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_IN_WORDS = frozenset("零一二三四五六七八九十百千万亿两余多几0123456789")


def chinese_number(number: int) -> str:
    """Return a whole number in Chinese; ValueError beyond 9999, where 万 and 亿 follow Arabic digits."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}; print it with Arabic digits")
    if number == 0:
        return _DIGITS[0]
    text, rest = "", number
    for step, name in _PLACES:
        digit, rest = divmod(rest, step)
        if digit:
            text += _DIGITS[digit] + name
        elif text and rest:
            text += _DIGITS[0]
    text = (text + _DIGITS[rest]).replace("零零", "零") if rest else text.rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


_CAPITALS = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
_MOST = Decimal(10) ** 20


def chinese_numeral(number: Decimal, *, capital: bool = False) -> str:
    """Return any number below 10 to the 20th in Chinese: 负三点五, 十二亿零五万; with `capital` in 壹贰叁; ValueError beyond."""
    if abs(number) >= _MOST:
        raise ValueError(f"{number:.0E} is too large for Chinese numerals; print it with Arabic digits")
    sign = "负" if number < 0 else ""
    whole, _, rest = f"{abs(number):f}".partition(".")
    text = _whole(int(whole)) + ("点" + "".join(_DIGITS[int(digit)] for digit in rest) if rest else "")
    if capital:
        text = "".join(_CAPITALS.get(sign_, sign_) for sign_ in ("一" + text if text.startswith("十") else text))
    return sign + text


def money_in_words(amount: Decimal) -> str:
    """Return an amount in yuan as cheques have it: 壹佰贰拾叁元肆角伍分, 壹拾元零伍分, 壹佰元整; rounded to 分."""
    cents = int(abs(amount).scaleb(2).quantize(Decimal(1), ROUND_HALF_UP))
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    text = chinese_numeral(Decimal(yuan), capital=True) + "元" if yuan or not rest else ""
    if jiao:
        text += _CAPITALS[_DIGITS[jiao]] + "角"
    elif fen and yuan:
        text += "零"
    text += _CAPITALS[_DIGITS[fen]] + "分" if fen else "整"
    return ("负" if amount < 0 and cents else "") + text


def _whole(number: int) -> str:
    """A whole number: what stands before 亿 or 万 is a number itself, and a gap behind it is one 零."""
    for power, name in ((8, "亿"), (4, "万")):
        high, low = divmod(number, 10**power)
        if high:
            gap = _DIGITS[0] if low < 10 ** (power - 1) else ""
            return _whole(high) + name + (gap + _after(low) if low else "")
    return chinese_number(number)


def _after(number: int) -> str:
    """A number behind another: 一十五, not 十五."""
    text = _whole(number)
    return "一" + text if text.startswith("十") else text


def number_of(words: str | None, unit: str | None) -> str:
    """Return the number of a fixed wording that ends in its unit: 百余 of 百余种; empty for any other wording."""
    stem = (words or "").removesuffix(unit or "")
    return stem if stem != words and stem[-1:] in _IN_WORDS else ""


def roman_numeral(number: int) -> str:
    """Return a number of 1 to 3999 in Roman numerals; others in digits."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for step, letters in _ROMAN:
        count, number = divmod(number, step)
        text += letters * count
    return text
