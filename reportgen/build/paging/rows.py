"""Photos that follow each other stand in rows, and long tables may go on over pages."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportgen.build.paging.forms import FRAMES, caption_fits, with_height
from reportgen.build.paging.sketch import View, items_of
from reportgen.build.paging.styles import ReportStyles
from reportgen.documents.typeset.pages import Flow
from reportgen.documents.word_blocks import WordTable

_WHOLE = 0.3  # of a page: a table that is no higher stays on one page
_TOGETHER = 2  # rows that stay with the head, and with the note


def in_rows(blocks: Sequence[View], kinds: Collection[str]) -> list[View]:
    """Return the blocks with photos that follow each other in rows of two and three, where their captions fit beside each other."""
    found: list[View] = []
    run: list[View] = []
    for block in [*blocks, None]:
        if block is not None and block["kind"] == "photo":
            run.append(block)
            continue
        found += _rows(run, kinds)
        run = []
        if block is not None:
            found.append(block)
    return found


def _rows(run: list[View], kinds: Collection[str]) -> Iterator[View]:
    while run:
        count = next(count for count in _counts(len(run)) if _fits(run[:count], kinds))
        yield _row(run[:count])
        run = run[count:]


def _counts(left: int) -> tuple[int, ...]:
    """How many of the photos that are left stand in the next row, best first: never one alone below a row, if it can be."""
    if left in (2, 4):
        return (2, 1)
    return (3, 2, 1) if left > 2 else (1,)


def _fits(photos: Sequence[View], kinds: Collection[str]) -> bool:
    kind = _KINDS[len(photos)]
    if len(photos) == 1:
        return True
    return kind in kinds and all(caption_fits(one["caption"], FRAMES[kind].width) for one in photos)


_KINDS = {1: "photo", 2: "pair", 3: "triple"}


def _row(photos: Sequence[View]) -> View:
    kind = _KINDS[len(photos)]
    frame = FRAMES[kind]
    block = photos[0] if len(photos) == 1 else {"kind": kind, "note": "", **dict(zip(frame.names, photos, strict=True))}
    return with_height(block, frame.usual)


def with_loose_rows(styles: ReportStyles, block: View) -> View:
    """Return a table whose rows may part between pages, but for those at its head and its foot; a low table stays whole."""
    rows = block.get("rows", ())
    page = styles.turned if block.get("turned") and styles.turned is not None else styles.upright
    if len(rows) < 2 * _TOGETHER + 1 or _height(styles, block) <= _WHOLE * page.text_height:
        return block
    inner = range(_TOGETHER - 1, len(rows) - _TOGETHER)
    return {**block, "rows": [{**row, "loose": number in inner} for number, row in enumerate(rows)]}


def _height(styles: ReportStyles, block: Mapping[str, Any]) -> float:
    """The height of a table on an endless page."""
    table = next(item for item in items_of(styles, block) if isinstance(item, WordTable))
    flow = Flow(replace(styles.upright, height=1e6), 1)
    flow.place([table])
    return flow.y
