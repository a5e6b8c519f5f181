"""A table of data of a grid: its head found, its numbers read as facts, each with its cell. In: Grid; out: Table.

The fact of a cell is named TABLE.ROW.COLUMN (output.2023年.产值). A text that holds a number (2023年) is a fact too, with its words,
so that nothing that a table shows is unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportgen.errors import Problem
from reportgen.load.sources.asked import Asked
from reportgen.load.sources.reading import read_grid
from reportgen.load.sources.records import HEADINGS, CellGrid, SourceCell
from reportgen.load.sources.table_body import body_of, written
from reportgen.load.sources.table_head import Heads, heads_of
from reportgen.load.sources.update import Raw, UnreadableValue, thing_of, updated, whole_number
from reportgen.load.written.row_labels import is_unit
from reportgen.load.written.written_number import UnclearNumber, written_number
from reportgen.model.data_table import DataCell, DataColumn, DataSource, DataTable
from reportgen.model.numbers.quantity import common_scale, places_of, shifted
from reportgen.model.numbers.reading import Reader

_TIMES = ("年", "月", "日", "号", "季度", "期", "届", "周年", "年度")
_TIME_HEADS = ("年", "年份", "日期", "月份", "季度")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|$)")
_SCALE = "万亿|千亿|千万|百万|亿|万"


@dataclass
class ReadTable:
    """A table with the raw facts of its cells, and what could not be read."""

    table: DataTable | None = None
    facts: dict[str, Raw] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def read_table(source: DataSource, folder: Path, asked: Asked | None = None) -> ReadTable:
    """Return the table of a source; of a large one the rows and columns that are asked for."""
    return table_of(read_grid(source, folder), source, asked)


def table_of(grid: CellGrid, source: DataSource, asked: Asked | None = None) -> ReadTable:
    """Return the table that lies in a grid."""
    heads, problems = heads_of(grid, source)
    if heads is None:
        return ReadTable(problems=problems)
    table = _Making(grid, source, heads, asked).made()
    table.notices += grid.notices
    return table


class _Making:
    """One table while its cells are read."""

    def __init__(self, grid: CellGrid, source: DataSource, heads: Heads, asked: Asked | None) -> None:
        self.source, self.heads = source, heads
        self.body = body_of(grid, heads, source.id, asked)
        self.asked = asked if self.body.partial else None
        self.rows, self.keys = self.body.rows, self.body.keys
        self.reader = Reader(tuple(unit for unit in (*heads.units, *source.units.values()) if unit))
        self.facts: dict[str, Raw] = {}
        self.problems: list[Problem] = []
        self.row_unit = heads.position(HEADINGS["unit"])

    def made(self) -> ReadTable:
        """Return the table; with a problem it has none."""
        columns = [self._column(number) for number in range(len(self.heads.ids))]
        if not self.rows:
            self.problems.append(Problem(self.heads.place, None, None, "has no rows under its head", "add a row"))
        if self.problems:
            return ReadTable(problems=self.problems)
        cells = [column[1] for column in columns]
        table = DataTable(
            id=self.source.id, label=self.source.label or self.heads.title, source=self.source.source or "",
            columns=tuple(column[0] for column in columns), rows=tuple(zip(*cells, strict=True)),
        )  # fmt: skip
        return ReadTable(table, self.facts)

    def _column(self, number: int) -> tuple[DataColumn, list[DataCell]]:
        name, text = self.heads.ids[number], self.heads.texts[number]
        head = self._words(f"{self.source.id}.{name}", text, self.heads.cells[number], text)
        if number and self.asked is not None and not self.asked.wants_column(self.source.id, name):
            return DataColumn(id=name, head=head, unit=self._unit(number)), [DataCell()] * len(self.rows)
        cells = [row[number] for row in self.rows]
        if number == 0:
            cells = [SourceCell(label, cell.place) for label, cell in zip(self.body.labels, cells, strict=True)]
        if not self._is_numeric(number, cells):
            return DataColumn(id=name, head=head), [
                self._word_cell(key, name, cell) for key, cell in zip(self.keys, cells, strict=True)
            ]
        unit = self._unit(number)
        found: list[DataCell] = []
        facts: list[Raw] = []
        for at, row in enumerate(self.rows):
            found.append(self._number(at, number, row, unit or self._written_unit(row[number], facts)))
            facts += [self.facts[cell.fact] for cell in found[-1:] if cell.fact]
        units = {fact["unit"] for fact in facts}
        shared = units.pop() if len(units) == 1 else ""
        scale = _align(facts, shared) if shared else ""
        return DataColumn(id=name, head=head, unit=shared, scale=scale, numeric=True), found

    def _is_numeric(self, number: int, cells: Sequence[SourceCell]) -> bool:
        """Whether a column holds numbers: its unit says so, or one of its cells does; times and names are words."""
        name, text = self.heads.ids[number], self.heads.texts[number]
        if number == 0 or name in self.source.texts or text in self.source.texts or number == self.row_unit:
            return False
        if self._unit(number):
            return True
        if text in HEADINGS["period"] or (text.endswith(_TIME_HEADS) and not _YEAR.search(text)):
            return False
        return any(self._looks_numeric(cell) for cell in cells)

    def _looks_numeric(self, cell: SourceCell) -> bool:
        if cell.blank or isinstance(cell.value, bool | date):
            return False
        if isinstance(cell.value, int | float | Decimal):
            return True
        try:
            number = whole_number(written_number(str(cell.value)).text, self.reader)
        except UnclearNumber:
            return False
        return number is not None and not number.chinese and number.unit not in _TIMES

    def _number(self, at: int, number: int, row: Sequence[SourceCell], unit: str) -> DataCell:
        cell, key = row[number], self.keys[at]
        if cell.trouble:
            self.problems.append(cell.problem())
            return DataCell()
        if cell.blank:
            return DataCell(text="—")
        stated = unit or self._unit_of_row(row) or self.body.units[at] or self._unit_above(cell)
        name = f"{self.source.id}.{key}.{self.heads.ids[number]}"
        label = f"{key}{self.heads.texts[number]}"
        fact: Raw = {"id": name, "label": label, "kind": "level", "unit": stated}
        try:
            fact = updated(fact, cell.value, stated, "", cell.percent)
        except UnreadableValue as error:
            hint = f"correct the cell; a column of words is named under `texts: [{self.heads.ids[number]}]`"
            self.problems.append(Problem(cell.place, None, None, str(error), hint))
            return DataCell()
        if fact["unit"] == "%":
            fact["kind"] = "share"
        year = _YEAR.search(key) or _YEAR.search(self.heads.texts[number])
        if year:
            fact["period"] = year.group(1)
        self._keep(fact, cell)
        return DataCell(fact=name)

    def _unit(self, number: int) -> str:
        """The unit of a column, as the pack or its heading says it."""
        given = self.source.units
        return given.get(self.heads.ids[number]) or given.get(self.heads.texts[number]) or self.heads.units[number]

    def _written_unit(self, cell: SourceCell, before: Sequence[Raw]) -> str:
        """The unit that a cell itself writes (1137亿元), or the one above it in the column that counts the same."""
        numbers = [] if cell.percent else [one for one in self.reader.numbers(str(cell.value)) if one.unit]
        if not numbers:
            return ""
        match = re.search(f"({_SCALE})?[余多]?{re.escape(numbers[0].unit)}", numbers[0].text)
        written = (match.group(1) or "") + numbers[0].unit if match else numbers[0].unit
        same = [fact["unit"] for fact in before if thing_of(fact["unit"]) == thing_of(written)]
        return str(same[0]) if same else written

    def _unit_of_row(self, row: Sequence[SourceCell]) -> str:
        cell = None if self.row_unit is None else row[self.row_unit]
        return "" if cell is None or cell.blank else str(cell.value).strip()

    def _unit_above(self, cell: SourceCell) -> str:
        """What stands over the table (单位：亿元) or over its labels (行业（亿元）), for a cell that says no unit of its own."""
        if cell.percent or any(number.unit for number in self.reader.numbers(str(cell.value))):
            return ""
        over = self.heads.units[0]
        return over if over and is_unit(over) else self.heads.above

    def _word_cell(self, key: str, column: str, cell: SourceCell) -> DataCell:
        text = "—" if cell.blank else written(cell.value)
        return self._words(f"{self.source.id}.{key}.{column}", text, cell, key)

    def _words(self, name: str, text: str, cell: SourceCell, label: str) -> DataCell:
        """A text; one that holds a number is a fact of its words."""
        if not any(True for _ in self.reader.numbers(text)) and not re.search(r"\d", text):
            return DataCell(text=text)
        self._keep({"id": name, "label": label, "kind": "list", "words": text}, cell)
        return DataCell(fact=name)

    def _keep(self, fact: Raw, cell: SourceCell) -> None:
        age = {"good_for": self.source.good_for, "measured": self.source.measured}
        self.facts[fact["id"]] = {**fact, "source": self.source.source, "origin": _origin(cell), **age}


def _align(facts: Sequence[Raw], unit: str) -> str:
    """Give the numbers of a column one scale, the largest that is exact for all, and the decimals of the most exact one."""
    numbers = [fact for fact in facts if fact.get("bound") != "fraction"]
    ends = [Decimal(str(fact[name])) for fact in numbers for name in ("value", "upper") if fact.get(name) is not None]
    scale = common_scale(ends, unit)
    places = max((places_of(shifted(end, scale)) for end in ends), default=0)
    for fact in numbers:
        fact["aligned"] = {"scale": scale, "decimals": places}
    return scale


def _origin(cell: SourceCell) -> str:
    """The place of a cell, and what is stored in it where fewer digits are shown."""
    return f"{cell.place} (stored {cell.stored})" if cell.stored else cell.place
