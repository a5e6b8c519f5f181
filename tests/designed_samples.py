"""Charts as a designer draws them: templates made with python-pptx and python-docx, and what a filled file holds."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from lxml import etree
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.datetime import to_excel  # type: ignore[import-untyped]
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from reportgen.charts import native
from reportgen.model import THEMES, Figure, Series
from reportgen.ooxml.package import read_package
from reportgen.ooxml.relationships import Relationships
from reportgen.template import NativeChart, Template

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "area": XL_CHART_TYPE.AREA,
    "pie": XL_CHART_TYPE.PIE,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
    "radar": XL_CHART_TYPE.RADAR,
    "scatter": XL_CHART_TYPE.XY_SCATTER,
    "bubble": XL_CHART_TYPE.BUBBLE,
}


class Deck:
    """A deck with charts, each on a slide of its own."""

    def __init__(self) -> None:
        self.show = Presentation()

    def chart(
        self, kind: str, alt: str = "{{ x }}", title: str | None = None, series: Mapping[str, Sequence[float]] | None = None,
        notes: str = "",
    ) -> Chart:  # fmt: skip
        """Draw a chart of three categories 甲乙丙 on a new slide; a designer's data are samples."""
        slide = self.show.slides.add_slide(self.show.slide_layouts[6])
        series = series or {"样本": (1, 2, 3)}
        data: Any = {"scatter": XyChartData, "bubble": BubbleChartData}.get(kind, CategoryChartData)(
            number_format="0.0"
        )
        if kind in ("scatter", "bubble"):
            for name, values in series.items():
                column = data.add_series(name)
                for n, value in enumerate(values):
                    column.add_data_point(n, value, *([1] if kind == "bubble" else []))
        else:
            data.categories = ["甲", "乙", "丙"]
            for name, values in series.items():
                data.add_series(name, values)
        frame = slide.shapes.add_chart(KINDS[kind], Pt(20), Pt(20), Pt(400), Pt(300), data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        chart: Chart = frame.chart
        chart.has_title = title is not None
        if title is not None:
            chart.chart_title.text_frame.text = title
        for axis in chart._chartSpace.xpath("//c:axId | //c:crossAx"):
            axis.set("val", axis.get("val").lstrip("-"))  # python-pptx writes what the schema does not know
        for smooth in chart._chartSpace.xpath("//c:radarChart//c:smooth"):
            smooth.getparent().remove(smooth)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return chart

    def bytes(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()

    def template(self) -> Template:
        """Return the compiled template."""
        return Template.open(self.bytes(), "deck.pptx")


def report(alt: str, *, before: str = "", after: str = "") -> bytes:
    """Return a Word file with one native chart of our own writer, its alt text, and paragraphs around it."""
    figure = Figure(
        id="sample", kind="column", head="样本", unit="亿元", categories=("甲", "乙"),
        series=(Series(name="样本一", values=(1, 2)), Series(name="样本二", values=(2, 1), highlight=True)),
    )  # fmt: skip
    made = native(figure, {}, THEMES["A"], slide=False, headed=True)
    document = docx.Document()
    effects = [key for key, arrow in document.part.rels.items() if arrow.reltype.endswith("/stylesWithEffects")]
    for key in effects:  # a part of the template of python-docx that Word has long forgotten
        del document.part.rels[key]
    kept = {"{": "\ue100", "}": "\ue101"}  # the tags around it come into the template only afterwards
    for text in (before, "", after):
        document.add_paragraph("".join(kept.get(letter, letter) for letter in text) if text else "")
    document.paragraphs[1].text = "{{ chart }}"
    out = io.BytesIO()
    document.save(out)
    chart = NativeChart(made.xml, made.workbook, made.alt)
    filled = Template.open(out.getvalue(), "report.docx").render({"chart": chart}).to_bytes()
    drawn = docx.Document(io.BytesIO(_replaced(filled, {mark: text for text, mark in kept.items()})))
    for named in drawn.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        named.set("descr", alt)
    out = io.BytesIO()
    drawn.save(out)
    return out.getvalue()


def _replaced(content: bytes, words: Mapping[str, str]) -> bytes:
    document = docx.Document(io.BytesIO(content))
    for text in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        for old, new in words.items():
            text.text = (text.text or "").replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class FoundChart:
    """A chart part of a filled file: its tree, and the cells of its workbook by place."""

    part: str
    root: etree._Element
    cells: dict[str, Any]
    formats: dict[str, str]

    def texts(self, path: str) -> list[str]:
        """Return what a path finds."""
        return [str(found) for found in self.root.xpath(path, namespaces=NS)]

    def series(self) -> dict[str, list[str]]:
        """Return the cached values by name of series; a gap is empty."""
        found = {}
        for one in self.root.iterfind(".//c:ser", NS):
            values = one.find("c:val", NS) if one.find("c:val", NS) is not None else one.find("c:yVal", NS)
            held = {p.get("idx"): p.findtext("c:v", namespaces=NS) for p in values.iterfind(".//c:pt", NS)}
            count = int(values.find(".//c:ptCount", NS).get("val"))
            found[one.findtext("c:tx//c:v", namespaces=NS)] = [held.get(str(n), "") for n in range(count)]
        return found

    def disagreements(self) -> list[str]:
        """Return where a cell of the workbook is not what is cached beside its reference."""
        found = []
        for reference in self.root.iter(f"{{{NS['c']}}}strRef", f"{{{NS['c']}}}numRef"):
            first, _, last = (
                reference.findtext("c:f", namespaces=NS).removeprefix("Sheet1!").replace("$", "").partition(":")
            )
            column = first.rstrip("0123456789")
            rows = range(int(first[len(column) :]), int((last or first)[len(column) :]) + 1)
            held = {p.get("idx"): p.findtext("c:v", namespaces=NS) for p in reference.iterfind(".//c:pt", NS)}
            for n, row in enumerate(rows):
                cell, cached = self.cells.get(f"{column}{row}"), held.get(str(n))
                same = (
                    cell == cached if isinstance(cell, str) or cell is None else float(cell) == float(cached or "nan")
                )
                if not same and not (cell is None and cached == ""):
                    found.append(f"{column}{row}: {cell!r} is cached as {cached!r}")
        return found


def charts_of(content: bytes) -> list[FoundChart]:
    """Return the chart parts of a file, in the order of their numbers."""
    members = read_package(content, "filled")
    names = [name for name in members if "/charts/chart" in name and name.endswith(".xml")]
    found = []
    for name in sorted(names, key=lambda name: int("".join(filter(str.isdigit, name.rpartition("/")[2])))):
        book = next(i.target for i in Relationships.of(name, members).items if i.type.endswith("/package"))
        sheet = load_workbook(io.BytesIO(members[book].content))["Sheet1"]
        cells = [cell for row in sheet for cell in row if cell.value is not None]
        values = {cell.coordinate: to_excel(cell.value) if cell.is_date else cell.value for cell in cells}
        formats = {cell.coordinate: cell.number_format for cell in cells}
        found.append(FoundChart(name, etree.fromstring(members[name].content), values, formats))
    return found
