"""Owns the shipped fonts: their paths and hash, the width of a text, and the check that every character is there.

In: text; out: millimetres, or a MissingGlyph that names the character. The fonts themselves lie in the folder fonts/.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from reportgen.errors import MissingGlyph

_FOLDER = Path(__file__).with_name("fonts")
_MM_PER_PT = 25.4 / 72


def font_path(bold: bool) -> Path:
    """Return the path of the shipped regular or bold face."""
    return _FOLDER / f"NotoSansSC-{'Bold' if bold else 'Regular'}.otf"


@lru_cache(maxsize=1)
def fonts_hash() -> str:
    """Return one hash of both faces: another font is another picture."""
    return hashlib.sha256(b"".join(font_path(bold).read_bytes() for bold in (False, True))).hexdigest()


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in mm at a size in pt; a MissingGlyph names the characters that the font lacks."""
    advances = _advances(bold)
    missing = sorted({character for character in text if ord(character) not in advances})
    if missing:
        names = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise MissingGlyph(f"the shipped font has no glyph for {names} in “{text}”; write it in other characters")
    return sum(advances[ord(character)] for character in text) * size * _MM_PER_PT


@lru_cache(maxsize=2)
def _advances(bold: bool) -> dict[int, float]:
    font = TTFont(font_path(bold), lazy=True)
    widths = font["hmtx"].metrics
    unit = font["head"].unitsPerEm
    return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
