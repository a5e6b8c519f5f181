"""What is honest about values that are no plain numbers, in a designer's chart. In: a series, its data; out: labels and bars.

A bound or other wording goes into a label of the point's own, in the look of the labels around it. In bars an upper bound is
hatched and a goal is empty and dashed, both in the colour of their series.
"""

import copy

from lxml import etree

from reportgen.template.tags.grammar import A
from reportgen.template.user_charts.chart_data import ChartSeries
from reportgen.template.user_charts.default_formats import put
from reportgen.template.user_charts.points import AFTER_POINTS, index_of
from reportgen.template.user_charts.references import element
from reportgen.template.user_charts.sample import C

_SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_BARS = ("barChart", "bar3DChart")
_GOAL_LINE = "19050"  # EMU


def say_bounds(series: etree._Element, plot: etree._Element, data: ChartSeries) -> None:
    """Give each point whose value says more than its number a label of its own, in the look of the others."""
    texts = {n: point.text for n, point in enumerate(data.points) if point.text and point.value is not None}
    if not texts:
        return
    labels = series.find(f"{{{C}}}dLbls")
    if labels is None:
        common = plot.find(f"{{{C}}}dLbls")
        labels = (
            element("dLbls", *[element(name, val="0") for name in _SHOWN]) if common is None else copy.deepcopy(common)
        )
        put(series, labels, before=AFTER_POINTS[1:])
    if labels.find(f"{{{C}}}delete") is not None:
        for child in list(labels):
            labels.remove(child)
        labels.extend([element(name, val="0") for name in _SHOWN])
    taken = {index_of(label): label for label in labels.findall(f"{{{C}}}dLbl")}
    made = {n: _label(n, text, taken.get(n, labels)) for n, text in texts.items()}
    for n in texts:
        if n in taken:
            labels.remove(taken.pop(n))
    for at, n in enumerate(sorted({**taken, **made})):
        labels.insert(at, {**taken, **made}[n])


def draw_bounds(series: etree._Element, plot: etree._Element, data: ChartSeries) -> None:
    """Hatch the upper bounds among bars, and leave goals empty and dashed."""
    looks = {n: point.look for n, point in enumerate(data.points) if point.look and point.value is not None}
    if etree.QName(plot).localname not in _BARS or not looks:
        return
    colour = _colour(series)
    taken = {index_of(one): one for one in series.findall(f"{{{C}}}dPt") if index_of(one) not in looks}
    for old in series.findall(f"{{{C}}}dPt"):
        series.remove(old)
    made = {n: _bar(n, look, colour) for n, look in looks.items()}
    for _, point in sorted({**taken, **made}.items()):
        put(series, point, before=AFTER_POINTS)


def _bar(index: int, look: str, colour: etree._Element) -> etree._Element:
    fill = etree.Element(f"{{{A}}}noFill", nsmap={"a": A})
    line = etree.Element(f"{{{A}}}ln", nsmap={"a": A}, attrib={"w": _GOAL_LINE})
    etree.SubElement(line, f"{{{A}}}solidFill").append(copy.deepcopy(colour))
    if look == "goal":
        etree.SubElement(line, f"{{{A}}}prstDash").set("val", "dash")
    else:
        fill = etree.Element(f"{{{A}}}pattFill", nsmap={"a": A}, attrib={"prst": "wdUpDiag"})
        etree.SubElement(fill, f"{{{A}}}fgClr").append(copy.deepcopy(colour))
        etree.SubElement(etree.SubElement(fill, f"{{{A}}}bgClr"), f"{{{A}}}schemeClr").set("val", "bg1")
    head = [element("idx", val=str(index)), element("invertIfNegative", val="0"), element("bubble3D", val="0")]
    return element("dPt", *head, element("spPr", fill, line))


def _colour(series: etree._Element) -> etree._Element:
    """The colour of a series: the one that it was given, or that of Office for its number."""
    own = series.find(f"{{{C}}}spPr/{{{A}}}solidFill")
    if own is not None and len(own):
        return own[0]
    return etree.Element(f"{{{A}}}schemeClr", nsmap={"a": A}, attrib={"val": f"accent{index_of(series) % 6 + 1}"})


def _label(index: int, text: str, labels: etree._Element) -> etree._Element:
    """c:dLbl with a text, in the look of the label that stands there, or of the labels around it."""
    look = labels.find(f"{{{C}}}txPr")
    properties = None if look is None else look.find(f"{{{A}}}p/{{{A}}}pPr/{{{A}}}defRPr")
    run = etree.Element(f"{{{A}}}r", nsmap={"a": A})
    if properties is not None:
        own = copy.deepcopy(properties)
        own.tag = f"{{{A}}}rPr"
        run.append(own)
    etree.SubElement(run, f"{{{A}}}t").text = text
    paragraph = etree.Element(f"{{{A}}}p", nsmap={"a": A})
    paragraph.append(run)
    body = etree.Element(f"{{{A}}}bodyPr", nsmap={"a": A})
    rich = element("rich", body, etree.Element(f"{{{A}}}lstStyle"), paragraph)
    kept = [
        copy.deepcopy(found)
        for name in ("spPr", "txPr", "dLblPos")
        if (found := labels.find(f"{{{C}}}{name}")) is not None
    ]
    switches = [element(name, val="1" if name == "showVal" else "0") for name in _SHOWN]
    return element("dLbl", element("idx", val=str(index)), element("tx", rich), *kept, *switches)
