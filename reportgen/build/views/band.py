"""The band of key numbers: each with its name, and with what it is measured against or the time it holds for."""

from collections.abc import Mapping

from reportgen.model import Fact, Pack
from reportgen.model.facts.fact_parts import Base
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.quantity import written


def band_cell(pack: Pack, key: str, scales: Mapping[str, str]) -> dict[str, str]:
    """Return one number of the key-number band; the number carries the mark of its fact."""
    fact = pack.facts[key]
    card = fact.in_scale(scales.get(key)).card()
    return {
        "label": fact.short or fact.label,
        "before": card.before,
        "number": mark("fact", fact.id, card.number),
        "unit": card.unit,
        "after": card.after,
        "note": band_note(fact, chinese=pack.language.startswith("zh")),
    }


def band_note(fact: Fact, *, chinese: bool) -> str:
    """Return the base of an index (以开发建设之初为1), the time of another fact; empty where none is known in the language."""
    base = fact.base
    if fact.kind == "index" and base is not None and (base.label or base.year):
        return _base_note(base, chinese)
    if not chinese and not (fact.period or "").isascii():
        return ""
    return "" if fact.period is None and fact.as_of is None else fact.when()


def _base_note(base: Base, chinese: bool) -> str:
    name = base.label or (f"{base.year}年" if chinese else str(base.year))
    if not chinese and not name.isascii():
        return ""
    if base.value is None:
        return f"与{name}相比" if chinese else f"compared with {name}"
    return f"以{name}为{written(base.value)}" if chinese else f"{name} = {written(base.value)}"
