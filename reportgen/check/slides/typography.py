"""The rules of typography (T06 to T09, T14) on slides and in notes."""

from collections.abc import Iterator

from reportgen.check.places import on_box, on_slide
from reportgen.check.profiles import Limits
from reportgen.check.shared.typography import (
    FILLED_IN,
    FONTS,
    LINES,
    PUNCTUATION,
    SPACING,
    dressed,
    set_in_lines,
    written,
)  # fmt: skip
from reportgen.check.slides.roles import is_furniture
from reportgen.documents.boxes import DeckSlide
from reportgen.documents.slides import Deck
from reportgen.findings import Finding, finds


@finds(LINES, SPACING, FONTS, FILLED_IN, PUNCTUATION)
def typography(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Boxes, alternative texts and notes."""
    for box in slide.boxes:
        for paragraph in box.paragraphs:
            text = paragraph.text
            faults = [*written(text), *dressed(paragraph.runs)]
            if not is_furniture(box):
                faults += set_in_lines(text, paragraph.lines(box.inner_width, autospace=0.2))
            for rule, what, hint in faults:
                yield on_box(rule, file, box, what, hint)
        head = next(iter(box.element.iterfind("./*/{*}cNvPr")), None) if box.kind != "cell" else None
        for rule, what, hint in written(head.get("descr", "")) if head is not None else ():
            yield on_box(rule, file, box, f"alternative text: {what}", hint)
    for line in (slide.notes or "").splitlines():
        for rule, what, hint in written(line):
            yield on_slide(rule, file, slide, f"notes: {what}", hint)
