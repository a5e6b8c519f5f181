"""A last touch on a filled document by its author's own function, before checks and ledger."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reportgen.template import Document, ShownFact

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from pptx.presentation import Presentation

    FinishReport = Callable[[DocxDocument], None]
    FinishDeck = Callable[[Presentation], None]

_PARAGRAPH = re.compile(rb"<w:p[ >]")
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_SHAPE = re.compile(r'<p:cNvPr [^>]*?name="([^"]*)"')


def finished(
    documents: Mapping[str, Document], report: "FinishReport | None" = None, deck: "FinishDeck | None" = None
) -> dict[str, Document]:
    """Return the documents as the functions leave them; facts that the engine showed keep their marks where they still stand."""
    done = dict(documents)
    if report is not None and "report" in done:
        file = done["report"].docx()
        report(file)
        done["report"] = _taken_back(done["report"], Document.of(file, done["report"].name))
    if deck is not None and "deck" in done:
        show = done["deck"].pptx()
        deck(show)
        done["deck"] = _taken_back(done["deck"], Document.of(show, done["deck"].name))
    return done


def _taken_back(before: Document, after: Document) -> Document:
    old, new = ({member.name: member.content for member in one.members} for one in (before, after))
    moves: dict[str, dict[int, int]] = {}
    kept: list[ShownFact] = []
    for item in before.shown:
        if item.part not in new:
            continue
        if item.part not in moves:
            moves[item.part] = _moved(old[item.part], new[item.part])
        kept += _at_new_place(item, moves[item.part], new[item.part])
    return replace(after, shown=tuple(kept), findings=before.findings)


def _at_new_place(item: ShownFact, moves: Mapping[int, int], content: bytes) -> Iterator[ShownFact]:
    paragraph, shape, _, file = item.spot
    if file or (shape and shape in _SHAPE.findall(content.decode("utf-8", "replace"))):
        yield item
    elif paragraph in moves:
        yield replace(item, spot=item.spot._replace(paragraph=moves[paragraph]))


def _moved(old: bytes, new: bytes) -> dict[int, int]:
    """Where each paragraph of a part, counted from 1, stands now; one whose words have changed stands nowhere."""
    matcher = SequenceMatcher(None, _paragraphs(old), _paragraphs(new), autojunk=False)
    return {a + n + 1: b + n + 1 for a, b, size in matcher.get_matching_blocks() for n in range(size)}


def _paragraphs(content: bytes) -> list[bytes]:
    starts = [match.start() for match in _PARAGRAPH.finditer(content)]
    ends = [*starts, len(content)][1:]
    return [b"".join(_TEXT.findall(content, start, end)) for start, end in zip(starts, ends, strict=True)]
