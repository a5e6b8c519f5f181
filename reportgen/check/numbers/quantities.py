"""Numbers in any writing: those of the reader of Chinese text, and full-width, circled and banker's numerals, fractions, ratios, 翻番, 过半, 上亿."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from reportgen.check.numbers.spoken_forms import DOUBLED, FRACTION, HALF, OFF, RATIO, ROUND, scale_of, spoken
from reportgen.model.numbers.reading import Number, Reader, chinese_value

_BANKERS = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "一二二三三四五六六七八九十百千万亿两", strict=True))
_BANKERS_RUN = re.compile(f"[{''.join(_BANKERS)}零]{{2,}}|[{''.join(_BANKERS)}](?=[万亿元人户家个项%％])")
_TWENTY = {"廿": "二十", "卅": "三十"}
_HAN = "零〇一二三四五六七八九十百两"
_TIMES = {"": 1, "一": 1, "1": 1, "两": 2, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_ORDINARY = re.compile(
    rf"百分之(?P<share>[{_HAN}]+点[{_HAN}]+)"
    rf"|(?P<off>[{_HAN[2:]}\d]+(?:\.\d)?)折(?![叠扣线射弯断腾算合价])"
    rf"|(?P<whole>[{_HAN}千万\d]+)分之(?P<part>[{_HAN}\d]+)"
    r"|(?<![\d./A-Za-z])(?P<over>\d{1,4})[/⁄](?P<under>\d{1,4})(?![\d./A-Za-z])"
    r"|(?<![\d.:：])(?P<left>\d+(?:\.\d+)?)\s?[:：∶]\s?(?P<right>\d+(?:\.\d+)?)(?![\d:：])"
    r"|翻了?(?P<folds>[一两二三四1-4]?)[番倍]"
    r"|(?P<half>半数以上|半数|过半数|过半|超过一半|一半以上|一半|近半数|近半|多半|大半)"
    r"|(?P<about>上|数|几|好几|成)(?P<scale>十亿|百亿|千亿|百万|千万|十|百|千|万|亿)(?=[元人户家个项名次件吨亩台辆公万亿种条所座余多]|$|[，。；、])"
)
_NOT_ABOUT = re.compile(r"[以向之及如加赶送跟晚早马北海路线市]$")  # 以上千…, 马上…: not 上千
_CAPTION = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[见如和及、（])(?:图|表|附件|附表|附图|专栏|Figure|Table|Annex)\s?(?:\d+-)?$"
)
_SIGNED = re.compile(r"[签合条公节预制履违契租特誓盟和]约$")  # 签约309户 is no 约309户


class Quantities:
    """Finds numbers; stands in for the reader that it is given."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.numbers = lru_cache(maxsize=4096)(self._numbers)

    def _numbers(self, text: str) -> tuple[Number, ...]:
        plain, places = _plain(text)
        found = [_counted(plain, _unsigned(plain, number)) for number in self._reader.numbers(plain)]
        others = list(_others(plain))
        kept = [one for one in found if not any(one.start < other.end and other.start < one.end for other in others)]
        every = sorted([*kept, *others], key=lambda one: one.start)
        if places is None:
            return tuple(every)
        return tuple(_at(text, one, places) for one in every)


def _at(text: str, number: Number, places: Sequence[int]) -> Number:
    start, end = places[number.start], places[number.end - 1] + 1
    return replace(number, start=start, end=end, text=text[start:end])


def _plain(text: str) -> tuple[str, list[int] | None]:
    """The text in ordinary numerals, and where each character comes from; None where nothing changed."""
    if text.isascii() or not _UNUSUAL.search(text):
        return text, None
    out: list[str] = []
    places: list[int] = []
    bankers = {n for match in _BANKERS_RUN.finditer(text) for n in range(match.start(), match.end())}
    for number, char in enumerate(text):
        new = _BANKERS.get(char, char) if number in bankers else _ordinary(char)
        out.append(new)
        places += [number] * len(new)
    return "".join(out), places


_UNUSUAL = re.compile(
    r"[^\u0000-\u00ff\u2010-\u203f\u3000-\u3006\u3008-\u30ff\u4e00-\u9fff（），。；：、！？“”]"
    f"|[廿卅{''.join(_BANKERS)}]"
)


@lru_cache(maxsize=4096)
def _ordinary(char: str) -> str:
    if char in _TWENTY:
        return _TWENTY[char]
    if char.isascii() or unicodedata.category(char) not in ("Nd", "No", "Po", "Ps", "Pe", "Sm"):
        return char
    if unicodedata.decomposition(char).startswith("<super>"):
        return char  # a square metre is no number
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    value = unicodedata.numeric(char, None)
    if value is not None and value == int(value) and unicodedata.category(char) == "No":
        return str(int(value))  # ⑧, ⑴, ❽
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and folded in "0123456789.%％+-" else char


def _unsigned(text: str, number: Number) -> Number:
    """签约309户: the word before is no bound."""
    if number.word == "约" and number.text.startswith("约") and _SIGNED.search(text[: number.start + 1]):
        start = number.start + 1
        return replace(number, start=start, text=text[start : number.end], bound="exact", word="")
    return number


def _counted(text: str, number: Number) -> Number:
    """图1 人口主要指标: the number of a caption takes no unit from the words after it."""
    if number.unit and not number.chinese and _CAPTION.search(text[: number.start]):
        digits = re.match(r"\d+", number.text)
        if digits:
            end = number.start + digits.end()
            return replace(
                number,
                end=end,
                text=digits.group(),
                value=Decimal(digits.group()),
                unit="",
                bound="exact",
                word="",
                scale="",
            )
    return number


def _others(text: str) -> Iterator[Number]:
    """Numbers that the reader does not know, where two would overlap the one that begins first."""
    end = 0
    for number in sorted((*_written(text), *spoken(text)), key=lambda one: (one.start, -one.end)):
        if number.start >= end:
            yield number
            end = number.end


def _written(text: str) -> Iterator[Number]:
    for match in _ORDINARY.finditer(text):
        found = _one(match, text)
        if found is not None:
            value, unit, bound = found
            yield Number(
                match.start(), match.end(), match.group(), value, unit, bound, chinese=not match.group().isascii()
            )


def _one(match: re.Match[str], text: str) -> tuple[Decimal, str, str] | None:
    group = match.groupdict()
    if group["share"]:
        whole, _, decimals = group["share"].partition("点")
        digits = "".join(str(chinese_value(digit)) for digit in decimals)
        value = chinese_value(whole)
        return (value + Decimal(f"0.{digits}"), "%", "exact") if value is not None else None
    if group["off"]:
        value = _off(group["off"])
        return (value, OFF, "exact") if value is not None else None
    if group["whole"]:
        whole, part = _value(group["whole"]), _value(group["part"])
        if not whole or part is None or group["whole"] == "百":
            return None
        return part / whole, FRACTION, "exact"
    if group["over"]:
        under = Decimal(group["under"])
        return (Decimal(group["over"]) / under, FRACTION, "exact") if under else None
    if group["left"]:
        right = Decimal(group["right"])
        return (Decimal(group["left"]) / right, RATIO, "exact") if right else None
    if group["folds"] is not None and match.group().endswith(("番", "倍")):
        return Decimal(2) ** _TIMES[group["folds"]], DOUBLED, "exact"
    if group["half"]:
        more = any(word in group["half"] for word in ("过", "以上", "多", "大半"))
        return Decimal(50), HALF, "gt" if more else "lt" if "近" in group["half"] else "exact"
    if group["about"] == "成" or _NOT_ABOUT.search(text[: match.start()]):
        return None
    return scale_of(group["scale"]), ROUND, "ge" if group["about"] == "上" else "approx_above"


def _off(text: str) -> Decimal | None:
    """八五折 is 8.5."""
    value = _value(text)
    if value is None and len(text) == 2:
        whole, part = chinese_value(text[0]), chinese_value(text[1])
        return Decimal(f"{whole}.{part}")
    return value


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdigit() else chinese_value(text)
