"""The facts of a pack into a workbook for clerks: validated, formatted, computed facts locked. Out: xlsx bytes."""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportgen.load.facts_workbook.columns import BOUND_WORDS, FIELDS, HELP, OPEN_WORDS, SHEET, Field, written
from reportgen.load.facts_workbook.help_sheet import write_help
from reportgen.load.facts_workbook.styling import CHANGED, HEAD, LOCKED, OPEN, RULE, font, steady
from reportgen.model import Fact, Pack

_EXCEL_DIGITS = 15  # a number with more is kept as text, for a spreadsheet would round it
_ROW, _HEAD_ROW = 18.0, 30.0  # points
_WRAPPED = ("items", "label", "note", "formula", "shown", "last", "words")
_MIDDLE = ("unit", "bound", "period", "open_ended", "measured")
_PROMPTS = {
    "value": "只写数字，不写单位；单位照“单位”一栏。",
    "bound": "从下拉表中选；没有限定词的选“准确”。",
    "open_ended": "名录没有列尽的选“是”，否则留空。",
}


def facts_workbook(pack: Pack, last: Mapping[str, str] | None = None) -> bytes:
    """Return the workbook; last are the texts of the edition before, by fact id."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.title, book.properties.creator = f"{pack.short_title}数据表", pack.organisation
    sheet = book.active
    sheet.title = SHEET
    facts = pack.own_facts()
    _head(sheet)
    for row, fact in enumerate(facts.values(), 2):
        before = (last or {}).get(fact.id, "")
        for column, field in enumerate(FIELDS, 1):
            _put(sheet.cell(row, column), _value(pack, fact, field.name, before), fact, field)
        if before and before != fact.prose():
            sheet.cell(row, _column("shown")).font = font(color=CHANGED, bold=True)
        sheet.row_dimensions[row].height = _ROW * max(1, _lines(fact))
    _validate(sheet, max(len(facts) + 1, 2))
    _print_layout(sheet, pack, max(len(facts) + 1, 2))
    write_help(book.create_sheet(HELP))
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def _value(pack: Pack, fact: Fact, name: str, before: str) -> object:
    """What stands in a cell; a source has the name by which people know it."""
    if name == "last":
        return before
    found = written(fact, name)
    known = pack.sources.get(fact.source or "")
    return str(found).replace(fact.source or "", known.label, 1) if name == "source" and known else found


def _column(name: str) -> int:
    return [field.name for field in FIELDS].index(name) + 1


def _head(sheet: Any) -> None:
    from openpyxl.styles import Alignment, PatternFill

    for column, field in enumerate(FIELDS, 1):
        cell = sheet.cell(1, column, field.head)
        cell.font = font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.border = RULE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = field.width
    sheet.row_dimensions[1].height = _HEAD_ROW
    sheet.freeze_panes = "C2"
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.sort = sheet.protection.autoFilter = sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _lines(fact: Fact) -> int:
    """How many lines the fullest cell of a row has, by the width of its column in characters of half a Chinese one."""
    found = [len(fact.items)]
    for field in FIELDS:
        if field.name in _WRAPPED and field.name not in ("items", "last"):
            text = str(written(fact, field.name) or "")
            ems = sum(2 if ord(character) > 0x2E80 else 1 for character in text)
            found.append(-(-ems // (field.width - 1)))
    return max(found)


def _put(cell: Any, value: object, fact: Fact, field: Field) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= _EXCEL_DIGITS:
        cell.value = int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
        cell.number_format = ("#,##0" if abs(value) >= 10000 else "0") + _decimals(value)
    elif value not in (None, ""):
        cell.value = str(value)
        cell.data_type = "s"  # text that begins with = is no formula
        cell.number_format = "@"
    may_change = field.editable and fact.formula is None and fact.origin is None and _fits(fact, field.name)
    cell.font, cell.border = font(), RULE
    cell.protection = Protection(locked=not may_change)
    cell.fill = PatternFill("solid", fgColor=OPEN if may_change else LOCKED)
    across = "right" if field.name == "value" else "center" if field.name in _MIDDLE else "left"
    indent = 0 if across == "center" else 1
    cell.alignment = Alignment(across, "center", wrap_text=field.name in _WRAPPED, indent=indent)


def _decimals(value: Decimal) -> str:
    """The decimals of a number format: as many as the value has, and room for those that a clerk may add."""
    places = max(0, -int(value.as_tuple().exponent))
    return "" if not places and value == value.to_integral_value() else "." + "0" * places + "#" * max(0, 8 - places)


def _fits(fact: Fact, name: str) -> bool:
    """Whether a fact has use for a field: a number none for a list of names, a list none for a number."""
    if name in ("items", "open_ended"):
        return bool(fact.items)
    return not (name in ("value", "bound") and fact.value is None)


def _validate(sheet: Any, end: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    bounds = DataValidation(type="list", formula1=f'"{",".join(BOUND_WORDS.values())}"', allow_blank=False)
    bounds.errorStyle = "warning"  # a word of the source's own (至少, 逾) may stand there
    bounds.error, bounds.errorTitle = "请从下拉表中选", "限定词"
    numbers = DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True)
    numbers.error, numbers.errorTitle = "只写数字，单位在“单位”一栏", "数值"
    ends = DataValidation(type="list", formula1=f'"{OPEN_WORDS[True]}"', allow_blank=True)
    ends.error, ends.errorTitle = "选“是”，或者留空", "未尽列举"
    for validation, name in ((bounds, "bound"), (numbers, "value"), (ends, "open_ended")):
        letter = get_column_letter(_column(name))
        validation.showErrorMessage = validation.showInputMessage = True
        validation.prompt, validation.promptTitle = _PROMPTS[name], validation.errorTitle
        validation.add(f"{letter}2:{letter}{end}")
        sheet.add_data_validation(validation)


def _print_layout(sheet: Any, pack: Pack, end: int) -> None:
    """Landscape, as wide as the paper, the head on each page."""
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(FIELDS))}{end}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddHeader.center.text = f"{pack.short_title}数据表（第{pack.edition}版）"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
