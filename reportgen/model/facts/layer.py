"""What a pack says of a source of values: where it lies and how its facts are found in it. Secrets are only named."""

from datetime import date

from pydantic import model_validator

from reportgen.model.base import Noun


class Layer(Noun):
    """One source that overrides what stands before it; exactly one of file, sqlite, database and url.

    `cells` names a cell or range for each fact of a workbook; otherwise rows are read, their columns found by `columns` (field to
    heading) or by usual names (编号, 指标, 数值, 单位, 界限, 时点, 数据日期). `measured` is the day of its values. `database` and `headers`
    name environment variables.
    """

    file: str | None = None
    sqlite: str | None = None
    database: str | None = None
    url: str | None = None
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
        given = [name for name in ("file", "sqlite", "database", "url") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("a layer has exactly one of file, sqlite, database, url")
        if given[0] in ("sqlite", "database") and not self.query:
            raise ValueError("a database needs a query, such as `select id, value, unit from facts`")
        return self

    def name(self) -> str:
        """Return what the ledger calls this source."""
        return self.file or self.sqlite or (f"database {self.database}" if self.database else "") or (self.url or "")
