"""The shipped fonts: their paths and hash, the width of a text in mm, and the check that every character is there.

The widths come from a table that is made with the fonts: reading 1.5 MB of glyphs for it would take longer than a build. The
fonts themselves are in the folder fonts/.
"""

import json
from functools import cache, lru_cache
from pathlib import Path

from reportgen.errors import MissingGlyph

_FOLDER = Path(__file__).with_name("fonts")
_MM_PER_PT = 25.4 / 72


def font_path(bold: bool) -> Path:
    """Return the path of the shipped regular or bold face."""
    return _FOLDER / f"NotoSansSC-{'Bold' if bold else 'Regular'}.otf"


def fonts_hash() -> str:
    """Return the hashes of both faces: another font is another picture."""
    return _table()["Regular"]["sha256"] + _table()["Bold"]["sha256"]


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
    rows = _table()["Bold" if bold else "Regular"].items()
    return {ord(char): int(width) / 1000 for width, chars in rows if width != "sha256" for char in chars}


@cache
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((_FOLDER / "advances.json").read_text("utf-8"))
    return found
