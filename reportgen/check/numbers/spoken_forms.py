"""Numbers in ways of speaking, as units of their own: 十之八九, 数以万计, 倍增, 对折, 近万元, ½, Ⅻ万吨, 1.2e3, three quarters, doubled."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from math import prod

from reportgen.model.numbers.reading import Number, chinese_value

FRACTION, RATIO, DOUBLED, HALF, ROUND, OFF = "分之", "比", "番", "半", "数", "折"
Meaning = tuple[Decimal, str, str]  # value, unit, bound
_ONE_TO_NINE = "一二三四五六七八九"
_HAN = f"零〇{_ONE_TO_NINE}十百千两"
_COUNTED = "元人户家个项名次件吨亩台辆公万亿种条所座余多"
_SCALE = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
_BOUNDS = {"近": "approx_below", "将近": "approx_below", "接近": "approx_below"}
_ENGLISH = {word: number for number, word in enumerate(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)}  # fmt: skip
_ENGLISH |= {word: 10 * number for number, word in enumerate(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}  # fmt: skip
_ENGLISH_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "percent": 1, "per cent": 1}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_FOLDS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "twofold": 2, "threefold": 3, "fourfold": 4, "tenfold": 10}
_UNDER_HUNDRED = "|".join(_ENGLISH)


def spoken(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that are said in one of these ways."""
    for pattern, meaning in _WAYS:
        for match in pattern.finditer(text):
            value, unit, bound = meaning(match)
            chinese = not match.group().isascii()
            yield Number(match.start(), match.end(), match.group(), value, unit, bound, chinese=chinese)


def scale_of(scale: str) -> Decimal:
    """The value of a scale in words, of as many characters as it has: 百亿 is ten thousand million."""
    return prod((_SCALE[character] for character in scale), start=Decimal(1))


def _fixed(value: int, unit: str, bound: str = "exact") -> Callable[[re.Match[str]], Meaning]:
    return lambda match: (Decimal(value), unit, bound)


def _vulgar(match: re.Match[str]) -> Meaning:
    """½ is a part of something; 8½ is a number."""
    part = Decimal(str(unicodedata.numeric(match["part"])))
    return (part + int(match["whole"]), "", "exact") if match["whole"] else (part, FRACTION, "exact")


def _roman(match: re.Match[str]) -> Meaning:
    return Decimal(int(unicodedata.numeric(match["one"]))) * scale_of(match["scale"] or ""), "", "exact"


def _of_ten(match: re.Match[str]) -> Meaning:
    return Decimal(10 * _han(match["part"][0])), "%", "approx_above"


def _round(match: re.Match[str]) -> Meaning:
    return scale_of(match["scale"]), ROUND, _BOUNDS.get(match.groupdict().get("near") or "", "approx_above")


def _some(match: re.Match[str]) -> Meaning:
    return _han(match["some"]) * scale_of(match["scale"] or ""), ROUND, "approx"


def _against(match: re.Match[str]) -> Meaning:
    return Decimal(_han(match["left"])) / (_han(match["right"]) or 1), RATIO, "exact"


def _part(match: re.Match[str]) -> Meaning:
    return Decimal(_han(match["right"])) / _han(match["left"]), FRACTION, "exact"


def _english(match: re.Match[str]) -> Meaning:
    count = sum(_ENGLISH[word] for word in match["count"].lower().replace("-", " ").split())
    scale = match["scale"].lower()
    return Decimal(count * _ENGLISH_SCALES[scale]), "%" if scale.startswith("per") else "", "exact"


def _english_part(match: re.Match[str]) -> Meaning:
    return Decimal(_ENGLISH[match["count"].lower()]) / _PARTS[match["part"].lower()], FRACTION, "exact"


def _english_folds(match: re.Match[str]) -> Meaning:
    return Decimal(_FOLDS[match["folds"].lower()]), DOUBLED, "exact"


def _han(text: str) -> int:
    return int(chinese_value(text) or 0)


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Meaning]], ...] = (
    (re.compile(r"(?P<whole>\d*)(?P<part>[¼½¾⅐-⅞])"), _vulgar),
    (re.compile(rf"(?P<one>[Ⅰ-Ⅻⅰ-ⅻ])(?P<scale>[万亿])?(?=[{_COUNTED}倍%％])"), _roman),
    (re.compile(rf"十[之有](?P<part>[{_ONE_TO_NINE}]{{1,2}})(?![{_HAN}万亿年月日])"), _of_ten),
    (re.compile(r"数以(?P<scale>百万|千万|百|千|万|亿)计"), _round),
    (re.compile(rf"(?<![\d.{_HAN}万亿数几上余])(?P<scale>[万亿])余(?=[{_COUNTED[:-2]}])"), _round),
    (
        re.compile(
            rf"(?P<near>将近|接近|近|逾|破|(?<![经通度越胜渡])过|超)(?P<scale>百万|千万|百亿|千亿|万亿|百|千|万|亿)"
            rf"(?=[{_COUNTED[:15]}]|大关|[，。；、]|$)"
        ),
        _round,
    ),
    (re.compile(rf"(?P<some>[{_HAN}]*[十百千])来(?P<scale>[万亿])?(?=[{_COUNTED[:-2]}])"), _some),
    (
        re.compile(r"(?<!成)倍增(?!长|计划|行动|工程|器|效应|战略|目标|方案|管)"),
        _fixed(2, DOUBLED, "approx"),
    ),
    (re.compile(r"翻了?[几数]番"), _fixed(4, DOUBLED, "approx_above")),
    (re.compile(r"减半(?!征收)|减少一半|腰斩"), _fixed(50, HALF)),
    (re.compile(r"对折(?=[，。；、出促优销处]|$)"), _fixed(5, OFF)),
    (re.compile(r"百分百"), _fixed(100, "%")),
    (
        re.compile(rf"(?<![{_HAN}万亿第])(?P<left>[{_HAN}]{{1,3}})比(?P<right>[{_HAN}]{{1,3}})(?![{_HAN}万亿月年季])"),
        _against,
    ),
    (re.compile(rf"(?P<left>[{_ONE_TO_NINE}])(?P<right>[{_ONE_TO_NINE}])开(?=[，。；、分]|$)"), _against),
    (re.compile(rf"(?P<left>[{_ONE_TO_NINE}])分天下有其(?P<right>[{_ONE_TO_NINE}])"), _part),
    (
        re.compile(r"(?<![A-Za-z\d_.])\d+(?:\.\d+)?[eE][+-]?\d{1,3}(?![A-Za-z\d])"),
        lambda match: (Decimal(match.group()), "", "exact"),
    ),
    (
        re.compile(
            rf"(?i)\b(?P<count>(?:{_UNDER_HUNDRED})(?:[- ](?:{_UNDER_HUNDRED}))?)[ -](?P<scale>{'|'.join(_ENGLISH_SCALES)})\b"
        ),
        _english,
    ),
    (re.compile(rf"(?i)\b(?P<count>{_UNDER_HUNDRED})[ -](?P<part>{'|'.join(_PARTS)})s?\b"), _english_part),
    (re.compile(r"(?i)\b(?P<folds>doubl|tripl|trebl|quadrupl)(?:ed|es|ing)\b"), _english_folds),
    (re.compile(r"(?i)\b(?P<folds>twofold|threefold|fourfold|tenfold)\b"), _english_folds),
)
