"""Draws figures. In: Figure, facts, Theme; out: pictures (PNG and SVG), or charts that Office draws, with alt text."""

from reportgen.charts.cache import DrawingCache
from reportgen.charts.draw import Drawing, draw
from reportgen.charts.native.chart import Native, native
from reportgen.charts.values import PlainValues, values_of

__all__ = ["Drawing", "DrawingCache", "Native", "PlainValues", "draw", "native", "values_of"]
