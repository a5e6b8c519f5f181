"""Quantities in a text, in any writing: digits of any width, Chinese and banker's numerals, percent, scales, fractions."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from reportgen.model.numbers.reading import SCALES, chinese_value

_PLAIN = str.maketrans(
    "０１２３４５６７８９．％＋－−①②③④⑤⑥⑦⑧⑨壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩〇",
    "0123456789.%+--123456789一二三四五六七八九十百千万亿二三六两零",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad",
)
_WIDE_COMMA = re.compile(r"(?<=[0-9０-９])[，\u2009\u202f\u00a0](?=[0-9０-９]{3}(?![0-9０-９]))")
_TENS = "零一二三四五六七八九"
_HAN = f"{_TENS}十百千万亿两"
_SCALE = "|".join(sorted((key for key in SCALES if key), key=len, reverse=True))
_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_PATTERN = re.compile(
    rf"(?P<part>百分之|千分之)(?P<of>\d+(?:\.\d+)?|[{_HAN}]+(?:点[{_TENS}]+)?)"
    rf"|(?P<low>\d+|[{_HAN}]+)分之(?P<high>\d+|[{_HAN}]+)"
    rf"|(?P<digits>(?:(?<![\d%万亿])-)?(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    rf"(?:/(?P<below>\d+)(?!\d)|\s?(?:(?P<scale>{_SCALE})|(?P<english>thousand|million|billion|trillion)\b))?"
    rf"|(?P<han>[{_HAN}]+(?:点[{_TENS}]+)?)(?:(?<=[{_TENS}])(?P<han_scale>{_SCALE}))?"
)
_AFTER = re.compile(rf"\s?[余多几]?((?:{_SCALE})?)[余多几]?\s?([^\d\s，。；：、（）()“”]{{0,8}})")
_AROUND = 8


@dataclass(frozen=True)
class Quantity:
    """One number of a text: with its scale (70万 is 700000), its digits alone (70), and the words right behind it.

    `chinese` numerals may be part of a word (统一), and a number `coded` by a letter before it (S3) part of a name.
    """

    value: Decimal
    bare: Decimal
    after: str
    start: int
    text: str
    chinese: bool = False
    coded: bool = False


@lru_cache(maxsize=16384)  # the recipients of a batch share most of their texts
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in their order."""
    plain = normal(text)
    return tuple(found for match in _PATTERN.finditer(plain) if (found := _quantity(match, plain)) is not None)


def normal(text: str) -> str:
    """Return a text with plain digits and numerals, without invisible characters."""
    return _WIDE_COMMA.sub(",", text).translate(_PLAIN)


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    group = match.groupdict()
    after = _AFTER.match(text, match.end())
    behind = after.group(2) if after else ""
    if group["han"] and not group["han"].strip("万亿"):
        return None  # a scale behind its number: 70余万人
    try:
        if group["part"]:
            number = _number(group["of"])
            return _found(match, number, number, "%" if group["part"] == "百分之" else "‰")
        if group["low"]:
            return _found(match, _ratio(group["high"], group["low"]), Decimal(-1), "/")
        if group["below"]:
            return _found(match, _ratio(group["digits"], group["below"]), Decimal(-1), "/")
        number = _number(group["digits"] or group["han"])
    except (InvalidOperation, ZeroDivisionError, ValueError):
        return None
    value = (
        number
        * SCALES[group["scale"] or group["han_scale"] or ""]
        * Decimal(10) ** _ENGLISH.get(group["english"] or "", 0)
    )
    if after and after.group(1) and not group["scale"]:
        value *= SCALES[after.group(1)]  # 70余万人
    if behind.startswith("成") and not behind.startswith(("成立", "成为")):
        value, behind = value * 10, "%"
    coded = match.start() > 0 and text[match.start() - 1].isascii() and text[match.start() - 1].isalpha()
    return Quantity(value, number, behind, match.start(), match.group(), bool(group["han"]), coded and not behind)


def _found(match: re.Match[str], value: Decimal, bare: Decimal, unit: str) -> Quantity:
    return Quantity(value, bare, unit, match.start(), match.group())


def _ratio(part: str, whole: str) -> Decimal:
    return (_number(part) / _number(whole)).quantize(Decimal("1e-9"))


def _number(text: str) -> Decimal:
    """Digits or Chinese numerals as a number; ValueError where numerals make none (三五)."""
    if text[0].isdigit() or text[0] == "-":
        return Decimal(text.replace(",", ""))
    whole, _, decimals = text.partition("点")
    value = chinese_value(whole)
    if value is None:
        raise ValueError(text)
    if decimals:
        value += Decimal("0." + "".join(str(_TENS.index(digit)) for digit in decimals))
    return value


def around(text: str, found: Quantity) -> str:
    """Return a number with the words around it, for messages."""
    plain = normal(text)
    end = found.start + len(found.text) + len(found.after)
    return plain[max(0, found.start - _AROUND) : end + 2].strip()
