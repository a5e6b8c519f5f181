"""The pages of the contents: where each heading of the report falls. In: the report's view; out: page by bookmark.

The body stands on a grid of 22 lines of 28.95 pt and 28 characters (GB/T 9704), with exact line heights everywhere, so that
pages can be counted without a renderer. Heights are those of the styles in the template.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.model.numbers.marks import plain

PITCH = 28.95
PAGE_HEIGHT = 22 * PITCH
LINE_WIDTH = 442.2
_BODY_PITCH = 15.75  # 16 pt type, narrowed by 0.25 pt
_DIGIT = 8.0 - 0.25  # Times New Roman at 16 pt
_CJK_GAP = 4.0  # what autospace puts between Chinese and digits, a quarter of an em
_EMU_PER_PT = 12700


@dataclass(frozen=True)
class Piece:
    """Something of a height; `keep` says that it stays on the page of what follows; `lines` can be split between pages."""

    height: float
    keep: bool = False
    lines: int = 0
    bookmark: str = ""


def heading_pages(view: dict[str, Any]) -> dict[str, int]:
    """Return the page of each heading, counted from the first page of the body."""
    pages: dict[str, int] = {}
    page, used = 1, 0.0
    for group in _groups(list(_pieces(view))):
        need = _minimum(group)
        if used + need > PAGE_HEIGHT + 0.5 and used > 0:
            page, used = page + 1, 0.0
        for piece in group:
            if piece.bookmark:
                pages[piece.bookmark] = page
            page, used = _place(piece, page, used)
    return pages


@lru_cache(maxsize=4096)
def line_count(text: str, width: float = LINE_WIDTH, indent: float = 31.5) -> int:
    """Return how many lines a body paragraph takes."""
    used, lines, before = indent, 1, ""
    for character in plain(text):
        narrow = character.isascii()
        advance = _DIGIT if narrow else _BODY_PITCH
        if before and (before.isascii() != narrow) and not _is_mark(character) and not _is_mark(before):
            advance += _CJK_GAP
        if used + advance > width + (_BODY_PITCH if _is_mark(character) else 0):
            lines, used = lines + 1, 0.0
        used += advance
        before = character
    return lines


def _is_mark(character: str) -> bool:
    return character in "，。；：、？！）》”’"


def _groups(pieces: list[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def _minimum(group: list[Piece]) -> float:
    """What must fit on this page: all that is kept together, and two lines of a paragraph."""
    last = group[-1]
    tail = min(last.lines, 2 if last.lines != 3 else 3) * PITCH if last.lines else last.height
    return sum(piece.height for piece in group[:-1]) + tail


def _place(piece: Piece, page: int, used: float) -> tuple[int, float]:
    if not piece.lines:
        over = used > 0 and used + piece.height > PAGE_HEIGHT + 0.5
        return (page + 1, piece.height) if over else (page, used + piece.height)
    left = piece.lines
    while left:
        room = math.floor((PAGE_HEIGHT - used + 0.5) / PITCH)
        take = min(left, room)
        if 0 < left - take < 2:
            take -= 1
        left, used = left - take, used + take * PITCH
        if left:
            page, used = page + 1, 0.0
    return page, used


def _pieces(view: dict[str, Any]) -> Iterator[Piece]:
    yield Piece(TITLE_HEIGHT)
    for section in view["sections"]:
        yield Piece(PITCH, keep=True, bookmark=section["heading"].bookmark)
        for block in section["blocks"]:
            yield from _block(block)


def _block(block: dict[str, Any]) -> Iterator[Piece]:
    kind = block["kind"]
    if kind == "heading":
        yield Piece(PITCH, keep=True, bookmark=block["text"].bookmark)
    elif kind == "text":
        lines = line_count(block["text"])
        yield Piece(lines * PITCH, lines=lines)
    elif kind in ("figure", "photo", "pair"):
        height = block["picture"].height / _EMU_PER_PT
        yield Piece(height + PICTURE_SPACE + CAPTION_HEIGHT + _note_height(block["note"]))
    else:
        yield Piece(CAPTION_HEIGHT + TABLE_SPACE, keep=True)
        for row in [{"cells": [{"text": "", "width": 1000}]}, *block["rows"]]:
            yield Piece(_row_height(row), keep=True)
        yield Piece(_note_height(block["note"]))


def _row_height(row: dict[str, Any]) -> float:
    lines = max(math.ceil(len(plain(cell["text"])) * 12 / (cell["width"] / 20)) or 1 for cell in row["cells"])
    return lines * CELL_PITCH + CELL_PADDING


def _note_height(text: str) -> float:
    return math.ceil(len(plain(text)) * 10.5 / LINE_WIDTH) * NOTE_PITCH + NOTE_SPACE if text else 0.0


TITLE_HEIGHT = 150.0
PICTURE_SPACE = 12.0
CAPTION_HEIGHT = 20.0
NOTE_PITCH = 16.0
NOTE_SPACE = 8.0
TABLE_SPACE = 6.0
CELL_PITCH = 17.0
CELL_PADDING = 8.0
