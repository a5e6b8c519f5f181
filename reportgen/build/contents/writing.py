"""How the entries of a contents field are written: each like the entry of its level that the template has, or by its style."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.build.contents.entries import TocEntry
from reportgen.build.contents.fields import ContentsField, W
from reportgen.build.contents.toc_styles import TocStyles

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDE = ("、", "）", "．", "：")
_UNKNOWN_PAGE = "1"  # until the document is laid out


@dataclass
class _Look:
    """How the entries of a level are set: the properties of the paragraph, of its words, and of its page number."""

    paragraph: etree._Element | None = None
    text: etree._Element | None = None
    page: etree._Element | None = None


def write_entries(
    item: ContentsField, found: Sequence[TocEntry], styles: TocStyles, width: int
) -> list[etree._Element]:
    """Put entries in the place of those of a field; return the paragraphs. `width` is that of the text, in twips."""
    looks = _looks(item, styles)
    first, last, parent = item.paragraphs[0], item.paragraphs[-1], item.paragraphs[0].getparent()
    assert parent is not None
    place = parent.index(first)
    before, behind = _before(first, item.head[0]), _behind(last, item.end)
    closing = last if len(item.paragraphs) > 1 and not _has_text(last, item.end) else None
    lines = [_line(entry, looks, item, styles, width) for entry in found] or [_empty(first)]
    for offset, element in enumerate((*before, *item.head)):
        lines[0].insert(offset + (lines[0].find(f"{W}pPr") is not None), element)
    if closing is None:
        lines[-1].extend([item.end, *behind])
    for paragraph in item.paragraphs:
        if paragraph is not closing:
            parent.remove(paragraph)
    for offset, line in enumerate(lines):
        parent.insert(place + offset, line)
    return lines


def _looks(item: ContentsField, styles: TocStyles) -> dict[int, _Look]:
    """How the entries that stand in the field are set, by level; under 0 the first of them, whatever its style."""
    looks: dict[int, _Look] = {}
    for paragraph in item.paragraphs:
        level = styles.level(paragraph)
        look = _look_of(paragraph, item)
        if look.text is not None:
            looks.setdefault(0, _Look(None, look.text, look.page))
        if level is not None:
            looks.setdefault(level, look)
    return looks


def _look_of(paragraph: etree._Element, item: ContentsField) -> _Look:
    runs = [run for run in paragraph.iter(f"{W}r") if run not in item.head and run is not item.end]
    words = next((run for run in runs if run.find(f"{W}t") is not None), None)
    pages = next((run for run in reversed(runs) if run.find(f"{W}tab") is not None), None)
    return _Look(paragraph.find(f"{W}pPr"), _properties(words), _properties(pages))


def _line(
    entry: TocEntry, looks: dict[int, _Look], item: ContentsField, styles: TocStyles, width: int
) -> etree._Element:
    known = looks.get(entry.level)
    others = sorted((level for level in looks if level), key=lambda level: abs(level - entry.level))
    nearest = known or looks.get(others[0] if others else 0, _Look())
    line = etree.Element(f"{W}p")
    if known and known.paragraph is not None:
        line.append(_without_section(known.paragraph))
    else:
        line.append(styles.properties(entry.level, width, caption=item.switches.caption is not None))
    target = line
    if item.switches.linked:
        target = etree.SubElement(line, f"{W}hyperlink", {f"{W}anchor": entry.bookmark, f"{W}history": "1"})
    target.append(_run(nearest.text, _words(entry)))
    low, high = item.switches.without_pages or (1, 0)
    if not low <= entry.level <= high:
        target.append(_run(nearest.page, item.switches.separator))
        target.extend(_field(f" PAGEREF {entry.bookmark} \\h ", _UNKNOWN_PAGE, nearest.page))
    return line


def _words(entry: TocEntry) -> str:
    """The number of a heading and its words; a space between them, unless the number ends with a wide sign."""
    space = " " if entry.label and not entry.label.endswith(_WIDE) else ""
    return entry.label + space + entry.text


def _run(properties: etree._Element | None, text: str) -> etree._Element:
    """A run with a text, whose tabs are those of Word."""
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    for number, piece in enumerate(text.split("\t")):
        if number:
            etree.SubElement(run, f"{W}tab")
        if piece:
            words = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
            words.text = piece
    return run


def _field(code: str, result: str, properties: etree._Element | None) -> list[etree._Element]:
    runs = []
    for kind in ("begin", code, "separate", "", "end"):
        run = _run(properties, result if not kind else "")
        if kind == code:
            instruction = etree.SubElement(run, f"{W}instrText", {_SPACE: "preserve"})
            instruction.text = code
        elif kind:
            etree.SubElement(run, f"{W}fldChar", {f"{W}fldCharType": kind})
        runs.append(run)
    return runs


def _before(paragraph: etree._Element, head: etree._Element) -> list[etree._Element]:
    children = [child for child in paragraph if child.tag != f"{W}pPr"]
    return children[: children.index(head)]


def _behind(paragraph: etree._Element, end: etree._Element) -> list[etree._Element]:
    """What follows the end of the field in its paragraph; nothing where the end is inside a link."""
    return list(end.itersiblings()) if end.getparent() is paragraph else []


def _has_text(paragraph: etree._Element, end: etree._Element) -> bool:
    """Whether anything of an entry is in the last paragraph, before the end of the field."""
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}fldChar"):
        if element.tag == f"{W}fldChar" and element.getparent() is end:
            return False
        if element.getparent() is not None and element.tag != f"{W}fldChar" and not _in_properties(element):
            return True
    return True


def _in_properties(element: etree._Element) -> bool:
    return any(around.tag == f"{W}pPr" for around in element.iterancestors())


def _properties(run: etree._Element | None) -> etree._Element | None:
    return None if run is None else run.find(f"{W}rPr")


def _without_section(properties: etree._Element) -> etree._Element:
    own = copy.deepcopy(properties)
    for section in own.findall(f"{W}sectPr"):
        own.remove(section)
    return own


def _empty(first: etree._Element) -> etree._Element:
    """The one paragraph of contents that list nothing."""
    line = etree.Element(f"{W}p")
    properties = first.find(f"{W}pPr")
    if properties is not None:
        line.append(_without_section(properties))
    return line
