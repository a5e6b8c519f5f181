"""Bars: one level bar a value, from zero; long names have room at the left."""

from dataclasses import dataclass, replace

from reportgen.charts.data import DataPoint, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.kinds.column import bar_group
from reportgen.charts.labels import Point
from reportgen.charts.native.axes import AxisSpan, category_axis, shares, value_axis
from reportgen.charts.native.style import NativePlot, NativeStyle, grid_of
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.bars import ARROW, draw_bar, draw_open_end, value_tone
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.picture.upright import BAR_SHARE
from reportgen.charts.scale import Scale, span
from reportgen.charts.tones import GREY, INK
from reportgen.charts.typeface import text_width

_NAMES_MOST = 0.38  # of the width
_GAP = 1.6


@dataclass(frozen=True)
class RowStyle:
    """How rows look: sizes of names, values and highlighted values in pt, the share of a row that bars take, at most mm."""

    names: float = NAME_SIZE
    values: float = VALUE_SIZE
    strong: float = VALUE_SIZE
    share: float = BAR_SHARE
    thickest: float = 99.0

    def thickness(self, step: float, count: int = 1) -> float:
        """Return how thick one of several bars in a row of so many mm is."""
        return min(step * self.share, self.thickest) / count

    def size(self, look: str) -> float:
        """Return the size of a value in pt."""
        return self.strong if look == "solid" else self.values


MANY = RowStyle()


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the bars as rows from the top, each with its name and value."""
    draw_rows(sheet, data, MANY)


def draw_rows(sheet: PictureArea, data: FigureData, style: RowStyle, least: int = 1) -> None:
    """Draw rows in a style; fewer than the least number of rows stand as high as so many."""
    top = sheet.head(data, data.keys) + 0.6
    box, step = _rows(sheet, data, top, style, least)
    low, high = span(data.known, zero=True)
    x = Scale(low, high, *_ends(box, data, low, style))
    _draw_names(sheet, data, box, step, style)
    thick = style.thickness(step, len(data.series))
    zero = x(min(max(0.0, low), high))
    for s, series in enumerate(data.series):
        for n, point in enumerate(series.points):
            if point.value is None:
                continue
            y = box.y + (n + 0.5) * step + (s - len(data.series) / 2) * thick
            end = x(point.value)
            inset = thick * 0.04 if len(data.series) > 1 else 0.0
            bar = Rect(min(end, zero), y + inset, max(abs(end - zero), 0.4), thick - 2 * inset)
            draw_bar(sheet, bar, point.look, data.tone(s, n))
            right = point.value >= 0
            at = end + _GAP if right else end - _GAP
            if point.open_end and thick > 3:
                draw_open_end(sheet, end, y + thick / 2)
                at += ARROW
            sheet.text(
                at, y + thick / 2, point.shown, style.size(point.look), value_tone(point, data.tone(s, n)), bold=True,
                anchor="left" if right else "right", what="values",
            )  # fmt: skip
    sheet.rule(zero, box.y, zero, box.y + step * len(data.categories), GREY, 0.9)


def _rows(sheet: PictureArea, data: FigureData, top: float, style: RowStyle, least: int) -> tuple[Rect, float]:
    names = max((text_width(name, style.names) for name in data.categories), default=0.0)
    left = min(names, sheet.box.width * _NAMES_MOST) + _GAP
    box = Rect(sheet.box.x + left, top, sheet.box.width - left, sheet.box.bottom - top - 0.4)
    return box, box.height / max(len(data.categories), least)


def _draw_names(sheet: PictureArea, data: FigureData, box: Rect, step: float, style: RowStyle) -> None:
    room = box.x - sheet.box.x - _GAP + 0.01
    for n, name in enumerate(data.categories):
        text = sheet.short(name, style.names, room, "category names")
        at = box.x - _GAP, box.y + (n + 0.5) * step
        sheet.text(*at, text, style.names, INK, anchor="right", what="category names")


def _ends(box: Rect, data: FigureData, low: float, style: RowStyle) -> tuple[float, float]:
    """Where the scale begins and ends, so that each value has room after its bar."""
    points = [point for series in data.series for point in series.points if point.value is not None]
    tails = [(p.value or 0.0, _tail(p, style)) for p in points]
    high = max(0.0, *(value for value, _ in tails), 0.0)
    before = min(max((tail for value, tail in tails if value < 0), default=0.0), box.width * 0.3)
    room = box.width - before
    units = [(room - min(tail, room * 0.45)) / (value - low) for value, tail in tails if value > max(low, 0.0)]
    return box.x + before, box.x + before + min(units, default=room / ((high - low) or 1.0)) * (high - low)


def _tail(point: DataPoint, style: RowStyle) -> float:
    """The mm of a value after its bar."""
    return text_width(point.shown, style.size(point.look), True) + _GAP + 0.6 + ARROW * point.open_end


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return the bars as a chart of Office."""
    return native_rows(style, data, RowStyle(style.name_size, style.value_size, style.value_size))


def native_rows(style: NativeStyle, data: FigureData, rows: RowStyle, least: int = 1) -> NativePlot:
    """Return rows in a style as a chart of Office."""
    style = replace(style, names=rows.names, values=rows.values)
    names = max((text_width(name, rows.names) for name in data.categories), default=0.0) + 2.5
    left = min(names, style.width * _NAMES_MOST)
    count = max(len(data.categories), least)
    box = Rect(left, 0.0, style.width - left, style.height * len(data.categories) / count)
    low, high = span(data.known, zero=True)
    start, end = _ends(box, data, low, rows)
    reach = AxisSpan(low, high).padded(box.width, box.right - end, start - box.x)
    step = box.height / max(len(data.categories), 1)
    thick = rows.thickness(step, len(data.series))
    every = 1 if step >= rows.names * LINE else 2
    kept: set[Point] = {
        (s, n)
        for s, series in enumerate(data.series)
        for n in range(len(series.points))
        if thick >= rows.values * LINE * 0.8 or s == 0
    }
    axes = [category_axis(style, place="l", down=True, every=every), value_axis(style, reach, place="t")]
    frame_box = shares(style, left, 0.6, 0.0, style.height - box.height + 0.6)
    group = bar_group(style, data, kept, "bar", share=thick * len(data.series) / step, strong=rows.strong)
    return NativePlot([group], axes, frame_box, grid_of(data), data.keys)


_SAMPLES = (
    {
        "id": "bar", "caption": "条形图", "head": "示例企业数", "unit": "家",
        "categories": ["绿色化工示例园", "新材料示例园", "装备制造示例园", "大数据示例园", "现代农业示例园", "商贸物流示例园"],
        "series": [
            {"name": "示例企业数", "values": [86, 64, 52, 47, 31, 18]},
        ],
        "focus": "绿色化工示例园", "message": "绿色化工示例园企业最多",
    },
)  # fmt: skip
KIND = ChartKind(
    name="bar", label="条形图", english="bars", needs="facts, or categories and series", samples=_SAMPLES, draw=draw,
    native=native, instead_of_mixed="combo", over_editions=True,
)  # fmt: skip
