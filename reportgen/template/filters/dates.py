"""Filters for dates: any ISO text, Chinese date or date value in; text, numbers or dates out."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from reportgen.template.filters.numbers import as_number

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?.*)?$")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_CODE = re.compile(r"%(-?)([A-Za-z%])")
_DIGITS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_QUARTERS = "一二三四"
DEFAULT = "%Y年%-m月%-d日"


def as_date(value: Any) -> datetime:
    """Return the moment that a date, a datetime or a text names; ValueError for anything else."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    text = str(value).strip()
    found = _PLAIN.match(text) or _ISO.match(text)
    if found is None or isinstance(value, bool | float):
        raise ValueError(f"{text!r} is not a date; give 2026-08-20 or 2026年8月20日")
    parts = [int(part) if part else None for part in (*found.groups(), None, None, None)[:6]]
    year, month, day, hour, minute, second = parts
    try:
        return datetime(year or 0, month or 0, day or 1, hour or 0, minute or 0, second or 0)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date: {error}") from error


def formatted(value: Any, form: str = DEFAULT) -> str:
    """Return a date in a form of strftime; %-m and %-d are without a zero on every system."""
    moment = as_date(value)

    def part(match: re.Match[str]) -> str:
        short, code = match.groups()
        text = moment.strftime(f"%{code}")
        return text.lstrip("0") or "0" if short else text

    return _CODE.sub(part, form)


def in_chinese(value: Any) -> str:
    """Return a date in Chinese numerals: 二〇二六年八月二十日."""
    moment = as_date(value)
    year = "".join(_DIGITS[int(digit)] for digit in f"{moment.year:04d}")
    return f"{year}年{_under_hundred(moment.month)}月{_under_hundred(moment.day)}日"


def quarter(value: Any) -> int:
    """Return the quarter of a date: 1 to 4."""
    return (as_date(value).month + 2) // 3


def quarter_in_chinese(value: Any) -> str:
    """Return the quarter of a date as bulletins name it: 2026年三季度."""
    return f"{as_date(value).year}年{_QUARTERS[quarter(value) - 1]}季度"


def week(value: Any) -> int:
    """Return the number of the week after ISO 8601."""
    return as_date(value).isocalendar().week


def weekday(value: Any, before: str = "星期") -> str:
    """Return the day of the week: 星期四, or 周四 with before="周"."""
    return before + _WEEKDAYS[as_date(value).weekday()]


def add_days(value: Any, n: int) -> date:
    """Return the day n days later; a negative n goes back."""
    return (as_date(value) + timedelta(days=int(n))).date()


def add_months(value: Any, n: int) -> date:
    """Return the day so many months later; the last of the month where that has no such day."""
    day = as_date(value).date()
    year, month = divmod(day.year * 12 + day.month - 1 + int(n), 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def start_of(value: Any, unit: str = "month") -> datetime:
    """Return the first moment of the year, quarter, month, week (from Monday) or day of a date."""
    day = as_date(value).replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "day":
        return day
    months = {"year": 1, "quarter": quarter(day) * 3 - 2, "month": day.month}
    if unit not in months:
        raise ValueError(f"{unit!r} is not a unit of a date; give year, quarter, month, week or day")
    return day.replace(month=months[unit], day=1)


def end_of(value: Any, unit: str = "month") -> datetime:
    """Return the last second of the year, quarter, month, week (to Sunday) or day of a date."""
    first = start_of(value, unit)
    if unit in ("week", "day"):
        behind = first + timedelta(days=7 if unit == "week" else 1)
    else:
        behind = as_date(add_months(first, {"year": 12, "quarter": 3, "month": 1}[unit]))
    return behind - timedelta(seconds=1)


def months_to(value: Any, other: Any) -> int:
    """Return how many whole months lie from a date to another; negative where the other is earlier."""
    start, end = as_date(value), as_date(other)
    if end < start:
        return -months_to(other, value)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end.date())


def years_to(value: Any, other: Any) -> int:
    """Return how many whole years lie from a date to another, as ages are counted."""
    months = months_to(value, other)
    return abs(months) // 12 * (1 if months >= 0 else -1)


def duration(value: Any) -> str:
    """Return so many seconds, or a span of time, in words: 1天2小时3分4秒."""
    span = value if isinstance(value, timedelta) else timedelta(seconds=float(as_number(value)))
    rest, sign = round(abs(span).total_seconds()), "−" if span < timedelta(0) else ""
    found = []
    for size, name in ((86_400, "天"), (3_600, "小时"), (60, "分"), (1, "秒")):
        count, rest = divmod(rest, size)
        found.append(f"{count}{name}" if count else "")
    return sign + ("".join(found) or "0秒")


def days_to(value: Any, other: Any) -> int:
    """Return how many days lie from a date to another; negative where the other is earlier."""
    return (as_date(other).date() - as_date(value).date()).days


def workdays_to(value: Any, other: Any, holidays: Iterable[Any] = (), extra: Iterable[Any] = ()) -> int:
    """Return how many working days lie after a date up to another, that one counted.

    Monday to Friday, without the `holidays`, with the `extra` days on which work is made up for.
    """
    start, end = as_date(value).date(), as_date(other).date()
    free, worked = ({as_date(day).date() for day in days} for days in (holidays, extra))
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day in worked or (day.weekday() < 5 and day not in free) for day in days)


def _under_hundred(number: int) -> str:
    tens, rest = divmod(number, 10)
    names = "零一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else names[tens] + "十") + (names[rest] if rest or not tens else "")


FILTERS: dict[str, Callable[..., Any]] = {
    "date": formatted,
    "date_chinese": in_chinese,
    "quarter": quarter,
    "quarter_chinese": quarter_in_chinese,
    "week": week,
    "weekday": weekday,
    "add_days": add_days,
    "add_months": add_months,
    "start_of": start_of,
    "end_of": end_of,
    "months_to": months_to,
    "years_to": years_to,
    "duration": duration,
    "days_to": days_to,
    "workdays_to": workdays_to,
}
CHINESE = {
    "日期": "date",
    "中文日期": "date_chinese",
    "季度": "quarter_chinese",
    "星期": "weekday",
    "工作日数": "workdays_to",
}
