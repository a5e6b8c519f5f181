"""Owns the XML of a native bar chart: series, points, labels, axes, in the order that the schema wants."""

from collections.abc import Sequence

from lxml import etree
from lxml.builder import ElementMaker

from reportgen.charts.bars import Bar
from reportgen.model import Figure

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_c = ElementMaker(namespace=C, nsmap={"c": C, "a": A, "r": R})
_a = ElementMaker(namespace=A, nsmap={"a": A})
Element = etree._Element


def chart_space(figure: Figure, bars: Sequence[Bar], rest: float | None, *, dark: bool, compact: bool) -> Element:
    """Return the c:chartSpace of a figure: columns, or rows in a card, or one stacked bar where something is left over."""
    stacked = rest is not None
    rows = list(bars[:1]) if stacked else list(bars)
    across = stacked or compact or figure.kind == "index_pair"
    sizes = (14, 16, 16) if compact else (18, 26, 20)
    series = [_series(0, figure.head or figure.message, rows, [b.value for b in rows], dark, sizes, stacked)]
    if rest is not None:
        series.append(_rest_series(rows, rest, figure.kind == "progress", dark))
    top = rows[0].value + rest if rest is not None else max(bar.value for bar in rows) * (1.0 if not across else 1.18)
    chart = _c.barChart(
        _val("barDir", "bar" if across else "col"),
        _val("grouping", "stacked" if stacked else "clustered"),
        _val("varyColors", "0"),
        *series,
        _val("gapWidth", "0" if stacked else ("90" if compact else "60")),
        *([_val("overlap", "100")] if stacked else []),
        _val("axId", "111"),
        _val("axId", "222"),
    )
    area = _c.plotArea(
        _layout(figure, across, stacked, compact),
        chart,
        _category_axis(across, stacked, dark, sizes[0]),
        _value_axis(across, top if across else top * 1.14),
        _shape(_a.noFill()),
    )
    return _c.chartSpace(
        _val("date1904", "0"),
        _val("lang", "zh-CN"),
        _val("roundedCorners", "0"),
        _c.chart(_val("autoTitleDeleted", "1"), area, _val("plotVisOnly", "1"), _val("dispBlanksAs", "gap")),
        _c.spPr(_a.noFill(), _a.ln(_a.noFill())),
        _text_properties(sizes[0], "bg1" if dark else "tx1"),
        _external(),
    )


def _series(
    index: int, name: str, bars: Sequence[Bar], values: Sequence[float], dark: bool, sizes: tuple[int, int, int], plain: bool
) -> Element:
    points = [_point(n, bar, dark) for n, bar in enumerate(bars)]
    labels = [] if plain else [_label(n, bar, dark, sizes) for n, bar in enumerate(bars)]
    return _c.ser(
        _val("idx", str(index)),
        _val("order", str(index)),
        _name(index, name),
        _shape(_fill("accent1")),
        _val("invertIfNegative", "0"),
        *points,
        _c.dLbls(*labels, *_label_switches("0")),
        _categories(bars),
        _values(index, values),
    )


def _rest_series(bars: Sequence[Bar], rest: float, goal: bool, dark: bool) -> Element:
    """What is missing: dashed and empty towards a goal, a quiet track for a share."""
    ground = _fill("bg1", alpha=25000) if dark else _fill("accent6")
    look = _shape(_a.noFill(), _dashed()) if goal else _shape(ground)
    return _c.ser(
        _val("idx", "1"),
        _val("order", "1"),
        _name(1, "差额"),
        look,
        _val("invertIfNegative", "0"),
        _c.dLbls(*_label_switches("0")),
        _categories(bars),
        _values(1, [rest]),
    )


def _point(index: int, bar: Bar, dark: bool) -> Element:
    colour = {"solid": "bg1" if dark else "accent1", "context": "accent4"}.get(bar.look, "accent1")
    if bar.look == "goal":
        look = _shape(_a.noFill(), _dashed())
    elif bar.look == "bound":
        front, back = ("accent2", "accent1") if dark else ("accent4", "bg1")
        pattern = _a.pattFill(_a.fgClr(_scheme(front)), _a.bgClr(_scheme(back)), prst="wdUpDiag")
        look = _shape(pattern, _a.ln(_a.solidFill(_scheme(front)), w="15875"))
    else:
        look = _shape(_fill(colour))
    return _c.dPt(_val("idx", str(index)), _val("invertIfNegative", "0"), _val("bubble3D", "0"), look)


def _label(index: int, bar: Bar, dark: bool, sizes: tuple[int, int, int]) -> Element:
    size = sizes[1] if bar.look == "solid" else sizes[2]
    colour = "bg1" if dark else {"solid": "accent1", "goal": "accent3"}.get(bar.look, "accent5")
    run = _a.r(_run_properties("rPr", size, colour, bold=True), _a.t(bar.shown))
    rich = _c.rich(_a.bodyPr(wrap="none"), _a.lstStyle(), _a.p(_a.pPr(_run_properties("defRPr", size, colour, bold=True)), run))
    return _c.dLbl(_val("idx", str(index)), _c.tx(rich), _val("dLblPos", "outEnd"), *_label_switches("1"))


def _label_switches(value: str) -> list[Element]:
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [_val(name, value if name == "showVal" else "0") for name in names]


def _name(index: int, name: str) -> Element:
    cache = _c.strCache(_val("ptCount", "1"), _c.pt(_c.v(name), idx="0"))
    return _c.tx(_c.strRef(_c.f(f"Sheet1!${'BC'[index]}$1"), cache))


def _categories(bars: Sequence[Bar]) -> Element:
    points = [_c.pt(_c.v(bar.label), idx=str(n)) for n, bar in enumerate(bars)]
    cache = _c.strCache(_val("ptCount", str(len(bars))), *points)
    return _c.cat(_c.strRef(_c.f(f"Sheet1!$A$2:$A${len(bars) + 1}"), cache))


def _values(index: int, values: Sequence[float]) -> Element:
    points = [_c.pt(_c.v(f"{value:g}"), idx=str(n)) for n, value in enumerate(values)]
    cache = _c.numCache(_c.formatCode("General"), _val("ptCount", str(len(values))), *points)
    column = "BC"[index]
    return _c.val(_c.numRef(_c.f(f"Sheet1!${column}$2:${column}${len(values) + 1}"), cache))


def _layout(figure: Figure, across: bool, stacked: bool, compact: bool) -> Element:
    if stacked:
        box = ("0", "0", "1", "1")
    elif across:
        longest = 0.36 if compact else 0.3
        box = (str(longest), "0.02", str(1 - longest), "0.96")
    else:
        box = ("0", "0.02", "1", "0.84")
    names = ("x", "y", "w", "h")
    modes = [_val("xMode", "edge"), _val("yMode", "edge")]
    sides = [_val(name, value) for name, value in zip(names, box, strict=True)]
    return _c.layout(_c.manualLayout(_val("layoutTarget", "inner"), *modes, *sides))


def _category_axis(across: bool, hidden: bool, dark: bool, size: int) -> Element:
    line = _a.ln(_a.solidFill(_scheme("bg1" if dark else "accent5")), w="9525")
    return _c.catAx(
        _val("axId", "111"),
        _c.scaling(_val("orientation", "maxMin" if across else "minMax")),
        _val("delete", "1" if hidden else "0"),
        _val("axPos", "l" if across else "b"),
        _val("numFmt", None, formatCode="General", sourceLinked="0"),
        _val("majorTickMark", "none"),
        _val("minorTickMark", "none"),
        _val("tickLblPos", "nextTo"),
        _shape(_a.noFill(), line),
        _text_properties(size, "bg1" if dark else "tx1"),
        _val("crossAx", "222"),
        _val("crosses", "autoZero"),
        _val("auto", "0"),
        _val("lblAlgn", "ctr"),
        _val("lblOffset", "60"),
        _val("noMultiLvlLbl", "1"),
    )


def _value_axis(across: bool, top: float) -> Element:
    return _c.valAx(
        _val("axId", "222"),
        _c.scaling(_val("orientation", "minMax"), _val("max", f"{top:g}"), _val("min", "0")),
        _val("delete", "1"),
        _val("axPos", "t" if across else "l"),
        _val("numFmt", None, formatCode="General", sourceLinked="0"),
        _val("majorTickMark", "none"),
        _val("minorTickMark", "none"),
        _val("tickLblPos", "none"),
        _val("crossAx", "111"),
        _val("crosses", "autoZero"),
        _val("crossBetween", "between"),
    )


def _external() -> Element:
    element = _c.externalData(_val("autoUpdate", "0"))
    element.set(f"{{{R}}}id", "rId1")
    return element


def _text_properties(size: int, colour: str) -> Element:
    paragraph = _a.p(_a.pPr(_run_properties("defRPr", size, colour)), _a.endParaRPr(lang="zh-CN"))
    return _c.txPr(_a.bodyPr(), _a.lstStyle(), paragraph)


def _run_properties(name: str, size: int, colour: str, *, bold: bool = False) -> Element:
    element = _a(name, lang="zh-CN", altLang="en-US", sz=str(size * 100), b="1" if bold else "0")
    if name == "defRPr":
        del element.attrib["lang"], element.attrib["altLang"]
    element.append(_a.solidFill(_scheme(colour)))
    element.append(_a.latin(typeface="+mn-lt"))
    element.append(_a.ea(typeface="+mn-ea"))
    return element


def _dashed() -> Element:
    return _a.ln(_a.solidFill(_scheme("accent2")), _a.prstDash(val="dash"), w="22225")


def _shape(*children: Element) -> Element:
    return _c.spPr(*children)


def _fill(colour: str, alpha: int | None = None) -> Element:
    scheme = _scheme(colour)
    if alpha is not None:
        scheme.append(_a.alpha(val=str(alpha)))
    return _a.solidFill(scheme)


def _scheme(colour: str) -> Element:
    return _a.schemeClr(val=colour)


def _val(name: str, value: str | None, **attributes: str) -> Element:
    element: Element = _c(name, **attributes)
    if value is not None:
        element.set("val", value)
    return element
