"""The share of a pack that one recipient sees: a smaller pack, and the facts that may stand nowhere in it.

A sentence, table row or card that shows a hidden fact goes; a figure that shows one goes whole; a section that has nothing
left goes too. A heading or the cover cannot go, so a hidden fact there is a mistake that is reported before anything is made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.distribute.shares.own_numbers import with_own_numbers
from reportgen.distribute.shares.redaction.hidden_facts import PackIndex, hidden_facts
from reportgen.distribute.shares.redaction.hidden_names import hidden_names
from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers
from reportgen.distribute.shares.redaction.texts import Redaction, facts_of
from reportgen.distribute.shares.share_deck import slides_of
from reportgen.distribute.shares.share_figures import hidden_figures, seen_figures, seen_photos
from reportgen.distribute.shares.share_report import (
    annex_of,
    facts_shown,
    is_annex,
    lost,
    naming_the_annex,
    section_of,
    unshown,
)
from reportgen.distribute.shares.share_tables import table_of, without_chosen
from reportgen.errors import Problem
from reportgen.load.formula import fact_ids
from reportgen.model import HeadingBlock, Pack, Recipient, Section


def part_of(whole: Pack, recipient: Recipient) -> tuple[Pack, frozenset[str]]:
    """Return what a recipient sees of the pack, and the ids of the facts that may stand nowhere in it."""
    redaction = redaction_of(whole, recipient)
    pack = without_chosen(whole, recipient).model_copy(update={"photos": seen_photos(whole, redaction)})
    names = set(recipient.sections.of(section.id for section in pack.sections))
    sections = [section_of(section, pack, redaction) for section in pack.sections if section.id in names]
    sections = [section for section in sections if any(not isinstance(b, HeadingBlock) for b in section.blocks)]
    slides = slides_of(pack, frozenset(section.id for section in sections), redaction)
    around = _around(pack, recipient, redaction, sections)
    annex = annex_of(pack, around)
    tables = {key: table_of(table, around if is_annex(pack, key) else redaction) for key, table in pack.tables.items()}
    gone = Redaction(items=lost(pack, sections, annex))
    annex = annex and annex_of(pack.model_copy(update={"annex": annex}), gone)  # it may point at a table that it lost
    kept = [section_of(section, pack, gone) for section in sections]
    share = pack.model_copy(
        update={
            "facts": {key: fact for key, fact in pack.facts.items() if key not in redaction.facts},
            "sections": naming_the_annex(pack, annex, kept),
            "annex": annex,
            "figures": seen_figures(pack, redaction),
            "tables": {key: table_of(table, gone) for key, table in tables.items()},
            "band": tuple(key for key in pack.band if key not in around.facts),
            "slides": slides,
        }
    )
    return with_own_numbers(share, recipient), redaction.facts


def redaction_of(pack: Pack, recipient: Recipient) -> Redaction:
    """Return what a recipient does not see of a pack."""
    redaction = _of_facts(pack, recipient)
    tables = frozenset(pack.tables) - frozenset(recipient.tables.of(pack.tables))
    return replace(redaction, items=tables | hidden_figures(pack, recipient, redaction))


def _of_facts(pack: Pack, recipient: Recipient) -> Redaction:
    hidden = frozenset(hidden_facts(pack, recipient.facts))
    if not hidden:
        return Redaction()
    data = frozenset(key for key, table in pack.data.items() if not hidden.isdisjoint(table.fact_ids()))
    numbers = HiddenNumbers(PackIndex.of(pack).forms, hidden)
    return Redaction(hidden, data=data, numbers=numbers, names=hidden_names(pack, hidden))


def _around(pack: Pack, recipient: Recipient, redaction: Redaction, sections: Sequence[Section]) -> Redaction:
    """What does not stand in the annex and the band: what is hidden, and what belongs to sections that are not seen."""
    chosen = bool(recipient.sections.only or recipient.sections.without)
    aside = _beside_the_share(pack, sections) if chosen else set()
    items = redaction.items | unshown(pack, sections)
    facts = redaction.facts | aside
    return Redaction(facts, items, redaction.data, redaction.numbers, hidden_names(pack, facts))


def _beside_the_share(pack: Pack, sections: Sequence[Section]) -> set[str]:
    """Facts of sections that the recipient does not get, and what is computed from them; not those that its sections show."""
    names = {section.id for section in sections}
    shown = facts_shown(pack, sections) | facts_of(_cover(pack), [pack.numeral] if pack.numeral else [])
    elsewhere = facts_shown(pack, [section for section in pack.sections if section.id not in names])
    beside = {
        key
        for key, fact in pack.facts.items()
        if key not in shown and ((fact.section not in names) if fact.section else key in elsewhere)
    }
    formulas = {key: set(fact_ids(fact.formula)) for key, fact in pack.facts.items() if fact.formula}
    while found := {key for key, inputs in formulas.items() if key not in beside and beside & inputs}:
        beside |= found
    return beside - shown


def _cover(pack: Pack) -> tuple[str | None, ...]:
    """The texts of the cover, which every recipient gets."""
    return (
        pack.title,
        pack.occasion,
        pack.subtitle,
        pack.report_subtitle,
        pack.short_title,
        pack.date,
        *pack.title_lines,
    )


def part_problems(pack: Pack, recipient: Recipient, file: str) -> Iterable[Problem]:
    """Yield where the cover or a heading would show what a recipient must not see."""
    redaction = _of_facts(pack, recipient)
    if not redaction.facts:
        return
    names = recipient.sections.of(section.id for section in pack.sections)
    frame: dict[str, tuple[str | None, ...]] = {
        "the cover": (*_cover(pack), pack.organisation, pack.source_label),
        **{f"the heading of section {s.id}": (s.heading,) for s in pack.sections if s.id in names},
    }
    if recipient.format == "pptx":
        covers = [slide for slide in pack.slides if slide.layout == "cover"]
        frame["the cover slide"] = tuple(text for one in covers for text in (one.title, one.kicker, one.lead, one.date))
    for place, texts in frame.items():
        shown = facts_of(texts, [pack.numeral] if pack.numeral and place == "the cover" else []) & redaction.facts
        shown |= {hit.fact_id for text in texts if text for hit in redaction.written(text) if not hit.like}
        for key in sorted(shown):
            hint = "leave the section out, or let the recipient see the fact"
            yield Problem(file, recipient.line, None, f"{place} shows {key}, which {recipient.id} must not see", hint)


__all__ = ["part_of", "part_problems", "redaction_of"]
