"""Sentences about runs that nobody made in time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportgen.distribute.schedule.times.due import ON_TIME


def made_up(moments: Sequence[datetime], now: datetime, zone: ZoneInfo) -> list[str]:
    """Return the line about what a run makes up for; none when it is on time."""
    late = [moment for moment in moments if now - moment > ON_TIME]
    if not late:
        return []
    return [f"{missed_line(late, zone)}: made up for by this run"]


def missed_line(moments: Sequence[datetime], zone: ZoneInfo) -> str:
    """Return which runs were missed: one, or how many from when to when."""
    first, last = (f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in (moments[0], moments[-1]))
    return f"missed the run of {first}" if len(moments) == 1 else f"missed {len(moments)} runs from {first} to {last}"
