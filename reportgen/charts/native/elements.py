"""The small pieces of chart XML: values, fills from the theme, lines, text. Nothing here knows figures.

Colours are tones of the theme, never hex.
"""

from lxml import etree
from lxml.builder import ElementMaker

from reportgen.charts.tones import Tone

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
c = ElementMaker(namespace=C, nsmap={"c": C, "a": A, "r": R})
a = ElementMaker(namespace=A, nsmap={"a": A})
Element = etree._Element
_FACE = "微软雅黑"
_POINT = 12700


def val(name: str, value: str | None, **attributes: str) -> Element:
    """Return c:name with a val attribute."""
    element: Element = c(name, **attributes)
    if value is not None:
        element.set("val", value)
    return element


def tone_colour(tone: Tone) -> Element:
    """Return a tone as a colour of the theme."""
    element: Element = a.schemeClr(val=tone.slot)
    if tone.light:
        part = round(tone.light * 100000)
        element.extend([a.lumMod(val=str(100000 - part)), a.lumOff(val=str(part))])
    return element


def tone_fill(tone: Tone) -> Element:
    """Return a solid fill in a tone."""
    element: Element = a.solidFill(tone_colour(tone))
    return element


def tone_line(tone: Tone, points: float) -> Element:
    """Return a line with round ends in a tone, of a width in pt."""
    element: Element = a.ln(tone_fill(tone), a.round(), w=str(round(points * _POINT)), cap="rnd")
    return element


def edge(tone: Tone, points: float, *, dashed: bool = False) -> Element:
    """Return the edge of a bar in a tone, of a width in pt."""
    dash = [a.prstDash(val="dash")] if dashed else []
    element: Element = a.ln(tone_fill(tone), *dash, w=str(round(points * _POINT)))
    return element


def hatch(front: Tone, back: Tone) -> Element:
    """Return a hatched fill: the value is a bound."""
    element: Element = a.pattFill(a.fgClr(tone_colour(front)), a.bgClr(tone_colour(back)), prst="wdUpDiag")
    return element


def no_line() -> Element:
    """Return the absence of a line."""
    element: Element = a.ln(a.noFill())
    return element


def shape(*children: Element) -> Element:
    """Return c:spPr."""
    element: Element = c.spPr(*children)
    return element


def run_properties(name: str, size: float, tone: Tone, *, bold: bool = False) -> Element:
    """Return a:rPr or a:defRPr with size in pt, tone and both fonts."""
    element: Element = a(name, tone_fill(tone), sz=str(round(size * 100)), b="1" if bold else "0")
    if name == "rPr":
        element.set("lang", "zh-CN")
        element.set("altLang", "en-US")
    element.extend([a.latin(typeface=_FACE), a.ea(typeface=_FACE)])
    return element


def text_look(size: float, tone: Tone, *, bold: bool = False) -> Element:
    """Return c:txPr: how text looks that the chart writes itself."""
    paragraph = a.p(a.pPr(run_properties("defRPr", size, tone, bold=bold)), a.endParaRPr(lang="zh-CN"))
    element: Element = c.txPr(a.bodyPr(rot="0", vert="horz"), a.lstStyle(), paragraph)
    return element
