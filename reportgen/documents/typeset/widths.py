"""How wide and how high characters are in the faces that documents name. In: a character, a face, a size; out: em or pt.

The numbers come from real faces (widths.json, see make_widths.py). Faces that cannot be shipped are measured by a face of the
same kind and a safety margin of three per cent.
"""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportgen.documents.typeset.kinsoku import is_wide

SAFETY = 1.03
_CHINESE_SIGNS = frozenset("“”‘’—…·")  # narrow in Latin faces, one em in Chinese ones
_KINDS = (
    (("times", "serif", "roman", "georgia", "cambria", "garamond"), "times"),
    (("arial", "helvetica", "liberation sans", "calibri", "segoe", "verdana", "tahoma"), "arial"),
    (("仿宋", "楷", "fang", "kai"), "half"),
    (("宋", "song", "simsun", "ming", "明"), "serif"),
)
_HEIGHTS = {"times": 1.15, "arial": 1.15, "half": 1.2, "serif": 1.448, "sans": 1.448}


@lru_cache(maxsize=256)
def kind_of(family: str) -> str:
    """Return the measured face that stands for a family: times, arial, serif, sans, or half (Latin letters half an em wide)."""
    low = family.lower()
    if "cjk" in low or "noto sans sc" in low:
        return "serif" if "serif" in low else "sans"
    return next((kind for words, kind in _KINDS if any(word in low for word in words)), "sans")


def line_height(family: str) -> float:
    """Return the height of a line in em where no exact pitch is set."""
    return _HEIGHTS[kind_of(family)]


@lru_cache(maxsize=65536)
def advance(char: str, family: str, bold: bool = False) -> float:
    """Return the width of a character in em."""
    if is_wide(char) or (char in _CHINESE_SIGNS and kind_of(family) not in ("times", "arial")):
        return 1.0
    if char in "\u2060\u200b\ufeff":
        return 0.0
    kind = kind_of(family)
    if kind == "half":
        return 0.5 if ord(char) < 0x2000 else 1.0
    width = _table()[kind + ("-bold" if bold else "")].get(char)
    if width is not None:
        return width / 1000
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = json.loads(Path(__file__).with_name("widths.json").read_text("utf-8"))
    return table
