"""Contents and page numbers of a filled Word file made anew: what the fields list, and the pages by the own layout.

A file whose contents cannot be made here keeps them, and Word is asked to make them when it opens the file.
"""

from dataclasses import replace

from lxml import etree

from reportgen.build.contents.entries import Bookmarks, entries
from reportgen.build.contents.fields import ContentsField, W, contents_count, contents_fields, unfold_simple
from reportgen.build.contents.page_references import show_pages
from reportgen.build.contents.pairs import paired
from reportgen.build.contents.toc_styles import TocStyles
from reportgen.build.contents.writing import write_entries
from reportgen.documents.typeset.pages import laid_out
from reportgen.documents.word_blocks import WordDocument as LaidOut
from reportgen.findings import Finding, Place
from reportgen.ooxml.canonical import canonical
from reportgen.ooxml.formats import is_strict, main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template import Document
from reportgen.template.program.notices import CONTENTS_FILLED, CONTENTS_NEW
from reportgen.template.updating import is_asked_here, without_request

_TWIPS = 20
_USUAL_WIDTH = 8306  # twips: A4 with the margins of Word


def refreshed(document: Document) -> Document:
    """Return a filled Word file whose contents list its headings and name their pages, and whose references name theirs."""
    members = {member.name: member for member in document.members}
    main = main_part(members)
    root = parse_part(members[main].content)
    unfold_simple(root)
    _write(members, main, root)
    old = any(item.rule == CONTENTS_NEW.id for item in document.findings)
    fields = list(contents_fields(root)) if old else []
    listed = _list_headings(root, fields, members, main)
    _write(members, main, root)
    show_pages(root, laid_out(canonical(members)))
    _write(members, main, root)
    findings = document.findings
    if fields and len(fields) == contents_count(root):
        if any(is_asked_here(finding) for finding in findings):
            without_request(members)
        findings = (*(item for item in findings if item.rule != CONTENTS_NEW.id), _made_anew(document.name, listed))
    return replace(document, members=tuple(members.values()), findings=findings)


def _list_headings(root: etree._Element, fields: list[ContentsField], members: dict[str, Member], main: str) -> int:
    """Write the entries of all fields; return how many there are."""
    if not fields:
        return 0
    part = Relationships.of(main, members).target("styles") or ""
    styles = TocStyles(parse_part(members[part].content) if part in members else etree.Element(f"{W}styles"))
    document = laid_out(canonical(members))
    blocks, widths = list(paired(root, document)), _widths(root, document)
    inside = {paragraph for item in fields for paragraph in item.paragraphs}
    bookmarks = Bookmarks(root)
    count = 0
    for item in fields:
        found = list(entries(item.switches, blocks, inside, bookmarks))
        write_entries(item, found, styles, widths.get(item.paragraphs[0], _USUAL_WIDTH))
        count += len(found)
    if styles.added and part in members:
        _write(members, part, styles.root)
    return count


def _widths(root: etree._Element, document: LaidOut) -> dict[etree._Element, int]:
    """The width of the text around each paragraph, in twips."""
    sections = {block: round(section.text_width * _TWIPS) for section, block in document.placed()}
    return {element: sections[block] for block, element in paired(root, document)}


def _write(members: dict[str, Member], part: str, root: etree._Element) -> None:
    strict = is_strict(members[part].content)
    xml = etree.tostring(root, encoding="unicode")
    members[part] = Member.of(part, (to_strict(xml) if strict else xml).encode())


def _made_anew(name: str, count: int) -> Finding:
    if not count:
        what = "the contents list nothing: the file has no heading or caption that they ask for"
        return CONTENTS_FILLED.at(Place(name), what, "give headings the styles that the contents field names")
    lines = "1 line" if count == 1 else f"{count} lines"
    what = f"the contents have been made anew: {lines}, with the pages of reportgen's own layout"
    return CONTENTS_NEW.at(Place(name), what, "Word may break pages elsewhere; F9 in Word updates the contents")
