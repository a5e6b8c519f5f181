"""Comparing pages by their pictures (R02): which changed, by how many pixels, where. In: PDFs; out: changes, framed pictures.

Pages are paired by what is on them, so that one page more does not make all that follow it look changed. Text that is one digit
off changes twenty pixels of a million, so pixels are counted, and no measure of likeness is taken.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from reportgen.findings import Finding, LimitedRule, Place, finds
from reportgen.render.pages import Page, draw_pages

DOTS = 108
_CELL = 8  # pixels
PixelFrame = tuple[int, int, int, int]
_PINK, _GREY, _GAP, _PEN = (214, 0, 147), (112, 112, 112), 16, 3


class Likeness(NamedTuple):
    """The share of a page that may change, and from which difference on a pixel has changed."""

    share: float = 0.02
    difference: int = 40


AS_BEFORE = LimitedRule("R02", "warning", "the pages look as they did", limits=Likeness())


@dataclass(frozen=True)
class PageChange:
    """One page that changed: its number before and after (None where it is new or gone), pixels, frame in pt, both pictures."""

    file: str
    before: int | None
    after: int | None
    pixels: int
    share: float
    box: tuple[float, float, float, float]
    picture: Image.Image

    @property
    def name(self) -> str:
        """What the file of its picture is called."""
        return f"{self.file}-{self.after or self.before:02d}{'' if self.after else '-gone'}.png"


def compare_pages(name: str, before: Path, after: Path, dots: int = DOTS) -> Iterator[PageChange]:
    """Yield the pages that differ between two PDFs."""
    old, new = list(draw_pages(before, name, dots)), list(draw_pages(after, name, dots))
    for one, other in _paired(old, new):
        change = _change(name, one, other)
        if change is not None:
            yield change


@finds(AS_BEFORE)
def finding_of(change: PageChange) -> Finding | None:
    """Return R02 where more of a page changed than the rule allows."""
    if change.share <= AS_BEFORE.limits.share:
        return None
    page = change.after or change.before or 0
    what = f"{change.share:.1%} of the pixels changed"
    if change.before is None or change.after is None:
        what = "the page is new" if change.before is None else "the page is gone"
    hint = "look at its picture, and approve it"
    left, top, right, bottom = change.box
    frame = (left, top, round(right - left, 1), round(bottom - top, 1))
    return AS_BEFORE.at(Place(change.file, page=page), what, hint, page=page, box=frame)


def _paired(old: Sequence[Page], new: Sequence[Page]) -> Iterator[tuple[Page | None, Page | None]]:
    """Equal pages stay together; between them pages go in pairs as long as both sides have some."""
    was, now = ([hashlib.sha256(page.picture.tobytes()).digest() for page in pages] for pages in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            yield (old[i1 + step] if i1 + step < i2 else None), (new[j1 + step] if j1 + step < j2 else None)


def _change(name: str, old: Page | None, new: Page | None) -> PageChange | None:
    page = new or old
    assert page is not None
    size = page.picture.size
    blank = Image.new("RGB", size, "white")
    if old is None or new is None:
        whole = (0.0, 0.0, page.width, page.height)
        picture = _beside(old.picture if old else blank, new.picture if new else blank, [(0, 0, *size)])
        numbers = (old.number if old else None, new.number if new else None)
        return PageChange(name, *numbers, size[0] * size[1], 1.0, whole, picture)
    was = old.picture if old.picture.size == size else old.picture.resize(size)
    mask = _mask(was, new.picture)
    frame = mask.getbbox()
    if frame is None:
        return None
    pixels = mask.histogram()[255]
    scale = size[0] / page.width
    left, top, right, bottom = (round(value / scale, 1) for value in frame)
    picture = _beside(was, new.picture, _frames(mask))
    share = pixels / (size[0] * size[1])
    return PageChange(name, old.number, new.number, pixels, share, (left, top, right, bottom), picture)


def _mask(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where a pixel differs by more than a renderer's own unrest."""
    least = AS_BEFORE.limits.difference
    bands = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point(lambda value: 255 if value > least else 0)


def _frames(mask: Image.Image) -> list[PixelFrame]:
    """A frame around each cluster of changed pixels: cells that touch, or have one cell between them, belong together."""
    small = mask.reduce(_CELL).point(lambda value: 255 if value else 0)
    cells = {(index % small.width, index // small.width) for index, value in enumerate(small.tobytes()) if value}
    frames = []
    while cells:
        cluster, edge = set(), [cells.pop()]
        while edge:
            x, y = edge.pop()
            cluster.add((x, y))
            near = {(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-1, 2)} & cells
            cells -= near
            edge += near
        left, top = min(x for x, _ in cluster) * _CELL, min(y for _, y in cluster) * _CELL
        right, bottom = (max(x for x, _ in cluster) + 1) * _CELL, (max(y for _, y in cluster) + 1) * _CELL
        found = mask.crop((left, top, right, bottom)).getbbox()
        if found is not None:
            frames.append((left + found[0], top + found[1], left + found[2], top + found[3]))
    return sorted(frames)


def _beside(old: Image.Image, new: Image.Image, frames: Sequence[PixelFrame]) -> Image.Image:
    """Before and after beside each other, what changed framed in both."""
    width, height = new.size
    sheet = Image.new("RGB", (2 * width + 3 * _GAP, height + 2 * _GAP), _GREY)
    room = 2 * _PEN
    for number, picture in enumerate((old, new)):
        copy = picture.copy()
        for left, top, right, bottom in frames:
            ImageDraw.Draw(copy).rectangle(
                (left - room, top - room, right + room, bottom + room), outline=_PINK, width=_PEN
            )
        sheet.paste(copy, (_GAP + number * (width + _GAP), _GAP))
    return sheet
