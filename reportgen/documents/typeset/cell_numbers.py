"""Numbers as cells of a table print them: bound, digits, unit; where the decimal point stands, and the unit of a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BOUNDS = (
    "不足|不到|超过|超|至少|至多|大于|小于|高于|低于|将近|接近|近|约|逾|达|"
    "over|under|about|nearly|almost|at least|at most|up to|more than|less than|fewer than"
)
_SIGNS = "[<>≥≤≈~]"
_DIGITS = r"[+\-−–]?\d[\d,，]*(?:\.\d+)?"
_TO = r"(?:[%％‰]|万亿|[万亿])?\s?[～~–—/:：至-]\s?"  # between the ends of a range, of a fraction or of a ratio
_SCALE = "万亿|千万|百万|十万|万|亿|千|百"
_AFTER = "以上|以下|以内|左右|余|多"
_NUMBER = re.compile(
    rf"(?P<before>(?:(?:{_BOUNDS})\s?|{_SIGNS}\s?)?)(?P<digits>{_DIGITS}(?:{_TO}{_DIGITS})?)"
    rf"(?P<more>余|多)?(?P<unit>\s?[^\d\s，。；;,]{{0,10}}(?:\s?[A-Za-z/²³]+)?)"
)
# 1320.4 is a number, 2024.8.20 a date
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?|\d{4}\.\d{1,2}\.\d{1,2}")
_TAIL = re.compile(rf"(?:{_AFTER})$")


@dataclass(frozen=True)
class CellNumber:
    """A number of a cell: the words before it, its digits, its unit, the words after it."""

    before: str
    digits: str
    unit: str
    after: str

    @property
    def fraction(self) -> str:
        """What stands to the right of the integer digits."""
        whole = re.match(r"[+\-−–]?[\d,，]*", self.digits)
        return self.digits[whole.end() if whole else 0 :] + self.unit + self.after


def cell_number(text: str) -> CellNumber | None:
    """Return the number that is all of a cell; None for text, a date or a sentence."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or _DATE.fullmatch(text.strip()):
        return None
    unit = found["unit"].strip()
    tail = _TAIL.search(unit)
    after = tail.group() if tail else ""
    unit = unit[: len(unit) - len(after)]
    return CellNumber(found["before"].strip(), found["digits"], (found["more"] or "") + unit, after)


def is_number(text: str) -> bool:
    """Say whether a cell is a number or a date."""
    return _DATE.fullmatch(text.strip()) is not None or cell_number(text) is not None


def common_unit(cells: Sequence[str]) -> str:
    """Return the unit that all numbers of a column carry; nothing where they differ or one cell is no number."""
    told = [cell for cell in cells if cell.strip() not in ("", "—", "-", "…")]
    numbers = [cell_number(cell) for cell in told]
    if len(numbers) < 2 or any(one is None for one in numbers):
        return ""
    units = {one.unit for one in numbers if one is not None}
    unit = units.pop() if len(units) == 1 else ""
    return "" if unit in ("%", "％", "‰", "倍") or unit.startswith(("余", "多")) else unit


def without_unit(text: str, unit: str) -> str:
    """Return a cell without the unit that its head says."""
    number = cell_number(text)
    if not unit or number is None or number.unit != unit:
        return text
    return number.before + number.digits + number.after
