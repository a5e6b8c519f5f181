"""Reading back the workbook that clerks filled. In: xlsx bytes, the pack; out: what changed, and every bad cell at once.

Rows may be sorted, filtered and hidden, columns moved, sheets added; a formula counts by the result that is stored with it. A row
that is gone, a unit that differs or a text where a number belongs is a Problem with its cell, and then nothing changes.
"""

from decimal import Decimal
from typing import Any

from reportgen.errors import Problem
from reportgen.load.facts_workbook.changes import FactChange, raw_of, value_changes
from reportgen.load.facts_workbook.columns import BOUND_WORDS, FIELDS, OPEN_WORDS, SHEET, bound_of_cell, written
from reportgen.load.sources.records import SourceCell
from reportgen.load.sources.update import UnreadableValue, day_of, updated
from reportgen.load.sources.xlsx_book import DamagedWorkbook, Workbook, open_workbook
from reportgen.load.sources.xlsx_sheet import Worksheet, column_letters
from reportgen.model import Fact, Pack

__all__ = ["FactChange", "is_facts_workbook", "read_facts_workbook"]
_EARLIER = {field.earlier: field.head for field in FIELDS if field.earlier}
_UNREAD = ("id", "shown", "last", "source", "formula")


class _Bad(ValueError):
    """A cell that cannot be read."""


def is_facts_workbook(book: Workbook) -> bool:
    """Whether a workbook is one that was exported: it has the sheet and its column of ids."""
    if SHEET not in book.sheets:
        return False
    sheet = book.sheet(SHEET)
    heads = [str(sheet.cell(1, column, "").value or "").strip() for column in range(1, sheet.width + 1)]
    return (
        FIELDS[0].head in heads
        and sum(not {field.head, field.earlier}.isdisjoint(heads) for field in FIELDS) > len(FIELDS) // 2
    )


def read_facts_workbook(content: bytes, pack: Pack, name: str) -> tuple[list[FactChange], list[Problem]]:
    """Return the changes that a workbook holds; with any problem there are no changes."""
    try:
        book = open_workbook(content, name)
        if SHEET not in book.sheets:
            what = f"no sheet {SHEET}; there are: {', '.join(book.sheets)}"
            return [], [Problem(name, None, None, what, "begin from `reportgen facts export`")]
        sheet = book.sheet(SHEET)
        sheet.exact = True  # the formats of its cells are those of the export, not of the clerk
    except DamagedWorkbook as error:
        return [], [Problem(name, None, None, f"cannot be read as a workbook: {error}", "save it as .xlsx")]
    columns, problems = _columns(sheet, name)
    if problems:
        return [], problems
    reading = _Reading(sheet, columns, pack, name)
    for row in sheet.numbers:
        if row > 1:
            reading.row(row)
    reading.check_complete()
    return ([], reading.problems) if reading.problems else (reading.changes, [])


def _columns(sheet: Worksheet, name: str) -> tuple[dict[str, int], list[Problem]]:
    heads: dict[str, int] = {}
    problems = []
    for column in range(1, sheet.width + 1):
        written_head = str(sheet.cell(1, column, "").value or "").strip()
        text = _EARLIER.get(written_head, written_head)
        if text in heads:
            place = f"{name}, sheet {SHEET}, cell {column_letters(column)}1"
            problems.append(Problem(place, None, None, f"the column {text} stands twice", "remove one of them"))
        elif text:
            heads[text] = column
    needed = [field for field in FIELDS if field.editable or field.name in ("id", "unit")]
    missing = [field.head for field in needed if field.head not in heads]
    if missing:
        what = f"no column {', '.join(missing)} in row 1"
        problems.append(Problem(f"{name}, sheet {SHEET}", None, None, what, "put the heading back"))
    return {field.name: heads[field.head] for field in FIELDS if field.head in heads}, problems


class _Reading:
    """One workbook while its rows are read."""

    def __init__(self, sheet: Worksheet, columns: dict[str, int], pack: Pack, name: str) -> None:
        self.sheet, self.columns, self.pack, self.name = sheet, columns, pack, name
        self.changes: list[FactChange] = []
        self.problems: list[Problem] = []
        self.seen: dict[str, str] = {}

    def row(self, number: int) -> None:
        """Read one row."""
        cells = {field: self._cell(number, column) for field, column in self.columns.items()}
        if all(cell.value in (None, "") and not cell.trouble for cell in cells.values()):
            return
        key = _plain(cells["id"].value)
        fact = self.pack.facts.get(key)
        if fact is None or key in self.seen:
            what = f"{key} is also at {self.seen[key]}" if key in self.seen else f"no fact `{key}`"
            self._problem(cells["id"], what, "leave the column 编号 as it was")
            return
        self.seen[key] = cells["id"].place.rpartition(" ")[2]
        changes = self._changes(fact, cells)
        new = {change.field: change.new for change in changes}
        if changes and not _says_something(fact, new):
            self._problem(cells["value"], f"{key}: no value, words or items are left", "write a value")
        self.changes += changes

    def check_complete(self) -> None:
        """Report every fact whose row is gone."""
        place = f"{self.name}, sheet {SHEET}"
        for key in self.pack.own_facts():
            if key not in self.seen:
                hint = "put it back; facts.yaml is where facts end"
                self.problems.append(Problem(place, None, None, f"the row of {key} is gone", hint))

    def _cell(self, row: int, column: int) -> SourceCell:
        return self.sheet.cell(row, column, f"{self.name}, sheet {SHEET}, cell {column_letters(column)}{row}")

    def _changes(self, fact: Fact, cells: dict[str, SourceCell]) -> list[FactChange]:
        found: list[FactChange] = []
        for name in (field.name for field in FIELDS if field.name not in _UNREAD and field.name in cells):
            try:
                found += _change(fact, name, cells[name])
            except _Bad as error:
                what, _, hint = str(error).partition("; ")
                self._problem(cells[name], f"{fact.id}: {what}", hint or "correct the cell")
        last = {change.field: change for change in found}  # a bound in its own column wins over that of the value
        return list(last.values())

    def _problem(self, cell: SourceCell, what: str, hint: str) -> None:
        self.problems.append(Problem(cell.place, None, None, what, hint))


def _says_something(fact: Fact, new: dict[str, Any]) -> bool:
    return any(new.get(name, getattr(fact, name)) for name in ("words", "items", "formula")) or (
        new.get("value", fact.value) is not None
    )


def _change(fact: Fact, name: str, cell: SourceCell) -> list[FactChange]:
    if cell.trouble:
        raise _Bad(cell.trouble)
    old = written(fact, name)
    new = _value(cell, fact) if name == "value" else _day(cell) if name == "measured" else _text(cell)
    if old == new or (old in (None, "") and new in (None, "")):
        return []
    _check_open(fact, name, old, new)
    if name == "value":
        return _number_changes(fact, new, cell.place)
    if name == "bound":
        return _bound_changes(fact, str(new), cell.place)
    if name == "open_ended":
        if new not in OPEN_WORDS.values():
            raise _Bad(f"found {new!r}, expected 是 or nothing")
        return [FactChange(fact.id, name, fact.open_ended, new == OPEN_WORDS[True], cell.place)]
    if name == "items":
        items = [line.strip() for line in str(new).split("\n") if line.strip()]
        return [FactChange(fact.id, name, list(fact.items), items, cell.place)] if items != list(fact.items) else []
    if name == "label" and not new:
        raise _Bad("a fact needs a label")
    return [FactChange(fact.id, name, old, new or None, cell.place)]


def _check_open(fact: Fact, name: str, old: Any, new: Any) -> None:
    """A computed fact, one of another source, and a unit are not changed here."""
    if fact.formula is not None:
        raise _Bad(f"is computed ({fact.formula}); found {str(new)!r}, expected {str(old)!r}")
    if fact.origin is not None:
        raise _Bad(f"comes from {fact.origin}, and is changed there")
    if name == "unit":
        raise _Bad(f"found the unit {new!r}, expected {old!r}")


def _number_changes(fact: Fact, new: Any, place: str) -> list[FactChange]:
    if new is None:
        return [FactChange(fact.id, "value", None if fact.value is None else f"{fact.value:f}", None, place)]
    if isinstance(new, Decimal):
        return value_changes(fact, {**raw_of(fact), "value": f"{new:f}", "upper": None, "fraction": None}, place)
    try:
        raw = updated({**raw_of(fact), "words": None}, new)
    except UnreadableValue as error:
        raise _Bad(str(error)) from error
    if raw["bound"] == "exact":  # a number alone leaves the bound to its own column
        raw |= {"bound": fact.bound, "word": fact.word}
    return value_changes(fact, raw, place)


def _bound_changes(fact: Fact, text: str, place: str) -> list[FactChange]:
    found = bound_of_cell(text)
    if found is None:
        raise _Bad(f"found the bound {text!r}, expected one of {'、'.join(BOUND_WORDS.values())}")
    bound, word = found
    if bound in ("range", "fraction") and bound != fact.bound:
        raise _Bad(f"found the bound {text!r}; write the range (15～20) or fraction (1/80) into 数值")
    changes = [("bound", fact.bound, bound), ("word", fact.word, word or None)]
    return [FactChange(fact.id, name, was, now, place) for name, was, now in changes if was != now]


def _day(cell: SourceCell) -> str:
    try:
        return day_of(cell.value)
    except UnreadableValue as error:
        raise _Bad(str(error)) from error


def _text(cell: SourceCell) -> str:
    if isinstance(cell.value, bool) or (
        cell.value is not None and not isinstance(cell.value, str | int | float | Decimal)
    ):
        raise _Bad(f"found {str(cell.value)!r}, expected text")
    return _plain(cell.value)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return f"{int(value)}"
    return "" if value is None else str(value).strip()


def _value(cell: SourceCell, fact: Fact) -> Decimal | str | None:
    """The number in a cell; a text where it says more than a number, such as 8.5万 or 45%."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        return value.strip()
    raise _Bad(f"found {value}, expected a number{' of ' + fact.unit if fact.unit else ''}")
