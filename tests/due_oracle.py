"""What was due in 2026, computed in another way than the schedule does it: quarter by quarter, from the published holidays.

The days are those of the notice of the State Council on the holidays of 2026.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_STRETCHES = (("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7))
OFF = {date.fromisoformat(f"2026-{first}") + timedelta(number) for first, days in _STRETCHES for number in range(days)}
MADE_UP = {date.fromisoformat(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")}
YEAR = [date(2026, 1, 1) + timedelta(number) for number in range(365)]
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


def works(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


WORKING = [day for day in YEAR if works(day)]


def third_of_each_month() -> list[date]:
    return [[day for day in WORKING if day.month == month][2] for month in range(1, 13)]


def last_of_each_month() -> list[date]:
    return [[day for day in WORKING if day.month == month][-1] for month in range(1, 13)]


def before_the_anniversary() -> list[date]:
    return [[day for day in WORKING if day < date(2026, 8, 20)][-10]]


def after_holidays() -> list[date]:
    ends = [max(day for day in OFF if day.month == int(first[:2])) for first, _ in _STRETCHES]
    ends[0], ends[5], ends[6] = date(2026, 1, 3), date(2026, 9, 27), date(2026, 10, 7)
    return [next(day for day in WORKING if day > end) for end in ends]


def before_holidays() -> list[date]:
    starts = [date.fromisoformat(f"2026-{first}") for first, _ in _STRETCHES[1:]]
    return [[day for day in WORKING if day < start][-1] for start in starts]


def at(days: Callable[[], list[date]], hour: int, minute: int, zone: str) -> list[datetime]:
    """The moments of a time on days; no zone in use here changes its clock at such hours."""
    return [datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)) for day in days()]


@lru_cache(maxsize=64)
def by_the_quarter(zone: str, minutes: str, hours: str, days: str, weekdays: str) -> tuple[datetime, ...]:
    """The moments of a cron rule: every quarter of the year is asked for what the clock on the wall shows.

    A time that the clock shows twice counts once; one that it leaps over counts as much later. Fields are lists or `*`.
    """
    wanted = [_numbers(field) for field in (minutes, hours, days, weekdays)]
    found = []
    shown: set[datetime] = set()
    for moment, wall in _walls(ZoneInfo(zone)):
        if wall not in shown and _matches(wall, wanted):
            found.append(moment)
        shown.add(wall)
    return tuple(sorted(set(found)))


def _walls(zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Each quarter of the year with what the clock on the wall shows, and those that it leaps over, each as much later."""
    moment, before = datetime(2025, 12, 31, tzinfo=UTC), None
    while moment < datetime(2027, 1, 2, tzinfo=UTC):
        wall, next_wall = (one.astimezone(zone).replace(tzinfo=None) for one in (moment, moment + HOUR))
        for number in range(4):
            at_ = moment + number * QUARTER
            plain = next_wall - wall == HOUR
            now = wall + number * QUARTER if plain else at_.astimezone(zone).replace(tzinfo=None)
            yield from _between(before, now, at_)
            before = now
        moment += HOUR


def _between(before: datetime | None, wall: datetime, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The wall times that come up at a moment: one, or with those that the clock leapt over, each as much later."""
    if before is not None and wall - before > QUARTER:
        step = before + QUARTER
        while step < wall:
            yield moment + (step - before - QUARTER), step
            step += QUARTER
    yield moment, wall


def _numbers(field: str) -> set[int] | None:
    return None if field == "*" else {int(part) for part in field.split(",")}


def _matches(wall: datetime, wanted: list[set[int] | None]) -> bool:
    minutes, hours, days, weekdays = wanted
    if (minutes is not None and wall.minute not in minutes) or (hours is not None and wall.hour not in hours):
        return False
    by_month = days is None or wall.day in days
    by_week = weekdays is None or wall.isoweekday() % 7 in weekdays
    return by_month or by_week if days is not None and weekdays is not None else by_month and by_week
