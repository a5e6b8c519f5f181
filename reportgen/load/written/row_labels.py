"""Labels of rows with their units: 地区生产总值（亿元）, 人口 (单位：万人), 产值/亿元. What stands in brackets and is no unit stays in the label."""

import re
from functools import lru_cache

from reportgen.load.written.note_marks import without_marks
from reportgen.model.numbers.reading import SCALES, UNITS
from reportgen.private_use import EVERY

_OF_ENERGY = ("标准煤", "油当量", "二氧化碳", "标煤")
_MORE = (
    "km²", "km2", "km", "㎡", "m²", "m³", "kW", "kWh", "MW", "TEU", "kg", "t", "指数", "人民币", "港元", "欧元", "英镑", "日元",
)  # fmt: skip
_OPEN, _CLOSE = "（([【〔", "）)\\]】〕"
_LOOK = re.compile(
    rf"(?P<name>.+?)(?:[{_OPEN.replace('[', chr(92) + '[')}](?:(?:计量)?单位)?[:：]?(?P<in>[^（）()【】〔〕]+?)[{_CLOSE}]|[/／,，:：](?P<after>\S+))"
)


@lru_cache(maxsize=4096)
def label_and_unit(text: str) -> tuple[str, str]:
    """Return a label without spaces and without its unit, and the unit; “常住人口（起点）” has none."""
    name = without_marks(re.sub(rf"[\s\x00-\x1f{EVERY}]+", "", text))[0]
    match = _LOOK.fullmatch(name)
    unit = match and (match.group("in") or match.group("after"))
    if match is None or not unit or not is_unit(unit):
        return name, ""
    return match.group("name"), unit.replace("％", "%")


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is a unit: 亿元, 万人次, %, 元/人, 吨标准煤/万元."""
    return _pattern().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    scales = "|".join(sorted(filter(None, SCALES), key=len, reverse=True))
    units = "|".join(re.escape(unit) for unit in sorted({*UNITS, *_MORE}, key=len, reverse=True))
    one = rf"(?:十|{scales})?(?:{units})(?:{'|'.join(_OF_ENERGY)})?"
    return re.compile(rf"{one}(?:[/·／]{one})*")
