"""Findings at a box, a slide or a paragraph: how the place of each is found. In: a rule, what it looked at; out: Finding."""

from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.typeset.pages import height_of
from reportgen.documents.word_blocks import WordBlock, WordSection, WordTable
from reportgen.findings import Finding, Frame, Place, Rule

_SHOWN = 12
_LINE = 24.0  # pt, what is framed at least


def quoted(text: str, length: int = _SHOWN) -> str:
    """Return the beginning of a text."""
    flat = " ".join(text.split())
    return f"“{flat[:length]}{'…' if len(flat) > length else ''}”"


def on_box(rule: Rule, file: str, box: Box, what: str, hint: str = "") -> Finding:
    """Return a finding at a shape of a slide."""
    words = quoted(box.text) if box.text else ""
    place = Place(file, "slide", box.slide, shape=box.name, text=words)
    frame = (round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1))
    return rule.at(place, what, hint, page=box.slide, box=frame)


def on_slide(rule: Rule, file: str, slide: DeckSlide, what: str, hint: str = "") -> Finding:
    """Return a finding about a slide as a whole."""
    return rule.at(Place(file, "slide", slide.number), what, hint, page=slide.number)


def on_block(
    rule: Rule, file: str, block: WordBlock | WordTable, section: WordSection | None, what: str, hint: str = ""
) -> Finding:
    """Return a finding at a paragraph or table of a report."""
    words = quoted(block.text) if isinstance(block, WordBlock) and block.text.strip() else ""
    words = "(a table)" if isinstance(block, WordTable) else words
    place = Place(file, page=block.page, paragraph=block.number, text=words)
    frame = _frame(block, section) if section is not None else None
    return rule.at(place, what, hint, page=block.page, box=frame)


def _frame(block: WordBlock | WordTable, section: WordSection) -> Frame:
    height = _LINE
    if isinstance(block, WordBlock) and next(block.element.iterancestors("{*}tc"), None) is None:
        height = min(height_of(block, section.text_width, section), section.text_height - block.top)
    return (
        round(section.left, 1), round(section.top + block.top, 1), round(section.text_width, 1), round(max(height, _LINE), 1),
    )  # fmt: skip
