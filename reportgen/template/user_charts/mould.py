"""A user's chart with holes where its values go: refilled once for the shape of its data, then filled by joining text.

Most documents of a batch, and most editions, bring the same categories and series with other numbers; taking the tree of the
chart apart again for each of them would take longer than all the rest of a slide.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.ooxml.formats import to_strict
from reportgen.ooxml.package import Member
from reportgen.template.program.user_chart import Sample
from reportgen.template.user_charts.chart_data import ChartData
from reportgen.template.user_charts.references import ChartColumns, cached_text
from reportgen.template.user_charts.refill import refill

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED_END = re.compile(rb"<\w+:(?:max|min) ")
_MOST_KEPT = 64


@dataclass(frozen=True)
class Mould:
    """The XML of a chart between the holes for its values, its workbook's columns, and the parts that do not change."""

    part: str
    workbook: str
    stretches: tuple[str, ...]  # one more than there are holes
    holes: tuple[tuple[int, int], ...]  # column and row of each value
    columns: ChartColumns
    values: tuple[int, ...]  # the column of each series
    source: dict[str, Member]

    def fill(self, data: ChartData) -> dict[str, Member]:
        """Return the chart with all it needs, for data of the shape that the mould was made for."""
        series = (tuple(point.value for point in one.points) for one in data.read)
        columns = self.columns.with_values(dict(zip(self.values, series, strict=True)))
        values = [cached_text(columns.cells[column][row]) for column, row in self.holes]
        xml = self.stretches[0] + "".join(
            value + stretch for value, stretch in zip(values, self.stretches[1:], strict=True)
        )
        return {
            **self.source,
            self.workbook: Member.of(self.workbook, columns.workbook()),
            self.part: Member.of(self.part, xml.encode()),
        }


def make_mould(
    root: etree._Element, data: ChartData, sample: Sample, workbook: str, source: dict[str, Member]
) -> Mould:
    """Return the mould of a chart whose words and links are written; a TemplateError says why it cannot show the data."""
    sign = secrets.token_hex(8)  # no text of a document holds it
    columns = ChartColumns(sign=sign)
    values = refill(root, data, columns)
    xml = DECLARATION + etree.tostring(root, encoding="unicode")
    pieces = re.split(rf"{sign}:(\d+):(\d+);", to_strict(xml) if sample.strict else xml)
    holes = tuple((int(column), int(row)) for column, row in zip(pieces[1::3], pieces[2::3], strict=True))
    return Mould(sample.part, workbook, tuple(pieces[::3]), holes, columns, values, source)


def shape_of(xml: bytes, data: ChartData) -> tuple[Any, ...]:
    """Return all by which the XML of a filled chart can differ besides its values."""
    ends = bool(_FIXED_END.search(xml))  # values beyond a fixed end of an axis free it
    return (
        data.labels,
        tuple(type(label) for label in data.labels),
        tuple(
            (
                one.name,
                tuple((p.value is None, p.x, p.size, p.text, p.look, p.value if ends else None) for p in one.points),
                any(value < 0 for value in one.known),
            )
            for one in data.read
        ),
    )


class Moulds:
    """The moulds that were used last, each for one chart of a template, its words and the shape of its data."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, tuple[object, Mould]] = OrderedDict()

    def get(self, chart: object, words: Sequence[str], shape: tuple[Any, ...]) -> Mould | None:
        """Return the mould, or None if it is to be made."""
        found = self._kept.get((id(chart), tuple(words), shape))
        return None if found is None else found[1]

    def keep(self, chart: object, words: Sequence[str], shape: tuple[Any, ...], mould: Mould) -> None:
        """Keep a mould; the oldest goes. The chart is kept too, so that no other gets its id."""
        self._kept[id(chart), tuple(words), shape] = chart, mould
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
