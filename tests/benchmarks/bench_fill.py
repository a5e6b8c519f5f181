"""Fills the same documents with reportgen and its peers in one run and prints figures and ratios: python -m tests.benchmarks.bench_fill.

Times are ms of processor, the least of interleaved rounds: a busy moment hits every engine, and waiting is not counted. They are
of one machine; only the ratios hold elsewhere. `--profile` shows where our own time goes; `--node FOLDER` is where the packages
of Carbone and docxtemplater are kept.
"""

import argparse
import cProfile
import gc
import io
import os
import pstats
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportgen.ooxml import deflate, package
from reportgen.template import Picture, Template
from tests.benchmarks import workloads
from tests.benchmarks.peers import ENGINES, modules, node_peers

Job = Callable[[], float]
PICTURES = {f"picture{n}": Picture.of(workloads.picture(n), width_mm=120) for n in range(4)}


def docxtpl_fill(content: bytes, data: dict[str, Any]) -> bytes:
    """The peer: open, render, save, as its users do for each document."""
    from docxtpl import DocxTemplate, InlineImage

    template = DocxTemplate(io.BytesIO(content))
    images = {
        f"picture{n}": InlineImage(template, io.BytesIO(workloads.picture(n)), width=workloads.as_mm(120))
        for n in range(4)
    }
    template.render({**data, **images})
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def pptx_fill(content: bytes, data: dict[str, Any]) -> bytes:
    """The peer: python-pptx, replacing tags by hand."""
    from pptx import Presentation

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


@contextmanager
def only_zlib() -> Iterator[None]:
    """As on a machine without the faster deflate library."""
    kept = deflate.isal_zlib, package.deflate
    deflate.isal_zlib, package.deflate = None, deflate._zlib  # type: ignore[assignment]
    try:
        yield
    finally:
        deflate.isal_zlib, package.deflate = kept


def timed(work: Callable[[], bytes], *, zlib: bool = False) -> Job:
    """A job that tells the ms of processor of one filling."""

    def run() -> float:
        gc.collect()
        start = time.process_time()
        if zlib:
            with only_zlib():
                work()
        else:
            work()
        return (time.process_time() - start) * 1000

    return run


def compared(title: str, jobs: dict[str, Job], rounds: int) -> None:
    """Print the least time of each job over interleaved rounds, and how many times ours it is."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(job())
    least = {name: min(found) for name, found in times.items()}
    zlib = least.get("reportgen, zlib")
    print(title)
    for name, value in least.items():
        ratios = f"{value / least['reportgen']:7.1f} ×" + (f"  {value / zlib:7.1f} × zlib" if zlib else "")
        print(f"  {name:<18}{value:9.2f} ms {ratios}")


def reports(found: Path | None, folder: Path) -> None:
    """(a) and (b): the report, with its pictures against docxtpl, without them against the peers on Node."""
    content, plain_content = workloads.report(), workloads.report(engine="plain")
    template, plain = Template.open(content), Template.open(plain_content)
    templates = {engine: workloads.report(engine=engine) for engine in ENGINES}
    for rows, rounds in ((20, 25), (500, 9)):
        data = workloads.report_data(rows)
        fill = lambda data=data: template.render({**data, **PICTURES}).to_bytes()  # type: ignore[misc]  # noqa: E731
        jobs = {
            "reportgen": timed(fill),
            "reportgen, zlib": timed(fill, zlib=True),
            "floor (zlib)": timed(floor(fill())),
            "docxtpl": timed(lambda data=data: docxtpl_fill(content, data)),  # type: ignore[misc]
        }
        compared(f"report, 60 variables, four pictures, two tables of {rows} × {workloads.COLUMNS}", jobs, rounds)
        with node_peers(found, templates, data, folder) as peers:
            mine = timed(lambda data=data: plain.render(data).to_bytes())  # type: ignore[misc]
            if peers:
                compared("  the same without pictures", {"reportgen": mine, **peers}, rounds)


def decks(found: Path | None, folder: Path) -> None:
    """(d): the deck, with its pictures against python-pptx, without them against the peers on Node."""
    content = workloads.deck()
    template, plain = Template.open(content), Template.open(workloads.deck("plain"))
    data = workloads.deck_data()
    mine = {**data, **{f"p{n}": Picture.of(workloads.picture(1)) for n in range(18)}}
    fill = lambda: template.render(mine).to_bytes()  # noqa: E731
    jobs = {
        "reportgen": timed(fill),
        "reportgen, zlib": timed(fill, zlib=True),
        "python-pptx": timed(lambda: pptx_fill(content, data)),
    }
    compared("deck of 18 slides, three tables, four pictures", jobs, 15)
    with node_peers(found, {engine: workloads.deck(engine) for engine in ENGINES}, data, folder) as peers:
        if peers:
            jobs = {"reportgen": timed(lambda: plain.render(data).to_bytes()), **peers}
            compared("  the same without pictures", jobs, 15)


_GROWTH = """
import re, sys, time
from pathlib import Path
from reportgen.template import Template
from tests.benchmarks import workloads
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


def growth() -> None:
    """(c): what 10 to 10,000 rows cost, each in a process of its own: time, and how far the process grows over its data."""
    print("two tables of … rows: ms, ms for 1,000 rows, MB of XML, growth of the process in times the XML")
    for rows in (10, 100, 1000, 10000):
        found = [_child(_GROWTH, str(rows)).split() for _ in range(3)]
        used, size, grown = (min(float(one[n]) for one in found) for n in range(3))
        print(f"  {rows:>6} {used:9.2f} {used / rows * 1000:9.2f} {size / 1e6:9.2f} {grown / size:7.2f} ×")


_FIRST = """
import sys
from pathlib import Path
from reportgen.template import Template
Template.open(Path(sys.argv[1]), cache=Path(sys.argv[2])).render({"name": "李工"}).save(sys.argv[3])
"""
_FIRST_DOCXTPL = """
import sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render({"name": "李工"})
template.save(sys.argv[3])
"""


def first_document(folder: Path) -> None:
    """(e): from process start to the first document, with a warm cache of templates; ms of processor of the whole process."""
    from docx import Document

    path, cache, out = folder / "letter.docx", folder / "templates", folder / "out.docx"
    file = Document()
    file.add_paragraph("{{ name }}")
    file.save(str(path))
    codes = {"python alone": "pass", "reportgen": _FIRST, "docxtpl": _FIRST_DOCXTPL}
    jobs = {name: _process(code, path, cache, out) for name, code in codes.items()}
    jobs["reportgen"]()  # fills the cache
    compared("from process start to the first document", jobs, 9)


def _process(code: str, *arguments: Path) -> Job:
    def run() -> float:
        process = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return (usage.ru_utime + usage.ru_stime) * 1000

    return run


def _child(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def profile() -> None:
    """Print where the time of the 500-row report goes."""
    template = Template.open(workloads.report())
    data = {**workloads.report_data(500), **PICTURES}
    template.render(data)
    profiler = cProfile.Profile()
    with profiler:
        for _ in range(20):
            template.render(data).to_bytes()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(16)


def main() -> None:
    """Run all workloads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true", help="only show where our own time goes")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reportgen-benchmarks"
    parser.add_argument("--node", type=Path, default=cache, help="where Carbone and docxtemplater are kept")
    arguments = parser.parse_args()
    if arguments.profile:
        profile()
        return
    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), modules(arguments.node)
        reports(found, folder)
        decks(found, folder)
        growth()
        first_document(folder)


if __name__ == "__main__":
    main()
