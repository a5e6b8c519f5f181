"""The contents of a refreshed report: page numbers are measured anew, headings read as they do in the text."""

from collections.abc import Iterator

from lxml import etree

from reportgen.build.page_numbers import measured_pages
from reportgen.documents.reading.names import W
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import DAMAGE, parse_xml, xml_bytes

_PART = "word/document.xml"


def with_page_numbers(members: Opened) -> Opened:
    """Return a report whose contents name the pages where its headings stand now; another file is returned as it is."""
    if _PART not in members or b"PAGEREF" not in members[_PART].content:
        return members
    try:
        pages = measured_pages(members)
    except DAMAGE:  # a page layout that nobody here can measure keeps the numbers that it has
        return members
    root = parse_xml(members[_PART].content)
    changed = False
    for mark, texts in _references(root):
        page = pages.get(mark)
        if page is not None and texts and "".join(text.text or "" for text in texts) != str(page):
            for at, text in enumerate(texts):
                text.text = str(page) if at == 0 else ""
            changed = True
    return members.with_members([Member.of(_PART, xml_bytes(root))]) if changed else members


def _references(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The references to pages: the bookmark, and the text elements of what is shown."""
    instruction, texts, state = "", list[etree._Element](), ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}instrText":
            instruction = instruction + (element.text or "") if state == "begin" else element.text or ""
        elif element.tag == f"{W}t":
            if state == "separate":
                texts.append(element)
        else:
            kind = element.get(f"{W}fldCharType", "")
            if kind == "begin":
                instruction, texts = "", []
            elif kind == "end" and instruction.split()[:1] == ["PAGEREF"]:
                yield instruction.split()[1], texts
                instruction = ""
            state = kind
