"""Filters for texts: padding and shortening by the width that readers see, tables of codes, masks."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any


def width_of(text: str) -> int:
    """Return the width of a text in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pad_left(value: Any, width: int, fill: str = " ") -> str:
    """Return a text filled on its left up to a width in halves of a Chinese character."""
    return _filling(str(value), width, fill) + str(value)


def pad_right(value: Any, width: int, fill: str = " ") -> str:
    """Return a text filled on its right up to a width in halves of a Chinese character."""
    return str(value) + _filling(str(value), width, fill)


def ellipsis(value: Any, width: int, mark: str = "…") -> str:
    """Return a text no wider than a width in halves of a Chinese character; what is cut off leaves the mark."""
    text = str(value)
    if width_of(text) <= width:
        return text
    room, end = width - width_of(mark), 0
    for end, char in enumerate(text):  # noqa: B007
        room -= width_of(char)
        if room < 0:
            break
    return text[:end] + mark


def first_upper(value: Any) -> str:
    """Return a text whose first letter is a capital; the rest stays as it is."""
    text = str(value)
    return text[:1].upper() + text[1:]


def without_accents(value: Any) -> str:
    """Return a text without the marks on its letters: crème becomes creme."""
    parts = unicodedata.normalize("NFD", str(value))
    return unicodedata.normalize("NFC", "".join(char for char in parts if not "\u0300" <= char <= "\u036f"))


def enum(value: Any, table: Mapping[Any, Any], default: Any = None) -> Any:
    """Return what a code stands for in a table: {{ sex | enum({"1": "男", "2": "女"}) }}."""
    if not isinstance(table, Mapping):
        raise ValueError('enum needs a table, such as {"1": "男", "2": "女"}')
    for key in (value, str(value)):
        if key in table:
            return table[key]
    if default is None:
        raise ValueError(f"{value!r} is not in the table; it has {', '.join(map(str, table))}; or give a default")
    return default


def mask(value: Any, first: int = 3, last: int = 4, sign: str = "*") -> str:
    """Return a text whose middle is hidden: 138****5678."""
    text = str(value)
    hidden = max(len(text) - first - last, 0)
    if hidden and len(sign) > 10:
        raise ValueError("a sign for what is hidden has at most 10 characters")
    return text[:first] + sign * hidden + (text[-last:] if last and hidden else text[first:] if not hidden else "")


def if_empty(value: Any, instead: str = "—") -> Any:
    """Return a value, or a sign where it is blank."""
    return instead if isinstance(value, str) and not value.strip() else value


def _filling(text: str, width: int, fill: str) -> str:
    if width > 10_000 or not fill or width_of(fill) == 0:
        raise ValueError("a text is padded to 10,000 at most, with a character that has a width")
    return fill * (max(int(width) - width_of(text), 0) // width_of(fill))


FILTERS: dict[str, Callable[..., Any]] = {
    "pad_left": pad_left,
    "pad_right": pad_right,
    "ellipsis": ellipsis,
    "first_upper": first_upper,
    "without_accents": without_accents,
    "enum": enum,
    "mask": mask,
    "if_empty": if_empty,
}
CHINESE = {
    "左补": "pad_left",
    "右补": "pad_right",
    "省略": "ellipsis",
    "对照": "enum",
    "遮盖": "mask",
    "空则": "if_empty",
}
