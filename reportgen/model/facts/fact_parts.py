"""What a fact is made of besides its value: base of an index, location in the source, alignment, values that it replaced."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from reportgen.model.base import ModelBase


class Base(ModelBase):
    """What an index or multiple is measured against."""

    label: str | None = None
    value: Decimal | None = None
    year: int | None = None


class Locator(ModelBase):
    """Where the source says it: a line, and a phrase that stands on it."""

    line: int
    anchor: str = ""


class Alignment(ModelBase):
    """How the column of a fact prints all its numbers: in one scale (万, 亿 or none), with at least so many decimals."""

    scale: str = ""
    decimals: int = Field(default=0, ge=0)


class Overridden(ModelBase):
    """A value that a later source replaced: as it was printed, its source, the day it was measured, its origin."""

    text: str
    source: str | None = None
    measured: date | None = None
    origin: str | None = None


class CardText(ModelBase):
    """A fact as the runs of a number card: qualifier, number, unit, qualifier after."""

    before: str = ""
    number: str
    unit: str = ""
    after: str = ""
