"""A new value for a fact: a text, number or date is read in the unit of the fact, with its bound and decimals. In: raw; out: raw."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.load.written.unformatted import Unformatted
from reportgen.load.written.written_number import UnclearNumber, written_number
from reportgen.model.numbers.bounds import AFTER, BEFORE, BETWEEN, BOUNDS, bound_class, bound_of_word
from reportgen.model.numbers.reading import Number, Reader
from reportgen.model.numbers.units import UnitError, converted, measure

Raw = dict[str, Any]
_LARGEST_PERCENTAGE = 10  # what a cell that shows 1000% stores
_SPOKEN = {**BEFORE, **AFTER, **BETWEEN, "准确": "exact", "等": "open_list"}


class UnreadableValue(ValueError):
    """A value that cannot be the fact's; the message says what was found and what is expected."""


def updated(fact: Raw, value: Any, unit: str = "", bound: str = "", percent: bool = False) -> Raw:
    """Return the raw fact with a new value; its bound is what the value says, and its old wording goes with the old value."""
    if isinstance(value, bool):
        raise UnreadableValue(f"found {value}, expected {_expected(fact)}")
    if isinstance(value, datetime | date):
        return _dated(fact, value)
    if isinstance(value, int | float | Decimal):
        # a spreadsheet keeps fifteen digits: 0.1 + 0.2 is 0.3 in it
        number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(str(value))
        if not number.is_finite():
            raise UnreadableValue(f"found {value}, expected {_expected(fact)}")
        if isinstance(value, Unformatted):
            _check_percent(fact, value, unit)
        if percent:
            number, unit = number.scaleb(2), "%"
        return _with_number(fact, number, unit, bound_of(bound) or "exact", _word_of(bound))
    return _from_text(fact, str(value).strip(), unit, bound)


def _check_percent(fact: Raw, value: Decimal, unit: str) -> None:
    """Refuse a number for a fact in % where it may be the stored value of a cell that shows a percentage, up to 1000%."""
    if "%" in (unit, fact.get("unit")) and 0 < abs(value) <= _LARGEST_PERCENTAGE:
        hint = f"save the workbook as .xlsx, or write {value}% as text"
        raise UnreadableValue(f"found {value}, which may be {value}% or a cell that shows {value * 100:f}%; {hint}")


def bound_of(word: str) -> str:
    """Return the bound that a word names (不足, 以上, lt), empty for none; an UnreadableValue for a word that names none."""
    word = word.strip()
    if not word:
        return ""
    found = word if word in BOUNDS else _SPOKEN.get(word)
    if found is None:
        raise UnreadableValue(
            f"found the bound {word!r}, expected one of {', '.join(BOUNDS)}, 不足, 超过, 以上, 近, 余"
        )
    return found


def _from_text(fact: Raw, text: str, unit: str, bound: str) -> Raw:
    if fact.get("kind") == "list":
        items = [item.strip() for item in text.removesuffix("等").split("、") if item.strip()]
        return {**fact, "items": items, "open_ended": text.endswith("等") or bool(fact.get("open_ended"))}
    spoken = fact.get("words") is not None or fact.get("kind") == "date"
    try:
        written = written_number(text)
    except UnclearNumber as error:
        if spoken:
            return {**fact, "words": text, "value": fact.get("value") if fact.get("kind") == "date" else None}
        raise UnreadableValue(f"found {text!r}, expected {_expected(fact)}: {error}") from error
    found = _read(fact, written.text, unit, bound)
    if found is not None:
        return _noted(found, written.marks)
    if spoken:
        number = whole_number(written.text, Reader((str(fact.get("unit") or ""), unit)))
        value = str(number.value) if number is not None and fact.get("value") is not None else None
        return {**fact, "words": text, "value": value if fact.get("kind") != "date" else fact.get("value")}
    raise UnreadableValue(f"found {text!r}, expected {_expected(fact)}")


def _read(fact: Raw, text: str, unit: str, bound: str) -> Raw | None:
    """The fact with the range, fraction or number that a text is; None for a text that is none of them."""
    reader = Reader((str(fact.get("unit") or ""), unit))
    figures = _without_currency(text, fact, unit)
    number = whole_number(figures, reader)
    ends = _ends(figures, reader)
    if ends is not None:
        return _with_range(fact, *ends, unit)
    if re.fullmatch(r"\d+\s*/\s*\d+", figures) and fact.get("words") is None:
        return {**fact, "value": figures, "bound": "fraction", "word": None, "upper": None}
    if number is not None and (fact.get("words") is None or not number.chinese):
        return _counted(fact, number, unit, bound)
    return None


def whole_number(text: str, reader: Reader) -> Number | None:
    """Return the number that a text is, from its first character to its last."""
    numbers = list(reader.numbers(text))
    whole = len(numbers) == 1 and numbers[0].start == 0 and numbers[0].end == len(text)
    return numbers[0] if whole else None


def _without_currency(text: str, fact: Raw, unit: str) -> str:
    """¥1,200 as a number of 元, where the source or the fact counts in 元; otherwise the sign stays, and the text is refused."""
    match = re.fullmatch(r"¥\s*(-?[\d.,]+)([万亿]*)(?:元)?", text)
    own = unit or str(fact.get("unit") or "")
    if match is None or thing_of(own) != "元":
        return text
    digits, scale = match.groups()
    if scale or own == "元":
        return f"{digits}{scale}元"
    return digits if unit else text  # in a column of 亿元 the sign is only a form; elsewhere it could mean 元


def _noted(fact: Raw, marks: str) -> Raw:
    """The fact with the note marks that its source sets at the number kept in its note."""
    if not marks:
        return fact
    said, note = f"来源数字带注{marks}", str(fact.get("note") or "")
    return fact if said in note else {**fact, "note": f"{note}；{said}" if note else said}


def _ends(text: str, reader: Reader) -> tuple[Number, Number] | None:
    """The two ends of a range (15%～20%, 5—8万人), None for a text that is none."""
    parts = re.split(r"\s*(?:~|—+|–|～|-(?=\d))\s*", text)
    if len(parts) != 2 or not all(parts):
        return None
    found = [next(iter(reader.numbers(part)), None) for part in parts]
    low, high = found
    if low is None or high is None or (low.text, high.text) != tuple(parts) or low.chinese or high.chinese:
        return None
    return low, high


def _with_range(fact: Raw, low: Number, high: Number, unit: str) -> Raw:
    """A range; the first end has the unit and scale of the second where it has none of its own (5—8万人)."""
    end = _counted(fact, high, unit, "")
    start = low if low.unit or low.scale else replace(low, unit=high.unit, scale=high.scale, value=_as(low, high))
    begin = _counted({**fact, "unit": end["unit"]}, start, unit, "")
    if Decimal(begin["value"]) >= Decimal(end["value"]):
        raise UnreadableValue(
            f"found {low.text}-{high.text}, which is not a range: its first end is not the smaller one"
        )
    return {**end, "value": begin["value"], "upper": end["value"], "bound": "range", "word": None}


def _as(low: Number, high: Number) -> Decimal:
    return low.value * measure(high.scale + "元").factor.numerator


def _counted(fact: Raw, number: Number, unit: str, bound: str) -> Raw:
    """The number of a text: with a unit written after it, or else in the unit that the source names, or in that of the fact."""
    stated = bound_of(bound)
    if stated and number.bound not in ("exact", bound_class(stated)):
        raise UnreadableValue(f"found {number.text!r} and the bound {bound!r}, which contradict each other")
    of_fact = thing_of(str(fact.get("unit") or ""))
    if number.unit and unit and thing_of(unit) != thing_of(number.unit) == of_fact:
        raise UnreadableValue(f"found {number.text!r} and the unit {unit}, which contradict each other")
    word = number.word or _word_of(bound)
    said = bound_of_word(word) or stated or number.bound
    old = str(fact.get("unit") or "")
    if number.digits is not None and not number.unit and not number.scale:
        return _with_number(fact, number.digits, unit, said, word)
    if number.digits is not None and number.scale + (number.unit or measure(old).thing) == old:
        return _with_number(fact, number.digits, old, said, word)  # 8.50万人 for 万人: every digit as written
    return _with_number(fact, number.value, number.unit or measure(old).thing, said, word)


def _word_of(bound: str) -> str:
    """The word of a bound that a source gives in words (逾), none where it names the bound (gt)."""
    return bound.strip() if bound_of_word(bound.strip()) else ""


def _with_number(fact: Raw, value: Decimal, unit: str, bound: str, word: str = "") -> Raw:
    old = str(fact.get("unit") or "")
    if unit and old and unit != old:
        try:
            value = converted(value, unit, old)
        except UnitError as error:
            raise UnreadableValue(f"found the unit {unit}, expected {_expected(fact)}") from error
    new = {**fact, "value": f"{value:f}", "unit": old or unit, "bound": bound, "word": word or None}
    for name in ("upper", "fraction"):
        new.pop(name, None)
    if fact.get("words") is not None:
        new.pop("words")
    return new


def thing_of(unit: str) -> str:
    """Return what a unit counts, without its scale: 人 of 万人."""
    return measure(unit).thing


def _dated(fact: Raw, value: date) -> Raw:
    if fact.get("kind") != "date":
        raise UnreadableValue(f"found the date {value:%Y-%m-%d}, expected {_expected(fact)}")
    with_year = "年" in str(fact.get("words") or "年")
    words = f"{value.month}月{value.day}日"
    return {**fact, "words": f"{value.year}年{words}" if with_year else words}


def day_of(value: Any) -> str:
    """Return the day that a cell holds (a date, 2026-08-20, 2026/8/20, 2026年8月20日) as 2026-08-20, empty for none."""
    if isinstance(value, date):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    text = "" if value is None else str(value).strip().removesuffix(" 00:00:00")
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> str:
    if text:
        raise UnreadableValue(f"found {text!r}, expected a day such as 2026-08-20")
    return ""


def _expected(fact: Raw) -> str:
    unit = str(fact.get("unit") or "")
    if fact.get("kind") == "date":
        return "a date such as 8月20日"
    try:
        example = f"{Decimal(str(fact.get('value') or 70)).normalize():f}{unit}"
    except InvalidOperation:
        example = f"70{unit}"
    return f"a number{' of ' + unit if unit else ''} such as {example}"
