"""Sections that documents bring along, put between those of the document around.

Before such a document the section around it ends, and behind it a section like that one begins. Headers that a document brings
end with it; where it has none it shows those of the document around.
"""

import copy
from collections.abc import Callable, Iterator

from lxml import etree

from reportgen.ooxml.formats import is_strict, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.template.render.word.part_sections import BEGIN, END, HEADS, NEW_PAGE, SECTION, is_other_page, page_of
from reportgen.template.tags.grammar import R, W

_NEW_PAGE = ("nextPage", "oddPage", "evenPage")
_TYPE, _TITLE, _NUMBERS = f"{{{W}}}type", f"{{{W}}}titlePg", f"{{{W}}}pgNumType"
_BEFORE_TYPE = (*HEADS, f"{{{W}}}footnotePr", f"{{{W}}}endnotePr")
_Heads = dict[tuple[str, str], str]  # tag and kind of a header or footer: its relationship
EmptyHead = Callable[[str], str]  # gives the relationship of an empty header or footer


def with_sections(member: Member, empty_head: EmptyHead) -> Member:
    """Return a main part in which each document that brings sections has them."""
    root = parse_part(member.content)
    body = root.find(f"{{{W}}}body")
    assert body is not None
    shown = _heads_shown(body)
    for begin in [node for node in root.iter(etree.PI) if _mark(node) == BEGIN]:
        end = next(node for node in begin.itersiblings(etree.PI) if _mark(node) == END)
        inside = list(_between(begin, end))
        if begin.getparent() is body and _needs(begin, inside, _section_around(end)):
            _give_sections(begin, end, inside, shown, empty_head)
        else:
            for section in [found for element in inside for found in element.iter(SECTION)]:
                section.getparent().remove(section)  # type: ignore[union-attr]
        for node in (begin, end):
            node.getparent().remove(node)  # type: ignore[union-attr]
    xml = etree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return Member.of(member.name, (head + (to_strict(xml) if is_strict(member.content) else xml)).encode())


def _mark(node: etree._Element) -> str:
    """What an instruction is for; nothing for an element."""
    return node.target if isinstance(node, etree._ProcessingInstruction) else ""


def _between(begin: etree._Element, end: etree._Element) -> Iterator[etree._Element]:
    for element in begin.itersiblings():
        if element is end:
            return
        yield element


def _needs(begin: etree._Element, inside: list[etree._Element], around: etree._Element | None) -> bool:
    """Whether a document is more than text of the section around it: headers, several sections, or other pages."""
    sections = [found for element in inside for found in element.iter(SECTION)]
    if around is None or not sections:
        return False
    if (begin.text or "").strip() == NEW_PAGE:
        return True
    heads = any(section.find(tag) is not None for section in sections for tag in HEADS)
    return heads or len(sections) > 1 or is_other_page(sections[0], page_of(around))


def _section_around(end: etree._Element) -> etree._Element | None:
    """The properties of the section that a document stands in: the next ones that are not of another document."""
    depth = 0
    for element in end.itersiblings():
        if _mark(element):
            depth += {BEGIN: 1, END: -1}.get(_mark(element), 0)
        elif depth == 0 and element.tag == SECTION:
            return element
        elif depth == 0 and element.tag == f"{{{W}}}p":
            found = element.find(f"{{{W}}}pPr/{SECTION}")
            if found is not None:
                return found
    return None


def _give_sections(
    begin: etree._Element,
    end: etree._Element,
    inside: list[etree._Element],
    shown: dict[etree._Element, _Heads],
    empty_head: EmptyHead,
) -> None:
    around = _section_around(end)
    body = begin.getparent()
    assert around is not None and body is not None
    follows = _following(end, around)
    first = next(found for element in inside for found in element.iter(SECTION))
    before = begin.getprevious()
    if before is not None:
        if not _ends_section(before):
            _close(before, copy.deepcopy(around))
        _begin_on_a_new_page(first)
    last = inside[-1]  # the properties of the last section, which stand behind its text
    brought: _Heads = {}
    for section in [found for element in inside for found in element.iter(SECTION)]:
        brought |= _own_heads(section)
    if not follows and around.getparent() is body:
        body.replace(around, last)  # nothing comes behind: the document ends with this section
        return
    holder = last.getprevious()
    body.remove(last)
    _close(holder if holder is not None and holder is not begin else begin, last)
    _continue(around, shown[around], brought, empty_head)


def _following(end: etree._Element, around: etree._Element) -> bool:
    """Whether anything comes behind a document in its section."""
    for element in end.itersiblings():
        if element is around:
            return False
        if element.tag == f"{{{W}}}tbl" or any(True for _ in element.iter(f"{{{W}}}r")) or _mark(element):
            return True
    return True


def _ends_section(element: etree._Element) -> bool:
    return element.tag == f"{{{W}}}p" and element.find(f"{{{W}}}pPr/{SECTION}") is not None


def _close(element: etree._Element, section: etree._Element) -> None:
    """End a section behind an element: in its last paragraph, or in a new one behind a table."""
    if element.tag != f"{{{W}}}p" or _ends_section(element):
        paragraph = etree.Element(f"{{{W}}}p")
        element.addnext(paragraph)
        element = paragraph
    properties = element.find(f"{{{W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}pPr")
        element.insert(0, properties)
    change = properties.find(f"{{{W}}}pPrChange")
    section.tail = None
    if change is None:
        properties.append(section)
    else:
        change.addprevious(section)


def _own_heads(section: etree._Element) -> _Heads:
    return {
        (str(one.tag), one.get(f"{{{W}}}type", "default")): one.get(f"{{{R}}}id", "")
        for one in section.iterchildren(*HEADS)
    }


def _heads_shown(body: etree._Element) -> dict[etree._Element, _Heads]:
    """The headers and footers that each section of the document around shows: its own, and those of the sections before it."""
    shown: dict[etree._Element, _Heads] = {}
    heads: _Heads = {}
    depth = 0
    for node in body.iter(etree.PI, SECTION):
        depth += {BEGIN: 1, END: -1}.get(_mark(node), 0)
        if node.tag == SECTION and depth == 0:
            heads = {**heads, **_own_heads(node)}
            shown[node] = heads
    return shown


def _begin_on_a_new_page(section: etree._Element) -> None:
    kind = section.find(_TYPE)
    if kind is not None and kind.get(f"{{{W}}}val") not in _NEW_PAGE:
        section.remove(kind)


def _continue(around: etree._Element, heads: _Heads, brought: _Heads, empty_head: EmptyHead) -> None:
    """Make a section go on behind a document: with its own headers, on a new page, without another first page."""
    _begin_on_a_new_page(around)
    for title in around.findall(_TITLE):
        around.remove(title)
    for numbers in around.findall(_NUMBERS):
        numbers.attrib.pop(f"{{{W}}}start", None)
    own = _own_heads(around)
    for key in [*heads, *(key for key in brought if key not in heads)]:
        if key not in own:
            tag, kind = key
            value = heads[key] if key in heads else empty_head(tag.rpartition("}")[2].removesuffix("Reference"))
            around.insert(0, etree.Element(tag, {f"{{{W}}}type": kind, f"{{{R}}}id": value}))
