"""The rules on the page of a report (W01, W06): paper, margins, grid, pitch, full lines, how well pages are filled."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.documents.typeset.kinsoku import is_wide
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordPicture, WordSection
from reportgen.findings import Finding, LimitedRule, Place, finds

# GB/T 9704-2012 in pt: A4, 37 mm above, 28 mm left, a text block of 156 by 225 mm
_PAPER = {"width": 595.3, "height": 841.9}
_MARGINS = {"top": 104.9, "bottom": 99.2, "left": 79.4, "right": 73.7}
# upright, and turned by a quarter for a wide table
_STANDARD = {
    False: {**_PAPER, **_MARGINS},
    True: {
        "width": _PAPER["height"], "height": _PAPER["width"], "top": _MARGINS["left"], "bottom": _MARGINS["right"],
        "left": _MARGINS["bottom"], "right": _MARGINS["top"],
    },
}  # fmt: skip
_NAMES = {
    "width": "paper's width", "height": "paper's height", "top": "upper margin", "bottom": "lower margin",
    "left": "left margin", "right": "right margin",
}  # fmt: skip
_BODY_LINES = 3  # a paragraph that tells the pitch of the body


class StandardPage(NamedTuple):
    """The page of GB/T 9704: pitch in pt, lines of a page, characters of a full line; what margins may miss, in pt."""

    tolerance: float = 0.6
    pitch: float = 28.95
    lines: int = 22
    least: int = 25
    characters: int = 28


class PageFilling(NamedTuple):
    """The least share of a page that is filled, and the height of a figure that two of may not follow each other, in pt."""

    share: float = 0.66
    figure: float = 100


STANDARD_PAGE = LimitedRule(
    "W01", "error", "page, margins, grid and pitch are those of GB/T 9704", profiles=("gongwen",), limits=StandardPage()
)
WELL_FILLED = LimitedRule(
    "W06", "warning", "pages are two thirds full, with text between figures", limits=PageFilling()
)


@finds(STANDARD_PAGE)
def page_setting(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Each section."""
    limit = limits.of(STANDARD_PAGE)
    for number, (section, items) in enumerate(document.sections, 1):
        place = Place(file, "section", number)
        for name, wanted in _STANDARD[section.width > section.height].items():
            given = getattr(section, name)
            if abs(given - wanted) > limit.tolerance:
                what = f"the {_NAMES[name]} is {given / 72 * 25.4:.1f} mm"
                yield STANDARD_PAGE.at(place, what, f"{wanted / 72 * 25.4:.1f} mm by GB/T 9704")
        body = [item for item in items if isinstance(item, WordBlock) and len(item.text) > 28 * _BODY_LINES]
        if body and (section.grid not in ("lines", "linesAndChars") or abs(section.pitch - limit.pitch) > 0.03):
            given = f"a grid of {section.pitch:g} pt" if section.grid else "no grid"
            yield STANDARD_PAGE.at(place, given, f"type lines, {limit.pitch} pt (22 lines a page)")
        first = next((item.paragraph.exact for item in body if is_body(item) and item.paragraph.exact), None)
        count = int((section.text_height + limit.tolerance) / first) if first else limit.lines
        if count != limit.lines:
            yield STANDARD_PAGE.at(place, f"a full page holds {count} lines of text", f"{limit.lines} by GB/T 9704")
        for item in body:
            exact = item.paragraph.exact
            if is_body(item) and (exact is None or abs(exact - limit.pitch) > 0.03):
                told = f"exactly {exact:g} pt" if exact is not None else "not exact"
                yield on_block(STANDARD_PAGE, file, item, section, f"the pitch is {told}", f"exactly {limit.pitch} pt")


@finds(STANDARD_PAGE)
def full_lines(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Full lines of plain Chinese text hold about 28 characters."""
    limit = limits.of(STANDARD_PAGE)
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, WordBlock) or not is_body(item):
                continue
            lines = item.paragraph.lines(section.text_width)
            for line, after in pairwise(lines[1:]):
                text = item.paragraph.text[line.start : line.end]
                plain = all(is_wide(char) for char in text) and is_wide(item.paragraph.text[after.start])
                if plain and not limit.least <= len(text) <= limit.characters + 1:
                    what = f"a full line holds {len(text)} characters"
                    yield on_block(
                        STANDARD_PAGE, file, item, section, what, "26 to 28: check size, spacing and margins"
                    )
                    break


@finds(WELL_FILLED)
def well_filled(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Not the last page of a section, nor the one before a part that begins a page."""
    share = limits.of(WELL_FILLED).share
    for page, filled in sorted(document.fills.items()):
        if filled < share:
            section, last = _last_on(document, page)
            if last is not None:
                what = f"the page is filled to {filled:.0%}"
                yield on_block(WELL_FILLED, file, last, section, what, "move a figure, or join the pages")


def _last_on(document: WordDocument, page: int) -> tuple[WordSection, WordBlock | None]:
    """The last paragraph that begins on a page, with its section."""
    found = [(section, block) for section, block in document.placed() if block.page == page]
    return found[-1] if found else (document.sections[0][0], None)


@finds(WELL_FILLED)
def figures_apart(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Between two figures there stands text."""
    for section, items in document.sections:
        last: WordBlock | None = None
        for item in items:
            if not isinstance(item, WordBlock) or item.outline is not None:
                last = None
            elif any(_is_figure(picture, section, limits) for picture in item.pictures):
                if last is not None and _numbered(items, last) and _numbered(items, item):
                    what = "two figures follow each other without text between them"
                    yield on_block(
                        WELL_FILLED, file, item, section, what, "put the text that speaks of it between them"
                    )
                last = item
            elif is_body(item) and item.text.strip():
                last = None


def _is_figure(picture: WordPicture, section: WordSection, limits: Limits) -> bool:
    least = limits.of(WELL_FILLED).figure
    return not picture.floats and picture.height > least and picture.width > section.text_width / 2


def _numbered(items: list, figure: WordBlock) -> bool:  # type: ignore[type-arg]
    """Whether a caption with a number stands under it; photo plates have none."""
    after = items[items.index(figure) + 1] if figure is not items[-1] else None
    return isinstance(after, WordBlock) and after.text.strip().startswith("图") and after.text.strip()[1:2].isdigit()


def is_body(item: WordBlock) -> bool:
    """Say whether a paragraph is plain text of the body."""
    return (
        item.outline is None
        and item.paragraph.align in ("both", "left", "start")
        and 15 <= item.paragraph.runs[0].size <= 16.5
    )
