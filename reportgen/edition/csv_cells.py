"""Cells of a CSV file that a spreadsheet opens: none is taken for a formula, and what was written is read back."""

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_GUARD = "'"  # what spreadsheets take as “this is text”


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; one that begins with the guard itself gets another."""
    return _GUARD + text if text and (text[0] in _FORMULA or text[0] == _GUARD) else text


def unguarded(text: str) -> str:
    """Return what a cell said before it was guarded; a cell that was never guarded stays as it is."""
    return text[1:] if len(text) > 1 and text[0] == _GUARD and (text[1] in _FORMULA or text[1] == _GUARD) else text
