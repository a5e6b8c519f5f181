"""c:chartSpace of the kinds of columns: head line with the names of the series, plot, axes. In: Frame; out: XML."""

from collections.abc import Sequence

from reportgen.charts.data import FigureData
from reportgen.charts.native.elements import Element, R, a, c, no_line, run_properties, shape, text_look, val
from reportgen.charts.native.style import NativePlot, NativeStyle
from reportgen.charts.tones import GREY, INK, Tone, letters_tone
from reportgen.charts.typeface import text_width

_LINE = 1.9  # height of a row above the plot in letters
_KEY = 11.0  # mm of a name's mark and the space around it
HeadWords = list[tuple[str, Tone, bool]]


def head_of(data: FigureData, *, headed: bool, keyed: bool) -> HeadWords:
    """Return the words of the head line: indicator and unit; without a head line the unit still stands beside the keys."""
    if headed and data.head:
        unit = [(f"（{data.unit}）", GREY, False)] if data.unit else []
        return [(data.head, INK, True), *unit]
    return [(f"单位：{data.unit}", GREY, False)] if keyed and data.unit else []


def key_rows(style: NativeStyle, words: HeadWords, keys: Sequence[tuple[str, Tone]]) -> int:
    """Return how many rows the names of the series take under the head line; 0 when they stand beside it."""
    if not keys:
        return 0
    widths = [text_width(name, style.name_size) + _KEY for name, _ in keys]
    if _head_width(style, words) + sum(widths) <= style.width:
        return 0
    across = max(int(style.width // min(max(widths), style.width)), 1)
    return min(-(-len(keys) // across), 4)


def title_height(style: NativeStyle, words: HeadWords, keys: Sequence[tuple[str, Tone]]) -> float:
    """Return the pt that head line and names take."""
    rows = key_rows(style, words, keys)
    first = 1 if words or (keys and not rows) else 0
    return style.name_size * _LINE * (first + rows)


def chart_space(style: NativeStyle, frame: NativePlot, head: HeadWords) -> Element:
    """Return the chart part; its workbook is rId1."""
    external = c.externalData(val("autoUpdate", "0"))
    external.set(f"{{{R}}}id", "rId1")
    sides = [val(name, f"{value:.4g}") for name, value in zip("xywh", frame.box, strict=True)]
    layout = c.layout(c.manualLayout(val("layoutTarget", "inner"), val("xMode", "edge"), val("yMode", "edge"), *sides))
    plot = c.plotArea(layout, *frame.groups, *frame.axes, shape(a.noFill(), no_line()))
    title = (
        [title_of(style.head_size, [(text, style.on_ground(tone), bold) for text, tone, bold in head])] if head else []
    )
    legend = [_legend(style, frame, head)] if frame.keys else []
    chart = c.chart(
        *title, val("autoTitleDeleted", "0" if head else "1"), plot, *legend, val("plotVisOnly", "1"),
        val("dispBlanksAs", "gap"),
    )  # fmt: skip
    element: Element = c.chartSpace(
        val("date1904", "0"),
        val("lang", "zh-CN"),
        val("roundedCorners", "0"),
        chart,
        shape(a.noFill(), no_line()),
        text_look(style.name_size, style.on_ground(INK)),
        external,
    )
    return element


def title_of(size: float, words: HeadWords) -> Element:
    """Return c:title at the upper left corner."""
    runs = [a.r(run_properties("rPr", size, tone, bold=bold), a.t(text)) for text, tone, bold in words]
    look = run_properties("defRPr", size, words[0][1])
    text = c.tx(c.rich(a.bodyPr(wrap="none", lIns="0", tIns="0"), a.lstStyle(), a.p(a.pPr(look, algn="l"), *runs)))
    place = c.layout(c.manualLayout(val("xMode", "edge"), val("yMode", "edge"), val("x", "0"), val("y", "0.005")))
    element: Element = c.title(text, place, val("overlay", "0"))
    return element


def _legend(style: NativeStyle, frame: NativePlot, head: HeadWords) -> Element:
    """The names of the series beside the head line, or under it, each in its tone; helpers have no name to show."""
    rows = key_rows(style, head, frame.keys)
    line = style.name_size * _LINE / style.room[1]
    left = 0.0 if rows else _head_width(style, head) / style.width
    wanted = sum(text_width(name, style.name_size) + _KEY for name, _ in frame.keys) / style.width
    place = (
        left,
        line if rows and head else 0.0,
        min(wanted * 1.25, 1 - left) if not rows else 1.0,
        line * max(rows, 1),
    )
    sides = [val(name, f"{value:.4g}") for name, value in zip("xywh", place, strict=True)]
    hidden = [c.legendEntry(val("idx", str(n)), val("delete", "1")) for n in frame.unkeyed]
    named = [
        c.legendEntry(val("idx", str(n)), text_look(style.name_size, style.on_ground(letters_tone(tone))))
        for n, (_, tone) in enumerate(frame.keys, frame.first_key)
    ]
    element: Element = c.legend(
        val("legendPos", "t"), *sorted([*named, *hidden], key=lambda entry: int(entry[0].get("val", "0"))),
        c.layout(c.manualLayout(val("xMode", "edge"), val("yMode", "edge"), *sides)),
        val("overlay", "0"), text_look(style.name_size, style.on_ground(GREY)),
    )  # fmt: skip
    return element


def _head_width(style: NativeStyle, words: HeadWords) -> float:
    return sum(text_width(text, style.head_size, bold) for text, _, bold in words) + (5.0 if words else 0.0)
