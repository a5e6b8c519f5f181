"""Owns the limits that keep a template from eating the machine. In: counts; out: a LimitError when one is passed.

Loops over data end with the data; loops inside loops, ranges and repeated strings can be as large as a template says.
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any

MOST_ROUNDS = 2_000_000  # of inner loops and ranges, in one part
MOST_SECONDS = 60.0
LONGEST_TEXT = 20_000_000  # characters that one expression may make
MOST_BYTES = 512_000_000  # of one part
_CHECK_EVERY = 1024


class LimitError(ValueError):
    """A template asks for more than any document needs."""


def counted(items: Iterable[Any], counter: list[int], deadline: float) -> Iterator[Any]:
    """Yield the items, and count them over all loops of a part."""
    for item in items:
        counter[0] += 1
        if counter[0] % _CHECK_EVERY == 0:
            if counter[0] > MOST_ROUNDS:
                raise LimitError(f"the loops of this part go round more than {MOST_ROUNDS:,} times")
            if time.monotonic() > deadline:
                raise LimitError(f"this part takes more than {MOST_SECONDS:.0f} s")
        yield item


def checked_power(left: Any, right: Any) -> Any:
    """Return left ** right where that is a number of a sane size."""
    if isinstance(right, int | float) and abs(right) > 1000:
        raise LimitError("a power beyond 1000")
    return left**right


def checked_product(left: Any, right: Any) -> Any:
    """Return left * right where a repeated text or list stays of a sane size."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes | list | tuple) and isinstance(other, int):
            _check_length(len(one) * other)
    return left * right


def checked_format(left: Any, right: Any) -> Any:
    """Return left % right; a format that pads without end is refused."""
    if isinstance(left, str) and any(len(digits) > 5 for digits in _numbers(left)):
        raise LimitError("a format that pads to more than 99999 characters")
    return left % right


def _numbers(text: str) -> list[str]:
    return "".join(character if character.isdigit() else " " for character in text).split()


def _check_length(length: int) -> None:
    if length > LONGEST_TEXT:
        raise LimitError(f"a text or list of more than {LONGEST_TEXT:,} items")
