"""One quantity as it is printed: value, unit and bound with its own word, in prose, in a cell, in a column, on a card."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.model.numbers.bounds import AFTER, BETWEEN, sign, usual_word
from reportgen.model.numbers.quantity import common_scale, padded, shifted, written
from reportgen.model.numbers.rounding import and_more
from reportgen.model.numbers.units import split_scale

_PER_HEAD = {"人": "人均", "户": "户均"}
_OWN_IN_RANGES = ("%", "‰", "℃")  # stands at both ends of a range


class Runs(NamedTuple):
    """A quantity as the runs of a number card: word before, number, unit, word after."""

    before: str
    number: str
    unit: str
    after: str


@dataclass(frozen=True)
class PrintedAmount:
    """A quantity. `word` is the bound's own word, `upper` the other end of a range, `fraction` a value written 1/80.

    `scale` (万, 亿, empty) is the one that a column, series or row of cards shares; None chooses the largest that is exact.
    """

    value: Decimal
    unit: str = ""
    bound: str = "exact"
    word: str = ""
    upper: Decimal | None = None
    fraction: str = ""
    scale: str | None = None
    places: int = 0  # decimals that its column has at least

    def prose(self) -> str:
        """Return the quantity in a sentence: 不足10万人, 8.5万人左右, 1200多家, 15%～20%, 人均3万元."""
        before, number, unit, after = self.card()
        return f"{before}{self._joined(number, unit)}{after}"

    def cell(self) -> str:
        """Return the quantity in a cell that shows its unit: signs for percentages, words for quantities."""
        if self.unit == "%" and sign(self.bound):
            return f"{sign(self.bound)}{self.digits()}%"
        return self.prose()

    def column(self) -> str:
        """Return the quantity in a column of its unit, without the unit: 53,014, <10, 约8.5, 1200多, 15～20."""
        after = self.said if self.bound in ("approx_above", "more_after") else ""
        return f"{sign(self.bound)}{self.digits()}{after}"

    def number(self) -> str:
        """Return the number with the word of its bound, without its unit."""
        return f"{self._before()}{self.digits()}{self._after() or self._between()}"

    def digits(self) -> str:
        """Return the number alone; both ends of a range."""
        if self.fraction:
            return self.fraction
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        scale = self._scale()
        return "～".join(written(padded(shifted(end, scale), self.places), self.unit) for end in ends)

    def printed_unit(self) -> str:
        """Return the unit as it is printed: 万人 for 700000 of 人."""
        return self._scale() + self.unit

    def card(self) -> Runs:
        """Return the quantity as the runs of a number card."""
        number, unit = self.digits(), self.printed_unit()
        head, rest = self._per_head(unit)
        after = self._after()
        if self._between():
            unit = and_more(number, rest, self._between())
            return Runs(head, number, unit, "")
        return Runs(f"{head}{self._before()}", number, rest, after)

    def in_scale(self, scale: str) -> "PrintedAmount":
        """Return the quantity in the scale of its neighbours."""
        return replace(self, scale=scale)

    @property
    def said(self) -> str:
        """The word of the bound: its own, or the usual one; empty for an exact value."""
        return self.word or usual_word(self.bound)

    def _before(self) -> str:
        return "" if self.said in AFTER or self.said in BETWEEN else self.said

    def _after(self) -> str:
        return self.said if self.said in AFTER else ""

    def _between(self) -> str:
        return self.said if self.said in BETWEEN else ""

    def _scale(self) -> str:
        if self.scale is not None:
            return self.scale
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        return "" if self.fraction else common_scale(ends, self.unit)

    def _per_head(self, unit: str) -> tuple[str, str]:
        """元/人 is printed 人均…元; other compound units stay as they are written."""
        above, slash, below = unit.partition("/")
        head = _PER_HEAD.get(below) if slash else None
        return (head, above) if head and "元" in above else ("", unit)

    def _joined(self, number: str, unit: str) -> str:
        """A number and its unit; of a range the first end takes % or the scale too: 15%～20%, 5万～8万人."""
        if self.upper is None or self.fraction:
            return number + unit
        low, _, high = number.partition("～")
        inner = unit if unit in _OWN_IN_RANGES else split_scale(unit)[0]
        return f"{low}{inner}～{high}{unit}"
