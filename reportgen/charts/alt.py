"""Owns alternative texts: what is compared, all values with their bounds, the message."""

from collections.abc import Mapping

from reportgen.model import Fact, Figure

_NAMES = {
    "then_now": "柱形对比图", "index_pair": "指数对比图", "share_bar": "占比条", "progress": "目标进度条",
    "tiers": "层级示意图", "panel": "组合图",
}  # fmt: skip


def alt_text(figure: Figure, facts: Mapping[str, Fact]) -> str:
    """Return the alternative text of a figure, 250 characters at the most."""
    values = "；".join(_value(facts[key]) for key in dict.fromkeys(figure.fact_ids()))
    text = f"{_NAMES[figure.kind]}：{values}。{figure.message}"
    return text if len(text) <= 250 else text[:249] + "…"


def shown_facts(figure: Figure, facts: Mapping[str, Fact]) -> tuple[tuple[str, str], ...]:
    """Return each fact that a figure shows, as it is printed there."""
    return tuple((key, facts[key].prose()) for key in figure.fact_ids())


def _value(fact: Fact) -> str:
    if fact.kind == "index" and fact.base is not None:
        return f"{fact.label}{fact.when()}达到{fact.base.label or '基期'}的{fact.prose()}"
    members = f"（{fact.listing()}）" if fact.items and fact.value is not None else ""
    when = fact.when() if fact.value is not None and fact.kind in ("level", "share", "target") else ""
    return f"{fact.label}{when}{fact.prose()}{members}"
