"""Owns charts that Office draws: chart XML, embedded workbook and cached values, written together from one list of bars."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from lxml import etree

from reportgen.charts.alt import alt_text, shown_facts
from reportgen.charts.bars import Bar, bars_of
from reportgen.charts.native_xml import chart_space
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Theme

_FIXED_DAY = datetime(2000, 1, 1)  # a workbook without a clock in it: the same values give the same bytes


@dataclass(frozen=True)
class Native:
    """A native chart: the XML of its part (the workbook is rId1), the workbook, alternative text, facts as shown."""

    xml: bytes
    workbook: bytes
    alt: str
    shown: tuple[tuple[str, str], ...]


def native(figure: Figure, facts: Mapping[str, Fact], theme: Theme, tone: str = "light", compact: bool = False) -> Native:
    """Return the chart of a figure; compact charts stand inside a card, tone says whether its ground is dark."""
    del theme  # a native chart takes its colours from the theme of the file
    shown = [facts[key] for key in figure.facts]
    if figure.kind in ("tiers", "panel"):
        raise ChartError(f"figure {figure.id}: Office has no chart of kind {figure.kind}; use its parts, or a picture")
    bars = bars_of(figure, shown)
    rest = _rest(figure, shown)
    root = chart_space(figure, bars, rest, dark=tone == "dark", compact=compact)
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Native(xml, _workbook(figure, bars, rest), alt_text(figure, facts), shown_facts(figure, facts))


def _rest(figure: Figure, shown: list[Fact]) -> float | None:
    """What a share lacks to 100, or the current value to its goal: the second, empty series."""
    if figure.kind == "share_bar":
        return float(100 - (shown[0].value or 0))
    if figure.kind == "progress":
        return max(float((shown[1].value or 0) - (shown[0].value or 0)), 0.0)
    return None


def _workbook(figure: Figure, bars: list[Bar], rest: float | None) -> bytes:
    buffer = io.BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _FIXED_DAY})
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 1, figure.head or figure.message)
    rows = bars if rest is None else bars[:1]
    for number, bar in enumerate(rows, 1):
        sheet.write(number, 0, bar.label)
        sheet.write(number, 1, bar.value)
        if rest is not None:
            sheet.write(0, 2, "差额")
            sheet.write(number, 2, rest)
    book.close()
    return buffer.getvalue()
