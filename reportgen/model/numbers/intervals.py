"""The interval of a fact in the base unit of what it measures, so that facts of different units are added and held together."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.numbers.extent import extent
from reportgen.model.numbers.units import measure

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

End = Fraction | float


def interval(fact: "Fact") -> tuple[End, End]:
    """Return the least and the greatest value that a fact allows; ValueError for a fact without a value."""
    found, factor = extent(fact), measure(fact.unit).factor
    return _end(found.least, factor), _end(found.most, factor)


def excludes(one: "Fact", other: "Fact") -> bool:
    """Return whether two facts cannot both be true of one thing; 超过300 and 300 cannot, 至少300 and 300 can."""
    (low, high), (least, most) = interval(one), interval(other)
    if high < least or most < low:
        return True
    mine, others = extent(one), extent(other)
    return (high == least and not (mine.most_closed and others.least_closed)) or (
        most == low and not (others.most_closed and mine.least_closed)
    )


def _end(value: Decimal, factor: Fraction) -> End:
    return Fraction(value) * factor if value.is_finite() else float(value)
