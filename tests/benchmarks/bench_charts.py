"""Measures charts against the usual tools in one run: `python tests/benchmarks/bench_charts.py [--json]`.

A native chart against add_chart of python-pptx with the same formatting; pictures of six kinds against pyplot's way to draw the
same; a figure from the cache against drawing it; a designer's chart against python-pptx putting the data into it. The tasks take
turns, and the least processor time of each counts. Ratios above 1 mean that reportgen is faster.
"""

import argparse
import io
import json
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from plain_pyplot import plain_pyplot

from reportgen.build.gallery.samples import samples
from reportgen.charts import DrawingCache, draw, native
from reportgen.model import THEMES, Figure
from reportgen.template import ChartData, Template

FACTS, FIGURES = samples()
BY_ID = {figure.id: figure for figure in FIGURES}
COLUMN = BY_ID["clusters"]
DRAWN = ("clusters", "bar", "line", "doughnut", "scatter", "stacked")
THEME = THEMES["A"]
DATA = ChartData([f"{year}年" for year in range(2015, 2025)], {name: range(10) for name in ("甲", "乙", "丙")})


def plain_pptx(figure: Figure) -> Callable[[], object]:
    """Return add_chart with labels, colours, font and axes set by hand, on a slide that is there already."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
    from pptx.util import Emu, Pt

    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])

    def once() -> object:
        data = CategoryChartData()
        data.categories = list(figure.categories)
        for series in figure.series:
            data.add_series(series.name, [float(value) for value in series.values])  # type: ignore[arg-type]
        kind = XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = slide.shapes.add_chart(kind, Emu(0), Emu(0), Emu(5000000), Emu(3000000), data).chart
        chart.has_legend, chart.has_title = False, False
        chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
        chart.value_axis.minimum_scale = 0
        chart.category_axis.tick_labels.font.size = Pt(14)
        plot = chart.plots[0]
        plot.gap_width, plot.has_data_labels = 60, True
        plot.data_labels.font.size, plot.data_labels.position = Pt(14), XL_LABEL_POSITION.OUTSIDE_END
        for series, colour in zip(plot.series, ("9E1B20", "928779"), strict=True):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            for n, value in enumerate(series.values):
                label = series.points[n].data_label.text_frame
                label.text = f"{value:g}"
                label.paragraphs[0].runs[0].font.bold = True
        return chart.part.blob

    return once


def designed() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return filling a deck with one designer's chart: ours from a compiled template, and python-pptx with replace_data."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    show = Presentation()
    sample = CategoryChartData()
    sample.categories = ["一", "二"]
    sample.add_series("样本", (1, 2))
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, Pt(20), Pt(20), Pt(400), Pt(300), sample)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "{{ x }}")
    out = io.BytesIO()
    show.save(out)
    template = Template.open(out.getvalue(), "deck.pptx")

    def by_hand() -> object:
        filled = Presentation(io.BytesIO(out.getvalue()))
        data = CategoryChartData()
        data.categories = DATA.categories
        for name, values in DATA.series.items():
            data.add_series(name, values)
        filled.slides[0].shapes[0].chart.replace_data(data)
        saved = io.BytesIO()
        filled.save(saved)
        return saved.getvalue()

    return lambda: template.render({"x": DATA}).to_bytes(), by_hand


def seconds(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the least processor time of each task; they take turns, and each has run once before."""
    for task in tasks.values():
        task()
    least = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            least[name] = min(least[name], time.process_time() - start)
    return least


def measure(rounds: int) -> dict[str, float]:
    """Return seconds and ratios."""
    ours, by_hand = designed()
    with tempfile.TemporaryDirectory() as folder:
        cache = DrawingCache(Path(folder))
        tasks: dict[str, Callable[[], object]] = {
            "native chart": lambda: native(COLUMN, FACTS, THEME),
            "python-pptx add_chart, formatted": plain_pptx(COLUMN),
            "designer's chart": ours,
            "python-pptx replace_data": by_hand,
            "from the cache": lambda: [cache.draw(COLUMN, FACTS, THEME) for _ in range(20)],
        }
        for key in DRAWN:
            tasks[f"picture {key}"] = lambda key=key: draw(BY_ID[key], FACTS, THEME)  # type: ignore[misc]
            tasks[f"pyplot {key}"] = plain_pyplot(BY_ID[key])
        found = seconds(tasks, rounds)
    found["from the cache"] /= 20
    found["ratio native"] = found["python-pptx add_chart, formatted"] / found["native chart"]
    found["ratio designer's chart"] = found["python-pptx replace_data"] / found["designer's chart"]
    found["ratio cache"] = found["picture clusters"] / found["from the cache"]
    found |= {f"ratio picture {key}": found[f"pyplot {key}"] / found[f"picture {key}"] for key in DRAWN}
    return found


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description="Measures charts against the usual tools.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.rounds)
    if arguments.json:
        print(json.dumps({name: round(value, 5) for name, value in found.items()}, ensure_ascii=False, indent=2))
        return
    for name, value in found.items():
        print(f"{name:36}{value:8.2f} times" if name.startswith("ratio") else f"{name:36}{value * 1000:8.2f} ms")


if __name__ == "__main__":
    main()
