"""What PAGEREF fields show: the page on which their bookmark is, as its section prints it."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.build.contents.fields import W
from reportgen.build.contents.pairs import paired
from reportgen.documents.typeset.page_labels import page_labels
from reportgen.documents.word_blocks import WordDocument

_PAGE = re.compile(r"^\s*PAGEREF\s+\"?([^\s\\\"]+)\"?((?:\s*\\[a-z*](?:\s*MERGEFORMAT)?)*)\s*$", re.IGNORECASE)
_CHAR, _CODE, _TEXT, _SIMPLE = (f"{W}{name}" for name in ("fldChar", "instrText", "t", "fldSimple"))


def show_pages(root: etree._Element, document: WordDocument) -> None:
    """Write the page of its bookmark into each PAGEREF field of a body that has been laid out."""
    pages = _pages_of_bookmarks(root, document)
    for code, results in _fields(root):
        match = _PAGE.match(code)
        page = pages.get(match.group(1)) if match and "\\p" not in match.group(2) else None
        if page is None or not results:
            continue
        for text in results:
            text.text = ""
        results[0].text = page


def _pages_of_bookmarks(root: etree._Element, document: WordDocument) -> Mapping[str, str]:
    labels = page_labels(document)
    pages: dict[str, str] = {}
    on_page = {paragraph: labels[block] for block, paragraph in paired(root, document)}
    waiting: list[str] = []
    for element in root.iter(f"{W}bookmarkStart", f"{W}p"):
        if element.tag == f"{W}p":
            page = on_page.get(element)
            if page is not None:
                pages.update(dict.fromkeys(waiting, page))
                waiting = []
            continue
        name = element.get(f"{W}name", "")
        around = next((on_page[one] for one in element.iterancestors(f"{W}p") if one in on_page), None)
        if around is None:
            waiting.append(name)
        else:
            pages[name] = around
    return pages


def _fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The code and the texts of the result of each field; inner fields before those around them."""
    open_fields: list[tuple[list[str], list[etree._Element], list[bool]]] = []
    for element in root.iter(_CHAR, _CODE, _TEXT, _SIMPLE):
        kind = element.get(f"{W}fldCharType")
        if element.tag == _SIMPLE:
            yield element.get(f"{W}instr", ""), list(element.iter(_TEXT))
        elif kind == "begin":
            open_fields.append(([], [], [False]))
        elif kind == "separate" and open_fields:
            open_fields[-1][2][0] = True
        elif kind == "end" and open_fields:
            codes, results, _ = open_fields.pop()
            yield "".join(codes), results
        elif open_fields:
            codes, results, separated = open_fields[-1]
            if element.tag == _CODE and not separated[0]:
                codes.append(element.text or "")
            elif element.tag == _TEXT and separated[0]:
                results.append(element)
