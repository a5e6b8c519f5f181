"""One native bar of parts: a share and its rest, a value and what is left to a goal."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.data import FigureData
from reportgen.charts.native.axes import CATEGORY, VALUES, AxisSpan, category_axis, shares, value_axis
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.style import MM, NativePlot, NativeStyle, PointLabel, series
from reportgen.charts.native.workbook import ChartGrid, GridRow

_THICKEST = 40.0 * MM


@dataclass
class BarPart:
    """A part of the bar: its value, its fill and edge, its label."""

    value: float
    look: Element
    label: PointLabel | None = None


def one_bar(
    style: NativeStyle, data: FigureData, rest: str, parts: Sequence[BarPart], *, scaled: bool = False
) -> NativePlot:
    """Return the bar; rest names the second part in the workbook, scaled names 0, 50% and 100% below it."""
    name = data.series[0].name + (f"（{data.unit}）" if data.unit else "")
    grid = ChartGrid((name, rest), (GridRow(data.categories[0], tuple(part.value for part in parts)),))
    found = [
        series(n, n, grid, part.look, head=[val("invertIfNegative", "0")], labels=style.labels(_at(part.label)))
        for n, part in enumerate(parts)
    ]
    group: Element = c.barChart(
        val("barDir", "bar"), val("grouping", "stacked"), val("varyColors", "0"), *found,
        val("gapWidth", "0"), val("overlap", "100"), val("axId", CATEGORY), val("axId", VALUES),
    )  # fmt: skip
    whole = sum(part.value for part in parts) or 1.0
    span = AxisSpan(0.0, whole, 50.0 if scaled else 0.0, scaled)
    thick = style.height if style.compact else min(_THICKEST, style.height)
    edge = (style.height - thick) / 2
    axes = [
        category_axis(style, place="l", down=True, hidden=True, edge=False),
        value_axis(style, span, place="b" if scaled else "t", across=scaled, crosses="max" if scaled else "autoZero",
                   unit="%" if scaled else ""),
    ]  # fmt: skip
    return NativePlot([group], axes, shares(style, 0.0, edge, 0.0, edge), grid)


def _at(label: PointLabel | None) -> dict[int, PointLabel]:
    return {} if label is None else {0: label}
