"""Outlines of letters: each character of the shipped fonts once, put together by the widths that measure them.

No text layout of matplotlib is asked, so that letters stand exactly where `typeface` has measured them.
"""

from functools import lru_cache
from typing import Any

from reportgen.charts.typeface import font_path, text_width

BASELINE = 0.44  # of the size, below the middle of a line
_MM_PER_PT = 25.4 / 72
_GRAIN = 0.01 * _MM_PER_PT  # finer than any eye or printer; an SVG with two decimals is half as large
_SCALE, _DPI = 100.0, 72


def outline(text: str, size: float, *, bold: bool, x: float, y: float) -> tuple[Any, Any] | None:
    """Return points (n × 2, mm, y down) and codes of a text whose left edge and baseline are at a place in mm."""
    import numpy as np

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
    return np.round(np.concatenate(points) / _GRAIN) * _GRAIN, np.concatenate(codes)


@lru_cache(maxsize=8192)
def _glyph(character: str, bold: bool) -> tuple[Any, Any]:
    """The outline of one character of size 1; a blank has none."""
    import numpy as np
    from matplotlib.ft2font import LoadFlags

    face = _face(bold)
    face.set_size(_SCALE, _DPI)
    face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    vertices, codes = face.get_path()
    return np.asarray(vertices, float).reshape(-1, 2) / _SCALE, np.asarray(codes, np.uint8)


@lru_cache(maxsize=2)
def _face(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(font_path(bold)))
