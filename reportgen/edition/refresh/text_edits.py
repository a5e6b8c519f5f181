"""Putting new words into a paragraph: into the runs where the old ones stand, so that their formatting stays; or as tracked changes."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from reportgen.documents.reading.names import A, W
from reportgen.documents.reading.words import pieces_of
from reportgen.edition.refresh.merge import Edit
from reportgen.edition.refresh.text_places import Paragraph, Pieces

AUTHOR = "reportgen"
_NUMBER = re.compile(r"(\D*?)(\d(?:[\d.,]*\d)?)(\D*)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = (f"{W}t", f"{A}t")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def finer(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return edits that change only what differs: the word of a bound, the digits and the unit each in the run where it stands."""
    return [part for edit in edits for part in _finer(text[edit.start : edit.end], edit)]


def _finer(old: str, edit: Edit) -> Iterator[Edit]:
    mine, yours = _NUMBER.fullmatch(old), _NUMBER.fullmatch(edit.text)
    if mine is None or yours is None:
        yield edit
        return
    before, digits, after = yours.groups()
    if not mine.group(1):
        before, digits = "", before + digits
    if not mine.group(3):
        digits, after = digits + after, ""
    for number, words in enumerate((before, digits, after), 1):
        if mine.group(number) != words:
            yield Edit(edit.start + mine.start(number), edit.start + mine.end(number), words)


def can_edit(paragraph: Paragraph, edits: Iterable[Edit]) -> bool:
    """Return whether all that is to be replaced stands in plain runs: no symbol, line break or formula."""
    return all(_covered(paragraph.pieces, edit) for edit in edits)


def _covered(pieces: Pieces, edit: Edit) -> bool:
    touched = list(_touched(pieces, edit))
    return bool(touched) and all(element.tag in _TEXTS for element, _, _ in touched)


def _touched(pieces: Pieces, edit: Edit) -> Iterable[tuple[etree._Element, int, int]]:
    """The elements that an edit touches, with the characters in each; an insertion goes to the end of what stands before it."""
    at = 0
    for text, element in pieces:
        start, end = max(edit.start, at), min(edit.end, at + len(text))
        if start < end or (edit.start == edit.end and at < edit.start <= at + len(text)):
            yield element, max(0, start - at), max(0, end - at)
        elif edit.start == edit.end == at == 0:
            yield element, 0, 0
            return
        at += len(text)


def write_edits(paragraph: Paragraph, edits: Iterable[Edit]) -> None:
    """Make edits in a paragraph, and in its copies for older programs."""
    before = paragraph.text
    edits = sorted(finer(before, edits), key=lambda one: one.start, reverse=True)
    for edit in edits:
        _write(paragraph.pieces, edit)
    paragraph.pieces = [
        (element.text or "" if element.tag in _TEXTS else text, element) for text, element in paragraph.pieces
    ]
    for twin in paragraph.twins:
        pieces = pieces_of(twin)
        if "".join(text for text, _ in pieces) == before:
            for edit in edits:
                _write(pieces, edit)


def _write(pieces: Pieces, edit: Edit) -> None:
    text = edit.text
    for element, start, end in list(_touched(pieces, edit)):
        old = element.text or ""
        element.text = old[:start] + text + old[end:]
        if element.tag == f"{W}t":
            element.set(_SPACE, "preserve")
        text = ""


def track_edits(paragraph: Paragraph, edits: Iterable[Edit], number: int) -> int:
    """Make edits in a paragraph of Word as tracked changes; return the next free number of a change."""
    for edit in sorted(finer(paragraph.text, edits), key=lambda one: one.start, reverse=True):
        pieces = pieces_of(paragraph.element)
        runs = [_cut_run(element, start, end) for element, start, end in list(_touched(pieces, edit))]
        last = runs[-1]
        if edit.end > edit.start:
            for run in runs:
                last = _wrap(run, "del", number)
                number += 1
                for text in run.iter(f"{W}t"):
                    text.tag = f"{W}delText"
        if edit.text:
            last.addnext(_inserted(runs[0], edit.text, number))
            number += 1
    return number


def _cut_run(text: etree._Element, start: int, end: int) -> etree._Element:
    """Split the run of a text element so that the characters stand alone in a run, and return that run."""
    run = parent_of(text)
    at = list(run.iter()).index(text)
    words = text.text or ""
    if start == end:  # an insertion: the run before it
        if end < len(words):
            _part(run, at, (end, len(words)), after=True)
            text.text = words[:end]
        return run
    if end < len(words) or _follows(run, text):
        _part(run, at, (end, len(words)), after=True)
    before = start > 0 or _precedes(run, text)
    if before:
        run.addprevious(_clone(run, at, (0, start), keep="before"))
    _keep_only(run, text)
    text.text = words[start:end]
    text.set(_SPACE, "preserve")
    return run


def _part(run: etree._Element, at: int, part: tuple[int, int], *, after: bool) -> None:
    run.addnext(_clone(run, at, part, keep="after"))
    own = list(run.iter())[at]
    for sibling in list(own.itersiblings()):
        parent_of(sibling).remove(sibling)


def _clone(run: etree._Element, at: int, part: tuple[int, int], keep: str) -> etree._Element:
    """A copy of a run with a part of one of its texts and what stands before or after it."""
    copy = deepcopy(run)
    copy.tail = None
    own = list(copy.iter())[at]
    words = own.text or ""
    others = list(own.itersiblings(preceding=keep == "after"))
    for sibling in others:
        if sibling.tag != f"{W}rPr":
            parent_of(sibling).remove(sibling)
    own.text = words[part[0] : part[1]]
    own.set(_SPACE, "preserve")
    if not own.text:
        parent_of(own).remove(own)
    return copy


def parent_of(element: etree._Element) -> etree._Element:
    """Return what an element stands in."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _follows(run: etree._Element, text: etree._Element) -> bool:
    return next(text.itersiblings(), None) is not None


def _precedes(run: etree._Element, text: etree._Element) -> bool:
    return any(one.tag != f"{W}rPr" for one in text.itersiblings(preceding=True))


def _keep_only(run: etree._Element, text: etree._Element) -> None:
    for child in list(run):
        if child is not text and child.tag != f"{W}rPr":
            run.remove(child)


def _wrap(run: etree._Element, kind: str, number: int) -> etree._Element:
    change = _change(kind, number)
    run.addprevious(change)
    change.append(run)
    return change


def _inserted(like: etree._Element, text: str, number: int) -> etree._Element:
    change = _change("ins", number)
    run = etree.SubElement(change, f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set(_SPACE, "preserve")
    return change


def _change(kind: str, number: int) -> etree._Element:
    change = etree.Element(f"{W}{kind}")
    change.set(f"{W}id", str(number))
    change.set(f"{W}author", AUTHOR)
    return change
