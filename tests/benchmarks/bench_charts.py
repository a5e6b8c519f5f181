"""Charts against the usual tools.

A native chart against add_chart of python-pptx with the same formatting; pictures of six kinds against pyplot's way to draw the
same; a figure from the cache; a designer's chart against python-pptx putting the data into it.
"""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from reportgen.charts import DrawingCache, draw, is_native, native
from reportgen.charts.samples import samples
from reportgen.model import THEMES, Figure
from reportgen.template import ChartData, Template
from tests.benchmarks.harness import Goal, Measured, compare, timed
from tests.benchmarks.plain_pyplot import plain_pyplot

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


def charts() -> tuple[list[Measured], list[Goal]]:
    """Measure a native chart, pictures, the cache and a designer's chart, each beside its peer."""
    ours, by_hand = designed()
    found = compare(
        "native chart (columns, formatted)",
        {
            "reportgen": timed(lambda: native(COLUMN, FACTS, THEME)),
            "python-pptx add_chart": timed(plain_pptx(COLUMN)),
        },
        15,
    )
    found += compare(
        "a designer's chart filled, whole deck",
        {"reportgen": timed(ours), "python-pptx replace_data": timed(by_hand)},
        15,
    )
    pictures = []
    for key in DRAWN:
        pictures += compare(
            f"picture of a {BY_ID[key].kind} chart, PNG and SVG",
            {
                "reportgen": timed(lambda key=key: draw(BY_ID[key], FACTS, THEME)),  # type: ignore[misc]
                "pyplot": timed(plain_pyplot(BY_ID[key])),
            },
            7,
        )
    every = [figure for figure in FIGURES if is_native(figure)]
    kinds = compare(
        "native charts of all kinds", {f.kind: timed(lambda f=f: native(f, FACTS, THEME)) for f in every}, 7
    )  # type: ignore[misc]
    drawn = [one.least for one in pictures if one.engine == "reportgen"]
    with tempfile.TemporaryDirectory() as folder:
        cache = DrawingCache(Path(folder))
        found += compare("figure from the cache", {"reportgen": timed(lambda: cache.draw(COLUMN, FACTS, THEME))}, 15)
    goals = [
        Goal("native chart, mean of all kinds", 1.5, sum(one.least for one in kinds) / len(kinds), "ms"),
        Goal("picture, mean of six kinds", 18, sum(drawn) / len(drawn), "ms"),
    ]
    return [*found, *pictures, *kinds], goals
