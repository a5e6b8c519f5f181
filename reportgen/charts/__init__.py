"""Draws figures. In: Figure, facts, Theme; out: pictures (PNG and SVG), or charts that Office draws, with alt text."""

from reportgen.charts.cache import DrawingCache
from reportgen.charts.native.chart import Native, is_native, native
from reportgen.charts.picture.draw import Drawing, draw
from reportgen.charts.values import PlainValues, values_of

__all__ = ["Drawing", "DrawingCache", "Native", "PlainValues", "draw", "is_native", "native", "values_of"]
