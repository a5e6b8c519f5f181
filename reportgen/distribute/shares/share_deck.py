"""The slides that one recipient sees, without what is hidden; a slide that loses its point goes whole."""

from collections.abc import Iterator

from reportgen.distribute.shares.redaction.texts import Redaction
from reportgen.distribute.shares.share_tables import cut_grid
from reportgen.model import LAYOUTS, Card, Item, Pack, Slide, SlideTier


def slides_of(pack: Pack, sections: frozenset[str], redaction: Redaction) -> tuple[Slide, ...]:
    """Return the slides of the sections seen, without what is hidden; a slide that loses its point goes whole."""
    photos = {photo.id for photo in pack.photos}
    made = (_slide(slide, redaction, photos) for slide in _seen(pack, sections))
    return tuple(slide for slide in made if slide is not None)


def _seen(pack: Pack, sections: frozenset[str]) -> Iterator[Slide]:
    """A slide without a section stays in that of the slide before it."""
    current: str | None = None
    for slide in pack.slides:
        current = slide.section or current
        if LAYOUTS[slide.layout].frame or (slide.layout == "agenda" and len(sections) > 1) or current in sections:
            yield slide


def _slide(slide: Slide, redaction: Redaction, photos: set[str]) -> Slide | None:
    if redaction.lacks(slide.needs) or _point_is_hidden(slide, redaction):
        return None
    columns, rows = cut_grid(slide.columns, slide.rows, redaction)
    update: dict[str, tuple[object, ...]] = {
        "cards": tuple(card for card in slide.cards if not _card(card, redaction)),
        "items": tuple(item for item in slide.items if not _item(item, redaction)),
        "roles": tuple(item for item in slide.roles if not _item(item, redaction)),
        "rows": rows,
        "photos": tuple(key for key in slide.photos if key in photos),
    }
    for name, after in update.items():
        before = getattr(slide, name)
        if len(after) < len(before) and len(after) < LAYOUTS[slide.layout].fewest:
            return None
    heads = tuple(slide.columns[number] for number in columns)
    words = {"notes": redaction.rest(slide.notes), "source": redaction.rest(slide.source)}
    return slide.model_copy(update={**update, **words, "columns": heads})


def _point_is_hidden(slide: Slide, redaction: Redaction) -> bool:
    """Whether a slide shows something hidden in its title, its chart, or what it stands for."""
    shown = {key for key in (slide.figure, *slide.figures, slide.table) if key}
    fixed = (slide.title, slide.kicker, slide.lead, slide.date, slide.head, slide.unit)
    if redaction.mentions(*fixed) or shown & redaction.items or slide.numeral in redaction.facts:
        return True
    heroes = any(_card(card, redaction) for card in (*slide.heroes, *slide.goals))
    return heroes or any(_tier(tier, redaction) for tier in slide.tiers)


def _card(card: Card, redaction: Redaction) -> bool:
    shown = card.fact in redaction.facts or card.figure in redaction.items or redaction.lacks(card.needs)
    texts = (card.label, card.text, card.note, *card.lines)
    return shown or redaction.mentions(*texts, context="\n".join(filter(None, texts)))


def _item(item: Item, redaction: Redaction) -> bool:
    hidden = item.fact in redaction.facts or redaction.lacks(item.needs)
    return hidden or redaction.mentions(item.head, item.text, context=f"{item.head}\n{item.text}")


def _tier(tier: SlideTier, redaction: Redaction) -> bool:
    return tier.fact in redaction.facts or redaction.mentions(tier.label, tier.number, *tier.chips, context=tier.label)
