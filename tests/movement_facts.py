"""Facts for tests of words that follow numbers, by short descriptions: “千分 0.5‰”, “profit -1.5亿元 2023”."""

from reportgen.model import Fact

LABELS = {
    "amount": ("常住人口", "level", "万人"),
    "count": ("规模以上企业", "count", "家"),
    "money": ("地区生产总值", "level", "亿元"),
    "share": ("城镇化率", "share", "%"),
    "mille": ("人口自然增长率", "share", "‰"),
    "unemployment": ("城镇调查失业率", "share", "%"),
    "growth": ("工业增加值增速", "annual_growth", "%"),
    "price": ("新建商品住宅均价", "level", "元/平方米"),
    "intensity": ("单位产值能耗", "level", "吨/万元"),
    "duration": ("企业开办时间", "level", "天"),
    "rank": ("综合排名", "level", "位"),
    "index": ("一般公共预算收入", "index", "倍"),
    "profit": ("国有企业利润总额", "level", "亿元"),
    "trade": ("进出口差额", "level", "亿元"),
    "degrees": ("平均气温", "level", "℃"),
    "water": ("地下水位", "level", "米"),
    "score": ("营商环境得分", "level", "分"),
    "ratio": ("基尼系数", "level", ""),
    "prices": ("居民消费价格指数", "index", ""),
    "accidents": ("安全生产事故", "count", "起"),
    "deficit": ("财政收支差额", "level", "亿元"),
    "per_head": ("人均地区生产总值", "level", "元/人"),
    "net": ("库容净变化", "level", "万吨"),
}
BOUNDS = {
    "不足": "lt",
    "超过": "gt",
    "近": "approx_below",
    "以下": "le",
    "以上": "ge",
    "余": "approx_above",
    "": "exact",
}


def fact(name: str, value: str, *, key: str = "a", period: str | None = None, **more: object) -> Fact:
    """Return a fact of one of the labels; the value may begin or end with the word of its bound."""
    label, kind, unit = LABELS[name]
    word = next(word for word in BOUNDS if value.startswith(word) or value.endswith(word))
    number = value.removeprefix(word) if value.startswith(word) else value.removesuffix(word)
    data = {
        "id": key,
        "label": label,
        "kind": kind,
        "unit": unit,
        "value": number,
        "bound": BOUNDS[word],
        "period": period,
    }
    return Fact.model_validate(data | more)
