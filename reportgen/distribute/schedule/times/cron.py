"""Cron expressions of five fields, as crontab reads them. In: text; out: times of a day on which it fires."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES = ("minute", "hour", "day of month", "month", "day of week")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_ITEM = re.compile(r"(\*|\w+)(?:-(\w+))?(?:/(\d+))?$")


@dataclass(frozen=True)
class Cron:
    """A cron expression; if both days are restricted, either is enough."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # 0 is Sunday
    either: bool

    @classmethod
    def parse(cls, text: str) -> "Cron":
        """Return the expression; a ValueError says which field is wrong."""
        fields = text.split()
        if len(fields) != 5:
            raise ValueError(f"a cron expression has 5 fields, not {len(fields)}")
        sets = [_field(word, number) for number, word in enumerate(fields)]
        weekdays = frozenset(day % 7 for day in sets[4])
        either = not fields[2].startswith("*") and not fields[4].startswith("*")
        return cls(text, sets[0], sets[1], sets[2], sets[3], weekdays, either)

    @property
    def is_hourly(self) -> bool:
        """Whether it fires in every hour of a day."""
        return len(self.hours) == 24

    def fires_on(self, day: date) -> bool:
        """Tell whether it fires on a day."""
        if day.month not in self.months:
            return False
        by_month, by_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return by_month or by_week if self.either else by_month and by_week

    def times(self) -> Iterator[time]:
        """Yield the times of a day, earliest first."""
        for hour in sorted(self.hours):
            for minute in sorted(self.minutes):
                yield time(hour, minute)


def _field(word: str, number: int) -> frozenset[int]:
    low, high = _RANGES[number]
    found: set[int] = set()
    for item in word.split(","):
        match = _ITEM.match(item)
        if match is None:
            raise ValueError(f"{item!r} is not a valid {_NAMES[number]}")
        first, last, step = match.groups()
        start, end = (low, high) if first == "*" else (_value(first, number), _value(last or first, number))
        if first != "*" and last is None and step:
            end = high
        if not low <= start <= end <= high or step == "0":
            raise ValueError(f"{item!r} is not a valid {_NAMES[number]}; it goes from {low} to {high}")
        found |= set(range(start, end + 1, int(step or 1)))
    return frozenset(found)


def _value(word: str, number: int) -> int:
    names = {3: _MONTHS, 4: _DAYS}.get(number, [])
    if word.lower() in names:
        return names.index(word.lower()) + (1 if number == 3 else 0)
    if not word.isdigit():
        raise ValueError(f"{word!r} is not a valid {_NAMES[number]}")
    return int(word)
