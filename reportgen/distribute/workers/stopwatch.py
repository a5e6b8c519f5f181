"""Taking the time of steps. In: the name of a step; out: its seconds."""

import contextlib
import time
from collections.abc import Iterator


class Stopwatch:
    """The seconds of each step so far."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add what happens inside to a step."""
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start
