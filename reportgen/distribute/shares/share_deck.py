"""Owns the slides that one recipient sees. In: Pack, sections seen, what is hidden; out: slides."""

from collections.abc import Iterator

from reportgen.distribute.shares.redaction import Hidden
from reportgen.model import Card, Item, Pack, Slide, SlideTier

_FEWEST = {"cards_3_4": 3, "key_numbers": 2, "key_numbers_pair": 2, "key_numbers_rows": 2}
_FRAME = ("cover", "closing")


def slides_of(pack: Pack, sections: frozenset[str], hidden: Hidden) -> tuple[Slide, ...]:
    """Return the slides of the sections seen, without what is hidden; a slide that loses its point goes whole."""
    return tuple(made for slide in _seen(pack, sections) if (made := _slide(slide, hidden)) is not None)


def _seen(pack: Pack, sections: frozenset[str]) -> Iterator[Slide]:
    """A slide without a section stays in that of the slide before it."""
    current: str | None = None
    for slide in pack.slides:
        current = slide.section or current
        if slide.layout in _FRAME or (slide.layout == "agenda" and len(sections) > 1) or current in sections:
            yield slide


def _slide(slide: Slide, hidden: Hidden) -> Slide | None:
    charts = {key for key in (slide.figure, *slide.figures) if key}
    fixed = (slide.title, slide.kicker, slide.lead, slide.date, slide.head, slide.unit)
    if hidden.touches(*fixed) or charts & hidden.items or slide.numeral in hidden.facts:
        return None
    if any(_card(card, hidden) for card in (*slide.heroes, *slide.goals)) or any(
        _tier(tier, hidden) for tier in slide.tiers
    ):
        return None
    cards = tuple(card for card in slide.cards if not _card(card, hidden))
    items = tuple(item for item in slide.items if not _item(item, hidden))
    roles = tuple(item for item in slide.roles if not _item(item, hidden))
    rows = tuple(row for row in slide.rows if not hidden.touches(*row))
    for before, after in ((slide.cards, cards), (slide.items, items), (slide.roles, roles), (slide.rows, rows)):
        if len(after) < len(before) and len(after) < _FEWEST.get(slide.layout, 1):
            return None
    update = {"cards": cards, "items": items, "roles": roles, "rows": rows}
    return slide.model_copy(update={**update, "notes": hidden.rest(slide.notes), "source": hidden.rest(slide.source)})


def _card(card: Card, hidden: Hidden) -> bool:
    shown = card.fact in hidden.facts or card.figure in hidden.items
    return shown or hidden.touches(card.label, card.text, card.note, *card.lines)


def _item(item: Item, hidden: Hidden) -> bool:
    return hidden.touches(item.head, item.text)


def _tier(tier: SlideTier, hidden: Hidden) -> bool:
    return tier.fact in hidden.facts or hidden.touches(tier.label, tier.number, *tier.chips)
