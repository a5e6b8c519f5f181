"""Periods: what a fact is of (a year, a month, a plan period) or as of (the end of a year), read, printed and compared."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

YEARS, MONTHS, DAY, PLAN = "years", "months", "day", "plan"
_DASH = "[-—–－~～至到]+"
_YEAR = r"(?P<y>[12]\d{3})"
_NUMERALS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)}
_NUMERALS |= {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
_FIRST_PLAN, _FIRST_PLAN_YEAR, _PLAN_YEARS = 6, 1981, 5  # from the sixth on, each plan has five years
_QUARTER, _HALF, _YEAR_MONTHS = 3, 6, 12


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of months, or with `point` the end of one; they sort by their end, then by their start."""

    end: tuple[int, int, int]  # year, month, day
    start: tuple[int, int]  # year, month
    point: bool = False
    grain: str = YEARS

    @property
    def months(self) -> int:
        """How many months it has."""
        return (self.end[0] - self.start[0]) * _YEAR_MONTHS + self.end[1] - self.start[1] + 1

    def same_time(self, other: "Period") -> bool:
        """Return whether both are one time, however they are written."""
        starts_alike = self.point or self.start == other.start
        return self.end == other.end and self.point == other.point and starts_alike

    def chinese(self) -> str:
        """Return the period as a report has it: 2023年6月, 2023年一季度, 2021—2025年, “十四五”时期, 截至2023年末."""
        return f"截至{self.name()}" if self.point else self.name()

    def name(self) -> str:
        """Return the name of the time: 2023年末, of a stretch the same as `chinese`."""
        (year, month), (last, to, day) = self.start, self.end
        if self.grain == DAY:
            return f"{last}年{to}月{day}日"
        if self.grain == PLAN:
            return f"“{_plan_name(year)}”时期"
        stretch = f"{year}年" if year == last else f"{year}—{last}年"
        if self.grain == MONTHS:
            stretch = _months_name(year, month, last, to, self.point)
        return stretch + ("末" if self.point else "")

    def english(self) -> str:
        """Return the period in English: 2023, June 2023, the first quarter of 2023, the end of 2023."""
        (year, month), (last, to, day) = self.start, self.end
        if self.grain == DAY:
            return f"{day} {calendar.month_name[to]} {last}"
        if self.grain == PLAN:
            return f"the {_plan_number(year)}th Five-Year Plan period"
        text = f"{year}" if year == last else f"{year}–{last}"
        if self.grain == MONTHS:
            text = _english_months(year, month, last, to)
        return f"the end of {text}" if self.point else text


@lru_cache(maxsize=4096)
def read_period(text: str | None) -> Period | None:
    """Return the period that a text says; None where it is words that no calendar knows (12年前)."""
    if not text:
        return None
    compact = re.sub(r"\s", "", str(text))
    for pattern, make in _READERS:
        match = pattern.fullmatch(compact)
        if match is not None:
            try:
                return make(match)
            except (ValueError, KeyError):
                return None
    return None


def canonical(text: str | None) -> str | None:
    """Return one spelling for all that say one period; other words stay as they are."""
    found = read_period(text)
    return text if found is None else found.name()


def same_time(one: str | None, other: str | None) -> bool:
    """Return whether two texts say one period."""
    mine, others = read_period(one), read_period(other)
    if mine is not None and others is not None:
        return mine.same_time(others)
    return one is not None and one == other


def is_later(one: str | None, other: str | None) -> bool:
    """Return whether one period ends after another; False where either is not a calendar period."""
    mine, others = read_period(one), read_period(other)
    return mine is not None and others is not None and mine.end > others.end


def _span(start: tuple[int, int], end: tuple[int, int], grain: str, *, point: bool = False, day: int = 0) -> Period:
    if not (1 <= start[1] <= _YEAR_MONTHS and 1 <= end[1] <= _YEAR_MONTHS) or start > end:
        raise ValueError("no such months")
    last = calendar.monthrange(*end)[1]
    if day > last:
        raise ValueError("no such day")
    return Period((*end, day or last), start, point, grain)


def _of_year(match: re.Match[str]) -> Period:
    year = int(match["y"])
    return _span((year, 1), (year, _YEAR_MONTHS), YEARS, point=bool(match["end"]))


def _of_years(match: re.Match[str]) -> Period:
    return _span((int(match["y"]), 1), (int(match["to"]), _YEAR_MONTHS), YEARS)


def _of_month(match: re.Match[str]) -> Period:
    when = (int(match["y"]), int(match["m"]))
    return _span(when, when, MONTHS, point=bool(match.groupdict().get("end")))


def _of_months(match: re.Match[str]) -> Period:
    year = int(match["y"])
    return _span((year, int(match["m"])), (year, int(match["to"])), MONTHS)


def _of_quarter(match: re.Match[str]) -> Period:
    year, quarter = int(match["y"]), _numeral(match["q"])
    first = 1 if match.groupdict().get("since") else _QUARTER * (quarter - 1) + 1
    return _span((year, first), (year, _QUARTER * quarter), MONTHS, point=bool(match.groupdict().get("end")))


def _of_half(match: re.Match[str]) -> Period:
    year, second = int(match["y"]), match["h"] in ("下", "2")
    return _span((year, 7 if second else 1), (year, _YEAR_MONTHS if second else _HALF), MONTHS)


def _of_day(match: re.Match[str]) -> Period:
    when = (int(match["y"]), int(match["m"]))
    return _span(when, when, DAY, point=True, day=int(match["d"]))


def _of_plan(match: re.Match[str]) -> Period:
    number = _NUMERALS[match["n"]]
    if number < _FIRST_PLAN:
        raise ValueError("its years are not five in a row")
    year = _FIRST_PLAN_YEAR + _PLAN_YEARS * (number - _FIRST_PLAN)
    return _span((year, 1), (year + _PLAN_YEARS - 1, _YEAR_MONTHS), PLAN)


def _numeral(text: str) -> int:
    return int(text) if text.isdigit() else _NUMERALS[text]


def _plan_number(year: int) -> int:
    return (year - _FIRST_PLAN_YEAR) // _PLAN_YEARS + _FIRST_PLAN


def _plan_name(year: int) -> str:
    return next(name for name, number in _NUMERALS.items() if number == _plan_number(year)) + "五"


def _months_name(year: int, month: int, last: int, to: int, point: bool) -> str:
    if year != last:
        return f"{year}年{month}月—{last}年{to}月"
    if month == to:
        return f"{year}年{to}月"
    named = {(1, 6): "上半年", (7, 12): "下半年", (1, 9): "前三季度", (1, 3): "一季度", (4, 6): "二季度"}
    named |= {(7, 9): "三季度", (10, 12): "四季度"}
    return f"{year}年" + (f"{to}月" if point else named.get((month, to), f"{month}—{to}月"))


def _english_months(year: int, month: int, last: int, to: int) -> str:
    if (year, month) == (last, to):
        return f"{calendar.month_name[to]} {last}"
    if year == last and to - month == _QUARTER - 1 and to % _QUARTER == 0:
        return f"the {_ORDINALS[to // _QUARTER]} quarter of {year}"
    if year == last and to - month == _HALF - 1 and to % _HALF == 0:
        return f"the {_ORDINALS[to // _HALF]} half of {year}"
    start = f"{calendar.month_name[month]}" + ("" if year == last else f" {year}")
    return f"{start}–{calendar.month_name[to]} {last}"


_M = r"(?P<m>1[0-2]|0?[1-9])"
_END = "(?P<end>末|底)?"
_AS_OF = "(?:截至|至|截止)?"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (f"{_AS_OF}{_YEAR}(?:年度|年)?{_END}", _of_year),
        (f"{_YEAR}年?{_DASH}(?P<to>[12]\\d{{3}})年?", _of_years),
        (f"{_AS_OF}{_YEAR}年{_M}月(?:份)?{_END}", _of_month),
        (f"{_YEAR}[-/]{_M}", _of_month),
        (f"{_YEAR}(?P<m>0[1-9]|1[0-2])", _of_month),
        (f"{_YEAR}年{_M}月?{_DASH}(?P<to>1[0-2]|0?[1-9])月(?:份)?", _of_months),
        (f"{_AS_OF}{_YEAR}年?第?(?P<q>[1-4一二三四])季度?{_END}", _of_quarter),
        (f"{_YEAR}年?[-]?[Qq](?P<q>[1-4])", _of_quarter),
        (f"{_YEAR}年(?P<since>前)(?P<q>[二三四])(?:个)?季度", _of_quarter),
        (f"{_YEAR}年?(?P<h>[上下])半年", _of_half),
        (f"{_YEAR}年?[-]?[Hh](?P<h>[12])", _of_half),
        (f"{_AS_OF}{_YEAR}年{_M}月(?P<d>\\d{{1,2}})日?", _of_day),
        (f"{_YEAR}[-/]{_M}[-/](?P<d>\\d{{1,2}})", _of_day),
        ("“?(?P<n>[六七八九]|十[一二三四五六]?)五”?(?:时期|规划期|期间)?", _of_plan),
    )
)
