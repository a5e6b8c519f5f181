"""Owns c:chartSpace of the kinds of columns: head line with the names of the series, plot, axes. In: Frame; out: XML."""

from collections.abc import Sequence

from reportgen.charts.data import Data
from reportgen.charts.labels import shorten
from reportgen.charts.native.axes import text_look
from reportgen.charts.native.elements import Element, R, a, c, no_line, run_properties_of, shape, val
from reportgen.charts.native.pen import Frame, Pen
from reportgen.charts.tones import GREY, INK, Tone, letters_tone
from reportgen.charts.typeface import text_width

TITLE_LINES = 2.0  # height of the head line in letters
_SQUARE, _AFTER = "■ ", "　"
Words = list[tuple[str, Tone, bool]]


def head_of(pen: Pen, data: Data, keys: Sequence[tuple[str, Tone]], *, headed: bool) -> Words | None:
    """Return the words of the head line: indicator, unit, each series in its tone; None where there is nothing to say."""
    words: Words = []
    if headed and data.head:
        words.append((data.head, INK, True))
        words.append((f"（{data.unit}）" if data.unit else "　", GREY, False))
    elif keys and data.unit:
        words.append((f"单位：{data.unit}　", GREY, False))
    used = sum(text_width(text, pen.name_size, bold) for text, _, bold in words)
    room = (pen.width - used - 2) / max(len(keys), 1) - text_width(_SQUARE + _AFTER, pen.name_size)
    for name, tone in keys:
        words.append((_SQUARE, tone, False))
        words.append((shorten(name, pen.name_size, max(room, 6.0)) + _AFTER, letters_tone(tone), False))
    return words or None


def columns_space(pen: Pen, frame: Frame, head: Words | None) -> Element:
    """Return the chart part; its workbook is rId1."""
    external = c.externalData(val("autoUpdate", "0"))
    external.set(f"{{{R}}}id", "rId1")
    sides = [val(name, f"{value:.4g}") for name, value in zip("xywh", frame.box, strict=True)]
    layout = c.layout(c.manualLayout(val("layoutTarget", "inner"), val("xMode", "edge"), val("yMode", "edge"), *sides))
    plot = c.plotArea(layout, *frame.groups, *frame.axes, shape(a.noFill(), no_line()))
    title = [] if head is None else [_title(pen, head)]
    chart = c.chart(
        *title,
        val("autoTitleDeleted", "1" if head is None else "0"),
        plot,
        val("plotVisOnly", "1"),
        val("dispBlanksAs", "gap"),
    )
    element: Element = c.chartSpace(
        val("date1904", "0"),
        val("lang", "zh-CN"),
        val("roundedCorners", "0"),
        chart,
        shape(a.noFill(), no_line()),
        text_look(pen.name_size, pen.on_ground(INK)),
        external,
    )
    return element


def _title(pen: Pen, words: Words) -> Element:
    runs = [
        a.r(run_properties_of("rPr", pen.name_size, pen.on_ground(tone), bold=bold), a.t(text))
        for text, tone, bold in words
    ]
    look = run_properties_of("defRPr", pen.name_size, pen.on_ground(INK))
    text = c.tx(c.rich(a.bodyPr(wrap="none", lIns="0", tIns="0"), a.lstStyle(), a.p(a.pPr(look, algn="l"), *runs)))
    place = c.layout(c.manualLayout(val("xMode", "edge"), val("yMode", "edge"), val("x", "0"), val("y", "0.005")))
    element: Element = c.title(text, place, val("overlay", "0"))
    return element
