"""The sign that fonts draw for a glyph that they do not have. In: a font of a PDF, a character; out: yes or no.

There are two usual signs: a box in a box, and a box that two lines cross, which is drawn as a box with four triangles cut out.
"""

import ctypes
from typing import Any

_LONGEST = 24  # pieces of an outline
_MEANT = "□▢▣▫▯◻☐☒口囗回"  # what is meant to look like a box
_BEYOND = 0xFFFF  # under which the library finds what needs two units of UTF-16
_Point = tuple[float, float]


def is_box(raw: Any, font: Any, char: str) -> bool:
    """Say whether a character is drawn as the sign of a missing glyph."""
    if ord(char) < 0x80 or char in _MEANT:
        return False
    outer, *inner = _outlines(raw, font, min(ord(char), _BEYOND)) or [set()]
    if not _upright(outer) or not all(_within(outline, outer) for outline in inner):
        return False
    boxed = len(inner) == 1 and _upright(inner[0])
    return boxed or (len(inner) == 4 and all(len(outline) == 3 for outline in inner))


def _outlines(raw: Any, font: Any, code: int) -> list[set[_Point]]:
    """The corners of each closed line of a glyph, the longest first; none where a line is curved."""
    path = raw.FPDFFont_GetGlyphPath(font, code, ctypes.c_float(100.0))
    count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    found: list[set[_Point]] = []
    for index in range(count if count <= _LONGEST else 0):
        piece = raw.FPDFGlyphPath_GetGlyphPathSegment(path, index)
        kind, x, y = raw.FPDFPathSegment_GetType(piece), ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        if kind == raw.FPDF_SEGMENT_MOVETO:
            found.append(set())
        found[-1].add((round(x.value, 3), round(y.value, 3)))
    return sorted(found, key=lambda corners: _spread(corners, 0) * _spread(corners, 1), reverse=True)


def _upright(corners: set[_Point]) -> bool:
    return len(corners) == 4 and len({x for x, _ in corners}) == len({y for _, y in corners}) == 2


def _within(inner: set[_Point], outer: set[_Point]) -> bool:
    low, high = min(outer), max(outer)
    return all(low[0] <= x <= high[0] and low[1] <= y <= high[1] for x, y in inner)


def _spread(corners: set[_Point], axis: int) -> float:
    values = [corner[axis] for corner in corners]
    return max(values) - min(values)
