"""Owns tables of the report."""

from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from reportgen.model.base import Noun


class Column(Noun):
    """A column: head, width in mm, alignment."""

    head: str
    width_mm: Decimal
    align: Literal["left", "right", "center"] = "left"


class Table(Noun):
    """A three-line table; cells are Jinja over facts."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @model_validator(mode="after")
    def _rows_fit_the_columns(self) -> "Table":
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        return self
