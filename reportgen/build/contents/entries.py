"""What a contents field lists: the headings or captions of a document, each with a bookmark that its entry leads to."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from lxml import etree

from reportgen.build.contents.fields import W
from reportgen.build.contents.switches import Switches
from reportgen.documents.word_blocks import WordBlock

_MARK, _NAME, _ID = f"{W}bookmarkStart", f"{W}name", f"{W}id"
_SEQUENCE = re.compile(r"^\s*SEQ\s+(?:\"([^\"]+)\"|([^\s\\\"]+))", re.IGNORECASE)
_FIRST_MARK = 100_000_001  # Word's own names have nine digits


@dataclass(frozen=True)
class TocEntry:
    """A line of the contents: its level from 1, the number of its heading, its words, and the bookmark that it leads to."""

    level: int
    label: str
    text: str
    bookmark: str


class Bookmarks:
    """Gives headings the bookmarks that entries lead to; those that Word has made for its contents are used again."""

    def __init__(self, root: etree._Element) -> None:
        marks = list(root.iter(_MARK))
        self._names = {mark.get(_NAME, "") for mark in marks}
        numbers = (mark.get(_ID, "") for mark in marks)
        self._next_id = max((int(number) for number in numbers if number.isdigit()), default=0) + 1

    def around(self, paragraph: etree._Element) -> str:
        """Return the name of the bookmark around the text of a paragraph; a new one where it has none for contents."""
        for mark in paragraph.iter(_MARK):
            if mark.get(_NAME, "").startswith("_Toc"):
                return mark.get(_NAME, "")
        number = _FIRST_MARK
        while f"_Toc{number}" in self._names:
            number += 1
        name = f"_Toc{number}"
        self._names.add(name)
        properties = paragraph.find(f"{W}pPr")
        start = etree.Element(_MARK, {_ID: str(self._next_id), _NAME: name})
        paragraph.insert(0 if properties is None else 1, start)
        etree.SubElement(paragraph, f"{W}bookmarkEnd", {_ID: str(self._next_id)})
        self._next_id += 1
        return name


def entries(
    switches: Switches,
    blocks: Iterable[tuple[WordBlock, etree._Element]],
    inside: Set[etree._Element],
    bookmarks: Bookmarks,
) -> Iterator[TocEntry]:
    """Yield the entries of a field from the paragraphs of a document; those inside contents fields are not listed."""
    for block, paragraph in blocks:
        text = " ".join(block.text.split())
        if paragraph in inside or not text:
            continue
        if switches.caption is not None:
            if switches.caption in _labels(paragraph):
                words = _without_number(text, switches.caption) if switches.bare_caption else text
                yield TocEntry(1, "", words, bookmarks.around(paragraph))
            continue
        level = switches.level(block.style_name, block.outline)
        if level is not None:
            yield TocEntry(level, block.label, text, bookmarks.around(paragraph))


def _labels(paragraph: etree._Element) -> set[str]:
    """The labels that are counted in a paragraph."""
    simple = [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
    codes = ("".join(run.text or "" for run in codes) for codes in _codes(paragraph))
    found = (_SEQUENCE.match(code) for code in (*simple, *codes))
    return {match.group(1) or match.group(2) for match in found if match}


def _codes(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    code: list[etree._Element] = []
    for element in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            code.append(element)
        else:
            if code:
                yield code
            code = []


def _without_number(text: str, label: str) -> str:
    return re.sub(rf"^{re.escape(label)}\s*[\d一二三四五六七八九十百.\-–—]*[\s.:：、]*", "", text)
