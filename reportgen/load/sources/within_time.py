"""Work of a library that knows no time limit, such as a query: waited for, cancelled and left alone when its time is over."""

import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")
Cancel = Callable[[], object]
AtEnd = Callable[[Cancel | None], None]  # takes what ends the work, as soon as it is known
_AFTER_CANCELLING = 2.0  # seconds that a server has to hear of it


def within_time(work: Callable[[AtEnd], _Found], seconds: float) -> _Found:
    """Return what the work returns, or raise what it raises; a TimeoutError when that takes longer than so many seconds.

    The work is called with a function to which it may give what cancels it. It runs in a thread that does not hold up the end of
    the process.
    """
    found: list[_Found] = []
    raised: list[BaseException] = []
    cancels: list[Cancel] = []

    def run() -> None:
        try:
            found.append(work(lambda cancel: cancels.append(cancel) if cancel else None))
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        for cancel in cancels:
            with contextlib.suppress(Exception):  # whatever a driver says of it, the time is over
                cancel()
        thread.join(_AFTER_CANCELLING)
        raise TimeoutError
    if raised:
        raise raised[0]
    return found[0]
