"""Relations: what must hold between the numbers of a pack, stated once and checked at every build and import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import Field, field_validator, model_validator

from reportgen.model.base import ModelBase
from reportgen.model.data_table import DataCell, DataTable


class Relation(ModelBase):
    """A sum and its total, or the parts of a whole.

    Names are ids of facts, or with `for_each` columns of tables of data (output.一产), one check for each row. `within` is a tolerance
    in the unit of the total; without it that of the decimals. Parts without `of` are declared to make up a whole of their own.
    """

    sum: tuple[str, ...] = ()
    equals: str | None = None
    parts: tuple[str, ...] = ()
    of: str | None = None
    for_each: str | None = None
    within: Decimal | None = Field(default=None, ge=0)

    @field_validator("sum", "parts", mode="before")
    @classmethod
    def _terms(cls, given: Any) -> Any:
        """A list of names, or one text: a + b + c."""
        return tuple(term.strip() for term in given.split("+")) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _is_whole(self) -> "Relation":
        if bool(self.sum) == bool(self.parts):
            raise ValueError("a relation has `sum` and `equals`, or `parts` and `of`")
        if self.sum and (self.equals is None or self.of is not None):
            raise ValueError("a `sum` has `equals: ID`, its total")
        if self.parts and self.equals is not None:
            raise ValueError("`parts` have `of: ID`, their whole; `equals` belongs to `sum`")
        if len(self.terms) < 2 or not all(self.terms):
            raise ValueError("a relation names two facts or more")
        return self

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of what is added up."""
        return self.sum or self.parts

    @property
    def total(self) -> str | None:
        """The name of the total or whole."""
        return self.equals or self.of

    def names(self) -> tuple[str, ...]:
        """Return every name of the relation."""
        return (*self.terms, *([self.total] if self.total else []))

    def __str__(self) -> str:
        return " + ".join(self.terms) + (f" = {self.total}" if self.total else "")


@dataclass(frozen=True)
class Instance:
    """One relation between facts by id; `row` names the row of a relation for each row."""

    terms: tuple[str, ...]
    total: str | None
    row: str = ""


def instances(relation: Relation, tables: Mapping[str, DataTable]) -> list[Instance]:
    """Return what a relation says of single facts; rows with a gap say nothing. ValueError for a table or column that is not there."""
    if relation.for_each is None:
        return [Instance(relation.terms, relation.total)]
    columns = [_column(name, relation.for_each, tables) for name in relation.names()]
    found = []
    for row in columns[0]:
        ids = [column.get(row) for column in columns]
        if all(ids):
            known = tuple(key for key in ids if key is not None)
            terms = known[: len(relation.terms)]
            found.append(Instance(terms, known[-1] if relation.total else None, row))
    return found


def _column(name: str, key: str, tables: Mapping[str, DataTable]) -> dict[str, str | None]:
    """The facts of a column by the name of their row."""
    table_id, _, column = name.partition(".")
    table = tables.get(table_id)
    if table is None:
        raise ValueError(f"no table of data `{table_id}`; there are: {', '.join(sorted(tables)) or 'none'}")
    first = table.columns[0]
    if key not in (first.id, first.head.text):
        raise ValueError(f"`for_each: {key}` is not the first column of {table_id}, which is {first.id}")
    cells = table.column(column)
    names = (_row_name(row[0], f"{table_id}.", f".{first.id}") for row in table.rows)
    return {name: cell.fact for name, cell in zip(names, cells, strict=True)}


def _row_name(cell: DataCell, before: str, after: str) -> str:
    """The name of a row: the text of its first cell, or what stands between table and column in the id of its fact."""
    return cell.text if cell.fact is None else cell.fact.removeprefix(before).removesuffix(after)


def declared_parts(relations: tuple[Relation, ...], tables: Mapping[str, DataTable]) -> Iterator[frozenset[str]]:
    """Yield the sets of facts that are declared to be the parts of a whole."""
    for relation in relations:
        if relation.parts:
            yield from (frozenset(one.terms) for one in instances(relation, tables))
