"""Which characters may not begin or end a line, and what stays in one piece. In: text; out: yes, no, spans."""

import re
from functools import lru_cache

NO_START = frozenset("!%),.:;>?]}°·’”…‰℃、。〉》」』】〕！％），．：；？］｝～")
NO_END = frozenset("$([{·‘“〈《「『【〔（［｛￡￥")
HANGING = frozenset("，。、；：．,.")  # what may hang into the margin
_PAIRS = ("——", "……")
_QUALIFIERS = "不足|超过|不到|至少|至多|大于|小于|高于|低于|将近|接近|近|约"
_SCALES = "万亿|千万|百万|十万|万|亿|千|百|余|多"
_UNITS = (
    "平方公里|平方千米|平方米|立方米|个百分点|百分点|公里|千米|厘米|毫米|公顷|小时|分钟|人次|万人|亿元|美元|千瓦时|千瓦|"
    "人|元|个|倍|年|月|日|号|家|项|种|类|户|所|座|条|级|位|件|辆|架|次|班|天|亩|吨|米|岁|周年|秒|度|艘|台|套|名|只|头|株|处|期"
)
_AFTER = "以上|以下|以内|以外|左右|余"
_PIECE = re.compile(
    rf"(?:{_QUALIFIERS})?[<>≥≤约]?\d[\d,.]*\d*(?:(?:%|％)?[～—–-]\d[\d,.]*)?(?:%|％|‰|℃)?"
    rf"(?:{_SCALES})?(?:{_UNITS})?(?:{_SCALES})?(?:{_AFTER})?"
)


@lru_cache(maxsize=16384)
def is_wide(char: str) -> bool:
    """Say whether a character is set as a Chinese one."""
    code = ord(char)
    return code >= 0x2E80 and not 0xFF61 <= code <= 0xFFDC


def may_break(text: str, index: int) -> bool:
    """Say whether a renderer may begin a new line before text[index]."""
    return _may_part(text[index - 1], text[index])


@lru_cache(maxsize=65536)
def _may_part(before: str, after: str) -> bool:
    if after in NO_START or before in NO_END or before + after in _PAIRS or after in " \u00a0" or before == "\u00a0":
        return False
    if "\u2060" in (before, after):
        return False
    if before in " \u3000\u200b":
        return True
    if is_wide(before) or is_wide(after) or before in "”’…—" or after in "“‘—":
        return True
    return before in "-–/" and after.isalpha()


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans that belong on one line: number and unit, qualifier and number, signs that come in pairs."""
    found = [match.span() for match in _PIECE.finditer(text) if match.end() - match.start() > 1]
    found += [match.span() for match in re.finditer(r"——|……|“[A-Za-z0-9+]+”|[图表]\s?\d+", text)]
    return tuple(found)
