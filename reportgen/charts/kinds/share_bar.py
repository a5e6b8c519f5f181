"""The share bar: one share on a track from 0 to 100 %; what lies beyond a lower bound stays open."""

from collections.abc import Iterator, Sequence

from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.kind import ChartKind, SeriesValues, UnitNumber
from reportgen.charts.native.one_bar import BarPart, one_bar
from reportgen.charts.native.style import NativePlot, NativeStyle, PointLabel
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.charts.picture.bars import draw_bar, draw_open_end
from reportgen.charts.tones import GREY, INK, PRIMARY, RULE, WHITE, Tone
from reportgen.charts.typeface import text_width
from reportgen.model import Figure

_TRACK = 13.0  # mm
_OVER, _UNDER = 8.0, 8.0  # mm of the value above the track and of the scale below it
_LABEL, _SCALE, _VALUE = 10.5, 9.5, 12.0  # pt
_TINT = Tone("tint")


def words_of(data: FigureData) -> tuple[str, str]:
    """Return the label of the share, and its value."""
    (point,) = data.series[0].points
    return data.categories[0], data.facts[point.fact_id].cell()


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the share over the whole width of the area."""
    (point,) = data.series[0].points
    top, box = sheet.head(data), sheet.box
    share = box.width * (point.value or 0.0) / 100
    label, value = words_of(data)
    inside = f"{label}　{value}"
    fits = point.look == "solid" and text_width(inside, _LABEL, True) + 6 < share
    y = (top + (0.0 if fits else _OVER) + box.bottom - _UNDER - _TRACK) / 2
    sheet.canvas.rectangle(box.x, y, box.width, _TRACK, sheet.hex(_TINT), edge=sheet.hex(RULE), line=0.6)
    draw_bar(sheet, Rect(box.x, y, max(share, 0.6), _TRACK), point.look, PRIMARY)
    if point.open_end and share + 7 < box.width:
        draw_open_end(sheet, box.x + share, y + _TRACK / 2)
    if fits:
        sheet.text(box.x + share / 2, y + _TRACK / 2, inside, _LABEL, WHITE, bold=True, anchor="center", what="values")
    else:
        _draw_value(sheet, (box.x + share, y - 4.4), label, value)
    for position, name, side in ((0.0, "0", "left"), (0.5, "50%", "center"), (1.0, "100%", "right")):
        x = box.x + box.width * position
        sheet.rule(x, y + _TRACK, x, y + _TRACK + 1.5, GREY, 0.75)
        sheet.text(x, y + _TRACK + 4.6, name, _SCALE, GREY, anchor=side)


def _draw_value(sheet: PictureArea, at: tuple[float, float], label: str, value: str) -> None:
    """The value stands over the end of its bar; a label that has no room inside goes before it."""
    width = text_width(value, _VALUE, True)
    room = sheet.box.width - width - 1.5
    label = sheet.short(label, _LABEL, room, "category names")
    end = min(max(at[0], sheet.box.x + width + text_width(label, _LABEL) + 1.5), sheet.box.right)
    sheet.text(end, at[1], value, _VALUE, PRIMARY, bold=True, anchor="right", what="values")
    sheet.text(end - width - 1.5, at[1], label, _LABEL, GREY, anchor="right", what="category names")


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return a stacked bar of the share and the rest; in a card it is bare, and its number stands beside it."""
    (point,) = data.series[0].points
    value = point.value or 0.0
    parts = [BarPart(value, style.bar_look(point.look, PRIMARY)), BarPart(100 - value, style.track())]
    if style.compact:
        return one_bar(style, data, "其余", parts)
    n, text = _place(style, "　".join(words_of(data)), words_of(data)[1], point.look, value / 100)
    on_bar = Tone("deep") if style.dark else INK if point.look == "upper" else WHITE
    place = "ctr" if n == 0 else "inBase"
    parts[n].label = PointLabel(text, PRIMARY if n else on_bar, place, size=style.bar_size)
    return one_bar(style, data, "其余", parts, scaled=not style.slide)


def _place(style: NativeStyle, full: str, value: str, look: str, share: float) -> tuple[int, str]:
    """Which part holds the words, and which words: on the bar where it is solid, else on the track; the value alone if need be."""
    parts = {0: share, 1: 1 - share}
    order = (0, 1) if look == "solid" else (1, 0)
    for text in (full, value):
        for n in order:
            if style.fits_bar(text, parts[n]):
                return n, text
    return (0 if share > 0.5 else 1), value


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """A share is one fact between 0 and 100 %."""
    del facts
    if len(figure.facts) != 1 and not figure.series:
        yield "a share bar shows one share; give one fact"
    elif figure.facts and columns and columns[0][0] is not None and not 0 <= columns[0][0] <= 100:
        yield f"fact {figure.facts[0]} is not a share between 0 and 100 %"


def computed(values: Sequence[UnitNumber]) -> Iterator[UnitNumber]:
    """Yield the rest to the whole."""
    yield from ((100 - value, "%") for value, _ in values[:1])


def shown(data: FigureData) -> ShownFacts:
    """Return the share with its sign."""
    return tuple((point.fact_id, words_of(data)[1]) for point in data.series[0].points)


_SAMPLES = (
    {
        "id": "share_bar", "caption": "占比", "head": "示例城镇化率", "unit": "%", "facts": ["share"],
        "message": "示例城镇化率超过六成",
    },
)  # fmt: skip
KIND = ChartKind(
    name="share_bar", label="占比条形图", english="share bar", needs="`facts`: one share in %", samples=_SAMPLES, draw=draw,
    native=native, rules=rules, computed=computed, shown=shown, height=45, takes="facts",
)  # fmt: skip
