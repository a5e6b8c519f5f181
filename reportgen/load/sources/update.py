"""A new value for a fact: a text, number or date is read in the unit of the fact, with its bound and its decimals. In: raw; out: raw."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.load.sources.written_number import UnclearNumber, written_number
from reportgen.model.numbers.reading import AFTER, BEFORE, SCALES, Number, Reader

Raw = dict[str, Any]
_BOUNDS = ("exact", "lt", "le", "gt", "ge", "approx_below", "approx_above", "open_list")
_SPOKEN = {**BEFORE, **AFTER, "余": "approx_above", "多": "approx_above", "准确": "exact", "等": "open_list"}


class UnreadableValue(ValueError):
    """A value that cannot be the fact's; the message says what was found and what is expected."""


def updated(fact: Raw, value: Any, unit: str = "", bound: str = "", percent: bool = False) -> Raw:
    """Return the raw fact with a new value; its bound is what the value says, and its old wording goes with the old value.

    An UnreadableValue tells what was found and what is expected, where the value cannot be read with certainty.
    """
    if isinstance(value, bool):
        raise UnreadableValue(f"found {value}, expected {_expected(fact)}")
    if isinstance(value, datetime | date):
        return _dated(fact, value)
    if isinstance(value, int | float | Decimal):
        # a spreadsheet keeps fifteen digits: 0.1 + 0.2 is 0.3 in it
        number = Decimal(f"{value:.15g}" if isinstance(value, float) else str(value))
        if not number.is_finite():
            raise UnreadableValue(f"found {value}, expected {_expected(fact)}")
        if percent:
            number, unit = number.scaleb(2), "%"
        return _with_number(fact, number, unit, bound_of(bound) or "exact", number)
    return _from_text(fact, str(value).strip(), unit, bound)


def bound_of(word: str) -> str:
    """Return the bound that a word names (不足, 以上, lt), empty for none; an UnreadableValue for a word that names none."""
    word = word.strip()
    if not word:
        return ""
    found = word if word in _BOUNDS else _SPOKEN.get(word)
    if found is None or found == "approx":
        raise UnreadableValue(
            f"found the bound {word!r}, expected one of {', '.join(_BOUNDS)}, 不足, 超过, 以上, 近, 余"
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
    number = whole_number(_without_currency(written.text, fact, unit), Reader((str(fact.get("unit") or ""), unit)))
    if number is not None and number.bound == "approx":
        raise UnreadableValue(f"found {text!r}, whose bound no fact has; write 近, 余, 不足, 超过 or the number")
    if number is not None and (fact.get("words") is None or not number.chinese):
        return _noted(_counted(fact, number, unit, bound), written.marks)
    if spoken:
        value = str(number.value) if number is not None and fact.get("value") is not None else None
        return {**fact, "words": text, "value": value if fact.get("kind") != "date" else fact.get("value")}
    raise UnreadableValue(f"found {text!r}, expected {_expected(fact)}")


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


def _counted(fact: Raw, number: Number, unit: str, bound: str) -> Raw:
    """The number of a text: with a unit written after it, or else in the unit that the source names, or in that of the fact."""
    stated = bound_of(bound)
    if stated and number.bound not in ("exact", stated):
        raise UnreadableValue(f"found {number.text!r} and the bound {bound!r}, which contradict each other")
    of_fact = thing_of(str(fact.get("unit") or ""))
    if number.unit and unit and thing_of(unit) != thing_of(number.unit) == of_fact:
        raise UnreadableValue(f"found {number.text!r} and the unit {unit}, which contradict each other")
    own, digits = number.unit, _digits(number)
    if not own and not _has_scale(number):
        own = unit
    elif not own:  # 72万: scaled, of the fact's own thing
        own = thing_of(str(fact.get("unit") or unit))
    return _with_number(fact, number.value, own, stated or number.bound, digits)


def _digits(number: Number) -> Decimal | None:
    """The digits of a number as they are written: 3.0 of 3.0万人; None for Chinese numerals."""
    match = re.search(r"[-−]?\d[\d,]*(?:\.\d+)?", number.text)
    return Decimal(match.group().replace(",", "").replace("−", "-")) if match and not number.chinese else None


def _has_scale(number: Number) -> bool:
    return any(character in number.text for character in "百千万亿")


def _with_number(fact: Raw, value: Decimal, unit: str, bound: str, digits: Decimal | None = None) -> Raw:
    """The fact with a value in its own unit; digits are those that stand in the source, whose decimals are part of the value."""
    old = str(fact.get("unit") or "")
    if unit and old and unit != old:
        value = _converted(value, unit, old, fact)
    if digits is not None:
        value = digits if value == digits else value.normalize()
    new = {**fact, "value": f"{value:f}", "unit": old or unit, "bound": bound}
    if fact.get("words") is not None:
        new.pop("words")
    return new


def _converted(value: Decimal, unit: str, old: str, fact: Raw) -> Decimal:
    one, other = _split(unit), _split(old)
    if one[1] != other[1] and {one[1], other[1]} != {"年", "周年"}:
        raise UnreadableValue(f"found the unit {unit}, expected {_expected(fact)}")
    return value * one[0] / other[0]


def thing_of(unit: str) -> str:
    """Return what a unit counts, without its scale: 人 of 万人."""
    return _split(unit)[1]


def _split(unit: str) -> tuple[Decimal, str]:
    """A unit as its scale and the thing counted: 万人 is 10000 of 人."""
    for scale in sorted(SCALES, key=len, reverse=True):
        if scale and unit.startswith(scale) and len(unit) > len(scale):
            return SCALES[scale], unit[len(scale) :]
    return Decimal(1), unit


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
