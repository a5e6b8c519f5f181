"""Which sections a document brings into another one: its headers, its footers, and pages of another size or direction.

A document that has none of them goes in as text of the section around it.
"""

import re

from lxml import etree

from reportgen.ooxml.formats import parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.render.renumber import Identities
from reportgen.template.tags.grammar import R, W
from reportgen.template.tags.references import WORD_REFERENCES
from reportgen.template.tags.scopes import references_of

BEGIN, END = "rg-sections", "rg-sections-end"  # processing instructions around a document with sections
NEW_PAGE = "new page"  # what the first instruction says of a document that begins on a new page in any case
SECTION = f"{{{W}}}sectPr"
HEADS = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
_SHOWN = tuple(f"{{{W}}}{name}" for name in ("t", "drawing", "pict", "object", "fldSimple", "instrText", "sym"))
_WIDTH, _HEIGHT = re.compile(rb'w:w="(\d+)"'), re.compile(rb'w:h="(\d+)"')
_OTHER_SIZE = 0.15  # A4 and Letter are one size, A4 and A3 are not


def brings_sections(body: etree._Element, main: str, inner: dict[str, Member], around: bytes) -> bool:
    """Return whether a body needs sections of its own inside a document whose main part is given."""
    sections = list(body.iter(SECTION))
    if len(sections) > 1:
        return True
    return any(_has_heads(one, main, inner) or is_other_page(one, _last_page(around)) for one in sections)


def is_other_page(section: etree._Element, page: tuple[int, int]) -> bool:
    """Return whether the pages of a section are of another size or direction, by width and height in twips."""
    own = page_of(section)
    if not all(own) or not all(page):
        return False
    turned = (own[0] > own[1]) != (page[0] > page[1])
    return turned or any(abs(a - b) > _OTHER_SIZE * b for a, b in zip(own, page, strict=True))


def page_of(section: etree._Element) -> tuple[int, int]:
    """Return width and height of the pages of a section in twips; zeros where it does not say."""
    size = section.find(f"{{{W}}}pgSz")
    values = ("", "") if size is None else (size.get(f"{{{W}}}w", ""), size.get(f"{{{W}}}h", ""))
    return (int(values[0]), int(values[1])) if all(value.isdigit() for value in values) else (0, 0)


def _last_page(content: bytes) -> tuple[int, int]:
    size = content[content.rfind(b"<w:pgSz") :].partition(b">")[0] if b"<w:pgSz" in content else b""
    found = [_WIDTH.search(size), _HEIGHT.search(size)]
    width, height = (int(match.group(1)) if match else 0 for match in found)
    return width, height


def _has_heads(section: etree._Element, main: str, inner: dict[str, Member]) -> bool:
    return any(any(True for _ in root.iter(_SHOWN)) for root in heads_of(section, main, inner).values())


def heads_of(element: etree._Element, main: str, inner: dict[str, Member]) -> dict[str, etree._Element]:
    """Return the headers and footers that the sections of an element name, by their part."""
    arrows = {item.id: item.target for item in Relationships.of(main, inner).items}
    parts = (arrows.get(reference.get(f"{{{R}}}id", ""), "") for reference in element.iter(*HEADS))
    return {part: parse_part(inner[part].content) for part in parts if part in inner}


def give_own_ids(root: etree._Element, identities: Identities) -> None:
    """Give every id of a header or footer that comes along a value that the document around does not have."""
    found = [
        (element, one, value)
        for element in root.iter(etree.Element)
        for one, value in references_of(element, WORD_REFERENCES)
    ]
    fresh: dict[tuple[str, str], str] = {}
    for _, reference, value in found:
        key = reference.kind, value
        if reference.defines and reference.kind != "part" and key not in fresh:
            fresh[key] = value if identities.is_free(*key) else identities.fresh(*key)
    for element, reference, value in found:
        if (reference.kind, value) in fresh:
            element.set(reference.attribute, reference.before + fresh[(reference.kind, value)])
