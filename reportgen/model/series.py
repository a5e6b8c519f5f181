"""Columns of data in a figure: a series of numbers, gaps and facts; and dated events."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from reportgen.model.base import ModelBase

_FACT_ID = re.compile(r"[A-Za-z_][\w-]*|[^\W\d][\w-]*\.\S+")  # or of a cell of a table of data: output.工业.2023年


def _number_or_fact(given: Any) -> Any:
    """A number as written, a gap, or the id of a fact; anything else is told with what would fit."""
    if given is None or isinstance(given, Decimal):
        return given
    if isinstance(given, bool):
        raise ValueError("is neither a number nor the id of a fact; a gap is written null")
    text = str(given).strip()
    if _FACT_ID.fullmatch(text) and text.lower() not in ("nan", "inf", "infinity"):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("is neither a number nor the id of a fact; a gap is written null") from None
    if not number.is_finite():
        raise ValueError("is not finite; a value that is not known is written null")
    return number


Value = Annotated[Decimal | str | None, BeforeValidator(_number_or_fact)]


class Series(ModelBase):
    """One column of data: its name, a value for each category, its unit where it is not that of the figure.

    With `history` the values are those that a fact had in the editions before this one, and its present one; with `of` those of
    a column of the table of data that the figure names.
    """

    name: str = ""
    values: tuple[Value, ...] = ()
    history: str | None = None
    of: str | None = None
    highlight: bool = False
    unit: str | None = None

    @model_validator(mode="after")
    def _has_values(self) -> "Series":
        if self.history is None and self.of is None and not self.name:
            raise ValueError("a series has a name")
        if [self.history is None, self.of is None, not self.values].count(False) != 1:
            raise ValueError(
                "a series has `values`, `history: ID` of a fact, or `of: COLUMN` of the figure's table of data"
            )
        return self

    def fact_ids(self) -> tuple[str, ...]:
        """Return the facts among the values."""
        named = (self.history,) if self.history is not None else ()
        return (*named, *(value for value in self.values if isinstance(value, str)))


class Event(ModelBase):
    """One node of a timeline: when, and what."""

    when: str
    text: str
    highlight: bool = False
