"""Gaps of a data frame: NaN, NaT and NA mean what None means. They are known by their nature, so that nothing is imported for them."""

_TEXTS = ("nan", "NaN", "NaT", "<NA>")  # how they print: what prints otherwise need not be asked
_NAMES = ("NaTType", "NAType")


def is_gap(value: object) -> bool:
    """Return whether a value is one by which data frames say that there is none."""
    if type(value).__name__ in _NAMES:
        return True
    try:
        return hasattr(value, "__float__") and not isinstance(value, int) and bool(value != value)
    except (TypeError, ValueError):  # an array, which is no single value
        return False


def holds(value: object) -> bool:
    """Return whether a value is true in a condition; NaN is as false as None."""
    return value == value and bool(value) if type(value) is float else bool(value)


def text_unless_gap(value: object) -> str:
    """Return a value as text, nothing for a gap."""
    text = str(value)
    return "" if text in _TEXTS and is_gap(value) else text
