"""Measures charts against the usual tools in one run: `python tests/benchmarks/bench_charts.py [--json]`.

A native chart against add_chart of python-pptx with the same formatting; a picture against pyplot's way to draw the same; a
figure from the cache against drawing it. Ratios above 1 mean that reportgen is faster.
"""

import argparse
import io
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportgen.charts import DrawingCache, draw, native
from reportgen.charts.typeface import font_path
from reportgen.gallery.samples import samples
from reportgen.model import THEMES, Figure

FACTS, FIGURES = samples()
COLUMN = next(figure for figure in FIGURES if figure.id == "clusters")
THEME = THEMES["A"]


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


def plain_pyplot(figure: Figure) -> Callable[[], object]:
    """Return pyplot's way to the same picture: figure, bars, labels, spines, PNG at 300 dpi and SVG."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path(False)))
    plt.rcParams["font.family"] = font_manager.FontProperties(fname=str(font_path(False))).get_name()
    plt.rcParams["svg.fonttype"] = "path"

    def once() -> object:
        drawn, axes = plt.subplots(figsize=(156 / 25.4, 60 / 25.4), dpi=300)
        width = 0.31
        for s, (series, colour) in enumerate(zip(figure.series, ("#9E1B20", "#928779"), strict=True)):
            places = [n + (s - 0.5) * width for n in range(len(figure.categories))]
            bars = axes.bar(places, [float(v) for v in series.values], width, color=colour, label=series.name)  # type: ignore[arg-type]
            axes.bar_label(bars, fmt="%g", fontsize=9.5, fontweight="bold")
        axes.set_xticks(range(len(figure.categories)), figure.categories)
        axes.yaxis.set_visible(False)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.set_title(f"{figure.head}（{figure.unit}）", loc="left", fontsize=11)
        axes.legend(frameon=False, ncols=2)
        drawn.tight_layout()
        png, svg = io.BytesIO(), io.BytesIO()
        drawn.savefig(png, format="png")
        drawn.savefig(svg, format="svg")
        plt.close(drawn)
        return png.getvalue(), svg.getvalue()

    return once


def seconds(task: Callable[[], object], rounds: int) -> float:
    """Return the median time of a task that has run once before."""
    task()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(rounds: int) -> dict[str, float]:
    """Return seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        cache = DrawingCache(Path(folder))
        found = {
            "native chart": seconds(lambda: native(COLUMN, FACTS, THEME), rounds),
            "python-pptx add_chart, formatted": seconds(plain_pptx(COLUMN), rounds),
            "picture": seconds(lambda: draw(COLUMN, FACTS, THEME), rounds),
            "pyplot picture": seconds(plain_pyplot(COLUMN), rounds),
            "picture from the cache": seconds(lambda: cache.draw(COLUMN, FACTS, THEME), rounds),
        }
    found["ratio native"] = found["python-pptx add_chart, formatted"] / found["native chart"]
    found["ratio picture"] = found["pyplot picture"] / found["picture"]
    found["ratio cache"] = found["picture"] / found["picture from the cache"]
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
