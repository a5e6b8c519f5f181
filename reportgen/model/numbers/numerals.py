"""Owns Chinese numerals. In: a whole number from 0 to 9999; out: 十二, 一百零五."""

LARGEST = 9999
_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


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
