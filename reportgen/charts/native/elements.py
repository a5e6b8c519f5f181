"""The small pieces of chart XML: values, fills from the theme, lines, text. Nothing here knows figures.

Colours are names of the theme, never hex. "gold" is the accent lightened until it can be read on the primary ground.
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
_MIXED = {"gold": ("accent2", 55000, 45000)}
_POINT = 12700


def val(name: str, value: str | None, **attributes: str) -> Element:
    """Return c:name with a val attribute."""
    element: Element = c(name, **attributes)
    if value is not None:
        element.set("val", value)
    return element


def scheme(colour: str, alpha: int | None = None) -> Element:
    """Return a colour of the theme."""
    name, *mix = _MIXED.get(colour, (colour,))
    element: Element = a.schemeClr(val=str(name))
    if mix:
        element.extend([a.lumMod(val=str(mix[0])), a.lumOff(val=str(mix[1]))])
    if alpha is not None:
        element.append(a.alpha(val=str(alpha)))
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


def tone_line(tone: Tone, points: float, *, dashed: bool = False) -> Element:
    """Return a line in a tone, of a width in pt."""
    dash = [a.prstDash(val="dash")] if dashed else []
    element: Element = a.ln(tone_fill(tone), *dash, a.round(), w=str(round(points * _POINT)), cap="rnd")
    return element


def fill(colour: str, alpha: int | None = None) -> Element:
    """Return a solid fill."""
    element: Element = a.solidFill(scheme(colour, alpha))
    return element


def hatch(front: str, back: str) -> Element:
    """Return a hatched fill: the value is a bound."""
    element: Element = a.pattFill(a.fgClr(scheme(front)), a.bgClr(scheme(back)), prst="wdUpDiag")
    return element


def line(colour: str, points: float, *, dashed: bool = False) -> Element:
    """Return a line of a width in pt."""
    dash = [a.prstDash(val="dash")] if dashed else []
    element: Element = a.ln(fill(colour), *dash, w=str(round(points * _POINT)))
    return element


def no_line() -> Element:
    """Return the absence of a line."""
    element: Element = a.ln(a.noFill())
    return element


def shape(*children: Element) -> Element:
    """Return c:spPr."""
    element: Element = c.spPr(*children)
    return element


def run_properties(name: str, size: float, colour: str, *, bold: bool = False) -> Element:
    """Return a:rPr or a:defRPr with size, colour and both faces."""
    element: Element = a(name, sz=str(round(size * 100)), b="1" if bold else "0")
    if name == "rPr":
        element.set("lang", "zh-CN")
        element.set("altLang", "en-US")
    element.append(fill(colour))
    element.append(a.latin(typeface=_FACE))
    element.append(a.ea(typeface=_FACE))
    return element


def run_properties_of(name: str, size: float, tone: Tone, *, bold: bool = False) -> Element:
    """Return a:rPr or a:defRPr in a tone."""
    element = run_properties(name, size, tone.slot, bold=bold)
    element.replace(element[0], tone_fill(tone))
    return element


def text_properties(size: float, colour: str) -> Element:
    """Return c:txPr: how text looks that the chart writes itself."""
    paragraph = a.p(a.pPr(run_properties("defRPr", size, colour)), a.endParaRPr(lang="zh-CN"))
    element: Element = c.txPr(a.bodyPr(), a.lstStyle(), paragraph)
    return element


def rich_text(text: str, size: float, colour: str) -> Element:
    """Return c:tx with a text of its own, bold: the bound stands beside the number."""
    properties = run_properties("defRPr", size, colour, bold=True)
    run = a.r(run_properties("rPr", size, colour, bold=True), a.t(text))
    element: Element = c.tx(c.rich(a.bodyPr(wrap="none"), a.lstStyle(), a.p(a.pPr(properties), run)))
    return element
