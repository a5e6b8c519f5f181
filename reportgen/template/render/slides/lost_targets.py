"""Animations and connectors of a slide whose shape is gone: what a condition leaves out is moved by nothing any more."""

import re

from lxml import etree

from reportgen.ooxml.relationships import parse_xml
from reportgen.template.tags.grammar import A, P

_SHAPE = re.compile(r'<p:cNvPr [^>]*?\bid="(\d+)"')
_TARGET = re.compile(r'\bspid="(\d+)"|<a:(?:st|end)Cxn [^>]*?\bid="(\d+)"')
_PAR, _TIMING = f"{{{P}}}par", f"{{{P}}}timing"


def without_lost_targets(xml: str) -> str:
    """Return the XML of a slide without animations and connections of shapes that it does not have."""
    shapes = set(_SHAPE.findall(xml))
    if {one or other for one, other in _TARGET.findall(xml)} <= shapes:
        return xml
    root = parse_xml(xml.encode())
    for element in list(root.iter(f"{{{A}}}stCxn", f"{{{A}}}endCxn")):
        if element.get("id") not in shapes:
            _remove(element)
    for element in [e for e in root.iter(etree.Element) if "spid" in e.attrib and e.get("spid") not in shapes]:
        _remove(_effect(element))
    for timing in list(root.iter(_TIMING)):
        if not any("spid" in element.attrib for element in timing.iter(etree.Element)):
            _remove(timing)
    return etree.tostring(root, encoding="unicode")


def _effect(target: etree._Element) -> etree._Element:
    """The whole effect that a target belongs to; of a list of built paragraphs, its entry."""
    around = list(target.iterancestors(_PAR))
    own = next((par for par in around if next(iter(par), target).get("presetClass")), around[0] if around else target)
    while own.tag == _PAR:
        parent = own.getparent()
        outer = None if parent is None else next(parent.iterancestors(_PAR), None)
        if parent is None or outer is None or len(parent) > 1:
            break
        own = outer
    return own


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0 and parent.tag == f"{{{P}}}bldLst":
            _remove(parent)
