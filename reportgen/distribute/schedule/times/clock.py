"""Local time: a wall-clock time on a day as a moment, whatever daylight saving does. In: day, time, zone; out: a moment."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment of a time on a day: one that the clock skips comes as much later, one it repeats is the first."""
    local = datetime.combine(day, at, zone)
    return local.astimezone(UTC).astimezone(zone)
