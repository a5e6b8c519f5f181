"""The page numbers of a refreshed report: contents and references name the pages where their headings stand now."""

from reportgen.build.contents.page_references import show_pages
from reportgen.documents.typeset.pages import laid_out
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import DAMAGE, parse_xml, xml_bytes

_PART = "word/document.xml"


def with_page_numbers(members: Opened) -> Opened:
    """Return a report that names its pages as they are now; a file without such references is returned as it is."""
    if _PART not in members or b"PAGEREF" not in members[_PART].content:
        return members
    root = parse_xml(members[_PART].content)
    try:
        show_pages(root, laid_out(members))
    except DAMAGE:  # a layout that cannot be measured here keeps the numbers that it has
        return members
    content = xml_bytes(root)
    return members if content == members[_PART].content else members.with_members([Member.of(_PART, content)])
