"""Owns reading back the workbook that clerks filled. In: xlsx bytes, the pack; out: what changed, and every bad cell at once.

Rows may be sorted and columns moved; sheets may be added. A row that is gone, a unit that differs or a text where a number
belongs is a Problem with its cell, and then nothing changes.
"""

import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.errors import Problem
from reportgen.load.facts_workbook.columns import BOUND_KEYS, FIELDS, OPEN_WORDS, SHEET, written
from reportgen.load.sources.update import UnreadableValue, day_of
from reportgen.model import Fact, Pack


@dataclass(frozen=True)
class FactChange:
    """One field of a fact, before and after, as it is written in facts.yaml."""

    fact_id: str
    field: str
    old: Any
    new: Any
    place: str


class _Bad(ValueError):
    """A cell that can not be read."""


def read_facts_workbook(content: bytes, pack: Pack, name: str) -> tuple[list[FactChange], list[Problem]]:
    """Return the changes that a workbook holds; with any problem there are no changes."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except Exception as error:  # the library raises many kinds for a damaged file
        what = f"cannot be read as a workbook: {type(error).__name__}"
        return [], [Problem(name, None, None, what, "save it as .xlsx")]
    if SHEET not in book.sheetnames:
        what = f"no sheet {SHEET}; there are: {', '.join(book.sheetnames)}"
        return [], [Problem(name, None, None, what, "begin from `reportgen facts export`")]
    sheet = book[SHEET]
    columns, problems = _columns(sheet, name)
    if problems:
        return [], problems
    changes: list[FactChange] = []
    seen: dict[str, str] = {}
    for row in range(2, sheet.max_row + 1):
        changes += _row(sheet, row, columns, pack, name, problems, seen)
    for key in pack.own_facts():
        if key not in seen:
            what = f"the row of {key} is gone"
            problems.append(
                Problem(f"{name}, sheet {SHEET}", None, None, what, "put it back; facts.yaml is where facts end")
            )
    return ([], problems) if problems else (changes, [])


def _columns(sheet: Any, name: str) -> tuple[dict[str, int], list[Problem]]:
    heads: dict[str, int] = {}
    problems = []
    for column in range(1, sheet.max_column + 1):
        text = str(sheet.cell(1, column).value or "").strip()
        if text in heads:
            place = f"{name}, sheet {SHEET}, cell {sheet.cell(1, column).coordinate}"
            problems.append(Problem(place, None, None, f"the column {text} stands twice", "remove one of them"))
        elif text:
            heads[text] = column
    needed = [field for field in FIELDS if field.editable or field.name in ("id", "unit")]
    missing = [field.head for field in needed if field.head not in heads]
    if missing:
        what = f"no column {', '.join(missing)} in row 1"
        problems.append(Problem(f"{name}, sheet {SHEET}", None, None, what, "put the heading back"))
    return {field.name: heads[field.head] for field in FIELDS if field.head in heads}, problems


def _row(
    sheet: Any, row: int, columns: dict[str, int], pack: Pack, name: str, problems: list[Problem], seen: dict[str, str]
) -> list[FactChange]:
    cells = {field: sheet.cell(row, column) for field, column in columns.items()}
    if all(cell.value in (None, "") for cell in cells.values()):
        return []

    def place(field: str) -> str:
        return f"{name}, sheet {SHEET}, cell {cells[field].coordinate}"

    key = str(cells["id"].value or "").strip()
    fact = pack.facts.get(key)
    if fact is None or key in seen:
        what = f"{key} stands at {seen[key]} too" if key in seen else f"no fact `{key}`"
        problems.append(Problem(place("id"), None, None, what, "leave the column 编号 as it was"))
        return []
    seen[key] = cells["id"].coordinate
    changes = []
    for field in FIELDS:
        if field.name in ("id", "shown", "last", "source", "formula") or field.name not in cells:
            continue
        try:
            changes += _change(fact, field.name, cells[field.name], place(field.name))
        except _Bad as error:
            problems.append(Problem(place(field.name), None, None, f"{key}: {error}", "correct the cell"))
    new = {change.field: change.new for change in changes}
    if changes and not _says_something(fact, new):
        problems.append(
            Problem(place("value"), None, None, f"{key}: no value, words or items are left", "write a value")
        )
    return changes


def _says_something(fact: Fact, new: dict[str, Any]) -> bool:
    return any(new.get(name, getattr(fact, name)) for name in ("words", "items", "formula")) or (
        new.get("value", fact.value) is not None
    )


def _change(fact: Fact, name: str, cell: Any, place: str) -> list[FactChange]:
    old = written(fact, name)
    new = _number(cell, fact) if name == "value" else _day(cell) if name == "measured" else _text(cell)
    if old == new or (old in (None, "") and new in (None, "")):
        return []
    if fact.formula is not None:
        raise _Bad(f"is computed ({fact.formula}); found {cell.value!r}, expected {old!r}")
    if fact.origin is not None:
        raise _Bad(f"comes from {fact.origin}, and is changed there")
    if name == "unit":
        raise _Bad(f"found the unit {new!r}, expected {old!r}")
    if name == "bound":
        if new not in BOUND_KEYS:
            raise _Bad(f"found the bound {new!r}, expected one of {'、'.join(BOUND_KEYS)}")
        return [FactChange(fact.id, "bound", fact.bound, BOUND_KEYS[str(new)], place)]
    if name == "open_ended":
        if new not in OPEN_WORDS.values():
            raise _Bad(f"found {new!r}, expected 是 or nothing")
        return [FactChange(fact.id, name, fact.open_ended, new == OPEN_WORDS[True], place)]
    if name == "items":
        items = [line.strip() for line in str(new).split("\n") if line.strip()]
        return [FactChange(fact.id, name, list(fact.items), items, place)] if items != list(fact.items) else []
    if name == "label" and not new:
        raise _Bad("a fact needs a label")
    value = f"{new.normalize():f}" if isinstance(new, Decimal) else (new or None)
    before = f"{old.normalize():f}" if isinstance(old, Decimal) else old
    return [FactChange(fact.id, name, before, value, place)]


def _day(cell: Any) -> str:
    try:
        return day_of(cell.value)
    except UnreadableValue as error:
        raise _Bad(str(error)) from error


def _text(cell: Any) -> str:
    if cell.data_type == "f":
        raise _Bad(f"found the formula {cell.value}, expected text")
    value = cell.value
    if isinstance(value, bool) or (value is not None and not isinstance(value, str | int | float)):
        raise _Bad(f"found {value!r}, expected text")
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()


def _number(cell: Any, fact: Fact) -> Decimal | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "f" or isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Bad(f"found {value!r}, expected a number{' of ' + fact.unit if fact.unit else ''}")
    try:
        number = Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise _Bad(f"found {value!r}, expected a number{' of ' + fact.unit if fact.unit else ''}")
    return number
