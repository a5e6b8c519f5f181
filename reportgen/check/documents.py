"""Owns checking a report: which rules look at its text, tables, figures, fields and pages. In: members, Document; out: findings."""

from collections.abc import Callable, Iterator

from reportgen.check import (
    accessibility,
    alternatives,
    word_captions,
    word_charts,
    word_colours,
    word_fields,
    word_headings,
    word_page,
    word_standard,
    word_texts,
)  # fmt: skip
from reportgen.check.rules import Limits
from reportgen.findings import Finding
from reportgen.measure.word_blocks import Document
from reportgen.office.opened import Opened

WORD_RULES: tuple[Callable[[str, Document, Limits], Iterator[Finding]], ...] = (
    word_page.page_setting, word_page.full_lines, word_page.well_filled, word_page.figures_apart, word_headings.headings,
    word_captions.captions, word_captions.widths, word_texts.typography, word_texts.tables, word_texts.blank_paragraphs,
    word_colours.text_contrast, word_standard.faces, word_standard.ladder,
)  # fmt: skip
PART_RULES: tuple[Callable[[str, Document, Opened, Limits], Iterator[Finding]], ...] = (
    word_fields.fields, word_texts.drawings, alternatives.of_document, word_charts.charts, word_standard.page_numbers,
    accessibility.of_document,
)  # fmt: skip
_LEFT, _WIDTH = 79.4, 442.2  # the text block of GB/T 9704


def check_document(name: str, members: Opened, document: Document, limits: Limits) -> Iterator[Finding]:
    """Yield what the rules say of a report that was laid out."""
    for rule in WORD_RULES:
        yield from rule(name, document, limits)
    for look in PART_RULES:
        yield from look(name, document, members, limits)
    yield from word_texts.properties(name, members)


def fitting_profile(document: Document) -> str:
    """Return the profile: a report whose text block is that of the standard is held to it."""
    sections = [section for section, _ in document.sections]
    standard = any(abs(section.left - _LEFT) < 3 or abs(section.text_width - _WIDTH) < 3 for section in sections)
    return "gongwen" if standard else "any"
