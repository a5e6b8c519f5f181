"""Trying again what a server has put off (greylisting): with growing pauses, without a lock on the receipts in between."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reportgen.distribute.send.run import DeliveryOptions, DeliveryResult, DeliveryStep

_NAP = 60.0  # seconds: a clock that jumps, as after a suspended night, is seen this soon
_Run = Callable[[DeliveryOptions], DeliveryResult]


def next_try(result: DeliveryResult) -> datetime | None:
    """Return the moment of the next try; None when no parcel waits, or the gate refuses."""
    return min((step.again for step in waiting(result) if step.again), default=None)


def waiting(result: DeliveryResult) -> list[DeliveryStep]:
    """Return the steps of parcels that wait for their next try."""
    return [step for step in result.steps if step.what == "waiting"]


def deliver_and_wait(
    run: _Run,
    wishes: DeliveryOptions,
    hours: float,
    *,
    now: Callable[[], datetime],
    report: Callable[[str], None] = lambda line: None,
    sleep: Callable[[float], None] = time.sleep,
) -> DeliveryResult:
    """Deliver, and go on until nothing waits any more, the hours are over, or the gate refuses what has become stale."""
    end = now() + timedelta(hours=hours)
    result = run(wishes)
    while (moment := next_try(result)) is not None and moment <= end:
        report(f"{len(waiting(result))} waiting; next try at {moment:%Y-%m-%d %H:%M}")
        sleep_until(moment, now, sleep)
        due = [step.parcel.recipient for step in waiting(result) if step.again and step.again <= now()]
        again = tuple(name for name in due if name in wishes.again)
        later = run(replace(wishes, only=tuple(name for name in due if name not in again), again=again))
        result = _merged(result, later)
        if later.refused and not wishes.because:
            break
    return result


def sleep_until(moment: datetime, now: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep) -> None:
    """Sleep until a moment of the wall clock."""
    while (left := (moment - now()).total_seconds()) > 0:
        sleep(min(left, _NAP))


def _merged(before: DeliveryResult, later: DeliveryResult) -> DeliveryResult:
    new = {step.parcel.recipient: step for step in later.steps}
    steps = tuple(new.get(step.parcel.recipient, step) for step in before.steps)
    return replace(before, steps=steps, refused=later.refused, restored=before.restored + later.restored)
