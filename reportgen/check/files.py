"""Owns checking a whole file: its package, then every rule that fits it. In: name and bytes; out: findings in reading order."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from reportgen.check import (
    alignment,
    charts,
    colours,
    geometry,
    slide_texts,
    slide_typography,
    structure,
    word_captions,
    word_fields,
    word_headings,
    word_page,
    word_texts,
)  # fmt: skip
from reportgen.check.package import check_package
from reportgen.check.pictures import picture_faults
from reportgen.check.places import on_box
from reportgen.check.rules import Limits
from reportgen.errors import InputError, Problem
from reportgen.findings import Finding
from reportgen.measure.boxes import Slide
from reportgen.measure.pages import laid_out
from reportgen.measure.slides import Deck, read_deck
from reportgen.measure.theme import A, Theme
from reportgen.measure.word_blocks import Document
from reportgen.office.package import Member, read_package
from reportgen.office.parts import parse_xml

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECK_RULES: tuple[Callable[[str, Deck, Slide, Limits], Iterator[Finding]], ...] = (
    geometry.text_in_its_box, geometry.room_to_edit, geometry.on_the_slide, geometry.inside_the_margins, geometry.no_overlap,
    alignment.near_misses, alignment.on_the_grid, alignment.empty_room,
    slide_texts.large_enough, slide_texts.says_little, slide_texts.titles, slide_texts.few_faces,
    slide_typography.typography, colours.text_contrast,
    structure.complete, structure.tables, structure.source_named, structure.reading_order,
)  # fmt: skip
WORD_RULES: tuple[Callable[[str, Document, Limits], Iterator[Finding]], ...] = (
    word_page.page_setting, word_page.full_lines, word_page.well_filled, word_headings.headings, word_captions.captions,
    word_captions.widths, word_texts.typography, word_texts.tables, word_texts.blank_paragraphs,
)  # fmt: skip
PROFILES = ("deck", "reading", "gongwen")
_LEFT, _WIDTH = 79.4, 442.2  # the text block of GB/T 9704


def check_file(name: str, content: bytes, profile: str | None = None) -> list[Finding]:
    """Return what all rules say of a .docx or .pptx; without a profile the one that fits the file."""
    members = read_package(content, name)
    try:
        findings = _all(name, content, members, profile)
    except (etree.XMLSyntaxError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        what = f"is damaged: {error}"
        raise InputError([Problem(name, None, None, what, "open it in Office, repair it and save it again")]) from error
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.page, finding.rule))


def _all(name: str, content: bytes, members: dict[str, Member], profile: str | None) -> list[Finding]:
    findings = check_package(name, content, members)
    if "ppt/presentation.xml" in members:
        findings += _deck(name, members, Limits(profile or "deck"))
    elif "word/document.xml" in members:
        document = laid_out(members)
        findings += _word(name, members, document, Limits(profile or _fitting(document)))
    return findings


def _fitting(document: Document) -> str:
    """A report whose text block is that of the standard is held to it."""
    sections = [section for section, _ in document.sections]
    standard = any(abs(section.left - _LEFT) < 3 or abs(section.text_width - _WIDTH) < 3 for section in sections)
    return "gongwen" if standard else "reading"


def _deck(name: str, members: dict[str, Member], limits: Limits) -> Iterator[Finding]:
    deck = read_deck(members)
    theme = deck.themes[0] if deck.themes else Theme(None, None)
    for slide in deck.slides:
        for rule in DECK_RULES:
            yield from (finding for finding in rule(name, deck, slide, limits) if limits.applies(finding.rule))
        yield from _parts_of_slide(name, deck, slide, members, theme, limits)
    yield from word_texts.properties(name, members)


def _parts_of_slide(
    name: str, deck: Deck, slide: Slide, members: dict[str, Member], theme: Theme, limits: Limits
) -> Iterator[Finding]:
    """What stands in parts beside the slide: charts and pictures."""
    roots = []
    for number, box in enumerate(slide.boxes):
        if box.kind == "chart":
            reference = next(iter(box.element.iter(f"{charts.C}chart")), None)
            part = slide.extra.get(reference.get(f"{_R}id", ""), "") if reference is not None else ""
            if part not in members:
                continue
            root = parse_xml(members[part].content)
            roots.append(root)
            for rule, level, what, hint in charts.chart_faults(part, root, members):
                yield on_box(rule, name, box, what, hint, level)
            yield from colours.shape_contrast(name, slide, number, root, theme, limits)
            sizes = charts.chart_sizes(root)
            if sizes and min(sizes) < limits.of("T01")["deck"]:
                yield on_box(
                    "T01", name, box, f"chart text of {min(sizes):g} pt", f"at least {limits.of('T01')['deck']:g} pt"
                )
        elif box.kind == "picture":
            yield from _picture(name, slide, number, members, limits)
    yield from colours.from_the_theme(name, deck, slide, roots, limits)


def _picture(name: str, slide: Slide, number: int, members: dict[str, Member], limits: Limits) -> Iterator[Finding]:
    box, limit = slide.boxes[number], limits.of("D06")
    blip = next(iter(box.element.iter(f"{A}blip")), None)
    member = members.get(slide.extra.get(blip.get(f"{_R}embed", ""), "")) if blip is not None else None
    if member is None:
        return
    cut = next(iter(box.element.iter(f"{A}srcRect")), None)
    sides = [int(cut.get(side, "0")) / 100000 if cut is not None else 0.0 for side in "ltrb"]
    crop = (sides[0], sides[1], sides[2], sides[3])
    for rule, level, what, hint in picture_faults(
        member.content, box.width, box.height, crop, limit["deck"], limit["aspect"]
    ):
        yield on_box(rule, name, box, what, hint, level)


def _word(name: str, members: dict[str, Member], document: Document, limits: Limits) -> Iterator[Finding]:
    for rule in WORD_RULES:
        yield from (finding for finding in rule(name, document, limits) if limits.applies(finding.rule))
    yield from word_fields.fields(name, document, members, limits)
    yield from word_texts.drawings(name, document, members, limits)
    yield from word_texts.properties(name, members)


def is_office_name(name: str) -> bool:
    """Say whether a file can be checked, by its name."""
    return re.search(r"\.(docx|pptx)$", name, re.I) is not None
