"""The axes of native charts of columns. In: Pen, span, steps; out: c:catAx, c:valAx in the order of the schema."""

from dataclasses import dataclass, replace

from reportgen.charts.native.elements import Element, a, c, no_line, run_properties, shape, text_look, tone_line, val
from reportgen.charts.native.style import MM, NativeStyle
from reportgen.charts.scale import steps
from reportgen.charts.tones import GREY, INK, RULE
from reportgen.charts.typeface import text_width

CATEGORY, VALUES, SECOND_CATEGORY, SECOND_VALUES = "111", "222", "333", "444"
_GAP = 1.5  # mm


@dataclass(frozen=True)
class AxisSpan:
    """The values of an axis from end to end, its round step, whether its steps are named and ruled."""

    low: float
    high: float
    step: float = 0.0
    named: bool = False

    @classmethod
    def of(cls, low: float, high: float, *, named: bool) -> "AxisSpan":
        """Return a span with round steps."""
        marks = steps(low, high)
        return cls(low, high, marks[1] - marks[0] if len(marks) > 1 else 0.0, named)

    def padded(self, length: float, over: float, under: float) -> "AxisSpan":
        """Return the span that leaves mm free at both ends of an axis of a length in mm."""
        unit = (self.high - self.low) / max(length - over - under, length * 0.3)
        return replace(self, high=self.high + over * unit, low=self.low - under * unit)


def tick_names(span: AxisSpan) -> list[str]:
    """Return the names of the steps as Office prints them."""
    places = _places(span.step)
    return [f"{value:,.{places}f}" for value in steps(span.low, span.high)]


def tick_room(style: NativeStyle, span: AxisSpan) -> float:
    """Return the mm that the names of the steps take."""
    return (
        max((text_width(name, style.tick_size) for name in tick_names(span)), default=0.0) + _GAP if span.named else 0.0
    )


def category_axis(
    style: NativeStyle, *, own: str = CATEGORY, other: str = VALUES, place: str = "b", down: bool = False, hidden: bool = False,
    every: int = 1, edge: bool = True, far: bool = False,
) -> Element:  # fmt: skip
    """Return the axis of the names; down lists rows from the top, edge draws its line, far puts the
    names at the high end of the values."""
    skip = [val("tickLblSkip", str(every)), val("tickMarkSkip", str(every))] if every > 1 else []
    element: Element = c.catAx(
        val("axId", own),
        c.scaling(val("orientation", "maxMin" if down else "minMax")),
        val("delete", "1" if hidden else "0"),
        val("axPos", place),
        val("numFmt", None, formatCode="General", sourceLinked="0"),
        val("majorTickMark", "none"),
        val("minorTickMark", "none"),
        val("tickLblPos", "high" if far else "low"),
        shape(a.noFill(), tone_line(style.on_ground(GREY), 1.0) if edge else no_line()),
        text_look(style.name_size, style.on_ground(INK)),
        val("crossAx", other),
        val("crosses", "autoZero"),
        val("auto", "0"),
        val("lblAlgn", "ctr"),
        val("lblOffset", "60"),
        *skip,
        val("noMultiLvlLbl", "1"),
    )
    return element


def value_axis(
    style: NativeStyle, span: AxisSpan, *, own: str = VALUES, other: str = CATEGORY, place: str = "l", across: bool = False,
    reverse: bool = False, crosses: str = "autoZero", percent: bool = False, title: str = "", kept: bool = False, unit: str = "",
) -> Element:  # fmt: skip
    """Return the axis of the values: named steps with hairlines, or nothing to see; unit stands behind the names.

    kept leaves an axis in the chart that shows nothing: some readers take a second axis that is deleted for no axis at all.
    """
    digits = "0%" if percent else f"#,##0.{'0' * _places(span.step)}".rstrip(".") + (f'"{unit}";;0' if unit else "")
    if percent:  # the axis of a stack to 100 % runs from 0 to 1
        span = AxisSpan(span.low / 100, min(span.high / 100, 1.0), span.step / 100, span.named)
    ruled = span.named and not (across and place == "b")
    grid = [c.majorGridlines(shape(tone_line(style.on_ground(RULE), 0.5)))] if ruled else []
    major = [val("majorUnit", f"{span.step:.12g}")] if span.named and span.step else []
    element: Element = c.valAx(
        val("axId", own),
        c.scaling(
            val("orientation", "maxMin" if reverse else "minMax"),
            val("max", f"{span.high:.9g}"),
            val("min", f"{span.low:.9g}"),
        ),
        val("delete", "0" if span.named or kept else "1"),
        val("axPos", place),
        *grid,
        *([_title(style, title, upper=place == "l")] if title else []),
        val("numFmt", None, formatCode=digits, sourceLinked="0"),
        val("majorTickMark", "none"),
        val("minorTickMark", "none"),
        val("tickLblPos", ("nextTo" if unit else "low") if span.named else "none"),
        shape(
            a.noFill(), tone_line(style.on_ground(GREY), 1.0) if across and place == "b" and span.named else no_line()
        ),
        text_look(style.tick_size, style.on_ground(GREY)),
        val("crossAx", other),
        val("crosses", crosses),
        val("crossBetween", "midCat" if across else "between"),
        *major,
    )
    return element


def _title(style: NativeStyle, text: str, *, upper: bool) -> Element:
    """Return what an axis measures: at the upper left of the plot, or at its lower right."""
    tone = style.on_ground(GREY)
    width = min((text_width(text, style.tick_size) + 3.0) / style.width, 1.0)
    height = style.tick_size * 1.7 / style.room[1]
    x, y = (0.0, style.title_height / style.room[1]) if upper else (1 - width, 1 - height)
    place = c.layout(
        c.manualLayout(val("xMode", "edge"), val("yMode", "edge"), val("x", f"{x:.4g}"), val("y", f"{y:.4g}"))
    )
    look = run_properties("defRPr", style.tick_size, tone)
    run = a.r(run_properties("rPr", style.tick_size, tone), a.t(text))
    body = a.bodyPr(rot="0", vert="horz", wrap="none")
    element: Element = c.title(c.tx(c.rich(body, a.lstStyle(), a.p(a.pPr(look), run))), place, val("overlay", "0"))
    return element


def shares(
    style: NativeStyle, left: float, top: float, right: float, bottom: float
) -> tuple[float, float, float, float]:
    """Return an inner box as shares of the chart; the edges are mm that stay free in the room under the title."""
    width, height = style.room[0] * MM, style.room[1] * MM
    top += style.title_height * MM
    return (left / width, top / height, max(width - left - right, 4) / width, max(height - top - bottom, 4) / height)


def _places(step: float) -> int:
    text = f"{step:.12f}".rstrip("0")
    return min(len(text.split(".")[1]), 12) if "." in text and step else 0
