"""The calendar of working days: public holidays and make-up days. In: a day; out: whether people work, and how sure that is.

The library knows the years whose holidays are published. An own table comes before it; for a year that neither knows, Monday
to Friday are taken but for the days that the law fixes by their date, with a warning.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from reportgen.findings import Finding, Place, Rule

ONE_DAY = timedelta(days=1)
_BY_DATE = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}  # 元旦, 劳动节, 国庆节: free in every year
_KNOWN: dict[int, bool] = {}
_FURTHEST = 400
PUBLISHED = Rule("S02", "warning", "the public holidays of each year in the schedule are known")


class WorkCalendar:
    """Working days in China; `own` says of single days whether they are worked, and comes first."""

    def __init__(self, own: Mapping[date, bool] | None = None) -> None:
        self.own = dict(own or {})
        self.guessed: set[int] = set()

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day in self.own:
            return self.own[day]
        if is_published(day.year):
            return _library()(day)
        self.guessed.add(day.year)
        return day.weekday() < 5 and (day.month, day.day) not in _BY_DATE

    def is_break(self, day: date) -> bool:
        """Tell whether a day belongs to a public holiday, and not to a plain weekend."""
        return not self.is_workday(day) and (_is_holiday(day) or self._beside_a_holiday(day))

    def workday(self, start: date, number: int) -> date:
        """Return the n-th working day after a day (before it, if negative); the day itself does not count."""
        day, step = start, ONE_DAY if number > 0 else -ONE_DAY
        for _ in range(_FURTHEST):
            day += step
            if self.is_workday(day):
                number -= 1 if number > 0 else -1
                if number == 0:
                    return day
        raise ValueError(f"no such working day within {_FURTHEST} days of {start}")

    def findings(self) -> list[Finding]:
        """Return a warning for each year that was guessed."""
        what = (
            "the public holidays of {} are not published here; Monday to Friday are taken as working days, but for "
            "1 January, 1 and 2 May and 1 to 3 October"
        )
        hint = "update chinesecalendar, or list the days under `holidays` in schedule.yaml"
        return [PUBLISHED.at(Place("schedule"), what.format(year), hint) for year in sorted(self.guessed)]

    def _beside_a_holiday(self, day: date) -> bool:
        """A weekend day counts to a holiday when a weekday off touches its stretch of free days."""
        for step in (ONE_DAY, -ONE_DAY):
            near = day + step
            while not self.is_workday(near):
                if _is_holiday(near):
                    return True
                near += step
        return False


def _is_holiday(free: date) -> bool:
    """Tell whether a day on which nobody works is more than a plain weekend."""
    return free.weekday() < 5 or (free.month, free.day) in _BY_DATE


def is_published(year: int) -> bool:
    """Tell whether the library knows the holidays of a year."""
    if year not in _KNOWN:
        try:
            _library()(date(year, 1, 1))
            _KNOWN[year] = True
        except (NotImplementedError, ImportError):
            _KNOWN[year] = False
    return _KNOWN[year]


def _library() -> Callable[[date], bool]:
    import chinese_calendar

    known: Callable[[date], bool] = chinese_calendar.is_workday
    return known
