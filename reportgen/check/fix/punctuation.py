"""Fixing the punctuation of paragraphs whose text lies in several runs. In: a part; out: the part changed, changes."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from lxml import etree

from reportgen.check.fix.pack import FixedText, fixed
from reportgen.check.places import quoted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = (f"{_W}t", f"{_A}t")
_BREAKS = (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}fldChar", f"{_A}br")


def mend_words(place: str, root: etree._Element) -> Iterator[FixedText]:
    """Mend each paragraph of a part; each run keeps its dress."""
    for number, paragraph in enumerate(root.iter(f"{_W}p", f"{_A}p"), 1):
        for texts in _stretches(paragraph):
            before = "".join(t.text or "" for t in texts)
            after = fixed(before)
            if after != before:
                _put(texts, before, after)
                yield FixedText(f"{place}, paragraph {number} {quoted(before)}", "T07", *_around(before, after))


def _stretches(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """The texts of a paragraph between tabs, breaks and the ends of fields; those of text boxes inside it have their own."""
    stretch: list[etree._Element] = []
    for element in paragraph.iter(*_TEXTS, *_BREAKS):
        if next(element.iterancestors(str(paragraph.tag)), None) is not paragraph:
            continue
        if element.tag in _TEXTS:
            stretch.append(element)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _put(texts: list[etree._Element], before: str, after: str) -> None:
    """Write the new text into the same runs: a character that changed stays where it was."""
    owners = [number for number, t in enumerate(texts) for _ in t.text or ""]
    pieces = ["" for _ in texts]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for step in range(j2 - j1):
            at = min(i1 + step, i2 - 1) if kind != "insert" else max(0, i1 - 1)
            pieces[owners[at]] += after[j1 + step]
    for t, piece in zip(texts, pieces, strict=True):
        t.text = piece
        if t.tag == f"{_W}t" and piece != piece.strip():
            t.set(_SPACE, "preserve")


def _around(before: str, after: str) -> tuple[str, str]:
    """The stretch of a text in which it changed, with a few characters on both sides."""
    steps = [step for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if step[0] != "equal"]
    start, end, start2, end2 = steps[0][1], steps[-1][2], steps[0][3], steps[-1][4]
    return before[max(0, start - 4) : end + 4], after[max(0, start2 - 4) : end2 + 4]
