"""Working days: public holidays and make-up days of China, or Monday to Friday, and how far they are known.

The library knows the years whose holidays are published. An own table comes before it; for a year that neither knows, Monday
to Friday are taken but for the days that the law fixes by their date, with a warning.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from reportgen.findings import Finding, Place, Rule

ONE_DAY = timedelta(days=1)
WARN_BEFORE = timedelta(days=120)  # next year's holidays are published in November
INSTALL = "pip install 'reportgen[schedule]'"
_BY_DATE = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}  # 元旦, 劳动节, 国庆节: free in every year
_FURTHEST = 400
ENDING = Rule("S03", "warning", "public holidays are known for the coming four months")
LIBRARY = Rule("S04", "error", "the table of public holidays is installed where rules of working days need it")
PUBLISHED = Rule("S02", "warning", "the public holidays of each year in the schedule are known")


class WorkCalendar:
    """Working days; `own` says of single days whether they are worked, and comes first.

    `holidays` tells whether there are public holidays at all; `until` is the last day for which `own` is complete.
    """

    def __init__(
        self, own: Mapping[date, bool] | None = None, holidays: bool = True, until: date | None = None
    ) -> None:
        self.own = dict(own or {})
        self.holidays = holidays
        self.until = until
        self.guessed: set[int] = set()

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day in self.own:
            return self.own[day]
        if not self.holidays:
            return day.weekday() < 5
        if self.until is None or day > self.until or is_published(day.year):
            if is_published(day.year):
                return _is_published_workday(day)
            self.guessed.add(day.year)
        return day.weekday() < 5 and (day.month, day.day) not in _BY_DATE

    def is_break(self, day: date) -> bool:
        """Tell whether a day belongs to a public holiday, and not to a plain weekend."""
        return not self.is_workday(day) and (_is_holiday(day) or self._beside_a_holiday(day))

    def workday(self, start: date, number: int) -> date:
        """Return the n-th working day after a day (before it, if negative); the day itself does not count.

        Raises a ValueError where there is none within 400 days.
        """
        day, step = start, ONE_DAY if number > 0 else -ONE_DAY
        for _ in range(_FURTHEST):
            day += step
            if self.is_workday(day):
                number -= 1 if number > 0 else -1
                if number == 0:
                    return day
        raise ValueError(f"no such working day within {_FURTHEST} days of {start}")

    def findings(self) -> list[Finding]:
        """Return a warning for each year that was guessed, or one that says which library is missing."""
        if self.guessed and not is_installed():
            return [_not_installed()]
        what = (
            "the public holidays of {} are not published here; Monday to Friday are taken as working days, but for "
            "1 January, 1 and 2 May and 1 to 3 October"
        )
        hint = "update chinesecalendar, or list the days under `holidays` in schedule.yaml"
        return [PUBLISHED.at(Place("schedule"), what.format(year), hint) for year in sorted(self.guessed)]

    def known_until(self, today: date) -> date | None:
        """Return the last day for which holidays are known without a gap from today on; None without holidays."""
        if not self.holidays:
            return None
        last = today - ONE_DAY
        while True:
            following = last + ONE_DAY
            if is_published(following.year):
                last = date(following.year, 12, 31)
            elif self.until is not None and following <= self.until:
                last = self.until
            else:
                return last

    def ending(self, today: date) -> Iterator[Finding]:
        """Yield what is known too short a time: holidays that end within four months, or no table at all."""
        end = self.known_until(today)
        if end is None or end >= today + WARN_BEFORE:
            return
        if not is_installed():
            yield _not_installed()
            return
        left = (end - today).days
        when = f"end on {end}, in {left} days" if left >= 0 else "are not known for today"
        hint = "update chinesecalendar, or list the days under `holidays` and set `holidays_until`"
        yield ENDING.at(Place("schedule"), f"the known public holidays {when}", hint)

    def _beside_a_holiday(self, day: date) -> bool:
        """A weekend day counts to a holiday when a weekday off touches its stretch of free days."""
        for step in (ONE_DAY, -ONE_DAY):
            near = day + step
            while not self.is_workday(near) and abs((near - day).days) < _FURTHEST:
                if _is_holiday(near):
                    return True
                near += step
        return False


def _not_installed() -> Finding:
    what = "the table of public holidays (chinesecalendar) is not installed, so rules of working days are guessed"
    return LIBRARY.at(Place("schedule"), what, INSTALL)


def _is_holiday(free: date) -> bool:
    """Tell whether a day on which nobody works is more than a plain weekend."""
    return free.weekday() < 5 or (free.month, free.day) in _BY_DATE


@lru_cache(maxsize=512)
def is_published(year: int) -> bool:
    """Tell whether the library knows the holidays of a year."""
    try:
        _library()(date(year, 1, 1))
    except (NotImplementedError, ImportError):
        return False
    return True


@lru_cache(maxsize=4096)
def _is_published_workday(day: date) -> bool:
    return _library()(day)


def is_installed() -> bool:
    """Tell whether the library is there."""
    try:
        _library()
    except ImportError:
        return False
    return True


def _library() -> Callable[[date], bool]:
    import chinese_calendar

    known: Callable[[date], bool] = chinese_calendar.is_workday
    return known
