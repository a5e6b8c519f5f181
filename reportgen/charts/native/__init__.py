"""Draws figures as charts of Office. In: Figure, facts; out: chart part, workbook with the same values, alt text."""

from reportgen.charts.native.chart import Native, native

__all__ = ["Native", "native"]
