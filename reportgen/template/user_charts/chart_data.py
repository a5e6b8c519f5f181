"""The data of a designer's chart. In: categories and series as numbers, gaps, facts or points; out: a checked ChartData.

A mapping {"categories": [...], "series": {name: [...]}} means the same, so that JSON and YAML can hold it.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from numbers import Real
from typing import Any

from reportgen.errors import Problem, TemplateError
from reportgen.model.numbers.forms import prints_itself
from reportgen.model.numbers.gaps import is_gap
from reportgen.model.numbers.marks import plain

Label = str | float | date
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_MOST_SAID = 100  # characters of an alternative text that tells every value
GIVE = 'give ChartData(categories, {name: values}), in JSON {"categories": […], "series": {name: […]}}'
_MOST_POINTS = 100_000


@dataclass(frozen=True)
class ChartPoint:
    """One value of a series, None for a gap; x and size where points have them; text where its label must say more.

    `look` is upper for an upper bound and goal for what is not reached yet: a bar shows them.
    """

    value: float | None
    x: float | None = None
    size: float | None = None
    text: str = ""
    fact_id: str = ""
    look: str = ""


@dataclass(frozen=True)
class ChartSeries:
    """One series: its name and a point for each category."""

    name: str
    points: tuple[ChartPoint, ...]

    @property
    def known(self) -> list[float]:
        """The values that are known."""
        return [point.value for point in self.points if point.value is not None]


@dataclass(frozen=True)
class ChartData:
    """What a designer's chart shows: `ChartData(["东区", "西区"], {"产值": [12, 15.5]})`.

    A value is a number, None for a gap, or a fact, whose bound goes into its label. For scatter and bubble charts the
    categories are numbers, or the values are points (x, y) or (x, y, size). Without alt the alternative text tells the values.
    Raises a TemplateError that tells everything that does not fit.
    """

    categories: Sequence[Any]
    series: Mapping[str, Sequence[Any]]
    alt: str = ""
    read: tuple[ChartSeries, ...] = field(init=False, repr=False, compare=False)
    labels: tuple[Label, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        problems: list[str] = []
        labels = tuple(_label(given, n, problems) for n, given in enumerate(_listed(self.categories, problems), 1))
        if len({type(label) is str for label in labels}) > 1:
            labels = tuple(label if isinstance(label, str) else said(label) for label in labels)
        if not isinstance(self.series, Mapping) or not self.series:
            problems.append("series hold nothing; give {name: values}")
        series = self.series if isinstance(self.series, Mapping) else {}
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "read", tuple(_series(str(k), v, labels, problems) for k, v in series.items()))
        if problems:
            raise refused(problems)

    @property
    def dated(self) -> bool:
        """Whether the categories are days."""
        return bool(self.labels) and all(isinstance(label, date) for label in self.labels)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Each fact as it is shown."""
        points = [point for series in self.read for point in series.points]
        return tuple((p.fact_id, p.text or said(p.value)) for p in points if p.fact_id)

    @cached_property
    def told(self) -> str:
        """The alternative text: that which was given, or all values, or of many the first and the last."""
        if self.alt:
            return self.alt
        every = "；".join(f"{series.name}：" + "，".join(self._words(series)) for series in self.read)
        if len(every) <= _MOST_SAID:
            return every
        ends = []
        for series in self.read[:4]:
            words = self._words(series)
            ends.append(f"{series.name}：" + "，".join(words if len(words) < 3 else [words[0], "……", words[-1]]))
        return "各系列首末值：" + "；".join(ends)

    def _words(self, series: ChartSeries) -> list[str]:
        return [self._word(n, point) for n, point in enumerate(series.points) if point.value is not None]

    def _word(self, number: int, point: ChartPoint) -> str:
        value = point.text or said(point.value)
        if point.x is not None:
            return f"（{said(point.x)}，{value}）"
        name = said(self.labels[number])
        return f"{name}{'为' if name[-1:].isdigit() else ''}{value}"


def chart_data_of(value: object) -> ChartData | None:
    """Return the data that a value is or stands for: ChartData, a chart with its data, a mapping; None for other values."""
    if isinstance(value, ChartData):
        return value
    inner = getattr(value, "data", None)
    if isinstance(inner, ChartData):
        return inner
    if not isinstance(value, Mapping) or "series" not in value:
        return None
    unknown = [str(key) for key in value if key not in ("categories", "series", "alt")]
    if unknown:
        raise refused([f"holds {', '.join(unknown)}; chart data has categories, series and alt"])
    return ChartData(value.get("categories", ()), value["series"], str(value.get("alt", "")))


def said(value: Label | None) -> str:
    """Return a number or day as text."""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else "" if value is None else f"{value:.15g}"


def serial(day: date) -> float:
    """Return the number by which a workbook knows a day."""
    return float((day - _EXCEL_DAY_ZERO).days)


def refused(problems: Iterable[str]) -> TemplateError:
    """Return the error that tells what does not fit; the tag gives its place."""
    return TemplateError([Problem("chart data", None, None, text, GIVE, "chart") for text in problems])


def _listed(given: Any, problems: list[str]) -> Sequence[Any]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        problems.append(f"categories are a {type(given).__name__}; give a list")
        return ()
    return list(given)


def _label(given: Any, number: int, problems: list[str]) -> Label:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, bool) or not isinstance(given, Real | Decimal):
        return _clean("" if given is None else plain(str(given)), f"category {number}", problems)
    return _finite(given, f"category {number}", problems) or 0.0


def _series(name: str, given: Any, labels: Sequence[Label], problems: list[str]) -> ChartSeries:
    _clean(name, "the name of a series", problems)
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        problems.append(f"series {name} is a {type(given).__name__}; give a list of values")
        return ChartSeries(name, ())
    values = list(given)
    points = tuple(_point(value, f"value {n} of series {name}", problems) for n, value in enumerate(values, 1))
    placed = bool(points) and any(point.x is not None for point in points)
    if not placed and len(points) != len(labels):
        problems.append(f"series {name} has {len(points)} values for {len(labels)} categories; give one a category")
    elif not points or len(points) > _MOST_POINTS:
        problems.append(f"series {name} has {len(points)} values, and a chart shows 1 to {_MOST_POINTS:,}")
    elif placed and any(point.x is None for point in points):
        problems.append(f"series {name} mixes points (x, y) with single values; give all alike")
    return ChartSeries(name, points)


def _point(given: Any, where: str, problems: list[str]) -> ChartPoint:
    if given is None or isinstance(given, Real | Decimal) or is_gap(given):
        return ChartPoint(_finite(given, where, problems))
    if prints_itself(given):
        value = _finite(given.value, where, problems)
        text = plain(given.show("axis")) if value is not None and given.bound != "exact" else ""
        look = "goal" if given.kind == "target" else "upper" if given.bound in ("lt", "le") else ""
        return ChartPoint(value, text=text, fact_id=given.id, look=look)
    if isinstance(given, ChartPoint):
        return given
    if isinstance(given, list | tuple) and len(given) in (2, 3):
        inner = [_finite(part, where, problems) for part in given]
        if inner[0] is None or (len(inner) == 3 and inner[2] is None):
            problems.append(f"{where} is a point without {'x' if inner[0] is None else 'size'}")
        return ChartPoint(inner[1], inner[0] or 0.0, inner[2] if len(inner) == 3 else None)
    problems.append(f"{where} is {given!r:.40}, which is not a number; a gap is None")
    return ChartPoint(None)


def _finite(given: Any, where: str, problems: list[str]) -> float | None:
    if given is None or is_gap(given):
        return None
    number = math.nan
    if isinstance(given, Real | Decimal) and not isinstance(given, bool):
        try:
            number = float(given)
        except (OverflowError, ValueError):  # larger than any cell holds, or no number at all
            number = math.nan
    if not math.isfinite(number):
        problems.append(f"{where} is {given!r:.40}, which is not a finite number; a gap is None")
        return None
    return number


def _clean(text: str, where: str, problems: list[str]) -> str:
    bad = _FORBIDDEN.search(text)
    if bad:
        problems.append(f"{where} holds the character U+{ord(bad.group()):04X}, which no Office file can hold")
    return text
