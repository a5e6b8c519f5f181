"""Numbers that print as they are written: 12345.60 is a number and prints 12345.60."""

import re

_MOST_DIGITS = 4000  # Python refuses to print whole numbers of many more
_WHOLE = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)\.\d*|\.\d+|(?:0|[1-9]\d*)(?:\.\d*)?[eE][-+]?\d{1,3})")


class WrittenFloat(float):
    """A number with decimals that prints with the digits of its source."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> "WrittenFloat":
        """Return the number that a text is."""
        found = super().__new__(cls, text)
        found.text = text
        return found

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type["WrittenFloat"], tuple[str]]:
        return type(self), (self.text,)


def number_as_written(text: str) -> int | float | str | None:
    """Return a number where a text is one (10, 5.25, 1e3), nothing for .nan, else the text: 007 and 12,734 stay as they are."""
    if _WHOLE.fullmatch(text):
        return text if text.startswith("+") or len(text) > _MOST_DIGITS else int(text)
    if _DECIMAL.fullmatch(text):
        return WrittenFloat(text)
    return None if text.lower() == ".nan" else text
