"""The columns of the workbook that clerks fill: the heading, field, width and words of each; both ways use it."""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model import Fact
from reportgen.model.numbers.bounds import bound_of_word

SHEET = "数据"
HELP = "说明"
OPEN_WORDS = {True: "是", False: ""}
BOUND_WORDS = {
    "exact": "准确", "lt": "不足", "le": "以下", "gt": "超过", "ge": "以上", "approx": "约", "about_after": "左右",
    "approx_below": "近", "approx_above": "余", "more_after": "多", "range": "区间", "fraction": "分数", "open_list": "未尽",
}  # fmt: skip
_BOUND_KEYS = {word: key for key, word in BOUND_WORDS.items()} | {"未列尽": "open_list"}


@dataclass(frozen=True)
class Field:
    """One column: its field in a fact, heading, width, whether a clerk may change it, and its heading in workbooks of before."""

    name: str
    head: str
    width: int
    editable: bool = True
    earlier: str = ""


FIELDS = (
    Field("id", "编号", 30, editable=False),
    Field("label", "指标", 30),
    Field("value", "数值", 12),
    Field("unit", "单位", 9, editable=False),
    Field("bound", "限定词", 9, earlier="界限"),
    Field("period", "时期", 12, earlier="时点"),
    Field("shown", "本期表述", 26, editable=False, earlier="现在的写法"),
    Field("last", "上期表述", 26, editable=False, earlier="上期的写法"),
    Field("words", "固定表述", 16, earlier="写法"),
    Field("items", "名录（每行一项）", 34),
    Field("open_ended", "未尽列举", 10),
    Field("note", "备注", 22),
    Field("measured", "数据日期", 13),
    Field("source", "来源", 30, editable=False),
    Field("formula", "算法", 30, editable=False),
)


def bound_of_cell(text: str) -> tuple[str, str] | None:
    """Return the bound that a cell names and its own word, empty where it is the usual one; None for a word of no bound."""
    key = _BOUND_KEYS.get(text) or bound_of_word(text)
    return None if key is None else (key, "" if BOUND_WORDS[key] == text or text in _BOUND_KEYS else text)


def written(fact: Fact, name: str) -> str | Decimal | None:
    """Return what stands in a column for a fact."""
    if name == "bound":
        return fact.word or BOUND_WORDS[fact.bound]
    if name == "value" and fact.upper is not None:
        return f"{fact.value}～{fact.upper}"
    if name == "value" and fact.fraction is not None:
        return fact.fraction
    if name == "items":
        return "\n".join(fact.items)
    if name == "open_ended":
        return OPEN_WORDS[fact.open_ended]
    if name == "shown":
        return fact.prose()
    if name == "source":
        place = f"第{fact.locator.line}行" if fact.locator else ""
        return "，".join(part for part in (fact.source or "", place, fact.origin or "") if part)
    if name == "measured":
        return fact.measured.isoformat() if fact.measured else ""
    value: str | Decimal | None = getattr(fact, name)
    return value
