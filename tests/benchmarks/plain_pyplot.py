"""The usual way to draw a figure: pyplot with labels, spines and legend, PNG at 300 dpi and SVG. In: Figure; out: a task.

One function a kind. What pyplot draws here is what a good script of a colleague would draw, and not more.
"""

import io
from collections.abc import Callable
from typing import Any

from reportgen.charts.typeface import font_path
from reportgen.model import Figure, Series

COLOURS = ("#9E1B20", "#928779", "#86601B", "#AE8232")


def plain_pyplot(figure: Figure) -> Callable[[], tuple[bytes, bytes]]:
    """Return a task that draws a figure as PNG and SVG."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path(False)))
    plt.rcParams["font.family"] = font_manager.FontProperties(fname=str(font_path(False))).get_name()
    plt.rcParams["svg.fonttype"] = "path"
    draw = _KINDS[figure.kind]

    def once() -> tuple[bytes, bytes]:
        drawn, axes = plt.subplots(figsize=(156 / 25.4, 60 / 25.4), dpi=300)
        draw(axes, figure)
        axes.set_title(f"{figure.head}（{figure.unit}）", loc="left", fontsize=11)
        drawn.tight_layout()
        png, svg = io.BytesIO(), io.BytesIO()
        drawn.savefig(png, format="png")
        drawn.savefig(svg, format="svg")
        plt.close(drawn)
        return png.getvalue(), svg.getvalue()

    return once


def _numbers(series: Series) -> list[float]:
    return [float("nan") if value is None or isinstance(value, str) else float(value) for value in series.values]


def _columns(axes: Any, figure: Figure) -> None:
    width = 0.62 / len(figure.series)
    for s, series in enumerate(figure.series):
        places = [n + (s - (len(figure.series) - 1) / 2) * width for n in range(len(figure.categories))]
        bars = axes.bar(places, _numbers(series), width, color=COLOURS[s], label=series.name)
        axes.bar_label(bars, fmt="%g", fontsize=9.5, fontweight="bold")
    axes.set_xticks(range(len(figure.categories)), figure.categories)
    _bare(axes, figure)


def _rows(axes: Any, figure: Figure) -> None:
    bars = axes.barh(figure.categories, _numbers(figure.series[0]), 0.6, color=COLOURS[0])
    axes.bar_label(bars, fmt="%g", fontsize=9.5, fontweight="bold")
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _lines(axes: Any, figure: Figure) -> None:
    for series, colour in zip(figure.series, COLOURS, strict=False):
        values = _numbers(series)
        axes.plot(figure.categories, values, color=colour, marker="o", label=series.name)
        for n in (0, len(values) - 1):
            axes.annotate(
                f"{values[n]:g}", (n, values[n]), (0, 5), textcoords="offset points", fontsize=9.5, ha="center"
            )
    axes.grid(axis="y", linewidth=0.5)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, ncols=3, fontsize=9.5)


def _ring(axes: Any, figure: Figure) -> None:
    look = {"width": 0.4, "edgecolor": "white"}
    axes.pie(_numbers(figure.series[0]), labels=figure.categories, autopct="%g%%", colors=COLOURS, wedgeprops=look)


def _points(axes: Any, figure: Figure) -> None:
    xs, ys = map(_numbers, figure.series)
    axes.scatter(xs, ys, color=COLOURS[0])
    for name, x, y in zip(figure.categories, xs, ys, strict=True):
        axes.annotate(name, (x, y), (4, 4), textcoords="offset points", fontsize=9.5)
    axes.set_xlabel(figure.series[0].name)
    axes.set_ylabel(figure.series[1].name)
    axes.grid(linewidth=0.5)


def _stacks(axes: Any, figure: Figure) -> None:
    under = [0.0] * len(figure.categories)
    for series, colour in zip(figure.series, COLOURS, strict=False):
        values = _numbers(series)
        bars = axes.bar(figure.categories, values, 0.6, under, color=colour, label=series.name)
        axes.bar_label(bars, label_type="center", fmt="%g", fontsize=9.5, color="white")
        under = [low + value for low, value in zip(under, values, strict=True)]
    _bare(axes, figure)


def _bare(axes: Any, figure: Figure) -> None:
    axes.yaxis.set_visible(False)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    if len(figure.series) > 1:
        axes.legend(frameon=False, ncols=3)


_KINDS: dict[str, Callable[[Any, Figure], None]] = {
    "column": _columns, "bar": _rows, "line": _lines, "doughnut": _ring, "scatter": _points, "stacked": _stacks,
}  # fmt: skip
