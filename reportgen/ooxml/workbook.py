"""Small workbooks, such as those inside charts. In: rows of cells, a number format a column; out: xlsx bytes without a clock."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import escape

from reportgen.ooxml.columns import column_letters
from reportgen.ooxml.package import Member, write_package

SHEET = "Sheet1"
GENERAL = "General"
SheetCell = str | int | float | None
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ARROW = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
_LIKE_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # to Excel _x0041_ is the letter A
_FIRST_OWN_FORMAT = 164  # those below are Excel's own
_FACES = (
    '<fonts count="1"><font><sz val="11"/><name val="微软雅黑"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>'
    '<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" '
    'borderId="0"/></cellStyleXfs>'
)
_NAMED = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
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
}


def kept(value: float) -> float:
    """Return a number with the fifteen digits that Excel keeps, so that cell and cache are the same."""
    return float(f"{value:.15g}")


def sheet_bytes(rows: Sequence[Sequence[SheetCell]], formats: Sequence[str] = ()) -> bytes:
    """Return a workbook of one sheet; the first row is its head, a column may have a number format."""
    own = [code for code in dict.fromkeys(formats) if code != GENERAL]
    styles = [own.index(code) + 1 if code in own else 0 for code in formats]
    return write_package((*_members_around(tuple(own)), _member("xl/worksheets/sheet1.xml", _sheet(rows, styles))))


@lru_cache(maxsize=64)
def _members_around(own: tuple[str, ...]) -> tuple[Member, ...]:
    """The parts around the sheet, packed once: the same in every workbook with these number formats."""
    return (*(_member(name, xml) for name, xml in _AROUND.items()), _member("xl/styles.xml", _styles(own)))


def _member(name: str, xml: str) -> Member:
    return Member.of(name, (_HEAD + xml).encode())


def _styles(own: Sequence[str]) -> str:
    numbered = list(enumerate(own, _FIRST_OWN_FORMAT))
    codes = "".join(f'<numFmt numFmtId="{n}" formatCode="{escape(code)}"/>' for n, code in numbered)
    looks = "".join(
        f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n, _ in numbered
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    head = f'<numFmts count="{len(own)}">{codes}</numFmts>' if own else ""
    cells = f'<cellXfs count="{len(own) + 1}">{plain}{looks}</cellXfs>'
    return f'<styleSheet xmlns="{_MAIN}">{head}{_FACES}{cells}{_NAMED}</styleSheet>'


def _sheet(rows: Sequence[Sequence[SheetCell]], styles: Sequence[int]) -> str:
    width = max(map(len, rows))
    columns = f'<cols><col min="1" max="{width}" width="24" customWidth="1"/></cols>'
    body = "".join(_row(n, row, styles if n > 1 else ()) for n, row in enumerate(rows, 1))
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{body}</sheetData></worksheet>'


def _row(number: int, values: Iterable[SheetCell], styles: Sequence[int]) -> str:
    cells = "".join(
        _cell(f"{column_letters(column + 1)}{number}", value, styles[column] if column < len(styles) else 0)
        for column, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: SheetCell, style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = str(escape(_LIKE_CODE.sub("_x005F_", value))).replace("\r", "&#13;")
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    look = f' s="{style}"' if style else ""
    return f'<c r="{place}"{look}><v>{kept(value)!r}</v></c>'
