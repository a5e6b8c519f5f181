"""Then, now and goal: a bar for each known point of one indicator, from zero; columns where they are read from afar."""

from dataclasses import replace

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.bar import RowStyle, draw_rows, native_rows
from reportgen.charts.kinds.column import bar_group
from reportgen.charts.native.card import card_rows
from reportgen.charts.native.style import MM, NativePlot, NativeStyle, grid_of
from reportgen.charts.native.upright import upright
from reportgen.charts.picture.area import PictureArea
from reportgen.charts.scale import span
from reportgen.charts.typeface import text_width

FEW = RowStyle(10.5, 10.5, 11.5, 0.54, 14.0)
AFAR = RowStyle(18.0, 20.0, 26.0, 0.625)
_LARGE = ((28.0, 40.0), (24.0, 32.0), (20.0, 26.0))  # pt: values, and the highlighted one, seen from afar
_APART = 4.5  # mm around a value


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the points as rows; in a panel the rows of all figures are as high as those of three points."""
    draw_rows(sheet, data, FEW, 2 if sheet.box.width > sheet.canvas.width / 2 else 3)


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return columns on slides, rows on pages and in cards."""
    if style.compact:
        return card_rows(style, data)
    if not style.slide:
        return native_rows(style, data, FEW, 2)
    step = style.width / len(data.categories)
    values, strong = next((sizes for sizes in _LARGE if _hold(data, sizes, step)), _LARGE[-1])
    style = replace(style, names=AFAR.names, values=values)
    over = strong * 1.3 * MM + 1.6
    layout = upright(style, data, span(data.known, zero=True), named=False, over=over)
    kept = {(0, n) for n in range(len(data.categories))}
    group = bar_group(style, data, kept, "col", share=AFAR.share, strong=strong)
    return NativePlot([group], layout.axes, layout.box, grid_of(data))


def _hold(data: FigureData, sizes: tuple[float, float], step: float) -> bool:
    """Whether each column of a step in mm holds its value in letters of these sizes."""
    points = data.series[0].points
    return all(text_width(p.shown, sizes[p.look == "solid"], True) * 1.05 + _APART < step for p in points)


_SAMPLES = (
    {
        "id": "then_now", "caption": "起点、现状与目标", "head": "示例人口", "unit": "万人",
        "facts": ["start", "now", "goal"], "highlight": "now", "message": "示例人口由不足12万人增加到56万人",
    },
)  # fmt: skip
KIND = ChartKind(
    name="then_now", label="条形对比图", english="then and now", needs="`facts`: one indicator then, now and its goal",
    samples=_SAMPLES, draw=draw, native=native, height=50, takes="facts",
)  # fmt: skip
