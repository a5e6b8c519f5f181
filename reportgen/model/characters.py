"""Characters that nobody sees: control characters, marks of direction, blanks without width. Names that hold one are refused."""

import unicodedata

_HIDDEN = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Zl",
    "Zp",
)  # control, format, half a character, private use, line and paragraph ends


def hidden_character(text: str) -> str | None:
    """Return the first character that nobody sees, by code and name (U+202E RIGHT-TO-LEFT OVERRIDE); None without one."""
    for character in text:
        if unicodedata.category(character) in _HIDDEN:
            return f"U+{ord(character):04X} {unicodedata.name(character, 'a control character')}"
    return None
