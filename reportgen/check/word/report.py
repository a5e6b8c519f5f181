"""Checking a report: which rules look at its text, tables, figures, fields and pages. In: members, Document; out: findings."""

from collections.abc import Callable, Iterator

from reportgen.check.profiles import Limits
from reportgen.check.shared import accessibility, alternatives
from reportgen.check.word import captions, charts, colours, fields, headings, page, standard, texts
from reportgen.documents.word_blocks import WordDocument
from reportgen.findings import Finding
from reportgen.ooxml.parsed_package import Opened

TEXT_CHECKS: tuple[Callable[[str, WordDocument, Limits], Iterator[Finding]], ...] = (
    page.page_setting, page.full_lines, page.well_filled, page.figures_apart, headings.headings,
    captions.captions, captions.widths, texts.typography, texts.tables, texts.blank_paragraphs,
    colours.text_contrast, standard.faces, standard.ladder,
)  # fmt: skip
PART_CHECKS: tuple[Callable[[str, WordDocument, Opened, Limits], Iterator[Finding]], ...] = (
    fields.fields, texts.drawings, alternatives.of_document, charts.charts, standard.page_numbers,
    accessibility.of_document,
)  # fmt: skip
REPORT_CHECKS: tuple[Callable[..., Iterator[Finding]], ...] = (*TEXT_CHECKS, *PART_CHECKS, texts.properties)
_LEFT, _WIDTH = 79.4, 442.2  # the text block of GB/T 9704


def check_document(name: str, members: Opened, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Yield what the rules say of a report that was laid out."""
    for check in TEXT_CHECKS:
        yield from check(name, document, limits)
    for look in PART_CHECKS:
        yield from look(name, document, members, limits)
    yield from texts.properties(name, members)


def fitting_profile(document: WordDocument) -> str:
    """Return the profile: a report whose text block is that of the standard is held to it."""
    sections = [section for section, _ in document.sections]
    standard = any(abs(section.left - _LEFT) < 3 or abs(section.text_width - _WIDTH) < 3 for section in sections)
    return "gongwen" if standard else "any"
