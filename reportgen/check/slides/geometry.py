"""The rules on places (G01 to G05): text in its box, boxes on the slide, inside the margins, not over each other."""

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_box
from reportgen.check.profiles import Limits
from reportgen.check.slides.roles import content, ink, is_furniture, is_plate
from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.slides import Deck
from reportgen.documents.typeset.cell_numbers import cell_number
from reportgen.documents.typeset.kinsoku import pieces
from reportgen.documents.typeset.lines import widest_piece
from reportgen.findings import Finding, LimitedRule, finds

AUTOSPACE = 0.2


class Fit(NamedTuple):
    """How far text may pass its box, in pt, and the factor on measured widths."""

    tolerance: float = 0.5
    safety: float = 1.03


class Filling(NamedTuple):
    """Shares: of a box that is full, of a panel that is empty, of the slide that makes a box a panel."""

    full: float = 0.92
    panel: float = 0.25
    area: float = 0.12


class Tolerance(NamedTuple):
    """What is not counted, in pt."""

    tolerance: float = 0.5


class Margins(NamedTuple):
    """The margins of a slide of 960 by 540 pt, in pt."""

    left: float = 48
    top: float = 30
    right: float = 48
    bottom: float = 18
    tolerance: float = 0.5


FITS = LimitedRule("G01", "error", "text fits its box, and no unbreakable piece is wider than it", limits=Fit())
ROOM = LimitedRule("G02", "warning", "a box keeps room to edit, a body panel is not nearly empty", limits=Filling())
ON_SLIDE = LimitedRule("G03", "error", "shapes lie on the slide", limits=Tolerance())
MARGINS = LimitedRule("G04", "error", "content keeps the margins", exempt=("cover",), lenient=True, limits=Margins())
APART = LimitedRule("G05", "error", "content does not overlap", limits=Tolerance(1.0))


@finds(FITS)
def text_in_its_box(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Texts fit their boxes."""
    limit = limits.of(FITS)
    for box in slide.boxes:
        if not box.paragraphs:
            continue
        height = box.text_height(autospace=AUTOSPACE, safety=limit.safety)
        plain = box.text_height(autospace=AUTOSPACE)
        if height > box.height + limit.tolerance and (plain > box.height + limit.tolerance or len(box.text) > 1):
            what = f"the text needs {height:.1f} pt, the box is {box.height:.1f} pt high"
            yield on_box(FITS, file, box, what, "shorten the text or give the box more room")
            continue
        for paragraph in box.paragraphs:
            setting = paragraph.setting(box.inner_width, AUTOSPACE, limit.safety)
            widest = widest_piece(paragraph.runs, setting, pieces(paragraph.text))
            if widest > setting.width + limit.tolerance:
                what = f"a piece that cannot be broken is {widest:.1f} pt wide, the box {setting.width:.1f} pt"
                yield on_box(FITS, file, box, what, "shorten it or widen the box")
                break


@finds(ROOM)
def room_to_edit(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Boxes are neither full nor nearly empty."""
    limit = limits.of(ROOM)
    for box in slide.boxes:
        if not box.paragraphs or not box.wrap or box.figure or is_furniture(box) or _is_measured(box):
            continue
        share = _filled(box)
        if share is not None and limit.full < share <= 1 and len(box.text) > 4:
            yield on_box(ROOM, file, box, f"the box is filled to {share:.0%}", "leave room for one more word")
        panel = box.holder is not None and box.holder[0] in ("body", "obj") and box.width * box.height
        if panel and panel > limit.area * deck.width * deck.height and (share or 0) < limit.panel:
            yield on_box(
                ROOM, file, box, f"the panel is filled to {share or 0:.0%} only", "say more or choose another layout"
            )


def _is_measured(box: Box) -> bool:
    """A cell, whose column is as wide as its content needs, and a number on a card, which has a family of sizes."""
    return box.kind == "cell" or cell_number(box.text) is not None


def _filled(box: Box) -> float | None:
    """The share of the lines of a box that is used; full lines count whole, the last of a paragraph by its width."""
    used = height = last = 0.0
    for paragraph in box.paragraphs:
        lines = paragraph.lines(box.inner_width, autospace=AUTOSPACE)
        pitch = paragraph.height(box.inner_width, autospace=AUTOSPACE) / len(lines)
        last = min(1.0, lines[-1].width / max(1.0, box.inner_width - paragraph.left))
        used += len(lines) - 1 + last
        height = max(height, pitch)
    capacity = int((box.height - box.insets[1] - box.insets[3] + 0.5) / height) if height else 0
    if len(box.paragraphs) > 1:
        used = sum(len(p.lines(box.inner_width, autospace=AUTOSPACE)) for p in box.paragraphs) - 1 + last
    return used / capacity if capacity else None


@finds(ON_SLIDE)
def on_the_slide(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Shapes lie on the slide."""
    tolerance = limits.of(ON_SLIDE).tolerance
    for box in slide.boxes:
        over = max(-box.x, -box.y, box.right - deck.width, box.bottom - deck.height)
        if over > tolerance and box.kind != "cell" and not (box.decorative and box.kind == "picture"):
            yield on_box(ON_SLIDE, file, box, f"stands {over:.1f} pt outside the slide", "move or shrink it")


@finds(MARGINS)
def inside_the_margins(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Content keeps the margins."""
    if slide.layout in MARGINS.exempt:
        return
    limit = limits.of(MARGINS)
    across, down = deck.width / 960, deck.height / 540
    for box in slide.boxes:
        if (
            box.kind == "cell"
            or (box.kind == "picture" and _full_bleed(box, deck))
            or (is_plate(box) and box.decorative and box.fill)
        ):
            continue
        over = {
            "left": limit.left * across - box.x, "top": limit.top * down - box.y,
            "right": box.right - deck.width + limit.right * across, "bottom": box.bottom - deck.height + limit.bottom * down,
        }  # fmt: skip
        side, most = max(over.items(), key=lambda item: item[1])
        outside = max(-box.x, -box.y, box.right - deck.width, box.bottom - deck.height) > limit.tolerance
        if most > limit.tolerance and not outside:
            yield on_box(
                MARGINS,
                file,
                box,
                f"stands {most:.1f} pt in the {side} margin of {getattr(limit, side):.0f} pt",
                "move it in",
            )


def _full_bleed(box: Box, deck: Deck) -> bool:
    edges = (box.x <= 0.5, box.y <= 0.5, box.right >= deck.width - 0.5, box.bottom >= deck.height - 0.5)
    return sum(edges) >= 2


@finds(APART)
def no_overlap(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Content does not overlap."""
    tolerance = limits.of(APART).tolerance
    boxes = [
        (box, ink(box))
        for box in (*content(slide), *(box for box in slide.boxes if is_furniture(box) and box.paragraphs))
    ]
    for number, (box, (left, top, right, bottom)) in enumerate(boxes):
        for other, (left2, top2, right2, bottom2) in boxes[:number]:
            wide, high = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            if wide > tolerance and high > tolerance and not _stacked(box, other):
                what = f'lies {min(wide, high):.1f} pt over "{other.name}"'
                yield on_box(APART, file, box, what, "move them apart, or give the text a plate")


def _stacked(upper: Box, lower: Box) -> bool:
    """A text on a filled shape or on a picture; the rule on contrast looks at those."""
    if lower.kind in ("text", "chart", "table"):
        return lower.fill is not None and upper.kind == "text" and _within(upper, lower)
    return upper.kind == "text" and _within(upper, lower)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - 1 and inner.y >= outer.y - 1 and inner.right <= outer.right + 1 and inner.bottom <= outer.bottom + 1
    )  # fmt: skip
