"""Workbooks for the tests: made by openpyxl, or by hand where openpyxl writes too little."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.template.template import Template


def book(make: Callable[[Worksheet], None]) -> bytes:
    """A workbook of one sheet named 数据 that a function has written to."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "数据"
    make(sheet)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def cells(values: Mapping[str, Any]) -> bytes:
    """A workbook whose sheet has these cells."""

    def make(sheet: Worksheet) -> None:
        for ref, value in values.items():
            sheet[ref] = value

    return book(make)


def filled(content: bytes, data: Mapping[str, Any], **options: Any) -> bytes:
    return Template.open(content, "book.xlsx").render(data, **options).to_bytes()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def values(content: bytes, sheet: int = 0) -> dict[str, Any]:
    """The cells of a filled workbook as openpyxl reads them."""
    rows = opened(content).worksheets[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, changed: Mapping[str, str | bytes]) -> bytes:
    """The same package with other parts."""
    out = io.BytesIO()
    every: dict[str, str | bytes] = {**parts(content), **changed}
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in every.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_shared_strings(content: bytes, strings: list[str]) -> bytes:
    """The same workbook, with strings such as `<si>…</si>` that its cells of the text #0, #1 … share."""
    items = parts(content)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = items["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r't="inlineStr"><is><t>#(\d+)</t></is>', r't="s"><v>\1</v>', sheet)
    types = items["[Content_Types].xml"].decode()
    rels = items["xl/_rels/workbook.xml.rels"].decode()
    if "sharedStrings" not in types:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        types = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        rels = rels.replace(
            "</Relationships>", f'<Relationship Id="rId99" Type="{link}" Target="sharedStrings.xml"/></Relationships>'
        )
    return with_parts(
        content,
        {
            "xl/worksheets/sheet1.xml": sheet,
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(strings)}</sst>',
        },
    )
