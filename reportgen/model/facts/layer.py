"""What a pack says of a source of values: where it lies and how its facts are found in it. Secrets are only named."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import model_validator

from reportgen.model.base import ModelBase


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: the key of a layer that it marks holds its address.

    The kind `sqlite` is the file `load/sources/kinds/sqlite.py`, which has its reader; a test says what is missing where one
    stands alone.
    """

    outside: bool = False  # its values lie in no file of the pack
    query: bool = False  # it is asked by a query
    name: str = "{}"  # what the ledger calls it, by its address


class Layer(ModelBase):
    """One source that overrides what stands before it; exactly one of the keys that a SourceKind marks.

    `cells` names a cell or range for each fact of a workbook; otherwise rows are read, their columns found by `columns` (field to
    heading) or by usual names (编号, 指标, 数值, 单位, 界限, 时点, 数据日期). `measured` is the day of its values. `database` and `headers`
    name environment variables.
    """

    file: Annotated[str | None, SourceKind()] = None
    sqlite: Annotated[str | None, SourceKind(query=True)] = None
    database: Annotated[str | None, SourceKind(outside=True, query=True, name="database {}")] = None
    url: Annotated[str | None, SourceKind(outside=True)] = None
    query: str | None = None
    sheet: str | None = None
    cells: dict[str, str] = {}
    columns: dict[str, str] = {}
    path: str = ""
    headers: dict[str, str] = {}
    source: str | None = None
    measured: date | None = None
    optional: bool = False
    ignore: tuple[str, ...] = ()  # columns, and rows by id or label, that are known and not used
    hidden: bool = False  # whether hidden and filtered rows and columns of a workbook are taken too

    @model_validator(mode="after")
    def _is_one_source(self) -> "Layer":
        given = [key for key in source_kinds() if getattr(self, key)]
        if len(given) != 1:
            raise ValueError(f"a layer has exactly one of {', '.join(source_kinds())}")
        if self.source_kind.query and not self.query:
            raise ValueError("a database needs a query, such as `select id, value, unit from facts`")
        return self

    @property
    def kind(self) -> str:
        """The key that names the source: file, sqlite …"""
        return next(key for key in source_kinds() if getattr(self, key))

    @property
    def source_kind(self) -> SourceKind:
        """What is known of sources of this kind."""
        return source_kinds()[self.kind]

    @property
    def address(self) -> str:
        """Where the source lies: a path in the pack, the name of an environment variable, a URL."""
        return str(getattr(self, self.kind))

    def name(self) -> str:
        """Return what the ledger calls this source."""
        return self.source_kind.name.format(self.address)


@cache
def source_kinds() -> dict[str, SourceKind]:
    """Return the kinds of sources by their keys, the table that the fields of a layer are."""
    return {
        key: mark
        for key, field in Layer.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, SourceKind)
    }
