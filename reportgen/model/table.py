"""Tables of the report."""

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from reportgen.model.base import ModelBase


class Column(ModelBase):
    """A column: head, width in mm, alignment; `of` names a column of data, which then knows its head itself.

    A column without a width gets one that fits its content.
    """

    head: str = ""
    width_mm: Decimal | None = None
    align: Literal["left", "right", "center"] = "left"
    of: str | None = None


class Table(ModelBase):
    """A three-line table; cells are Jinja over facts, or come from a table of data: all rows, or the last so many.

    `landscape` turns its page: true or false; where nothing is said, a table turns that fits no other way.
    """

    id: str
    caption: str
    data: str | None = None
    last: int | None = Field(default=None, gt=0)
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    landscape: bool | None = None

    @model_validator(mode="after")
    def _rows_fit_the_columns(self) -> "Table":
        if self.data is None:
            self._check_written()
        elif self.rows:
            raise ValueError("a table has `data` or `rows`, not both")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        return self

    def _check_written(self) -> None:
        """A table that is written out names its heads itself."""
        if not self.columns:
            raise ValueError("a table has columns and rows, or `data: ID` of a table of data")
        for column in self.columns:
            if not column.head:
                raise ValueError("a column has `head`; `of` belongs to a table with `data`")
