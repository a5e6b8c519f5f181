"""Movements that a text tells: 由A增加到B，增长N. In: text and its numbers; out: the pairs A and B, and a wrong N.

增长6倍 from 10 to 70 (which is 7倍 of it), 增长20% from 10 to 12, 提高1.5个百分点 between percentages, 翻一番 for twice as much.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.model.numbers.reading import Number

Claim = tuple[str, str]  # what is wrong, what would be right
_TIMES = ("年", "月", "日", "号", "季度", "年度", "周年", "期")
_RANKS = ("位", "名")  # from the fifth place one rises to the third
_FROM = re.compile(r"(?:由|从|自)[^，。；由从]{0,16}$")
_TO = re.compile(r"[^，。；]{0,8}?(?:到|至|为|成)(?:了)?$")
_ENDS = re.compile(r"[。；;！？\n]")
_SIZE = re.compile(r"[，,]\s*(?:总共|累计|合计)?(?:增长|增加|扩大|提高|上升|提升|下降|减少|降低|回落)了?\s*$")
_DOUBLED = re.compile(r"[，,]\s*(?:总量|规模|实现)?翻了?(?P<times>一|两|二|三)番")
_FOLDS = {"一": 2, "两": 4, "二": 4, "三": 8}


@dataclass(frozen=True)
class Move:
    """由A…到B: the two numbers, and the words between them without times."""

    before: Number
    after: Number
    between: str


def moves(text: str, numbers: Sequence[Number]) -> Iterator[Move]:
    """Yield the movements of a text; times between the two numbers (到2024年的72万人) belong to neither."""
    counted = [number for number in numbers if number.unit not in _TIMES]
    times = [number for number in numbers if number.unit in _TIMES]
    for before, after in pairwise(counted):
        between = _without(text, before.end, after.start, times)
        if (
            before.unit != after.unit
            or before.unit in _RANKS
            or _ENDS.search(between)
            or not _FROM.search(text[: before.start])
        ):
            continue
        if _TO.match(between):
            yield Move(before, after, between)


def doubled(text: str, times: Number, numbers: Sequence[Number]) -> bool:
    """Say whether a movement before 翻番 is one of about so many times."""
    return any(
        move.after.end <= times.start and move.before.value > 0
        and abs(move.after.value / move.before.value / times.value - 1) <= Decimal("0.1")
        for move in moves(text, numbers)
    )  # fmt: skip


def wrong_size(text: str, move: Move, numbers: Sequence[Number]) -> Iterator[Claim]:
    """Yield what is said of the size of a movement and is not so; only exact numbers can be computed with."""
    before, after = move.before, move.after
    if before.bound != "exact" or after.bound != "exact" or before.value <= 0:
        return
    doubled = _DOUBLED.match(text, after.end)
    if doubled and abs(after.value / before.value / _FOLDS[doubled.group("times")] - 1) > Decimal("0.1"):
        yield f"“{doubled.group().lstrip('，,')}” from {before.text} to {after.text}", f"it is {_times(move)} of it"
    following = next((number for number in numbers if number.start >= after.end), None)
    if following is None or not _SIZE.match(text, after.end, following.start):
        return
    size = abs(after.value - before.value)
    if following.unit == "倍":
        yield from _compared(move, following, size / before.value, "倍")
    elif following.unit == "%" and after.unit == "%":
        yield (
            f"from {before.text} to {after.text} it moved by 个百分点, and not by “{following.text}”",
            "write 个百分点",
        )
    elif following.unit == "%":
        yield from _compared(move, following, size / before.value * 100, "%")
    elif following.unit == after.unit or (following.unit == "个百分点" and after.unit == "%"):
        yield from _compared(move, following, size, following.unit)


def _compared(move: Move, said: Number, size: Decimal, unit: str) -> Iterator[Claim]:
    if _fits(said, size):
        return
    what = f"from {move.before.text} to {move.after.text} it did not move by “{said.text}”"
    hint = f"it moved by {_plain(size, unit)}"
    if unit == "倍":
        hint += f", and is {_times(move)} of it"
    yield what, hint


def _fits(said: Number, size: Decimal) -> bool:
    """Whether a number says a size: to its own decimals, or within its bound."""
    value = said.value
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", said.text)
    decimals = len(digits.group(1) or "") if digits else 0
    scale = next((step for step in (Decimal(10) ** 8, Decimal(10) ** 4) if value >= step), Decimal(1))
    step = scale / Decimal(10) ** decimals
    if said.bound == "exact":
        return abs(size - value) <= step / 2 + Decimal("1e-9") * abs(size)
    if said.bound in ("gt", "ge"):
        return size >= value
    return size <= value if said.bound in ("lt", "le") else abs(size - value) <= abs(value) / 10


def _times(move: Move) -> str:
    return _plain(move.after.value / move.before.value, "倍")


def _plain(value: Decimal, unit: str) -> str:
    for step, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if value >= step:
            return f"{(value / step).quantize(Decimal('0.01')).normalize():f}{name}{unit}"
    return f"{value.quantize(Decimal('0.01')).normalize():f}{unit}"


def _without(text: str, start: int, end: int, times: Sequence[Number]) -> str:
    """A stretch of text without the times in it."""
    found = ""
    for time in times:
        if start <= time.start and time.end <= end:
            found += text[start : time.start]
            start = time.end
            while start < end and text[start] in "的末底初":
                start += 1
    return found + text[start:end]
