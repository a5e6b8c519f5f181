"""The rules on places (G01 to G05): text in its box, boxes on the slide, inside the margins, not over each other."""

from collections.abc import Iterator

from reportgen.check.places import on_box
from reportgen.check.rules import RULES, Limits
from reportgen.check.slides.roles import content, ink, is_furniture, is_plate
from reportgen.documents.boxes import Box, Slide
from reportgen.documents.slides import Deck
from reportgen.documents.typeset.cell_numbers import cell_number
from reportgen.documents.typeset.kinsoku import pieces
from reportgen.documents.typeset.lines import widest_piece
from reportgen.findings import Finding

AUTOSPACE = 0.2


def text_in_its_box(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """G01."""
    limit = limits.of("G01")
    for box in slide.boxes:
        if not box.paragraphs:
            continue
        height = box.text_height(autospace=AUTOSPACE, safety=limit["safety"])
        plain = box.text_height(autospace=AUTOSPACE)
        if height > box.height + limit["tolerance"] and (plain > box.height + limit["tolerance"] or len(box.text) > 1):
            what = f"the text needs {height:.1f} pt, the box is {box.height:.1f} pt high"
            yield on_box("G01", file, box, what, "shorten the text or give the box more room")
            continue
        for paragraph in box.paragraphs:
            setting = paragraph.setting(box.inner_width, AUTOSPACE, limit["safety"])
            widest = widest_piece(paragraph.runs, setting, pieces(paragraph.text))
            if widest > setting.width + limit["tolerance"]:
                what = f"a piece that cannot be broken is {widest:.1f} pt wide, the box {setting.width:.1f} pt"
                yield on_box("G01", file, box, what, "shorten it or widen the box")
                break


def room_to_edit(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """G02."""
    limit = limits.of("G02")
    for box in slide.boxes:
        if not box.paragraphs or not box.wrap or is_furniture(box) or _is_measured(box):
            continue
        share = _filled(box)
        if share is not None and limit["full"] < share <= 1 and len(box.text) > 4:
            yield on_box("G02", file, box, f"the box is filled to {share:.0%}", "leave room for one more word")
        panel = box.holder is not None and box.holder[0] in ("body", "obj") and box.width * box.height
        if panel and panel > limit["area"] * deck.width * deck.height and (share or 0) < limit["panel"]:
            yield on_box(
                "G02", file, box, f"the panel is filled to {share or 0:.0%} only", "say more or choose another layout"
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


def on_the_slide(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """G03."""
    tolerance = limits.of("G03")["tolerance"]
    for box in slide.boxes:
        over = max(-box.x, -box.y, box.right - deck.width, box.bottom - deck.height)
        if over > tolerance and box.kind != "cell" and not (box.decorative and box.kind == "picture"):
            yield on_box("G03", file, box, f"stands {over:.1f} pt outside the slide", "move or shrink it")


def inside_the_margins(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """G04."""
    if slide.layout in RULES["G04"].exempt:
        return
    limit = limits.of("G04")
    across, down = deck.width / 960, deck.height / 540
    for box in slide.boxes:
        if (
            box.kind == "cell"
            or (box.kind == "picture" and _full_bleed(box, deck))
            or (is_plate(box) and box.decorative and box.fill)
        ):
            continue
        over = {
            "left": limit["left"] * across - box.x, "top": limit["top"] * down - box.y,
            "right": box.right - deck.width + limit["right"] * across, "bottom": box.bottom - deck.height + limit["bottom"] * down,
        }  # fmt: skip
        side, most = max(over.items(), key=lambda item: item[1])
        outside = max(-box.x, -box.y, box.right - deck.width, box.bottom - deck.height) > limit["tolerance"]
        if most > limit["tolerance"] and not outside:
            yield on_box(
                "G04", file, box, f"stands {most:.1f} pt in the {side} margin of {limit[side]:.0f} pt", "move it in"
            )


def _full_bleed(box: Box, deck: Deck) -> bool:
    edges = (box.x <= 0.5, box.y <= 0.5, box.right >= deck.width - 0.5, box.bottom >= deck.height - 0.5)
    return sum(edges) >= 2


def no_overlap(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """G05."""
    tolerance = limits.of("G05")["tolerance"]
    boxes = [
        (box, ink(box))
        for box in (*content(slide), *(box for box in slide.boxes if is_furniture(box) and box.paragraphs))
    ]
    for number, (box, (left, top, right, bottom)) in enumerate(boxes):
        for other, (left2, top2, right2, bottom2) in boxes[:number]:
            wide, high = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            if wide > tolerance and high > tolerance and not _stacked(box, other):
                what = f'lies {min(wide, high):.1f} pt over "{other.name}"'
                yield on_box("G05", file, box, what, "move them apart, or give the text a plate")


def _stacked(upper: Box, lower: Box) -> bool:
    """A text on a filled shape or on a picture; the rule on contrast looks at those."""
    if lower.kind in ("text", "chart", "table"):
        return lower.fill is not None and upper.kind == "text" and _within(upper, lower)
    return upper.kind == "text" and _within(upper, lower)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - 1 and inner.y >= outer.y - 1 and inner.right <= outer.right + 1 and inner.bottom <= outer.bottom + 1
    )  # fmt: skip
