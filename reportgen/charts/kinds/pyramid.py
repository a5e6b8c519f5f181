"""Population pyramids: two groups back to back on one scale, rows from the top, names between them at the left."""

from reportgen.charts.data import DataSeries, FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.native.axes import (
    CATEGORY,
    SECOND_CATEGORY,
    SECOND_VALUES,
    VALUES,
    AxisSpan,
    category_axis,
    shares,
    value_axis,
)
from reportgen.charts.native.elements import Element, c, val
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel, grid_of, series
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.bars import draw_bar
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale
from reportgen.charts.tones import INK, WHITE, letters_tone
from reportgen.charts.typeface import text_width

_NAMES_MOST = 0.22
_THICK = 0.78
_GAP = 1.3


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the rows."""
    top = sheet.head(data, data.keys) + 0.5
    names = _name_room(data, sheet.box.width, NAME_SIZE)
    box = Rect(sheet.box.x + names, top, sheet.box.width - names, sheet.box.bottom - top - 0.5)
    middle, step = box.x + box.width / 2, box.height / max(len(data.categories), 1)
    reach = box.width / 2 - _value_room(data, VALUE_SIZE)
    most = max(data.known, default=1.0) or 1.0
    for n, name in enumerate(data.categories):
        y = box.y + n * step
        text = sheet.short(name, NAME_SIZE, names - _GAP, "category names")
        sheet.text(sheet.box.x, y + step / 2, text, NAME_SIZE, INK, what="category names")
        for s, side in ((0, -1), (1, 1)):
            cell = data.series[s].points[n]
            if cell.value is None:
                continue
            length = Scale(0.0, most, 0.0, reach)(cell.value)
            left = middle - length if side < 0 else middle
            bar = Rect(left, y + step * (1 - _THICK) / 2, max(length, 0.2), step * _THICK)
            draw_bar(sheet, bar, cell.look, data.series[s].tone)
            sheet.text(
                middle + side * (length + _GAP), y + step / 2, cell.shown, VALUE_SIZE, letters_tone(data.series[s].tone),
                bold=True, anchor="right" if side < 0 else "left", what="values",
            )  # fmt: skip
    sheet.rule(middle, box.y, middle, box.bottom, WHITE, 1.2)


def _name_room(data: FigureData, width: float, size: float) -> float:
    names = max((text_width(name, size) for name in data.categories), default=0.0)
    return min(names, width * _NAMES_MOST) + _GAP + 0.1


def _value_room(data: FigureData, size: float) -> float:
    cells = [cell for column in data.series for cell in column.points]
    return max((text_width(cell.shown, size, True) for cell in cells), default=0.0) + 2 * _GAP


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return two groups of bars, of which the first runs to the left on an axis turned round; all values are positive."""
    names = _name_room(data, style.width, style.name_size) + 1.5
    most = max(data.known, default=1.0) or 1.0
    half = (style.width - names) / 2
    reach = AxisSpan(-most, most).padded(
        2 * half, _value_room(data, style.value_size), _value_room(data, style.value_size)
    )
    step = style.height / max(len(data.categories), 1)
    every = 1 if step >= style.name_size * LINE * 1.1 else 2
    labelled = step * 1.05 >= style.value_size * LINE
    groups = [
        _group(style, data, 0, (CATEGORY, VALUES), labelled=labelled),
        _group(style, data, 1, (SECOND_CATEGORY, SECOND_VALUES), labelled=labelled),
    ]
    second = category_axis(style, own=SECOND_CATEGORY, other=SECOND_VALUES, place="l", down=True, hidden=True)
    axes = [
        category_axis(style, place="l", down=True, every=every, edge=False, far=True),
        value_axis(style, reach, place="t", reverse=True, kept=True),
        second,
        value_axis(style, reach, own=SECOND_VALUES, other=SECOND_CATEGORY, place="b", crosses="max", kept=True),
    ]
    return NativePlot(groups, axes, shares(style, names, 0.4, 0.0, 0.4), grid_of(data), data.keys)


def _group(style: NativeStyle, data: FigureData, s: int, axes: tuple[str, str], *, labelled: bool) -> Element:
    column: DataSeries = data.series[s]
    labels = {
        n: PointLabel(cell.shown, letters_tone(column.tone))
        for n, cell in enumerate(column.points)
        if cell.value is not None and labelled
    }
    points = [
        style.point(n, style.bar_look(cell.look, column.tone))
        for n, cell in enumerate(column.points)
        if cell.look in ("goal", "upper", "about")
    ]
    plain = next((cell for cell in column.points if cell.look == "solid"), column.points[0])
    one = series(
        s, s, grid_of(data), style.bar_look(plain.look, column.tone), head=[val("invertIfNegative", "0")], points=points,
        labels=style.labels(labels),
    )  # fmt: skip
    group: Element = c.barChart(
        val("barDir", "bar"), val("grouping", "clustered"), val("varyColors", "0"), one,
        val("gapWidth", str(round(100 * (1 - _THICK) / _THICK))), val("axId", axes[0]), val("axId", axes[1]),
    )  # fmt: skip
    return group


_SAMPLES = (
    {
        "id": "pyramid", "caption": "人口金字塔", "head": "示例人口", "unit": "万人",
        "categories": ["80岁以上", "70—79岁", "60—69岁", "50—59岁", "40—49岁", "30—39岁", "20—29岁", "10—19岁", "0—9岁"],
        "series": [
            {"name": "男", "values": ["0.4", "0.9", "1.8", "3.0", "4.2", "5.6", "4.9", "3.1", "3.6"]},
            {"name": "女", "values": ["0.6", "1.1", "1.9", "2.9", "4.0", "5.4", "4.6", "2.9", "3.3"], "highlight": True},
        ],
        "message": "三十至三十九岁人口最多",
    },
)  # fmt: skip
KIND = ChartKind(
    name="pyramid", label="人口金字塔", english="pyramid", needs="2 series: left and right of each age group", samples=_SAMPLES,
    draw=draw, native=native, height=75, takes="series", series=(2, 2), shares=True,
)  # fmt: skip
