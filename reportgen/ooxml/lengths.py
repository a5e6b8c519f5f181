"""Lengths and counts as Office files write them: whole numbers, numbers with a fraction, and lengths with a unit."""

import re

_LENGTH = re.compile(r"\s*([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(mm|cm|in|pt|pc|pi|)\s*$")
_EMU = {"": 1.0, "mm": 36000.0, "cm": 360000.0, "in": 914400.0, "pt": 12700.0, "pc": 152400.0, "pi": 152400.0}
_TWIPS = {"": 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def emu(text: str | None, default: int = 0) -> int:
    """Return a coordinate in EMU: "914400", "914400.5" or "2.54cm"; the default for what is no length."""
    return _length(text, _EMU, default)


def twips(text: str | None, default: int = 0) -> int:
    """Return a width in twentieths of a point: "2000", "2000.5" or "10mm"; the default for what is no length."""
    return _length(text, _TWIPS, default)


def count(text: str | None, default: int = 0) -> int:
    """Return an id or a count; the default for what is not a number."""
    return _length(text, {"": 1.0}, default)


def _length(text: str | None, units: dict[str, float], default: int) -> int:
    match = _LENGTH.match(text) if text else None
    if match is None or match.group(2) not in units:
        return default
    return round(float(match.group(1)) * units[match.group(2)])
