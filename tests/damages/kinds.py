"""The kinds of damage, each a function that damages a file at a place that chance chooses."""

import random
import re
from collections.abc import Callable

from tests.damages import charts, objects, structure
from tests.damages.file import A, Damage, File, W, replace_in, words

Kind = Callable[[File, random.Random], Damage | None]
_UNITS = {
    "万人": "亿人",
    "亿元": "万元",
    "%": "倍",
    "倍": "%",
    "家": "户",
    "条": "个",
    "个": "种",
    "吨": "亩",
    "公里": "米",
    "亿": "万",
    "万": "亿",
}
_TURNED = {
    "增长": "下降", "增加": "减少", "提高": "下降", "上升": "下降", "扩大": "缩小", "下降": "增长", "减少": "增加", "缩短": "延长", "回落": "加快",
}  # fmt: skip
_NUMBER = r"(?<![\d.])\d[\d,]*(?:\.\d+)?"
_MEASURED = rf"{_NUMBER}(?=[万亿%倍家户个人元吨条公项])"


def _in_text(pattern: str, new: Callable[[re.Match[str], random.Random], str], *, holding: str = "") -> Kind:
    """A kind that replaces what a pattern matches in a paragraph, one that also holds something else."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        places = [
            item for item in file.body() if re.search(pattern, words(item[1])) and re.search(holding, words(item[1]))
        ]
        chance.shuffle(places)
        for _, paragraph, place in places:
            done = replace_in(paragraph, pattern, lambda match: new(match, chance), chance.choice)
            if done:
                return Damage(done, (place,))
        return None

    return damage


def _appended(text: str) -> Kind:
    """A kind that adds words to the end of a paragraph."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        _, paragraph, place = chance.choice([item for item in file.body() if len(words(item[1])) > 12])
        element = [t for t in paragraph.iter(f"{W}t", f"{A}t") if t.text][-1]
        closed = (element.text or "").endswith("。")
        element.text = (element.text or "").rstrip("。") + f"，{text}" + ("。" if closed else "")
        return Damage(f"added {text}", (place,))

    return damage


def _digit(match: re.Match[str], chance: random.Random) -> str:
    return chance.choice([digit for digit in "123456789" if digit != match.group()])


def _numeral(match: re.Match[str], chance: random.Random) -> str:
    return chance.choice([digit for digit in "三四五六七八九" if digit != match.group()])


def _moved_point(match: re.Match[str], chance: random.Random) -> str:
    whole, part = match.group().split(".")
    return (
        f"{whole}{part[0]}.{part[1:]}".rstrip(".")
        if chance.random() < 0.5
        else f"{whole[:-1] or '0'}.{whole[-1]}{part}"
    )


def _label(file: File, chance: random.Random) -> Damage | None:
    """One name of an indicator for another: both stand in the file beside numbers."""
    names = sorted(
        set(
            re.findall(
                r"[\u4e00-\u9fff]{2,8}(?:收入|总值|人口|率|投资|总额|规模|强度|增加值|吞吐量|面积|人数|占比|比重)",
                "\n".join(words(p) for _, p, _ in file.body()),
            )
        )
    )
    places = [
        (p, place, name)
        for _, p, place in file.body()
        for name in names
        if name in words(p) and re.search(r"\d", words(p))
    ]
    chance.shuffle(places)
    for paragraph, place, name in places:
        others = [other for other in names if other not in name and name not in other and other not in words(paragraph)]
        if others:
            done = replace_in(
                paragraph, re.escape(name), lambda match, others=others: chance.choice(others), chance.choice
            )
            if done:
                return Damage(done, (place,))
    return None


_BOUND = r"(?:不足|超过|近|约)(?=\d)|(?<=[\d%倍人元])以上|(?<=[\d百])余"
_OTHER_BOUND = {"不足": "超过", "超过": "不足", "近": "超过"}
_RISES = "持续增长|明显提高|不断扩大|快速增长|显著提升|稳步上升|增长|提高|扩大"


def _bounded(match: re.Match[str], chance: random.Random) -> str:
    return chance.choice(("超过", "近", "不足", "约")) + match.group()


_ADDED = {
    "翻番": "产值实现翻番", "两番": "总量翻两番", "三分之二": "占全部的三分之二", "banker's numerals": "投资壹佰贰拾万元",
    "上亿": "总额上亿元", "半数以上": "半数以上已投产", "过半": "完成量过半", "a ratio": "比例为5:3",
    "a circled number": "面积⑧万亩", "full-width digits": "另有８８个项目", "七成": "占比约七成", "八折": "价格打八折",
    "digits of another script": "共٤٢万人", "a number": "另引进88个项目", "a number in Chinese": "另引进八十八个项目",
    "百分之": "比重为百分之四十七", "a fraction": "占全国的1/37", "数十亿": "投资数十亿元", "几百": "带动几百家企业",
    "a traditional numeral": "投资贰億元",
}  # fmt: skip
KINDS: dict[str, Kind] = {
    "a digit": _in_text(r"\d(?=[\d.,]*[万亿%倍家户个人元吨条公项])", _digit),
    "a digit alone": _in_text(r"(?<![年月日第图表号])\d(?![日月年号])", _digit),
    "a Chinese numeral": _in_text(r"[三四五六七八九](?=[年环射横纵]|周年)", _numeral),
    "a unit": _in_text("|".join(rf"(?<=\d){unit}" for unit in _UNITS), lambda match, chance: _UNITS[match.group()]),
    "a bound that is gone": _in_text(_BOUND, lambda match, chance: ""),
    "a bound that is new": _in_text(rf"(?<![\d.不足超过近约])(?<!不低于){_MEASURED}", _bounded),
    "a bound that is another": _in_text(r"不足(?=\d)|超过(?=\d)|近(?=\d)", lambda match, chance: _OTHER_BOUND[match.group()]),
    "a decimal point": _in_text(r"(?<![\d.])\d+\.\d+", _moved_point),
    "a year": _in_text(r"(?:19|20)\d\d(?=年)", lambda match, chance: str(int(match.group()) + chance.choice((-2, -1, 1, 2)))),
    "a direction": _in_text("|".join(_TURNED), lambda match, chance: _TURNED[match.group()], holding=r"\d"),
    "a direction without a number": _in_text(_RISES, lambda match, chance: "下降", holding=r"^\D*$"),
    "达到 as 增长": _in_text(r"达到?(?=[^，。；]{0,12}\d[\d.]*倍)", lambda match, chance: "增长"),
    "a negation": _in_text(r"(?:增长|增加|提高|达到|超过|实现|完成)", lambda match, chance: f"未{match.group()}", holding=r"\d"),
    "a label": _label,
    "a scope": _in_text("新区|全区|全市|本地|本市|港区|沿江", lambda match, chance: "全国", holding=r"\d"),
    **{f"added {name}": _appended(text) for name, text in _ADDED.items()},
    **structure.KINDS,
    **charts.KINDS,
    **objects.KINDS,
}  # fmt: skip
