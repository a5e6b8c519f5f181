"""Which moments of a job are due: all since the last settled one, also after days without power or under a clock that jumps.

Nothing here reads a clock or a file: readings of the clock come in, decisions go out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

FIRST = timedelta(minutes=15)  # at the very first look, what was due so long before counts
ON_TIME = timedelta(hours=1)  # what is later was missed
SAME = timedelta(hours=3)  # a clock set back by no more repeats nothing
FLOW = timedelta(minutes=10)  # between two looks of a service; more than that is an outage or a leap
_NOW = timedelta(minutes=2)
_HOUR = timedelta(hours=1)  # how exactly the record knows where the clock has been
Missed = Literal["run", "skip", "ask"]
Moments = Callable[[datetime, datetime], Sequence[datetime]]  # after one reading, up to another


@dataclass(frozen=True)
class Mark:
    """Moments up to `base` are settled; `high` is where the clock had been before it was set back, while it is behind."""

    base: datetime
    high: datetime | None = None


@dataclass(frozen=True)
class Look:
    """What a look at the clock found: the moments due, the mark once they are settled, a clock that was set back."""

    due: tuple[datetime, ...]
    mark: Mark
    set_back: bool = False
    counted: int = 0  # moments that count as made while the clock ran ahead
    repeated: bool = False  # some of them were settled before, by a clock that ran ahead


@dataclass(frozen=True)
class Known:
    """What the record knows: the last reading up to a moment, and whether a moment was made or set aside."""

    before: Callable[[datetime], datetime]
    made: Callable[[datetime], bool]


def look(mark: Mark, now: datetime, known: Known, moments: Moments) -> Look:
    """Return what is due now.

    A clock that was set back by hours had run ahead, so what comes from now on is due, also if it was made before. If it leaps
    forward again to where it had been, it was wrong only in between, and what was made before counts.
    """
    set_back = now < mark.base - SAME
    if set_back:
        mark = Mark(max(known.before(now), now - FLOW), max(filter(None, (mark.high, mark.base))))
    if mark.high is None:
        due = tuple(moments(mark.base, now))
        return Look(due, Mark(now) if due or now - mark.base > _HOUR else mark)
    if now < mark.high:
        due = tuple(moments(mark.base, now))
        return Look(due, Mark(max(now, mark.base), mark.high), set_back, repeated=bool(due))
    behind = moments(mark.base, mark.high)
    again = behind if now - mark.base <= FLOW else [one for one in behind if now - one <= _NOW or not known.made(one)]
    due = (*again, *moments(mark.high, now))
    return Look(due, Mark(now), counted=len(behind) - len(again), repeated=bool(again))


@dataclass(frozen=True)
class Decision:
    """What becomes of the moments that are due."""

    run: tuple[datetime, ...] = ()
    skip: tuple[datetime, ...] = ()
    ask: tuple[datetime, ...] = ()


def decide(due: Sequence[datetime], now: datetime, missed: Missed) -> Decision:
    """Return what to do: one run makes up for everything, or what was missed is skipped, or a person decides.

    A run that is made on time answers the question about those before it: they are skipped.
    """
    if missed == "run" or not due:
        return Decision(run=tuple(due))
    late = tuple(moment for moment in due if now - moment > ON_TIME)
    on_time = tuple(due[len(late) :])
    if on_time:
        return Decision(run=on_time, skip=late)
    return Decision(skip=late) if missed == "skip" else Decision(ask=late)
