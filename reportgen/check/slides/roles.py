"""What a box of a slide is there for: title, source, furniture, content. In: a box; out: yes or no."""

import re
from collections.abc import Iterator

from reportgen.documents.boxes import Box, DeckSlide

_SOURCE = re.compile("(数据|资料|图片)?来源[：:]|注[：:]|Source:")
_FURNITURE = ("sldNum", "ftr", "dt", "hdr")
KICKER, SOURCE = "41", "40"


def is_title(box: Box) -> bool:
    """Say whether it is the title."""
    return box.holder is not None and box.holder[0] in ("title", "ctrTitle")


def is_source(box: Box) -> bool:
    """Say whether it names a source."""
    if box.holder is not None and box.holder == ("body", SOURCE):
        return True
    return box.kind == "text" and _SOURCE.match(box.text) is not None


def is_furniture(box: Box) -> bool:
    """Say whether it stands on every slide: page number, footer, date, the line above the title."""
    return box.holder is not None and (box.holder[0] in _FURNITURE or box.holder == ("body", KICKER))


def is_body(box: Box) -> bool:
    """Say whether it carries content as text; the words of a figure belong to the figure."""
    return bool(box.paragraphs) and not (box.figure or is_title(box) or is_source(box) or is_furniture(box))


def is_plate(box: Box) -> bool:
    """Say whether it is a ground for others: a filled or outlined shape without text, a line, or something decorative."""
    return box.decorative or box.kind == "line" or (box.kind == "shape" and not box.paragraphs)


def content(slide: DeckSlide) -> Iterator[Box]:
    """Yield the boxes that carry something: no plates, no furniture, no cells."""
    for box in slide.boxes:
        if not is_plate(box) and not is_furniture(box) and box.kind != "cell":
            yield box


def ink(box: Box) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of what is seen of a box: for a text its lines, else the shape."""
    if box.kind != "text" or box.fill is not None or box.rotated:
        return box.x, box.y, box.right, box.bottom
    lefts, rights = [], []
    inner_left, inner_right = box.x + box.insets[0], box.right - box.insets[2]
    for paragraph in box.paragraphs:
        widest = max(line.width for line in paragraph.lines(box.inner_width, autospace=0.2))
        slack = max(0.0, inner_right - inner_left - widest - paragraph.left)
        move = {"r": slack, "ctr": slack / 2}.get(paragraph.align, 0.0)
        lefts.append(inner_left + paragraph.left + move)
        rights.append(inner_left + paragraph.left + move + widest)
    height = box.text_height() - box.insets[1] - box.insets[3]
    free = box.height - box.insets[1] - box.insets[3] - height
    top = box.y + box.insets[1] + {"ctr": free / 2, "b": free}.get(box.anchor, 0.0)
    return min(lefts), top, max(rights), top + height
