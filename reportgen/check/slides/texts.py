"""The rules on what slides say (T01 to T05, T10 to T12): sizes, amount, titles, families."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_box, on_slide
from reportgen.check.profiles import Limits
from reportgen.check.shared.typography import LEGIBLE
from reportgen.check.slides.roles import is_body, is_furniture, is_source, is_title
from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.slides import Deck
from reportgen.findings import Finding, LimitedRule, finds

_WORDS = 4  # of an English title that is a message
_SAYS = re.compile(
    "[0-9０-９一二三四五六七八九十百千万亿两双]|[达到增升降建设构推进入成为实现提超领先看是有无谋创促强优扩拓聚保稳破迈开启让以把向]"
)
_WEIGHT = re.compile(r"(?<=[ _-])(thin|extralight|light|demilight|medium|semibold|demibold|black|heavy)$", re.I)
_DIGITS = re.compile(r"\d[\d.,]*")
_NO_MESSAGE = ("cover", "agenda", "closing")
# slides that are read row by row, each row as long as its layout has room for
_ROW_BY_ROW = (*_NO_MESSAGE, "section", "ranking", "regions", "number_grid", "timeline", "next_steps", "tasks")


class RoomSizes(NamedTuple):
    """The smallest text for a meeting room: of bodies and of tables, in pt."""

    body: float = 18
    table: float = 16


class SmallestSize(NamedTuple):
    """The smallest text, in pt."""

    size: float = 14


class _Amount(NamedTuple):
    """How much a slide says: characters in all, items in a box, characters and lines of an item."""

    characters: int = 120
    items: int = 5
    item: int = 30
    lines: int = 3


class _Length(NamedTuple):
    """The most characters."""

    characters: int = 160


class TitleSize(NamedTuple):
    """The most lines and characters of a title."""

    lines: int = 2
    characters: int = 40


class TitleWidth(NamedTuple):
    """The width of a title, in full-width characters."""

    characters: float = 26


class Variety(NamedTuple):
    """How many families, sizes and weights a slide has, at most."""

    families: int = 2
    sizes: int = 4
    weights: int = 3


_READ_ALONE = _Amount(300, 8, 60, 6)
LARGE = LimitedRule(
    "T02", "warning", "slides are written large enough for a meeting room", exempt=("cover",), limits=RoomSizes(),
    limits_in={"reading": RoomSizes(14, 12), "any": RoomSizes(14, 12)},
)  # fmt: skip
SHORT = LimitedRule(
    "T03", "warning", "a slide says little", exempt=_ROW_BY_ROW, limits=_Amount(),
    limits_in={"reading": _READ_ALONE, "any": _READ_ALONE},
)  # fmt: skip
TITLED = LimitedRule("T04", "error", "each slide has a short title of its own", lenient=True, limits=TitleSize())
FEW_FACES = LimitedRule(
    "T05", "warning", "few families, sizes and weights on a slide", exempt=("cover", "section"), limits=Variety()
)
NOT_TINY = LimitedRule(
    "T10", "error", "no text of a slide is tiny but sources and page numbers", lenient=True, limits=SmallestSize(),
    limits_in={"reading": SmallestSize(12), "any": SmallestSize(12)},
)  # fmt: skip
NO_PAGE_OF_PROSE = LimitedRule(
    "T11", "error", "a slide is not a page of prose", exempt=_ROW_BY_ROW, limits=_Length(),
    limits_in={"reading": _Length(500), "any": _Length(500)},
)  # fmt: skip
MESSAGE = LimitedRule(
    "T12", "warning", "a title fits one line and states a message, without a stop or a bracket", exempt=_NO_MESSAGE,
    limits=TitleWidth(),
)  # fmt: skip


@finds(LEGIBLE, LARGE, NOT_TINY)
def large_enough(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Sizes of text."""
    least, sizes, any_text = limits.of(LEGIBLE).deck, limits.of(LARGE), limits.of(NOT_TINY).size
    for box in slide.boxes:
        smallest = min((run.size for p in box.paragraphs for run in p.runs if run.text.strip()), default=None)
        if smallest is None:
            continue
        if smallest < least:
            yield on_box(LEGIBLE, file, box, f"text of {smallest:g} pt", f"nothing on a slide under {least:g} pt")
        elif box.kind == "cell" and smallest < sizes.table:
            yield on_box(LARGE, file, box, f"table text of {smallest:g} pt", f"at least {sizes.table:g} pt")
        elif smallest < any_text and not is_source(box) and not is_furniture(box):
            yield on_box(NOT_TINY, file, box, f"text of {smallest:g} pt", f"at least {any_text:g} pt")
        elif smallest < sizes.body and _is_body_style(box) and slide.layout not in LARGE.exempt:
            yield on_box(LARGE, file, box, f"body text of {smallest:g} pt", f"at least {sizes.body:g} pt")


def _is_body_style(box: Box) -> bool:
    return box.holder is not None and box.holder[0] in ("body", "obj") and 10 <= _index(box) <= 15


def _index(box: Box) -> int:
    return int(box.holder[1]) if box.holder is not None and box.holder[1].isdigit() else 0


@finds(SHORT, NO_PAGE_OF_PROSE)
def says_little(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """The amount of text."""
    limit = limits.of(SHORT)
    if slide.layout in SHORT.exempt:
        return
    bodies = [box for box in slide.boxes if is_body(box) and box.kind != "cell"]
    count = sum(full_width("".join(box.text.split())) for box in bodies)
    if count > limit.characters:
        rule = NO_PAGE_OF_PROSE if count > limits.of(NO_PAGE_OF_PROSE).characters else SHORT
        yield on_slide(rule, file, slide, f"{count:g} characters of text", f"at most {limit.characters}")
    for box in bodies:
        items = [paragraph for paragraph in box.paragraphs if paragraph.text.strip()]
        if len(items) > limit.items:
            yield on_box(SHORT, file, box, f"{len(items)} items", f"at most {limit.items}")
        for paragraph in items:
            lines = len(paragraph.lines(box.inner_width, autospace=0.2))
            length = full_width(paragraph.text.strip())
            if lines > limit.lines:
                yield on_box(SHORT, file, box, f"a paragraph of {lines} lines", f"at most {limit.lines}")
            elif len(items) > 1 and length > limit.item:
                yield on_box(SHORT, file, box, f"an item of {length:g} characters", f"at most {limit.item}")


@finds(TITLED, MESSAGE)
def titles(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Titles."""
    limit = limits.of(TITLED)
    title = next((box for box in slide.boxes if is_title(box) and box.text.strip()), None)
    if title is None:
        yield on_slide(TITLED, file, slide, "has no title", "write the message of the slide as its title")
        return
    text = "".join(title.text.split())
    lines = sum(len(paragraph.lines(title.inner_width, autospace=0.2)) for paragraph in title.paragraphs)
    if lines > limit.lines:
        yield on_box(TITLED, file, title, f"the title has {lines} lines", "two at most")
    elif full_width(text) > limit.characters:
        yield on_box(
            TITLED, file, title, f"the title has {full_width(text):g} characters", f"at most {limit.characters}"
        )
    elif full_width(text) > limits.of(MESSAGE).characters:
        yield on_box(MESSAGE, file, title, f"the title is {full_width(text):g} characters wide", "26 fit one line")
    if text[0] in "“（":
        yield on_box(MESSAGE, file, title, f"the title begins with {text[0]}", "begin with a word")
    if text[-1] in "。.；;，,":
        yield on_box(MESSAGE, file, title, f"the title ends with {text[-1]}", "no stop after a title")
    if slide.layout not in MESSAGE.exempt and not _says(title.text):
        yield on_box(MESSAGE, file, title, "the title names a topic", "state the message, with verb or number")
    same = [other.number for other in deck.slides if other.number < slide.number and _title(other) == text]
    if same:
        yield on_box(TITLED, file, title, f"slide {same[0]} has the same title", "give each slide its own")


def _title(slide: DeckSlide) -> str:
    return "".join(next((box.text for box in slide.boxes if is_title(box)), "").split())


def _says(title: str) -> bool:
    """Whether a title says something: by a verb or a number, in English by a few words."""
    if not any("\u4e00" <= char <= "\u9fff" for char in title):
        return len(title.split()) >= _WORDS
    return _SAYS.search("".join(title.split())) is not None


def full_width(text: str) -> float:
    """Return the width of a text in Chinese characters; a letter or digit is half of one."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


@finds(FEW_FACES)
def few_faces(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Fonts and sizes of the content; a unit beside a number counts with the number."""
    limit = limits.of(FEW_FACES)
    if slide.layout in FEW_FACES.exempt:
        return
    families: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    for box in slide.boxes:
        if not box.paragraphs:
            continue
        for paragraph in box.paragraphs:
            families.update(run.chinese for run in paragraph.runs if run.text.strip() and run.chinese)
        if is_body(box) and box.text.strip():
            numbers = [run.size for p in box.paragraphs for run in p.runs if _DIGITS.search(run.text)]
            everything = [run.size for p in box.paragraphs for run in p.runs if run.text.strip()]
            sizes[max(numbers or everything)] += 1
    if len(families) > limit.families:
        yield on_slide(
            FEW_FACES, file, slide, f"{len(families)} families: {', '.join(sorted(families))}", "two at most"
        )
    weights = {found for box in slide.boxes for found in _weights(box)}
    if len(weights) > limit.weights:
        told = ", ".join(sorted(weights))
        yield on_slide(FEW_FACES, file, slide, f"{len(weights)} weights: {told}", f"{limit.weights} at most")
    if len(sizes) > limit.sizes:
        told = ", ".join(f"{size:g}" for size in sorted(sizes))
        yield on_slide(FEW_FACES, file, slide, f"{len(sizes)} sizes of text: {told}", f"{limit.sizes} at most")


def _weights(box: Box) -> Iterator[str]:
    """A family may name its weight; what is bold has that of the bold cut."""
    for paragraph in box.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                named = _WEIGHT.search(run.chinese or run.latin)
                yield ("bold " if run.bold else "") + (named.group().lower() if named else "regular")
