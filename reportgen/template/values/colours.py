"""Colours as people write them: RRGGBB, #RGB, rgb(158, 27, 32), and the names that HTML has."""

import re

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
NAMES = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "grey": "808080", "white": "FFFFFF", "maroon": "800000",
    "red": "FF0000", "purple": "800080", "fuchsia": "FF00FF", "magenta": "FF00FF", "green": "008000", "lime": "00FF00",
    "olive": "808000", "yellow": "FFFF00", "navy": "000080", "blue": "0000FF", "teal": "008080", "aqua": "00FFFF",
    "cyan": "00FFFF", "orange": "FFA500", "brown": "A52A2A", "pink": "FFC0CB", "gold": "FFD700", "darkred": "8B0000",
    "darkgreen": "006400", "darkblue": "00008B", "darkgray": "A9A9A9", "darkgrey": "A9A9A9", "lightgray": "D3D3D3",
    "lightgrey": "D3D3D3",
}  # fmt: skip


def colour_of(text: str) -> str | None:
    """Return a colour as RRGGBB; None if the text is not one."""
    text = text.strip()
    found = _HEX.match(text)
    if found:
        digits = found.group(1).upper()
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = _RGB.match(text.lower())
    if parts and all(int(part) < 256 for part in parts.groups()):
        return "".join(f"{int(part):02X}" for part in parts.groups())
    return NAMES.get(text.lower())
