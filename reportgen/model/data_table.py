"""Tables of data: a source of rows and columns whose numbers are facts. A cell is a fact by id, or a text without a number."""

from pydantic import Field, model_validator

from reportgen.model.base import ModelBase
from reportgen.model.facts.layer import Layer


class DataCell(ModelBase):
    """One cell: the fact that it shows, or its text; both empty where nothing is known."""

    text: str = ""
    fact: str | None = None


class DataColumn(ModelBase):
    """One column: its id, its heading without the unit, the unit that all its numbers share, whether it holds numbers.

    `scale` is the one in which all its numbers are printed: 万 where 700000 of 人 stands as 70 under 万人.
    """

    id: str
    head: DataCell
    unit: str = ""
    scale: str = ""
    numeric: bool = False

    @property
    def printed_unit(self) -> str:
        """The unit as the head of the column prints it."""
        return self.scale + self.unit


class DataTable(ModelBase):
    """A table as its source has it; the first column names the rows."""

    id: str
    label: str = ""
    source: str = ""
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[DataCell, ...], ...]

    def fact_ids(self) -> tuple[str, ...]:
        """Return every fact that the table holds."""
        cells = [*(column.head for column in self.columns), *(cell for row in self.rows for cell in row)]
        return tuple(cell.fact for cell in cells if cell.fact)

    def column(self, name: str) -> tuple[DataCell, ...]:
        """Return the cells of a column, by its id; a ValueError lists the columns that exist."""
        for number, column in enumerate(self.columns):
            if column.id == name:
                return tuple(row[number] for row in self.rows)
        there = ", ".join(column.id for column in self.columns)
        raise ValueError(f"the table {self.id} has no column `{name}`; there are: {there}")


class DataSource(Layer):
    """Where a table of data lies, found as a layer is; `columns` (id to heading) chooses and orders columns, else all are taken.

    `key` is the heading of the column that names the rows, the first one if it is not given. `units` holds units that no
    heading and no cell tells, `texts` the columns that are words though they look like numbers.
    """

    id: str = Field(pattern=r"^[\w][\w-]*$")
    label: str = ""
    area: str | None = None
    head_rows: int = Field(default=1, ge=1, le=4)
    key: str | None = None
    units: dict[str, str] = {}
    texts: tuple[str, ...] = ()
    good_for: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _is_a_table(self) -> "DataSource":
        if self.cells:
            raise ValueError("a table has rows; single cells belong under `layers`")
        if self.optional:
            raise ValueError("a table that a document shows cannot be optional")
        return self
