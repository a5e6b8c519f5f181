"""Owns the outlines of letters: each character of the shipped fonts once, put together by the widths that measure them.

In: text and size; out: a matplotlib path in mm, its baseline at the origin, upside down as sheets are. No text layout of matplotlib is
asked, so that letters stand exactly where `typeface` has measured them.
"""

from functools import lru_cache
from typing import Any

from reportgen.charts.typeface import font_path, text_width

BASELINE = 0.44  # of the size, below the middle of a line
_MM_PER_PT = 25.4 / 72
_GRAIN = 0.01 * _MM_PER_PT  # finer than any eye or printer; an SVG with two decimals is half as large


def outline(text: str, size: float, *, bold: bool, x: float, y: float) -> Any:
    """Return the path of a text whose left edge and baseline are at a place in mm."""
    import numpy as np
    from matplotlib.path import Path

    scale = size * _MM_PER_PT
    points, codes = [], []
    for character in text:
        vertices, kinds = _glyph(character, bold)
        if len(vertices):
            points.append(vertices * (scale, -scale) + (x, y))
            codes.append(kinds)
        x += text_width(character, size, bold)
    if not points:
        return None
    fine = np.round(np.concatenate(points) / _GRAIN) * _GRAIN
    return Path(fine, np.concatenate(codes))


@lru_cache(maxsize=8192)
def _glyph(character: str, bold: bool) -> tuple[Any, Any]:
    """The outline of one character of size 1; a blank has none."""
    import numpy as np
    from matplotlib.textpath import text_to_path

    vertices, codes = text_to_path.get_text_path(_face(bold), character)
    return np.asarray(vertices, float).reshape(-1, 2) / text_to_path.FONT_SCALE, np.asarray(codes, np.uint8)


@lru_cache(maxsize=2)
def _face(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)))
