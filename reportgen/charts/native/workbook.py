"""Owns the workbook in a native chart: the grid that its cached values repeat. Out: xlsx bytes without a clock."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

SHEET = "Sheet1"
_FIXED_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ARROW = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_EMPTY = (
    '<fonts count="1"><font><sz val="11"/><name val="微软雅黑"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>'
    '<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" '
    'borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
_AROUND = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{_ARROW.format("rId1", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{_ARROW.format("rId1", "worksheet", "worksheets/sheet1.xml")}'
        f"{_ARROW.format('rId2', 'styles', 'styles.xml')}</Relationships>"
    ),
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{_EMPTY}</styleSheet>',
}


@dataclass(frozen=True)
class Row:
    """One category and its value in each series; a gap is None."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Grid:
    """What the workbook holds: the names of the series in the order of their columns, and the rows."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def kept(value: float) -> float:
    """Return a number with the fifteen digits that Excel keeps, so that cell and cache are the same."""
    return float(f"{value:.15g}")


def column_letters(number: int) -> str:
    """Return the letters of the column of a series: 0 is B, after the categories in A."""
    number, letters = number + 1, ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters, number = chr(65 + rest) + letters, number - 1
    return letters


def workbook_bytes(grid: Grid) -> bytes:
    """Return the workbook: categories in column A, a series in each column after it, true values in the cells."""
    parts = {**_AROUND, "xl/worksheets/sheet1.xml": _sheet(grid)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_ZIP_DAY), _HEAD + xml, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sheet(grid: Grid) -> str:
    rows = [_row(1, "", grid.names), *(_row(n, row.label, row.values) for n, row in enumerate(grid.rows, 2))]
    columns = f'<cols><col min="1" max="{len(grid.names) + 1}" width="24" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _row(number: int, label: str, values: Iterable[str | float | None]) -> str:
    cells = "".join(_cell(f"{column_letters(column)}{number}", value) for column, value in enumerate(values))
    return f'<row r="{number}">{_cell(f"A{number}", label)}{cells}</row>'


def _cell(place: str, value: str | float | None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{kept(value)!r}</v></c>'
