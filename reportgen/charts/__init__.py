"""Draws figures. In: Figure, facts, Theme; out: pictures (PNG and SVG), or charts that Office draws, with alt text."""

from reportgen.charts.alt import alt_text
from reportgen.charts.cache import DrawingCache
from reportgen.charts.kinds import KINDS
from reportgen.charts.native.chart import Native, is_native, native
from reportgen.charts.native.shapes import shapes_xml
from reportgen.charts.picture.draw import Drawing, draw
from reportgen.charts.prepare import prepared, shown_of
from reportgen.charts.rules import chart_rule_violations
from reportgen.charts.values import FigureValues, values_of
from reportgen.charts.whole import undeclared_parts

__all__ = [
    "KINDS",
    "Drawing",
    "DrawingCache",
    "FigureValues",
    "Native",
    "alt_text",
    "chart_rule_violations",
    "draw",
    "is_native",
    "native",
    "prepared",
    "shapes_xml",
    "shown_of",
    "undeclared_parts",
    "values_of",
]
