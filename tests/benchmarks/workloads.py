"""The documents that every engine fills: a 12-page report and an 18-slide deck, made here so that all get the same bytes."""

import io
import random
from functools import cache
from typing import Any

from docx import Document
from docx.shared import Mm
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from reportgen.template import ChartData
from tests.benchmarks.first_document import COLUMNS, report_data

__all__ = ["COLUMNS", "report_data"]
TEXT = "新区坚持以改革促发展，常住人口由%s增加到%s，一般公共预算收入达到起步时的%s，各项工作取得新的进展。"


@cache
def picture(number: int) -> bytes:
    """A PNG of some 60 KB, as photographs are: nothing in it packs."""
    size = (160, 128)
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(number).randbytes(size[0] * size[1] * 3)).save(out, "PNG")
    return out.getvalue()


def report(columns: int = COLUMNS, engine: str = "reportgen") -> bytes:
    """A Word template: 60 variables in running text, two tables with a row loop, four pictures, header and footer.

    The free versions of the peers on Node fill no pictures: their templates, and that named "plain", have none.
    """
    tag = _TAGS.get(engine, "{{ %s }}")
    file = Document()
    file.sections[0].header.paragraphs[0].text = tag % "title"
    file.sections[0].footer.paragraphs[0].text = tag % "organisation"
    file.add_heading(tag % "title", 1)
    for chapter in range(20):
        file.add_heading(f"第{chapter + 1}章　" + tag % f"heading{chapter}", 2)
        names = tuple(tag % f"v{chapter * 3 + n}" for n in range(3))
        for _ in range(4):
            paragraph = file.add_paragraph()
            for part in (TEXT % names).split("，"):
                paragraph.add_run(part + "，")
    for table in range(2):
        _table(file, _ROWS.get(engine, _our_rows)(f"table{table}", columns), columns)
    if engine == "reportgen":
        for number in range(4):
            file.add_paragraph(f"{{{{ picture{number} }}}}")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _table(file: Any, rows: list[list[str]], columns: int) -> None:
    table = file.add_table(len(rows) + 1, columns)
    for column in range(columns):
        table.cell(0, column).text = f"列{column + 1}"
        for number, texts in enumerate(rows, 1):
            table.cell(number, column).text = texts[column]


def _our_rows(name: str, columns: int) -> list[list[str]]:
    rest = [""] * (columns - 1)
    values = [f"{{{{ row.c{column} }}}}" for column in range(columns)]
    return [[f"{{%tr for row in {name} %}}", *rest], values, ["{%tr endfor %}", *rest]]


def _carbone_rows(name: str, columns: int) -> list[list[str]]:
    return [[f"{{d.{name}[{key}].c{column}}}" for column in range(columns)] for key in ("i", "i+1")]


def _docxtemplater_rows(name: str, columns: int) -> list[list[str]]:
    row = [f"{{c{column}}}" for column in range(columns)]
    return [[f"{{#{name}}}{row[0]}", *row[1:-1], f"{row[-1]}{{/{name}}}"]]


_TAGS = {"carbone": "{d.%s}", "docxtemplater": "{%s}"}
_ROWS = {"carbone": _carbone_rows, "docxtemplater": _docxtemplater_rows}


def deck(engine: str = "reportgen") -> bytes:
    """A template of 18 slides: titles, text, three tables with values, four places for pictures (not for the peers on Node)."""
    tag = _TAGS.get(engine, "{{ %s }}")
    file = Presentation()
    for number in range(18):
        slide = file.slides.add_slide(file.slide_layouts[5])
        slide.shapes.title.text = tag % f"title{number}"
        box = slide.shapes.add_textbox(Pt(48), Pt(110), Pt(560), Pt(200)).text_frame
        box.text = tag % f"a{number}" + "与" + tag % f"b{number}"
        box.add_paragraph().text = "说明：" + tag % f"c{number}"
        if number % 6 == 0:
            table = slide.shapes.add_table(6, 5, Pt(48), Pt(260), Pt(600), Pt(200)).table
            for row in range(6):
                for column in range(5):
                    table.cell(row, column).text = tag % f"t{number}_{row}_{column}"
        if number % 5 == 1 and engine == "reportgen":
            slide.shapes.add_textbox(Pt(400), Pt(300), Pt(200), Pt(100)).text_frame.text = f"{{{{ p{number} }}}}"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def deck_data() -> dict[str, Any]:
    """The data of the deck, without its pictures."""
    data: dict[str, Any] = {}
    for number in range(18):
        data |= {
            f"title{number}": f"第{number + 1}页",
            f"a{number}": "70万人",
            f"b{number}": "30%以上",
            f"c{number}": "目前",
        }
        data |= {f"t{number}_{row}_{column}": f"{row}点{column}" for row in range(6) for column in range(5)}
    return data


def deck_with_charts() -> bytes:
    """The deck with four charts that a designer drew: columns, lines, bars and a pie."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE as KIND

    file = Presentation(io.BytesIO(deck()))
    for number, kind in enumerate((KIND.COLUMN_CLUSTERED, KIND.LINE, KIND.BAR_CLUSTERED, KIND.PIE)):
        sample = CategoryChartData()
        sample.categories = ["一", "二"]
        for name in ("样本",) if kind == KIND.PIE else ("甲", "乙", "丙"):
            sample.add_series(name, (1, 2))
        frame = file.slides[number + 2].shapes.add_chart(kind, Pt(60), Pt(300), Pt(400), Pt(200), sample)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{{{{ chart{number} }}}}")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def chart_data(edition: int) -> dict[str, Any]:
    """The data of the four charts; each edition has other numbers."""
    years = [f"{year}年" for year in range(2015, 2025)]
    rows = {name: [x * 1.5 + n + edition for x in range(10)] for n, name in enumerate(("工业", "服务业", "农业"))}
    found = {f"chart{number}": ChartData(years, rows) for number in range(3)}
    return found | {"chart3": ChartData(years, {"增加值": rows["工业"]})}


def letter() -> bytes:
    """A Word template with one tag."""
    file = Document()
    file.add_paragraph("{{ name }}")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def as_mm(value: float) -> Any:
    """A length for python-docx."""
    return Mm(value)
