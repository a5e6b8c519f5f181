"""Fills the same documents with reportgen and its peers in one run and prints medians and ratios: python -m tests.benchmarks.bench_fill.

Times are of one machine; only the ratios hold elsewhere. Rounds are interleaved, so that a busy moment hits every engine.
"""

import gc
import io
import statistics
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

from reportgen.template import Picture, Template
from tests.benchmarks import workloads


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
                        cell.text_frame.paragraphs[0].runs[0].text = data[f"t{number}"][y][x]
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


def medians(jobs: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, float]:
    """The median ms of each job over interleaved rounds."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            gc.collect()
            start = time.perf_counter()
            job()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def show(title: str, found: dict[str, float]) -> None:
    """Print the medians and how many times longer each peer takes."""
    ours = found["reportgen"]
    print(title)
    for name, value in found.items():
        print(f"  {name:<12}{value:9.2f} ms  {value / ours:7.1f} ×")


def main() -> None:
    """Run all workloads."""
    content = workloads.report()
    template = Template.open(content)
    pictures = {f"picture{n}": Picture.of(workloads.picture(n), width_mm=120) for n in range(4)}
    for rows, rounds in ((20, 31), (500, 9)):
        data = workloads.report_data(rows)
        filled = template.render({**data, **pictures}).to_bytes()
        jobs: dict[str, Callable[[], bytes]] = {
            "reportgen": lambda data=data: template.render({**data, **pictures}).to_bytes(),  # type: ignore[misc]
            "floor": floor(filled),
            "docxtpl": lambda data=data: docxtpl_fill(content, data),  # type: ignore[misc]
        }
        show(f"report, two tables of {rows} × {workloads.COLUMNS}", medians(jobs, rounds))
    slides = workloads.deck()
    deck = Template.open(slides)
    data = workloads.deck_data()
    mine = {**data, **{f"p{n}": Picture.of(workloads.picture(1)) for n in range(18)}}
    show(
        "deck of 18 slides",
        medians(
            {"reportgen": lambda: deck.render(mine).to_bytes(), "python-pptx": lambda: pptx_fill(slides, data)}, 15
        ),
    )
    for rows in (10, 100, 1000, 10000):
        data = {**workloads.report_data(rows), **pictures}
        tracemalloc.start()
        start = time.perf_counter()
        size = len(template.render(data).members[0].data)
        used = time.perf_counter() - start
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        del size
        print(f"rows {rows:>6}: {used * 1000:8.1f} ms (traced), peak {peak / 1e6:7.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
