"""Operators and methods of templates, within limits: what they would make is measured before it is made."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from reportgen.limits import FIXED, LimitError, limit, passed
from reportgen.template.language.budget import spend, spend_items

_LARGEST_EXPONENT = 1000
_MOST_BITS = 100_000  # of a whole number: 30,000 digits
_WIDTH = re.compile(r"\d{5,}")
_TEXTS = (str, bytes)
COMPUTE_BEFORE = f"{FIXED}; compute the number elsewhere and give it as a value"
_SHOWN = 8  # characters: about what a value that is not a text prints


def checked_sum(left: Any, right: Any) -> Any:
    """Return left + right; joined texts and lists stay within the limits."""
    if isinstance(left, _TEXTS) and isinstance(right, _TEXTS):
        spend(len(left) + len(right))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        spend_items(len(left) + len(right))
    return left + right


def checked_product(left: Any, right: Any) -> Any:
    """Return left * right; repeated texts and lists and large numbers stay within the limits."""
    for one, other in ((left, right), (right, left)):
        if isinstance(other, int) and isinstance(one, _TEXTS):
            spend(len(one) * max(other, 0))
        elif isinstance(other, int) and isinstance(one, list | tuple):
            spend_items(len(one) * max(other, 0))
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())
    return left * right


def checked_power(left: Any, right: Any) -> Any:
    """Return left ** right where that is a number of a sane size."""
    if isinstance(right, int | float) and abs(right) > _LARGEST_EXPONENT:
        raise LimitError(f"a power beyond {_LARGEST_EXPONENT:,}", COMPUTE_BEFORE)
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() * abs(right))
    return left**right


def checked_format(left: Any, right: Any) -> Any:
    """Return left % right; widths and precisions of a format stay within the limits."""
    if isinstance(left, _TEXTS):
        text = left if isinstance(left, str) else left.decode("latin-1")
        widths = [int(digits) for digits in _WIDTH.findall(text)] if len(text) <= limit("text") else [len(text)]
        if "*" in text:
            widths += [
                abs(value) for value in (right if isinstance(right, tuple) else (right,)) if isinstance(value, int)
            ]
        for value in right if isinstance(right, tuple) else (right,):
            check_exponent(value)
        spend(len(text) + sum(min(width, 10**15) for width in widths))
    return left % right


def check_width(width: object) -> None:
    """Raise a LimitError for a width to which no text may be padded."""
    if isinstance(width, int):
        spend(max(width, 0))


def check_format_spec(spec: str) -> None:
    """Raise a LimitError for a format specification, such as >900000000, that pads beyond the limits."""
    spend(sum(min(int(digits[:18]), 10**15) for digits in _WIDTH.findall(spec)))


def check_exponent(value: object) -> None:
    """Raise a LimitError for a decimal number, such as 1e999999999, whose digits no text may hold."""
    if isinstance(value, Decimal) and value.is_finite():
        spend(abs(value.adjusted()))


def joined(pieces: Iterable[object], separator: str = "") -> list[Any]:
    """Return the pieces as a list, counted as the text that they make with a separator between them."""
    found = []
    for piece in pieces:
        spend(len(piece) if isinstance(piece, _TEXTS) else _SHOWN)
        spend(len(separator))
        found.append(piece)
    return found


def replaced_length(text: Any, old: Any, new: Any, count: object = -1) -> None:
    """Raise a LimitError when replacing makes a text too long."""
    if isinstance(text, _TEXTS) and isinstance(old, type(text)) and isinstance(new, type(text)):
        found = text.count(old)  # type: ignore[arg-type]
        times = min(found, count) if isinstance(count, int) and count >= 0 else found
        spend(len(text) + times * max(len(new) - len(old), 0))


def check_method(owner: object, name: str, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the arguments for a method of a text or number; a LimitError when its result would be too large."""
    if isinstance(owner, _TEXTS):
        check = _METHODS.get(name)
        if check is not None:
            return check(owner, arguments, named)
    elif isinstance(owner, int) and name == "to_bytes":
        check_width((arguments or (named.get("length", 1),))[0])
    return arguments


def _padded(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    check_width(arguments[0] if arguments else named.get("width"))
    return arguments


def _expanded(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    size = arguments[0] if arguments else named.get("tabsize", 8)
    tabs = owner.count("\t" if isinstance(owner, str) else b"\t")
    spend(len(owner) + (tabs * max(size, 0) if isinstance(size, int) else 0))
    return arguments


def _replaced(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    if len(arguments) >= 2:
        count = arguments[2] if len(arguments) > 2 else named.get("count", -1)
        replaced_length(owner, arguments[0], arguments[1], count)
    return arguments


def _joined(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    return (joined(arguments[0], owner), *arguments[1:]) if arguments else arguments


def _translated(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    table = arguments[0] if arguments else None
    values = table.values() if isinstance(table, Mapping) else ()
    spend(len(owner) * max((len(value) for value in values if isinstance(value, _TEXTS)), default=1))
    return arguments


def _split(owner: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    separator = arguments[0] if arguments else named.get("sep")
    blank = separator is None or not isinstance(separator, _TEXTS) or not separator
    spend_items(len(owner) // 2 if blank else owner.count(separator))
    return arguments


_Check = Callable[[Any, tuple[Any, ...], Mapping[str, Any]], tuple[Any, ...]]
_METHODS: dict[str, _Check] = {
    **dict.fromkeys(("center", "ljust", "rjust", "zfill"), _padded),
    **dict.fromkeys(("split", "rsplit", "splitlines"), _split),
    "expandtabs": _expanded, "replace": _replaced, "join": _joined, "translate": _translated,
}  # fmt: skip


def checked_range(*arguments: Any) -> range:
    """Return a range of at most as many numbers as the limit allows."""
    found = range(*arguments)
    try:
        count = len(found)
    except OverflowError:
        raise passed("range", "range()") from None
    if count > limit("range"):
        raise passed("range", "range()", count)
    return found


def _check_bits(bits: int) -> None:
    if bits > _MOST_BITS:
        raise LimitError(f"a whole number of more than {_MOST_BITS * 3 // 10:,} digits", COMPUTE_BEFORE)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": checked_sum, "*": checked_product, "**": checked_power, "%": checked_format,
}  # fmt: skip
