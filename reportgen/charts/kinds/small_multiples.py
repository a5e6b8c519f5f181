"""Small multiples: one small plot a series, all on one scale; Office has no such chart."""

import math
from dataclasses import replace

from reportgen.charts.data import DataSeries, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.line import draw_line
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.upright import TICK_SIZE, VALUE_ROOM, Plot
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import CONTEXT, GREY, INK, PRIMARY, Tone

_GAP = 5.0


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the plots in rows."""
    top = sheet.head(data)
    count = len(data.series)
    across = min(count, 4 if sheet.box.width > 100 else 2)
    down = math.ceil(count / across)
    width = (sheet.box.width - _GAP * (across - 1)) / across
    height = (sheet.box.bottom - top) / down
    low, high = span(data.known, zero=min(data.known, default=0.0) >= 0)
    picked = any(column.highlight for column in data.series)
    for s, column in enumerate(data.series):
        box = Rect(sheet.box.x + (s % across) * (width + _GAP), top + (s // across) * height, width, height - 1.0)
        tone = PRIMARY if column.highlight or not picked else CONTEXT
        _draw_one(sheet.part(box), data, replace(column, tone=tone), (low, high))


def _draw_one(sheet: PictureArea, data: FigureData, column: DataSeries, ends: tuple[float, float]) -> None:
    box = sheet.box
    unit = f"（{column.unit}）" if column.unit and not data.unit.endswith(column.unit) else ""
    name = sheet.short(column.name + unit, NAME_SIZE, box.width, "names of series", bold=True)
    sheet.text(box.x, box.y + 2.2, name, NAME_SIZE, INK, bold=True, what="names of series")
    foot = TICK_SIZE * 0.37 + 1.2
    inner = Rect(box.x, box.y + 4.4, box.width, box.height - 4.4 - foot)
    y = Scale(*ends, inner.bottom - VALUE_ROOM * 0.3, inner.y + VALUE_ROOM)
    plot = Plot(inner, y, box.width / max(len(data.categories), 1))
    zero = y(max(min(0.0, ends[1]), ends[0]))
    sheet.rule(inner.x, zero, inner.right, zero, GREY, 0.7)
    draw_line(sheet, plot, column)
    _ends(sheet, plot, data, column)


def _ends(sheet: PictureArea, plot: Plot, data: FigureData, column: DataSeries) -> None:
    known = [n for n, cell in enumerate(column.points) if cell.value is not None]
    for n in dict.fromkeys(known[-1:] + known[:1]):
        at = plot.y(column.points[n].value or 0.0) - VALUE_ROOM / 2 - 0.6
        tone = PRIMARY if column.tone == PRIMARY else GREY
        sheet.text(plot.x(n), at, column.points[n].shown, VALUE_SIZE, tone, bold=True, anchor="center", what="values")
    first, last = data.categories[0], data.categories[-1]
    room = plot.box.width / 2 - 1
    y = sheet.box.bottom - TICK_SIZE * 0.19
    for x, name, anchor in ((plot.box.x, first, "left"), (plot.box.right, last, "right")):
        if len(data.categories) > 1 or anchor == "left":
            text = sheet.short(name, TICK_SIZE, room, "category names")
            sheet.text(x, y, text, TICK_SIZE, Tone("grey"), anchor=anchor, what="category names")


_SAMPLES = (
    {
        "id": "small_multiples", "caption": "分面小图", "head": "示例产量", "unit": "万吨",
        "categories": ["2018", "2019", "2020", "2021", "2022", "2023", "2024"],
        "series": [
            {"name": "示例甲园", "values": [10, 14, 19, 25, 31, 38, 46], "highlight": True},
            {"name": "示例乙园", "values": [12, 13, 15, 18, 20, 23, 25]},
            {"name": "示例丙园", "values": [20, 19, 21, 20, 22, 21, 23]},
            {"name": "示例丁园", "values": [5, 8, 9, 14, 16, 15, 19]},
            {"name": "示例戊园", "values": [30, 28, 27, 25, 24, 22, 20]},
            {"name": "示例己园", "values": [8, 9, 12, 12, 14, 17, 18]},
            {"name": "示例庚园", "values": [3, 5, 6, 9, 13, 18, 24]},
            {"name": "示例辛园", "values": [15, 16, 16, 18, 19, 19, 21]},
        ],
        "message": "示例甲园增长最快",
    },
)  # fmt: skip
KIND = ChartKind(
    name="small_multiples", label="分面小图", english="small multiples", needs="a small plot for each series, on one scale",
    samples=_SAMPLES, draw=draw, height=70, axes="each",
)  # fmt: skip
