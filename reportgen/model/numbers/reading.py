"""Finds numbers in Chinese text: each with value, unit, bound and its word, and place, whatever its script.

70万人 is 700000 of 人, 百分之三十 is 30 of %, 百余种 is 100 of 种 with the bound approx_above: two ways to write one quantity
are one Number. A numeral that is only part of a word (统一, 三向) is no number; what it is is told by the character after it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.numbers.bounds import AFTER, BEFORE, BETWEEN, bound_class
from reportgen.model.numbers.units import SCALES as _SCALES

SCALES = {"": Decimal(1), **{name: _SCALES[name] for name in ("百", "千", "万", "亿", "百万", "千万", "万亿", "千亿")}}
# Words that a counted thing takes. Those of facts are added by the reader of a pack.
UNITS = (
    "个百分点", "百分点", "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "公顷", "千瓦时", "千瓦", "小时", "分钟",
    "周年", "年度", "美元", "标箱", "人次", "人", "元", "户", "家", "个", "种", "项", "类", "条", "次", "所", "座", "名", "位",
    "台", "辆", "吨", "米", "亩", "度", "批", "件", "场", "天", "年", "月", "日", "号", "期", "倍", "成", "行", "页", "层",
    "级", "环", "射", "横", "纵", "根", "句", "岁", "届", "档", "处", "列", "趟", "艘", "架", "套", "头", "只", "本", "册",
    "大", "%", "％", "‰",
)  # fmt: skip
_SAME_UNIT = {"％": "%", "百分点": "个百分点"}
_CHINESE = "零〇一二三四五六七八九十百千万亿两"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}


# 三点五万, 一点二倍, 零点五个百分点; in 三点要求 and 下午三点五分 there is no decimal
_TAIL = r"[零〇一二三四五六七八九]+(?=[万亿倍成]|个?百分点|公里|千米|平方|公顷|亩|吨|米|%)"
_MORE = r"多(?![于少元种样数个方次云年级边])"  # behind its unit: 3倍多


@dataclass(frozen=True)
class Number:
    """One number as it stands in a text."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    bound: str
    chinese: bool = False
    word: str = ""  # of the bound, as it stands there
    digits: Decimal | None = None  # as written, before its scale: 8.50 of 8.50万人
    scale: str = ""  # as written: 万 of 8.50万人

    def key(self) -> tuple[Decimal, str, str]:
        """Return what two writings of one quantity share."""
        return self.value.normalize(), self.unit, self.bound


class Reader:
    """Finds numbers; knows the general units and those given."""

    def __init__(self, units: Iterator[str] | tuple[str, ...] = ()) -> None:
        words = {unit.lstrip("百千万亿") or unit for unit in units if unit} | set(UNITS)
        unit = _either(words)
        before = _either(BEFORE)
        self._pattern = re.compile(
            rf"(?:(?P<before>(?<![附最就新])(?:{before}))了?\s*(?!(?:19|20)\d\d年))?"  # 高于2023年的: a year has no bound
            r"(?:(?P<percent>百分之)(?P<share>[零〇一二三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
            rf"|(?P<arabic>(?<![A-Za-z0-9_.])[-−]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![A-Za-z]))\s?"
            rf"(?P<scale>{_either(key for key in SCALES if key)})?"
            rf"|(?P<han>[{_CHINESE}]+)(?:点(?P<tail>{_TAIL})(?P<tail_scale>{_either(key for key in SCALES if key)})?)?)"
            rf"(?P<between>[余多])?(?P<wide>(?<=[余多]){_either(key for key in SCALES if key)})?(?P<unit>{unit})?"
            rf"(?P<after>{_either(AFTER)}|(?<=[^0-9]){_MORE})?"
        )

    def numbers(self, text: str) -> Iterator[Number]:
        """Yield the numbers of a text in their order."""
        for match in self._pattern.finditer(text):
            found = _number(match)
            if found is not None:
                yield found


def _either(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


def _number(match: re.Match[str]) -> Number | None:
    group = match.groupdict()
    digits = None
    unit = _SAME_UNIT.get(group["unit"] or "", group["unit"] or "")
    if group["percent"]:
        value, unit = _chinese_decimal(*group["share"].split("点", 1)), "%"
    elif group["arabic"]:
        digits = Decimal(group["arabic"].replace(",", "").replace("−", "-"))
        value = _times(digits, group["scale"] or "")
    elif not group["han"].strip("万亿") or not (unit or group["between"] or group["tail"] or len(group["han"]) > 1):
        return None  # a scale without a number; a single numeral without a counting word, which is part of a word
    else:
        value = _chinese_decimal(group["han"], group["tail"] or "")
    if value is None:
        return None
    value = _times(value, group["tail_scale"] or group["wide"] or "")  # 三点五万人, 70余万人
    if unit == "成" and group["han"]:
        value, unit = value * 10, "%"
    word, bound = _bound(group)
    text = match.group().rstrip()
    scale = (group["scale"] or "") + (group["wide"] or "")
    end = match.start() + len(text)
    return Number(match.start(), end, text, value, unit, bound, not group["arabic"], word, digits, scale)


def _times(value: Decimal, scale: str) -> Decimal:
    """A value in a scale; the decimals that the scale takes up are none of the result: 1.50万 is 15000."""
    found = value * SCALES[scale]
    return found.quantize(Decimal(1)) if scale and found == found.to_integral_value() else found


def _bound(group: dict[str, str | None]) -> tuple[str, str]:
    """The word of a bound, and the bound that it says; of 约百余家 余 says more."""
    before, after, between = group["before"] or "", group["after"] or "", group["between"] or ""
    said = [(word, bound) for word, bound in (
        (before, BEFORE.get(before)), (after, AFTER.get(after) or BETWEEN.get(after)), (between, BETWEEN.get(between)),
    ) if bound]  # fmt: skip
    word, bound = next((one for one in said if bound_class(one[1]) != "approx"), said[0] if said else ("", "exact"))
    return word, bound_class(bound)


def _chinese_decimal(whole: str, tail: str = "") -> Decimal | None:
    """The value of numerals before and after 点: 三 and 五 are 3.5; None where they are no one number."""
    value = chinese_value(whole) if whole else None
    if value is None or not tail:
        return value
    if not all(character in _DIGITS for character in tail):
        return None
    return value + Decimal("0." + "".join(str(_DIGITS[character]) for character in tail))


def chinese_value(text: str) -> Decimal | None:
    """Return the value of Chinese numerals (十二, 一百零五, 五百亿, 二〇三〇); None where they are no one number (三五)."""
    if len(text) >= 2 and all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text)) if len(text) == 4 else None
    total, section, digit = 0, 0, -1
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section += (1 if digit < 0 else digit) * _STEPS[character]
            digit = -1
        else:
            section += max(digit, 0)
            total = (total + (section or 1)) * (10**4 if character == "万" else 10**8)
            section, digit = 0, -1
    return Decimal(total + section + max(digit, 0))
