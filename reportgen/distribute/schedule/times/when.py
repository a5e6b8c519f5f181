"""When a job fires: cron, or a rule of working days in Chinese. In: text; out: the next moment after one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from reportgen.distribute.schedule.times.clock import moment
from reportgen.distribute.schedule.times.cron import Cron
from reportgen.distribute.schedule.times.workdays import ONE_DAY, WorkCalendar

_HORIZON = 366 * 8 + 2  # days: 29 February comes after eight years at the latest
_NEAR = 366 * 2  # days: rules of working days fire each year, and later years are not published
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = r"(\d+|[一二三四五六七八九十两]+)"
EXAMPLES = (
    "0 9 * * 1-5", "每月第3个工作日 09:00", "每月倒数第1个工作日 16:00", "周年日前10个工作日 09:00",
    "8月20日前10个工作日 09:00", "8月20日后第1个工作日 09:00", "节后第一个工作日 08:30", "节前最后一个工作日 15:00",
)  # fmt: skip


class Days(Protocol):
    """Which days a rule means."""

    def fires_on(self, day: date, calendar: WorkCalendar) -> bool:
        """Tell whether it means a day."""
        ...


@dataclass(frozen=True)
class MonthlyWorkday:
    """每月第3个工作日; negative numbers count from the end."""

    number: int

    def fires_on(self, day: date, calendar: WorkCalendar) -> bool:
        """Tell whether it means a day."""
        if not calendar.is_workday(day):
            return False
        if self.number > 0:
            return calendar.workday(day.replace(day=1) - ONE_DAY, self.number) == day
        return calendar.workday(_next_month(day), self.number) == day


@dataclass(frozen=True)
class NearDate:
    """8月20日前10个工作日: so many working days before (negative) or after a day of the year."""

    month: int
    day: int
    number: int

    def fires_on(self, day: date, calendar: WorkCalendar) -> bool:
        """Tell whether it means a day."""
        for year in (day.year - 1, day.year, day.year + 1):
            try:
                anchor = date(year, self.month, self.day)
            except ValueError:
                continue  # 29 February
            if abs((anchor - day).days) <= 4 * abs(self.number) + 20 and calendar.workday(anchor, self.number) == day:
                return True
        return False


@dataclass(frozen=True)
class NearHoliday:
    """节后第一个工作日: the n-th working day after a public holiday (before it, if negative)."""

    number: int

    def fires_on(self, day: date, calendar: WorkCalendar) -> bool:
        """Tell whether it means a day."""
        if not calendar.is_workday(day):
            return False
        back = ONE_DAY if self.number > 0 else -ONE_DAY
        near, left = day, abs(self.number)
        while left:
            near -= back
            if calendar.is_workday(near):
                left -= 1
                if left == 0:
                    return False
            elif calendar.is_break(near):
                return left == 1
        return False


@dataclass(frozen=True)
class When:
    """A rule, its time of day and its zone."""

    text: str
    zone: ZoneInfo
    cron: Cron | None = None
    days: Days | None = None
    at: time = time(9)
    anniversary: str = ""

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo, anniversary: str = "") -> "When":
        """Return the rule in a text; a ValueError says what would work."""
        words = text.strip()
        match = re.fullmatch(r"(.*?个工作日)\s*(?:(\d{1,2})[:：](\d{2}))?", words)
        if match is None and re.search(r"[\u4e00-\u9fff]", words):
            raise ValueError("is not a rule of working days")
        if match is None:
            return cls(words, zone, cron=Cron.parse(words), anniversary=anniversary)
        days = _days(match.group(1), anniversary)
        hour, minute = int(match.group(2) or 9), int(match.group(3) or 0)
        if hour > 23 or minute > 59:
            raise ValueError(f"{match.group(2)}:{match.group(3)} is not a time of day")
        return cls(words, zone, days=days, at=time(hour, minute), anniversary=anniversary)

    def after(self, start: datetime, calendar: WorkCalendar) -> datetime | None:
        """Return the first moment after one; None when none is known."""
        day = start.astimezone(self.zone).date() - ONE_DAY
        for _ in range(_HORIZON if self.cron else _NEAR):
            found = [when for when in self._on(day, calendar) if when > start]
            if found:
                return min(found)
            day += ONE_DAY
        return None

    def between(self, start: datetime, end: datetime, calendar: WorkCalendar) -> Iterator[datetime]:
        """Yield the moments after one and up to another in UTC, earliest first."""
        if end <= start:
            return
        day, last = start.astimezone(self.zone).date() - ONE_DAY, end.astimezone(self.zone).date()
        seen = start
        while day <= last:
            for when in sorted({found.astimezone(UTC) for found in self._on(day, calendar)}):
                if seen < when <= end:
                    yield when
                    seen = when
            day += ONE_DAY

    def _on(self, day: date, calendar: WorkCalendar) -> Iterator[datetime]:
        if self.cron is not None:
            if self.cron.fires_on(day):
                yield from (moment(day, at, self.zone) for at in self.cron.times())
            if self.cron.is_hourly and self.cron.fires_on(
                day
            ):  # each hour that passes, also one that the clock repeats
                yield from (moment(day, at.replace(fold=1), self.zone) for at in self.cron.times())
        elif self.days is not None and self.days.fires_on(day, calendar):
            yield moment(day, self.at, self.zone)


def _days(text: str, anniversary: str) -> Days:
    if match := re.fullmatch(rf"每月(倒数)?第{_NUMBER}个工作日", text):
        number = _number(match.group(2))
        if number > 20:
            raise ValueError(f"no month has {number} working days in every year")
        return MonthlyWorkday(-number if match.group(1) else number)
    if match := re.fullmatch(rf"节(前|后)(?:第{_NUMBER}|最后(?:第)?{_NUMBER})个工作日", text):
        number = _number(match.group(2) or match.group(3))
        return NearHoliday(-number if match.group(1) == "前" else number)
    anchored = text.replace("周年日", anniversary) if anniversary else text
    if match := re.fullmatch(rf"(\d+)月(\d+)日(前|后)第?{_NUMBER}个工作日", anchored):
        month, day = int(match.group(1)), int(match.group(2))
        date(2024, month, day)  # a ValueError if there is no such day
        number = _number(match.group(4))
        return NearDate(month, day, -number if match.group(3) == "前" else number)
    if "周年日" in text:
        raise ValueError("周年日 is not known; give `anniversary: 8月20日`")
    raise ValueError("is not a rule of working days")


def _number(text: str) -> int:
    if text.isdigit():
        number = int(text)
    elif "十" in text:
        tens, _, ones = text.partition("十")
        number = _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    else:
        number = _DIGITS[text]
    if number < 1 or number > 60:
        raise ValueError(f"第{text}个 is out of range; from 1 to 60")
    return number


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
