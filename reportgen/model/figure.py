"""Owns what a chart says, free of any renderer, and the rules that keep it honest."""

from collections.abc import Mapping
from typing import Literal

from reportgen.model.base import Noun
from reportgen.model.fact import Fact

FigureKind = Literal["then_now", "index_pair", "share_bar", "progress", "tiers", "panel"]


class TierRow(Noun):
    """One row of a tier figure: the fact that counts its members, and its name."""

    fact: str
    label: str
    mark: str | None = None


class Figure(Noun):
    """One figure: kind, facts by id in their order, highlight, message, source note."""

    id: str
    kind: FigureKind
    caption: str = ""
    message: str = ""
    head: str | None = None
    unit: str | None = None
    facts: tuple[str, ...] = ()
    highlight: str | None = None
    labels: dict[str, str] = {}
    note: str = ""
    panels: tuple["Figure", ...] = ()
    tiers: tuple[TierRow, ...] = ()
    height_mm: float | None = None

    def fact_ids(self) -> tuple[str, ...]:
        """Return every fact that the figure shows, in order."""
        inner = tuple(key for panel in self.panels for key in panel.fact_ids())
        return (*self.facts, *(tier.fact for tier in self.tiers), *inner)


def dishonesties(figure: Figure, facts: Mapping[str, Fact]) -> list[str]:
    """Return how a figure would mislead: the rule, and what to do instead."""
    found = [text for panel in figure.panels for text in dishonesties(panel, facts)]
    shown = [facts[key] for key in figure.facts if key in facts]
    kinds = {fact.kind for fact in shown}
    if "growth_multiple" in kinds:
        found.append("a growth multiple (增长N倍) has no bar: its base is not known; show it on a number card")
    if figure.kind == "index_pair" and kinds - {"index"}:
        found.append("an index pair shows one index against its base of 1; give one fact of kind index")
    if "index" in kinds and len(kinds) > 1:
        found.append("an index never shares an axis with other kinds; give it a panel of its own")
    if len([fact for fact in shown if fact.kind in ("share", "annual_growth")]) > 1:
        found.append("shares with different denominators never stand together; draw one figure for each")
    if figure.kind == "then_now" and len({fact.unit for fact in shown}) > 1:
        found.append("bars on one axis need one unit; split the figure into panels")
    if figure.kind == "progress" and not _is_progress(shown):
        found.append("progress needs a current value and a target of one unit; without it use a number card")
    return found


def _is_progress(shown: list[Fact]) -> bool:
    return (
        len(shown) == 2
        and shown[0].value is not None
        and shown[0].kind != "target"
        and shown[1].kind == "target"
        and shown[0].unit == shown[1].unit
    )
