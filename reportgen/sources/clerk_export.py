"""Owns writing the facts of a pack into a workbook for clerks: validated, formatted, computed facts locked. Out: xlsx bytes."""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportgen.model import Fact, Pack
from reportgen.sources.clerk_sheet import BOUND_WORDS, FIELDS, HELP, SHEET, Field, written

_NOTES = (
    "只改浅黄色的格子；编号、单位和灰色的格子不要改，行可以排序，列可以移动，不要删除行。",
    "数值只写数字，单位照“单位”一栏；界限从下拉表中选：不足、以下、超过、以上、近、余；没有界限的选“准确”。",
    "“写法”只用于数字是固定说法的一部分时（如“十二周年”），一般留空。灰色行由公式计算，不必填写。",
    "改好后用 reportgen facts import 读回；有错时逐格列出，数据不动。",
)
_EXCEL_DIGITS = 15  # a number with more is kept as text, for a spreadsheet would round it
_HEAD, _OPEN, _LOCKED = "9E1B1B", "FFF9E5", "EEEEEE"


def facts_workbook(pack: Pack, last: Mapping[str, str] | None = None) -> bytes:
    """Return the workbook; last are the texts of the edition before, by fact id."""
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    _head(sheet)
    for row, fact in enumerate(pack.facts.values(), 2):
        for column, field in enumerate(FIELDS, 1):
            value = (last or {}).get(fact.id, "") if field.name == "last" else written(fact, field.name)
            _put(sheet.cell(row, column), value, fact, field)
    end = len(pack.facts) + 1
    bounds = DataValidation(type="list", formula1=f'"{",".join(BOUND_WORDS.values())}"', allow_blank=False)
    bounds.error, bounds.errorTitle, bounds.showErrorMessage = "请从下拉表中选", "界限", True
    numbers = DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True)
    numbers.error, numbers.errorTitle, numbers.showErrorMessage = "只写数字，单位在“单位”一栏", "数值", True
    for validation, name in ((bounds, "bound"), (numbers, "value")):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[[field.name for field in FIELDS].index(name)]
        validation.add(f"{letter}2:{letter}{max(end, 2)}")
        sheet.add_data_validation(validation)
    _help(book.create_sheet(HELP))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, field in enumerate(FIELDS, 1):
        cell = sheet.cell(1, column, field.head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = field.width
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    sheet.protection.sort = sheet.protection.autoFilter = sheet.protection.formatColumns = False


def _put(cell: Any, value: object, fact: Fact, field: Field) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= _EXCEL_DIGITS:
        cell.value = int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
        cell.number_format = "0.######"
    elif value not in (None, ""):
        cell.value = str(value)
        cell.data_type = "s"  # text that begins with = is no formula
        cell.number_format = "@"
    may_change = field.editable and fact.formula is None
    cell.protection = Protection(locked=not may_change)
    cell.fill = PatternFill("solid", fgColor=_OPEN if may_change else _LOCKED)
    cell.alignment = Alignment(vertical="top", wrap_text=field.name in ("items", "label", "note", "formula"))


def _help(sheet: Any) -> None:
    sheet.column_dimensions["A"].width = 100
    for row, text in enumerate(_NOTES, 1):
        sheet.cell(row, 1, text)
