"""What a comparison is with: 同比, 环比, 比上年, 比上年末, 比2022年, from the periods of its two facts."""

import re
from dataclasses import dataclass

from reportgen.model.numbers.period import PLAN, YEARS, Period, read_period

_YEAR = 12
_UP_TO_NOW = re.compile("来$|期间$|至今$|^目前$|^当前$|^现在$")
_START = re.compile("起步|之初|初期|年前$|成立时|设立时|获批时|起点|以前$|之前$")
_CHAINED = (1, 3)  # months of the periods that are compared with the one before as 环比


@dataclass(frozen=True)
class BasePeriod:
    """The words before a change (比上年) and before 持平 (与上年)."""

    before_change: str
    before_level: str

    @classmethod
    def named(cls, name: str) -> "BasePeriod":
        """Return the base that has this name: 上年, 2022年."""
        return cls(f"比{name}", f"与{name}")

    @classmethod
    def term(cls, term: str) -> "BasePeriod":
        """Return a base that is a term of its own: 同比, 环比."""
        return cls(term, term)


def base_period(now: str | None, then: str | None, *, edition: bool) -> BasePeriod:
    """Return what a fact of one period is compared with; ValueError where the two periods do not allow a comparison.

    `edition` says that the earlier value is known from an edition only; without any period it is then 上期.
    """
    if not now and not then:
        if edition:
            return BasePeriod("较上期", "与上期")
        raise ValueError("neither of the two facts has a `period`, so the comparison has no base")
    if not then:
        raise ValueError("the earlier fact has no `period`, so the comparison has no base")
    later, earlier = read_period(now), read_period(then)
    if earlier is None and now != then:
        return BasePeriod.named(then)
    if not now:
        raise ValueError("the later fact has no `period`, so the comparison has no base")
    if now == then or (later is not None and earlier is not None and later.same_time(earlier)):
        raise ValueError(f"both values are of {now}: a revision is not a movement between periods")
    if later is None or earlier is None:
        raise ValueError(f"the period “{now}” is not a calendar period, so what it is compared with is not known")
    return _between(later, earlier)


def check_lengths(now: str | None, then: str | None) -> None:
    """Raise a ValueError where two periods do not compare: a year and a quarter, a moment and a stretch of time, 十二年来."""
    later, earlier = read_period(now), read_period(then)
    if then is not None and _UP_TO_NOW.search(then):
        raise ValueError(f"“{then}” reaches up to now, so it is not a time to compare with")
    if later is None or earlier is None:
        return
    if later.point != earlier.point:
        moment, stretch = (later, earlier) if later.point else (earlier, later)
        raise ValueError(f"{moment.name()} is a moment and {stretch.name()} is a stretch of time")
    if not later.point and later.months != earlier.months:
        raise ValueError(f"{later.name()} and {earlier.name()} are not of the same length")


def is_a_start(period: str | None) -> bool:
    """Return whether the words of a period name a beginning: 起步时, 建设之初, 十二年前."""
    return period is not None and read_period(period) is None and _START.search(period) is not None


def _between(now: Period, then: Period) -> BasePeriod:
    check_lengths(now.name(), then.name())
    return _points(now, then) if now.point else _stretches(now, then)


def _stretches(now: Period, then: Period) -> BasePeriod:
    if now.grain in (YEARS, PLAN):
        last_year = now.months == _YEAR and now.start[0] - then.start[0] == 1
        return BasePeriod.named("上年" if last_year else then.name())
    apart = _months(now.start) - _months(then.start)
    if apart == _YEAR:
        return BasePeriod.term("同比")
    if apart == now.months and now.months in _CHAINED and (now.start[1] - 1) % now.months == 0:
        return BasePeriod.term("环比")
    if apart == now.months and now.start[0] == then.start[0] and now.months == _YEAR // 2:
        return BasePeriod.named("上半年")
    return BasePeriod.named(then.name())


def _points(now: Period, then: Period) -> BasePeriod:
    apart = _months(now.end) - _months(then.end)
    if now.end[0] - then.end[0] == 1 and _is_year_end(then):
        return BasePeriod.named("上年末")
    if apart == _YEAR and _is_month_end(now) and _is_month_end(then):
        return BasePeriod.named("上年同期")
    if apart == 1 and _is_month_end(now) and _is_month_end(then):
        return BasePeriod.named("上月末")
    return BasePeriod.named(then.name())


def _months(when: tuple[int, ...]) -> int:
    return when[0] * _YEAR + when[1]


def _is_year_end(period: Period) -> bool:
    return period.end[1:] == (12, 31)


def _is_month_end(period: Period) -> bool:
    return read_period(f"{period.end[0]}年{period.end[1]}月末").end == period.end  # type: ignore[union-attr]
