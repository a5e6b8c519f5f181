"""The budget of one part: how often its loops go round, how much text its expressions make, how long it takes.

Loops over data end with the data; loops inside loops, ranges, recursion and repeated texts can be as large as a template says.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from reportgen.limits import LimitError, limit, passed

CHARACTERS_OF_AN_ITEM = 8  # an item of a list takes as much memory as so many characters
_CHECK_EVERY = 1024

__all__ = ["Budget", "LimitError", "budget", "counted", "spend", "spend_items"]


class Budget:
    """What one part may still use."""

    __slots__ = ("_calls", "_deadline", "_longest", "_rounds", "_rounds_left", "_text_left")

    def __init__(self) -> None:
        self._rounds = self._rounds_left = limit("rounds")
        self._longest, self._text_left = limit("text"), limit("part_text")
        self._deadline = time.monotonic() + limit("seconds")
        self._calls = 0

    def go_round(self) -> None:
        """Count one round of a loop; a LimitError when there were too many, or the time is over."""
        self._rounds_left -= 1
        if self._rounds_left % _CHECK_EVERY == 0:
            if self._rounds_left < 0:
                raise passed("rounds", "this part")
            self.check_time()

    def spend(self, characters: int) -> None:
        """Count text before it is made; a LimitError when it is too long, or all of it is too much."""
        self._text_left -= characters
        self._calls += 1
        if characters > self._longest:
            raise passed("text", "this expression")
        if self._text_left < 0:
            raise passed("part_text", "this part")
        if self._calls % _CHECK_EVERY == 0 or characters > _CHECK_EVERY:
            self.check_time()

    def check_time(self) -> None:
        """Raise a LimitError when the time is over."""
        if time.monotonic() > self._deadline:
            raise passed("seconds", "this part")


_CURRENT: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget() -> Iterator[Budget]:
    """Give what is rendered inside a budget of its own."""
    fresh = Budget()
    token = _CURRENT.set(fresh)
    try:
        yield fresh
    finally:
        _CURRENT.reset(token)


def spend(characters: int) -> None:
    """Count text that an expression is about to make; outside of a part each expression counts alone."""
    (_CURRENT.get() or Budget()).spend(characters)


def spend_items(items: int) -> None:
    """Count the items of a list that is about to be made."""
    spend(items * CHARACTERS_OF_AN_ITEM)


def counted(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the items, and count them over all loops of a part."""
    current = _CURRENT.get() or Budget()
    for item in items:
        current.go_round()
        yield item
