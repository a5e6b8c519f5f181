"""Where ink may stand on a page (R01). In: a deck or a laid-out document; out: for each page its colour and its zones in pt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.check.profiles import Limits
from reportgen.check.slides.geometry import MARGINS
from reportgen.documents.boxes import PT, Box, DeckSlide
from reportgen.documents.slides import Deck, P
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordPicture, WordSection
from reportgen.documents.word_runs import WP
from reportgen.documents.word_styles import W
from reportgen.findings import LimitedRule, Rule

Zone = tuple[float, float, float, float]  # left, top, right, bottom
_PAPER = "FFFFFF"


class Ink(NamedTuple):
    """How pages are looked at: dots per inch, and what ink may pass its zone by, in pt; from which difference on a dot is ink."""

    dots: float = 48
    tolerance: float = 3.0
    table: float = 4.0
    hanging: float = 10.0
    ink: float = 60


RENDERED = LimitedRule(
    "R01", "error", "the pages are those that were measured: ink in its zones, no boxes for letters", limits=Ink()
)
PAGES_KEPT = Rule("R03", "warning", "a text that flows takes as many pages as were measured")


@dataclass(frozen=True)
class PageZones:
    """A page as it is declared: its colour, where ink may stand; None where it may stand anywhere."""

    colour: str
    zones: tuple[Zone, ...] | None


def of_deck(deck: Deck, limits: Limits) -> list[PageZones]:
    """Return the sheets of the slides that are shown: inside the margins, and what the layout or a decoration draws."""
    return [_of_slide(deck, slide, limits) for slide in deck.slides if slide.root.get("show") not in ("0", "false")]


def _of_slide(deck: Deck, slide: DeckSlide, limits: Limits) -> PageZones:
    strange = limits.profile == "any"  # who made it elsewhere has margins of his own
    if strange or slide.layout in MARGINS.exempt or slide.root.find(f"{P}cSld/{P}bg//{{*}}blipFill") is not None:
        return PageZones(slide.colour, None)
    limit = limits.of(MARGINS)
    across, down = deck.width / 960, deck.height / 540
    inner = (
        limit.left * across,
        limit.top * down,
        deck.width - limit.right * across,
        deck.height - limit.bottom * down,
    )
    free = [_frame(box) for box in slide.ground]
    free += [_frame(box) for box in slide.boxes if box.decorative or _bleeds(box, deck)]
    return PageZones(slide.colour, (inner, *free))


def _frame(box: Box) -> Zone:
    return box.x, box.y, box.right, box.bottom


def _bleeds(box: Box, deck: Deck) -> bool:
    edges = (box.x <= 0.5, box.y <= 0.5, box.right >= deck.width - 0.5, box.bottom >= deck.height - 0.5)
    return box.kind == "picture" and sum(edges) >= 2


def of_document(document: WordDocument, limits: Limits) -> list[PageZones]:
    """Return the sheets of the pages: the text block, header and footer where there are any, what floats."""
    hanging = limits.of(RENDERED).hanging
    sections = dict(_pages(document))
    floats: dict[int, list[Zone | None]] = {}
    for section, block in document.placed():
        for picture in block.pictures:
            if picture.floats:
                floats.setdefault(block.page, []).append(_float(picture, section, block))
    sheets = []
    for page in range(1, document.pages + 1):
        shown = sections.get(page)
        drawn = floats.get(page, [])
        if shown is None or any(zone is None for zone in drawn):
            sheets.append(PageZones(_PAPER, None))
            continue
        inner = (
            shown.left - limits.of(RENDERED).table,
            shown.top,
            shown.width - shown.right + hanging,
            shown.height - shown.bottom,
        )
        bands = _bands(shown, sections)
        sheets.append(PageZones(_PAPER, (inner, *bands, *(zone for zone in drawn if zone is not None))))
    return sheets


def _pages(document: WordDocument) -> Iterator[tuple[int, WordSection]]:
    """Each page with the section that begins it."""
    last: WordSection | None = None
    page = 0
    for section, items in document.sections:
        first = min((item.page for item in items if item.page), default=0)
        while last is not None and page + 1 < first:
            page += 1
            yield page, last
        for item in items:
            while page < (item.page if isinstance(item, WordBlock) else item.last_page):
                page += 1
                yield page, section
        last = section
    while last is not None and page < document.pages:
        page += 1
        yield page, last


def _bands(section: WordSection, sections: dict[int, WordSection]) -> Iterator[Zone]:
    """Header and footer; those of an earlier section go on where a section names none."""
    every = [item.element for item in sections.values()]
    earlier = every[: every.index(section.element) + 1]
    left, right = section.left, section.width - section.right
    if any(element.find(f"{W}headerReference") is not None for element in earlier):
        yield left, 0.0, right, section.top
    if any(element.find(f"{W}footerReference") is not None for element in earlier):
        yield left, section.height - section.bottom, right, section.height


def _float(picture: WordPicture, section: WordSection, block: WordBlock) -> Zone | None:
    """Where a floating object stands; None where that is said by an alignment or by lines of text."""
    place = []
    for axis, margin, at in (("H", section.left, section.left), ("V", section.top, section.top + block.top)):
        position = picture.element.find(f"{WP}position{axis}")
        offset = position.findtext(f"{WP}posOffset") if position is not None else None
        if position is None or offset is None:
            return None
        start = {"page": 0.0, "margin": margin, "column": margin, "paragraph": at, "line": at}
        origin = start.get(position.get("relativeFrom", ""))
        if origin is None:
            return None
        place.append(origin + int(offset) / PT)
    return place[0], place[1], place[0] + picture.width, place[1] + picture.height
