"""The figures of the gallery: fictional, one or more a kind, as their files give them. None of it is true of any place."""

from functools import lru_cache
from typing import Any

from reportgen.charts.kinds import KINDS
from reportgen.model import Fact, Figure

_FACTS: tuple[dict[str, Any], ...] = (
    {"id": "start", "label": "常住人口", "kind": "level", "value": 12, "unit": "万人", "bound": "lt", "period": "示例初年"},
    {"id": "now", "label": "常住人口", "kind": "level", "value": 56, "unit": "万人", "as_of": "sample"},
    {"id": "goal", "label": "常住人口", "kind": "target", "value": 80, "unit": "万人", "period": "示例末年"},
    {"id": "index", "label": "示例收入", "kind": "index", "value": 24, "unit": "倍", "as_of": "sample",
     "base": {"label": "起步之时", "value": 1}},
    {"id": "share", "label": "城镇化率", "kind": "share", "value": 62, "unit": "%", "bound": "gt", "as_of": "sample"},
    {"id": "sites", "label": "示例基地", "kind": "count", "value": 3, "unit": "个", "items": ["示例甲", "示例乙", "示例丙"]},
    {"id": "others", "label": "示例特色", "kind": "list", "items": ["示例丁", "示例戊"], "open_ended": True},
    {"id": "about", "label": "示例产值", "kind": "level", "value": 46, "unit": "亿元", "bound": "approx_below", "period": "2023"},
    {"id": "floor", "label": "示例产值", "kind": "level", "value": 60, "unit": "亿元", "bound": "ge", "period": "2024"},
    {"id": "aim", "label": "示例产值", "kind": "target", "value": 75, "unit": "亿元", "period": "2026"},
)  # fmt: skip


@lru_cache(maxsize=1)
def samples() -> tuple[dict[str, Fact], tuple[Figure, ...]]:
    """Return the facts by id, and the figures in the order of their kinds."""
    facts = {entry["id"]: Fact.model_validate(entry) for entry in _FACTS}
    figures = [Figure.model_validate({"kind": name, **entry}) for name, kind in KINDS.items() for entry in kind.samples]
    return facts, tuple(figures)
