"""How the value of a fact moves: as an amount, share, growth rate, price, duration, rank, multiple, balance, or on a scale such as ℃.

A fact may say it itself (`moves`, `more`, `poles`); else it follows from its kind, unit and label.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

MovementKind = Literal["amount", "share", "growth_rate", "price", "duration", "rank", "multiple", "balance", "scale"]
More = Literal["good", "bad", "neutral"]

RATES = ("%", "‰")
_POINTS = {"%": "个百分点", "‰": "个千分点"}
_GROWTH = re.compile(r"(?<!自然)(?:增速|增长率|增幅|增长速度)$|(?:年均|同比|累计)增长$")
_DURATION = re.compile(r"时间|时限|用时|时长|耗时|工期|周期|办结|等候|通关")
_TIMES = ("天", "小时", "分钟", "秒", "个工作日", "工作日", "个月", "日", "分")
_RANK = re.compile(r"排名|位次|名次|排位|居第")
_PLACES = ("位", "名")
_PRICE = re.compile(r"价格$|均价$|[房油粮地电气水煤]价$|单价$|指数$|能耗$|电耗$|水耗$|煤耗$|强度$|密度$")
DEGREES = ("℃", "°C", "摄氏度", "℉", "°F")
_SCALE = re.compile(r"[气水地室]温$|温度$|水位$|海拔|高程$")
_SCORE = re.compile(r"得分|评分|分数|成绩|满意度")
_PER_HEAD = ("/人", "/户")
_BALANCE = re.compile(r"差额$|净额$|盈亏$|净流[入出]|净迁移|净增")
# labels whose values change their name with their sign: what a negative value is called, and a positive one
_POLES = (
    (re.compile(r"财政.*(?:差额|收支)$|预算.*差额$"), ("赤字", "结余")),
    (re.compile(r"(?:进出口|贸易|外贸|收支)差额$"), ("逆差", "顺差")),
    (re.compile(r"利润(?:总额)?$|净利润$|盈亏$"), ("亏损", "盈利")),
    (re.compile(r"净流[入出]|净迁移"), ("净流出", "净流入")),
)
_MORE_IS_BAD = re.compile(
    "失业|死亡|贫困|空置|不良|负债|赤字|发生率|超标|违约|能耗|污染|排放|投诉|事故|逾期|依存|患病|发病|恩格尔|抚养比"
)
_MOVER = re.compile(r"^\s*(?:round\()?\s*(?:growth|difference)\s*\(|^[^()/*+]+ - [^()/*+]+$")


def moves_of(fact: "Fact") -> MovementKind:
    """Return how a fact's value moves."""
    if fact.moves is not None:
        return fact.moves
    if fact.kind == "index" and fact.unit != "倍" and fact.label.endswith("指数"):
        return "price"
    if fact.kind in ("index", "growth_multiple") or fact.unit == "倍":
        return "multiple"
    if fact.kind == "annual_growth" or (fact.unit in RATES and _GROWTH.search(fact.label)):
        return "growth_rate"
    if fact.unit in (*RATES, *_POINTS.values()):
        return "share"
    return _of_quantity(fact)


def _of_quantity(fact: "Fact") -> MovementKind:
    label = fact.label
    if fact.unit in _PLACES and _RANK.search(label):
        return "rank"
    if fact.unit in _TIMES and _DURATION.search(label):
        return "duration"
    if fact.unit in DEGREES or _SCALE.search(label):
        return "scale"
    if fact.unit == "分" and _SCORE.search(label):
        return "share"
    if not fact.unit and fact.kind != "count" and fact.value is not None and fact.value >= 0:
        return "price"
    if ("/" in fact.unit and not fact.unit.endswith(_PER_HEAD)) or _PRICE.search(label):
        return "price"
    if _BALANCE.search(label) or poles_of(fact) is not None or (fact.value is not None and fact.value < 0):
        return "balance"
    return "amount"


def more_of(fact: "Fact") -> More:
    """Return whether more of it is better."""
    if fact.more is not None:
        return fact.more
    return "bad" if _MORE_IS_BAD.search(fact.label) else "good"


def poles_of(fact: "Fact") -> tuple[str, str] | None:
    """Return what a value below zero is called and what one above zero is: 逆差, 顺差; None where no words are known."""
    if fact.poles:
        return fact.poles
    return next((words for pattern, words in _POLES if pattern.search(fact.label)), None)


def points_of(unit: str) -> str:
    """Return the unit of a difference of two values of a unit: of % 个百分点, of ‰ 个千分点."""
    return _POINTS.get(unit, unit)


def says_movement(fact: "Fact") -> bool:
    """Return whether a fact says how far something moved, rather than how much there is."""
    if fact.movement is not None or fact.kind in ("annual_growth", "growth_multiple"):
        return True
    if fact.kind in ("target", "threshold", "index"):
        return False
    return fact.unit in _POINTS.values() or bool(_MOVER.search(fact.formula or ""))


def price_words(label: str) -> tuple[str, str]:
    """Return the words of a rise: before a number, and before what is reached: of prices 上涨, 上涨到."""
    word = "上涨" if "价" in label else "上升"
    return word, f"{word}到"


ZERO = Decimal(0)
