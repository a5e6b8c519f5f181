"""Filling the same documents with reportgen and its peers in one run.

Times are ms of processor, the least of interleaved rounds: a busy moment hits every engine, and waiting is not counted. They are
of one machine; only the ratios hold elsewhere. "reportgen" packs at deflate level 6, as the peers do; "reportgen, ISA-L" packs
at level 1 by the library of the extra `fast`. Our template is compiled once, as its users do; docxtpl opens its template for each
document, as its users do; "reportgen, compat" is the very script of docxtpl with the import changed.
"""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from reportgen.template import Picture, Template
from tests.benchmarks import workloads
from tests.benchmarks.harness import ROOT, Goal, Job, Measured, compare, least, process, python, show, timed
from tests.benchmarks.peers import ENGINES, node_peers

EQUAL = "zlib_ng"  # deflate level 6, as the peers pack
PICTURES = {f"picture{n}": Picture.of(workloads.picture(n), width_mm=120) for n in range(4)}


def script_of_docxtpl(module: str, content: bytes, data: dict[str, Any]) -> bytes:
    """Open, render, save, as users of docxtpl do for each document; with our layer only the import differs."""
    engine = import_module(module)
    template = engine.DocxTemplate(io.BytesIO(content))
    images = {
        f"picture{n}": engine.InlineImage(template, io.BytesIO(workloads.picture(n)), width=workloads.as_mm(120))
        for n in range(4)
    }
    template.render({**data, **images})
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def pptx_fill(content: bytes, data: dict[str, Any], number_of_fill: int) -> bytes:
    """The peer: python-pptx, replacing tags and the data of charts by hand."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData

    file = Presentation(io.BytesIO(content))
    for number, slide in enumerate(file.slides):
        for shape in list(slide.shapes):
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        for key in (f"title{number}", f"a{number}", f"b{number}", f"c{number}"):
                            run.text = run.text.replace(f"{{{{ {key} }}}}", data[key])
                        if run.text.startswith("{{ p"):
                            box = (shape.left, shape.top, shape.width, shape.height)
                            slide.shapes.add_picture(io.BytesIO(workloads.picture(1)), *box)
            if shape.has_table:
                for y, row in enumerate(shape.table.rows):
                    for x, cell in enumerate(row.cells):
                        cell.text_frame.paragraphs[0].runs[0].text = data[f"t{number}_{y}_{x}"]
            if shape.has_chart:
                given = workloads.chart_data(number_of_fill)[f"chart{number - 2}"]
                chart = CategoryChartData()
                chart.categories = given.categories
                for name, values in given.series.items():
                    chart.add_series(name, values)
                shape.chart.replace_data(chart)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def floor(content: bytes) -> Callable[[], bytes]:
    """The same bytes, joined and zipped by the standard library, nothing else."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("word/document.xml")

    def run() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", part)
        return out.getvalue()

    return run


def reports(found: Path | None, folder: Path) -> tuple[list[Measured], list[Goal]]:
    """W1: the report, with its pictures against docxtpl, without them against the peers on Node."""
    content, plain_content = workloads.report(), workloads.report(engine="plain")
    template, plain = Template.open(content), Template.open(plain_content)
    templates = {engine: workloads.report(engine=engine) for engine in ENGINES}
    measured, goals = [], []
    for rows, rounds in ((20, 25), (500, 9)):
        data = workloads.report_data(rows)
        fill = lambda data=data: template.render({**data, **PICTURES}).to_bytes()  # type: ignore[misc]  # noqa: E731
        work = f"W1: report, 60 variables, four pictures, two tables of {rows} × {workloads.COLUMNS}"
        jobs = {
            "reportgen": timed(fill, library=EQUAL),
            "reportgen, ISA-L": timed(fill, library="isal"),
            "reportgen, zlib": timed(fill, library="zlib"),
            "floor: zip the same bytes": timed(floor(fill())),
            "docxtpl": timed(lambda data=data: script_of_docxtpl("docxtpl", content, data)),  # type: ignore[misc]
            "reportgen, compat": timed(
                lambda data=data: script_of_docxtpl("reportgen.compat.docxtpl", content, data),  # type: ignore[misc]
                library=EQUAL,
            ),
        }
        one = compare(work, jobs, rounds)
        measured += one
        peer = least(one, "docxtpl")
        goals.append(Goal(f"W1, {rows} rows, against docxtpl at deflate 6", 35, peer / least(one, "reportgen"), "×"))
        if rows == 20:
            ratio = peer / least(one, "reportgen, compat")
            goals.append(Goal("docxtpl script through compat", 15, ratio, "×"))
    for rows, rounds, wanted in ((20, 15, None), (500, 9, 12), (10_000, 3, 8)):
        data = workloads.report_data(rows)
        with node_peers(found, templates, data, folder) as peers:
            if not peers:
                break
            mine = timed(lambda data=data: plain.render(data).to_bytes(), library=EQUAL)  # type: ignore[misc]
            one = compare(f"W1 without pictures, {rows} rows", {"reportgen": mine, **peers}, rounds)
        measured += one
        if wanted:
            ratio = least(one, "carbone") / least(one, "reportgen")
            goals.append(Goal(f"W1, {rows:,} rows, against Carbone at deflate 6", wanted, ratio, "×"))
    return measured, goals


def decks() -> tuple[list[Measured], list[Goal]]:
    """W2: the deck with text, tables, pictures and four charts that a designer drew, against python-pptx by hand."""
    content = workloads.deck_with_charts()
    template, number = Template.open(content, "deck.pptx"), iter(range(10_000))
    pictures = {f"p{n}": Picture.of(workloads.picture(1)) for n in range(18)}
    base = {**workloads.deck_data(), **pictures}

    def fill() -> bytes:
        return template.render({**base, **workloads.chart_data(next(number))}).to_bytes()

    jobs = {
        "reportgen": timed(fill, library=EQUAL),
        "reportgen, ISA-L": timed(fill, library="isal"),
        "python-pptx by hand": timed(lambda: pptx_fill(content, workloads.deck_data(), next(number))),
    }
    found = compare("W2: deck of 18 slides, three tables, four pictures, four charts with workbooks", jobs, 15)
    ratio = least(found, "python-pptx by hand") / least(found, "reportgen")
    return found, [Goal("W2 against python-pptx by hand at deflate 6", 15, ratio, "×")]


_GROWTH = """
import re, sys, time
from pathlib import Path
from reportgen.template import Template
from tests.benchmarks import workloads
from tests.benchmarks.harness import ROOT, Goal, Job, Measured, compare, least, process, python, show, timed
def most():
    # what getrusage tells goes back to the process that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) * 1024
template = Template.open(workloads.report(engine="plain"))
data = workloads.report_data(int(sys.argv[1]))
template.render(workloads.report_data(1))
before = most()
start = time.process_time()
document = template.render(data)
content = document.to_bytes()
used = time.process_time() - start
grown = most() - before
size = next(member.size for member in document.members if member.name == "word/document.xml")
print(used * 1000, size, grown)
"""


def growth() -> list[Measured]:
    """What 10 to 10,000 rows cost, each in a process of its own: ms, and how far the process grows over its data."""
    measured = []
    for rows in (10, 100, 1000, 10000):
        found = [_child(_GROWTH, str(rows)).split() for _ in range(3)]
        used, size, grown = (min(float(one[n]) for one in found) for n in range(3))
        engine = f"{rows:,} rows, {size / 1e6:.2f} MB of XML"
        measured.append(Measured("growth of W1 without pictures", engine, used, used, megabytes=grown / 1e6))
    show(measured)
    return measured


_FIRST = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from tests.benchmarks.first_document import data
from reportgen.template import Picture, Template
images = {f"picture{n}": Picture.of(f"{sys.argv[5]}/{n}.png", width_mm=120) for n in range(4)}
Template.open(Path(sys.argv[1]), cache=Path(sys.argv[2])).render({**data(), **images}).save(sys.argv[3])
"""
_FIRST_DOCXTPL = """
import sys
sys.path.insert(0, sys.argv[4])
from tests.benchmarks.first_document import data
from docxtpl import DocxTemplate, InlineImage
from docx.shared import Mm
template = DocxTemplate(sys.argv[1])
images = {f"picture{n}": InlineImage(template, f"{sys.argv[5]}/{n}.png", width=Mm(120)) for n in range(4)}
template.render({**data(), **images})
template.save(sys.argv[3])
"""


def first_document(folder: Path) -> tuple[list[Measured], list[Goal]]:
    """From process start to the first W1 document on disk: ms of processor of the whole process."""
    path, cache, cold, out = (folder / name for name in ("w1.docx", "templates", "no-templates", "out.docx"))
    path.write_bytes(workloads.report())
    for n in range(4):
        (folder / f"{n}.png").write_bytes(workloads.picture(n))

    def job(code: str, templates: Path) -> Job:
        def run() -> float:
            shutil.rmtree(cold, ignore_errors=True)
            return process(python(code, path, templates, out, ROOT, folder))[0]

        return run

    jobs = {
        "reportgen, cache warm": job(_FIRST, cache),
        "reportgen, cache cold": job(_FIRST, cold),
        "docxtpl": job(_FIRST_DOCXTPL, cache),
    }
    jobs["reportgen, cache warm"]()  # fills the cache
    found = compare("first W1 document on disk, whole process", jobs, 9, "reportgen, cache warm")
    goals = [
        Goal("first W1 document, cache warm", 90, least(found, "reportgen, cache warm"), "ms"),
        Goal("first W1 document, cache cold", 150, least(found, "reportgen, cache cold"), "ms"),
    ]
    return found, goals


def _child(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout
