"""Checking a deck: which rules look at each slide and at the charts and pictures on it. In: members; out: findings."""

from collections.abc import Callable, Iterator

from reportgen.check.places import on_box
from reportgen.check.profiles import Limits
from reportgen.check.shared import accessibility, alternatives, charts
from reportgen.check.shared.pictures import SHARP, picture_faults
from reportgen.check.shared.typography import LEGIBLE
from reportgen.check.slides import alignment, card_rows, colours, geometry, structure, texts, typography
from reportgen.check.word import texts as word_texts
from reportgen.documents.boxes import DeckSlide
from reportgen.documents.slides import Deck
from reportgen.documents.theme import A, OfficeTheme
from reportgen.findings import Finding, finds
from reportgen.model.layouts import LAYOUTS
from reportgen.ooxml.parsed_package import Opened

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SLIDE_CHECKS: tuple[Callable[[str, Deck, DeckSlide, Limits], Iterator[Finding]], ...] = (
    geometry.text_in_its_box, geometry.room_to_edit, geometry.on_the_slide, geometry.inside_the_margins, geometry.no_overlap,
    alignment.near_misses, alignment.on_the_grid, alignment.empty_room, card_rows.one_size,
    texts.large_enough, texts.says_little, texts.titles, texts.few_faces,
    typography.typography, colours.text_contrast,
    structure.complete, structure.tables, structure.source_named, structure.reading_order, structure.plain_shapes,
)  # fmt: skip


def check_deck(name: str, members: Opened, deck: Deck, limits: Limits) -> Iterator[Finding]:
    """Yield what the rules say of a deck."""
    theme = deck.themes[0] if deck.themes else OfficeTheme(None, None)
    for slide in deck.slides:
        for check in SLIDE_CHECKS:
            yield from check(name, deck, slide, limits)
        yield from alternatives.of_slide(name, deck, slide, members, limits)
        yield from _parts_of_slide(name, deck, slide, members, theme, limits)
        yield from accessibility.links_of_slide(name, slide)
    yield from word_texts.properties(name, members)
    yield from accessibility.of_deck(name, members)


def fitting_profile(deck: Deck) -> str:
    """Return the profile: a deck whose layouts have the names of this house is held to its habits."""
    return "deck" if any(slide.layout in LAYOUTS for slide in deck.slides) else "any"


@finds(charts.AS_WORKBOOK, charts.PLAIN, charts.FROM_ZERO, LEGIBLE, SHARP)
def _parts_of_slide(
    name: str, deck: Deck, slide: DeckSlide, members: Opened, theme: OfficeTheme, limits: Limits
) -> Iterator[Finding]:
    """What stands in parts beside the slide: charts and pictures."""
    roots = []
    for number, box in enumerate(slide.boxes):
        part = charts.chart_part(box.element, slide.extra) if box.kind == "chart" else ""
        if part in members:
            root = members.tree(part)
            roots.append(root)
            for rule, what, hint in charts.chart_faults(part, root, members, limits):
                yield on_box(rule, name, box, what, hint)
            yield from colours.shape_contrast(name, slide, number, root, theme, limits)
            least = limits.of(LEGIBLE).deck
            small = charts.smallest_text(root)
            if small is not None and small < least:
                yield on_box(LEGIBLE, name, box, f"chart text of {small:g} pt", f"at least {least:g} pt")
        elif box.kind == "picture":
            yield from _picture(name, slide, number, members, limits)
    yield from colours.from_the_theme(name, deck, slide, roots, limits)


def _picture(name: str, slide: DeckSlide, number: int, members: Opened, limits: Limits) -> Iterator[Finding]:
    box, limit = slide.boxes[number], limits.of(SHARP)
    blip = next(iter(box.element.iter(f"{A}blip")), None)
    member = members.get(slide.extra.get(blip.get(f"{_R}embed", ""), "")) if blip is not None else None
    if member is None:
        return
    cut = next(iter(box.element.iter(f"{A}srcRect")), None)
    sides = [int(cut.get(side, "0")) / 100000 if cut is not None else 0.0 for side in "ltrb"]
    crop = (sides[0], sides[1], sides[2], sides[3])
    faults = picture_faults(member.content, box.width, box.height, crop, limit.deck, limit.aspect)
    for rule, what, hint in faults:
        yield on_box(rule, name, box, what, hint)


DECK_CHECKS: tuple[Callable[..., Iterator[Finding]], ...] = (
    *SLIDE_CHECKS, alternatives.of_slide, _parts_of_slide, colours.shape_contrast, colours.from_the_theme,
    accessibility.links_of_slide, accessibility.of_deck, word_texts.properties,
)  # fmt: skip
