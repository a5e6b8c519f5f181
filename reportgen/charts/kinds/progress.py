"""Progress towards a goal: the current value solid, what is missing dashed. Both values must be known."""

from collections.abc import Iterator, Sequence

from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.kind import ChartKind, SeriesValues, UnitNumber
from reportgen.charts.native.one_bar import BarPart, one_bar
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.charts.picture.bars import draw_bar
from reportgen.charts.tones import GOAL, PRIMARY, WHITE, Tone
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_TRACK = 14.0  # mm
_OVER, _UNDER = 4.0, 8.0  # mm between head and bar, and of the goal below it
_LABEL = 10.5  # pt


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the bar over the whole width of the area."""
    current, goal = data.series[0].points
    top, box = sheet.head(data), sheet.box
    share = box.width * share_of(data)
    inside, end = (f"{name}　{point.said}" for name, point in zip(data.categories, (current, goal), strict=True))
    rest = box.width - share
    fits = text_width(end, _LABEL, True) + 4 < rest
    y = (top + _OVER + box.bottom - (_OVER if fits else _UNDER) - _TRACK) / 2
    draw_bar(sheet, Rect(box.x + share, y, max(rest, 0.6), _TRACK), "goal", PRIMARY)
    draw_bar(sheet, Rect(box.x, y, max(share, 0.6), _TRACK), current.look, PRIMARY)
    if current.look == "solid" and text_width(inside, _LABEL, True) + 6 < share:
        sheet.text(box.x + share / 2, y + _TRACK / 2, inside, _LABEL, WHITE, bold=True, anchor="center", what="values")
    else:
        text = sheet.short(inside, _LABEL, box.width, "values", bold=True)
        sheet.text(box.x, y - 3.6, text, _LABEL, PRIMARY, bold=True, what="values")
    at = (box.x + share + rest / 2, y + _TRACK / 2) if fits else (box.right, y + _TRACK + 4.6)
    end = sheet.short(end, _LABEL, box.width, "values", bold=True)
    sheet.text(*at, end, _LABEL, GOAL, bold=True, anchor="center" if fits else "right", what="values")


def share_of(data: FigureData) -> float:
    """Return how much of the goal is reached: from 0 to 1."""
    current, goal = (point.value or 0.0 for point in data.series[0].points)
    return min(max(current / goal, 0.0), 1.0) if goal else 0.0


def _beside(name: str, said: str) -> str:
    return f"{name} {said}" if name[-1:].isascii() and name[-1:].isalnum() else name + said


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return a stacked bar of the current value and what is missing; each part is labelled where it holds its words."""
    current, goal = data.series[0].points
    value, missing = current.value or 0.0, max((goal.value or 0.0) - (current.value or 0.0), 0.0)
    parts = [BarPart(value, style.bar_look(current.look, PRIMARY)), BarPart(missing, style.bar_look("goal", PRIMARY))]
    share = share_of(data)
    inside = _beside(data.categories[0], current.said)
    if style.fits_bar(inside, share) and current.look != "upper":
        parts[0].label = PointLabel(inside, Tone("deep") if style.dark else WHITE, "ctr", size=style.bar_size)
    target = data.facts[data.figure.facts[1]].as_target("")
    names = (_beside(data.categories[1], goal.said), _beside(target, goal.said))  # the dashed part may be short
    fitting = next((name for name in names if style.fits_bar(name, 1 - share)), "")
    if fitting:
        parts[1].label = PointLabel(fitting, GOAL, "ctr", size=style.bar_size)
    return one_bar(style, data, "距目标", parts)


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """Progress needs both ends."""
    del columns
    shown = [facts[key] for key in figure.facts if key in facts]
    both = len(shown) == 2 and shown[0].value is not None and bool(shown[1].value) and shown[0].unit == shown[1].unit
    if not both or shown[0].kind == "target" or shown[1].kind != "target":
        yield "progress needs a current value and a target of one unit; without it use a number card"


def computed(values: Sequence[UnitNumber]) -> Iterator[UnitNumber]:
    """Yield the rest to the goal."""
    if len(values) > 1:
        yield values[1][0] - values[0][0], values[0][1]


def shown(data: FigureData) -> ShownFacts:
    """Return both ends in words."""
    return tuple((point.fact_id, point.said) for point in data.series[0].points)


_SAMPLES = (
    {
        "id": "progress", "caption": "目标进度", "head": "示例人口", "unit": "万人", "facts": ["now", "goal"],
        "labels": {"now": "示例人口"}, "message": "示例人口已达目标的七成",
    },
)  # fmt: skip
KIND = ChartKind(
    name="progress", label="目标进度图", english="progress", needs="`facts`: a current value and its target", samples=_SAMPLES,
    draw=draw, native=native, rules=rules, computed=computed, shown=shown, height=45, takes="facts", axes="none",
)  # fmt: skip
