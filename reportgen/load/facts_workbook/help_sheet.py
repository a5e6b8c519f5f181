"""The sheet that tells clerks how to fill the workbook. In: an empty sheet; out: the same with words, colours, samples."""

from typing import Any

from reportgen.load.facts_workbook.styling import HEAD, INK, LOCKED, OPEN, RULE, font

_STEPS = (
    "只改浅黄色的格子；灰色的格子不要改。行可以排序，列可以移动，不要删除行，不要改标题行。",
    "“数值”只写数字，单位照“单位”一栏；要换单位，请先与管理资料包的人商定。",
    "“限定词”从下拉表中选，没有限定词的选“准确”，见下表。",
    "“时期”写年份（如2023）或来源的说法；“备注”只供内部查看，不会印出；“数据日期”写数值是哪一天的（如2026-08-20），用于提醒过期。",
    "“固定表述”只用于数字是固定说法的一部分时（如“十二周年”），一般留空；改了数值，请同时改固定表述或清空。",
    "带公式的行（“算法”一栏有内容）由公式计算，来自其他数据源的行在数据源中改，都不必填写。",
    "“上期表述”是上一版所载，供核对；本期表述与之不同的，以红色粗体标出。",
    "改好后保存，用 reportgen facts import 读回。有错时逐格列出，资料包一字不动。",
)
_COLOURS = ((OPEN, "可以改"), (LOCKED, "不要改"))
_SAMPLES = (
    ("准确", "70万人"), ("不足", "不足10万人"), ("超过", "超过70%"), ("以上", "30%以上"), ("以下", "5%以下"),
    ("近", "近50倍"), ("余", "100余种"), ("未尽", "列举未尽的名录"),
)  # fmt: skip


def write_help(sheet: Any) -> None:
    """Write the sheet."""
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 4), ("B", 14), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    _write(sheet, 1, 1, "填写说明", size=16, bold=True, color=HEAD)
    for number, text in enumerate(_STEPS, 1):
        _write(sheet, number + 2, 1, number)
        _write(sheet, number + 2, 2, text)
        sheet.merge_cells(start_row=number + 2, start_column=2, end_row=number + 2, end_column=3)
        sheet.row_dimensions[number + 2].height = 20
    row = len(_STEPS) + 4
    _write(sheet, row, 1, "颜色", bold=True, color=HEAD)
    for step, (colour, text) in enumerate(_COLOURS, row + 1):
        _write(sheet, step, 2, "", fill=colour)
        _write(sheet, step, 3, text)
    row += len(_COLOURS) + 2
    _write(sheet, row, 1, "限定词", bold=True, color=HEAD)
    for step, (word, sample) in enumerate(_SAMPLES, row + 1):
        _write(sheet, step, 2, word, fill=OPEN)
        _write(sheet, step, 3, sample)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(
    sheet: Any,
    row: int,
    column: int,
    value: object,
    *,
    size: float = 10.5,
    bold: bool = False,
    color: str = INK,
    fill: str = "",
) -> None:
    from openpyxl.styles import Alignment, PatternFill

    cell = sheet.cell(row, column, value)
    cell.font = font(size=size, bold=bold, color=color)
    cell.alignment = Alignment(horizontal="left", vertical="center")
    if fill:
        cell.fill, cell.border = PatternFill("solid", fgColor=fill), RULE
