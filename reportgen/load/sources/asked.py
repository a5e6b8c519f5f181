"""What is asked of one table of data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class Asked:
    """Columns (none named: all) and how many of the last rows (None: all) are shown; `texts` may name single cells."""

    texts: str = ""
    columns: set[str] = field(default_factory=set)
    every_column: bool = False
    last: int = 0
    every_row: bool = False

    def show(self, columns: Iterable[object], last: object) -> None:
        """Ask for columns and last rows, as a table or figure does."""
        named = {str(column) for column in columns if column}
        self.columns |= named
        self.every_column |= not named
        if isinstance(last, int) or (isinstance(last, str) and last.isdigit()):
            self.last = max(self.last, int(last))
        else:
            self.every_row = True

    def whole_column(self, column: str) -> None:
        """Ask for a column with all its rows."""
        self.columns.add(column)
        self.every_row = True

    def wants_column(self, table: str, name: str) -> bool:
        """Whether a column is shown, or a cell of it is named."""
        return self.every_column or name in self.columns or name in self._cells(table)[1]

    def wants_row(self, table: str, key: str) -> bool:
        """Whether a cell of a row is named."""
        return key in self._cells(table)[0]

    def tables(self) -> Iterable[str]:
        """Return the tables of which a text names a cell."""
        return self._named

    def names_cells(self, table: str) -> bool:
        """Whether any single cell is named."""
        return bool(self._cells(table)[0])

    def _cells(self, table: str) -> tuple[set[str], set[str]]:
        return self._named.get(table, (set(), set()))

    @cached_property
    def _named(self) -> dict[str, tuple[set[str], set[str]]]:
        """The rows and columns of the cells that the texts name, by table: f["output.2023年.产值"], output["2023年", "产值"]."""
        found: dict[str, tuple[set[str], set[str]]] = {}
        pattern = r"""["']([\w-]+)\.([^"']+)\.([^"'.]+)["']|([\w-]+)\[\s*["']([^"']+)["']\s*,\s*["']([^"']+)["']\s*\]"""
        for table, row, column, of, at, name in re.findall(pattern, self.texts):
            rows, columns = found.setdefault(table or of, (set(), set()))
            rows.add(row or at)
            columns.add(column or name)
        return found
