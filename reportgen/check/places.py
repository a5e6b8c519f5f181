"""How places are told to a person, and the making of findings with them. In: a box or a block; out: Finding."""

from reportgen.check.rules import RULES
from reportgen.documents.boxes import Box, Slide
from reportgen.documents.typeset.pages import height_of
from reportgen.documents.word_blocks import Block, Section, Table
from reportgen.findings import Finding, Level, Place

_SHOWN = 12
_LINE = 24.0  # pt, what is framed at least


def quoted(text: str, length: int = _SHOWN) -> str:
    """Return the beginning of a text."""
    flat = " ".join(text.split())
    return f"“{flat[:length]}{'…' if len(flat) > length else ''}”"


def on_box(rule: str, file: str, box: Box, what: str, hint: str = "", level: Level | None = None) -> Finding:
    """Return a finding at a shape of a slide."""
    words = quoted(box.text) if box.text else ""
    place = Place(file, "slide", box.slide, shape=box.name, text=words)
    frame = (round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1))
    return Finding(rule, level or RULES[rule].level, place, what, hint, box.slide, frame)


def on_slide(rule: str, file: str, slide: Slide, what: str, hint: str = "", level: Level | None = None) -> Finding:
    """Return a finding about a slide as a whole."""
    return Finding(rule, level or RULES[rule].level, Place(file, "slide", slide.number), what, hint, slide.number)


def on_block(
    rule: str,
    file: str,
    block: Block | Table,
    section: Section | None,
    what: str,
    hint: str = "",
    level: Level | None = None,
) -> Finding:
    """Return a finding at a paragraph or table of a report."""
    words = quoted(block.text) if isinstance(block, Block) and block.text.strip() else ""
    words = "(a table)" if isinstance(block, Table) else words
    place = Place(file, page=block.page, paragraph=block.number, text=words)
    box = None
    if section is not None:
        height = _LINE
        if isinstance(block, Block) and next(block.element.iterancestors("{*}tc"), None) is None:
            height = min(height_of(block, section.text_width, section), section.text_height - block.top)
        box = (
            round(section.left, 1), round(section.top + block.top, 1), round(section.text_width, 1), round(max(height, _LINE), 1)
        )  # fmt: skip
    return Finding(rule, level or RULES[rule].level, place, what, hint, block.page, box)


def on_file(rule: str, place: Place, what: str, hint: str = "", level: Level | None = None) -> Finding:
    """Return a finding about a file or a part of it."""
    return Finding(rule, level or RULES[rule].level, place, what, hint)
