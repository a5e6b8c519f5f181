"""Owns alternative texts: the type, what is compared, all values with their bounds, the message. 40 to 120 characters.

In: Figure, facts; out: text without marks. A value is never left out to save room; the message gives way first.
"""

from collections.abc import Mapping

from reportgen.model import Fact, Figure
from reportgen.model.marks import plain

SHORTEST, LONGEST = 40, 120
_NAMES = {
    "then_now": "条形对比图", "index_pair": "指数对比图", "share_bar": "占比条形图", "progress": "目标进度图",
    "tiers": "层级示意图", "panel": "组合图",
}  # fmt: skip


def alt_text(figure: Figure, facts: Mapping[str, Fact]) -> str:
    """Return the alternative text of a figure."""
    message = plain(figure.message).rstrip("。")
    caption = plain(figure.caption)
    text = f"{_NAMES[figure.kind]}，{_values(figure, facts, members=True)}。"
    if len(text) > LONGEST:
        text = f"{_NAMES[figure.kind]}，{_values(figure, facts, members=False)}。"
    if message and len(text) + len(message) + 1 <= LONGEST:
        text += f"{message}。"
    elif message and LONGEST - len(text) > 12:
        text += message[: LONGEST - len(text) - 1] + "…"
    if len(text) < SHORTEST and caption and caption not in text:
        text = f"{caption}。{text}"
    for more in (plain(figure.note), _drawn(figure, facts), "数值轴从零开始，未用颜色单独区分。"):
        if more and len(text) < SHORTEST:
            text += more[: LONGEST - len(text)]
    return text


def _drawn(figure: Figure, facts: Mapping[str, Fact]) -> str:
    bounds = {facts[key].bound for key in figure.fact_ids()}
    upper = "上限值按上限绘制并以斜线填充。" if bounds & {"lt", "le"} else ""
    return upper + ("下限值画到下限为止，以上部分来源未载明。" if bounds & {"gt", "ge"} else "")


def _values(figure: Figure, facts: Mapping[str, Fact], members: bool) -> str:
    if figure.panels:
        return "；".join(_values(panel, facts, members) for panel in figure.panels)
    if figure.tiers:
        return "；".join(_tier(tier.label, facts[tier.fact], members) for tier in figure.tiers)
    shown = [facts[key] for key in figure.facts]
    head = figure.head or shown[0].short or shown[0].label
    return f"{head}：" + "，".join(_value(figure, fact) for fact in shown)


def _value(figure: Figure, fact: Fact) -> str:
    given = figure.labels.get(fact.id, fact.when())
    if fact.kind == "index" and fact.base is not None:
        return f"{given}为{fact.base.label or '基期'}的{fact.prose()}"
    if given == "未载明":
        return f"{fact.prose()}（年份未载明）"
    goal = "目标" if fact.kind == "target" and "目标" not in given else ""
    return f"{given}{goal}{fact.prose()}"


def _tier(label: str, fact: Fact, members: bool) -> str:
    number = fact.prose() if fact.value is not None else ""
    listing = fact.listing() if members or not number else ""
    return f"{label}{number}" + (f"（{listing}）" if listing else "")
