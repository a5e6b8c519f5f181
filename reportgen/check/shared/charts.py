"""The rules on native charts (D04, D05, D12): workbook and cache agree, no decoration, bars from zero."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.check.profiles import Limits
from reportgen.check.shared.typography import Fault
from reportgen.documents.reading.workbook import cells
from reportgen.errors import ReportgenError
from reportgen.findings import LimitedRule, Rule
from reportgen.ooxml.columns import column_letters, column_number
from reportgen.ooxml.parsed_package import Opened

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RANGE = re.compile(r"(?:'?([^'!]+)'?!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


class Legend(NamedTuple):
    """How many series need no legend."""

    series: int = 4


AS_WORKBOOK = Rule("D04", "error", "a chart has its workbook and shows the values in it")
PLAIN = LimitedRule(
    "D05",
    "warning",
    "charts and shapes are plain: no legend for few series, no 3-D, gradients or shadows",
    limits=Legend(),
)
FROM_ZERO = Rule("D12", "error", "bars begin at zero")


def chart_faults(part: str, chart: etree._Element, members: Opened, limits: Limits) -> Iterator[Fault]:
    """Yield what is wrong with one chart part."""
    yield from _against_workbook(part, chart, members)
    series = list(chart.iter(f"{C}ser"))
    told = _in_legend(chart)
    if chart.find(f"{C}chart/{C}legend") is not None and told <= limits.of(PLAIN).series:
        yield Fault(PLAIN, f"a legend for {told} entries", "label them directly")
    if _has(chart, f"{C}view3D", *(f"{C}{kind}3DChart" for kind in ("bar", "pie", "line", "area", "surface"))):
        yield Fault(PLAIN, "a chart in 3-D", "draw it flat")
    if _has(chart, f"{A}gradFill"):
        yield Fault(PLAIN, "a gradient", "one plain colour")
    if _has(chart, f"{A}outerShdw", f"{A}innerShdw"):
        yield Fault(PLAIN, "a shadow", "remove it")
    labelled = [item.find(f"{C}dLbls/{C}showVal[@val='1']") is not None for item in series]
    if labelled and all(labelled) and _has(chart, f"{C}majorGridlines", f"{C}minorGridlines"):
        yield Fault(PLAIN, "grid lines beside data labels", "remove the lines")
    for bars in chart.iter(f"{C}barChart", f"{C}bar3DChart", f"{C}areaChart"):
        yield from _axis_of(bars, chart)


def _in_legend(chart: etree._Element) -> int:
    """What a legend lists: the series, or the parts of a circle."""
    circle = next(chart.iter(f"{C}pieChart", f"{C}pie3DChart", f"{C}doughnutChart"), None)
    count = circle.find(f"{C}ser/{C}val//{C}ptCount") if circle is not None else None
    return int(count.get("val", "0")) if count is not None else len(list(chart.iter(f"{C}ser")))


def _axis_of(bars: etree._Element, chart: etree._Element) -> Iterator[Fault]:
    """Bars begin at 0; a line in the same chart may have an axis of its own."""
    own = {element.get("val") for element in bars.iterfind(f"{C}axId")}
    axes = [axis for axis in chart.iter(f"{C}valAx") if axis.find(f"{C}axId") is None or _id(axis) in own]
    low = [element.get("val", "0") for axis in axes for element in axis.iterfind(f"{C}scaling/{C}min")]
    values = [value for item in bars.iter(f"{C}ser") for value in _numbers(item.find(f"{C}val"))]
    above = next((value for value in low if float(value) > 0), None)
    if above is not None:
        yield Fault(FROM_ZERO, f"the axis of the bars begins at {above}", "begin at 0")
    elif not low and values and min(values) > 0 and min(values) / max(values) > 5 / 6:
        what = "the axis of the bars is left to the program, which will not begin at 0"
        yield Fault(FROM_ZERO, what, "set the minimum to 0")


def _id(axis: etree._Element) -> str | None:
    found = axis.find(f"{C}axId")
    return found.get("val") if found is not None else None


def chart_part(frame: etree._Element, arrows: Mapping[str, str]) -> str:
    """Return the part that holds the chart of a frame, nothing where it holds none."""
    reference = next(frame.iter(f"{C}chart"), None)
    return arrows.get(reference.get(f"{_R}id", ""), "") if reference is not None else ""


def smallest_text(chart: etree._Element) -> float | None:
    """Return the smallest size of text that a chart names, in pt."""
    sizes = [element.get("sz") for element in chart.iter(f"{A}rPr", f"{A}defRPr")]
    return min((int(size) / 100 for size in sizes if size), default=None)


def _against_workbook(part: str, chart: etree._Element, members: Opened) -> Iterator[Fault]:
    book = members.arrows(part).target("package")
    if book is None or book not in members:
        yield Fault(AS_WORKBOOK, "the chart has no workbook", "insert it again, with its data")
        return
    try:
        kept_cells = {cell.address: cell.text for cell in cells(members[book].content)}
    except (ReportgenError, LookupError, ValueError, etree.XMLSyntaxError):
        yield Fault(AS_WORKBOOK, "the workbook of the chart cannot be read", "insert the chart again")
        return
    for reference in chart.iter(f"{C}numRef", f"{C}strRef"):
        formula = (reference.findtext(f"{C}f") or "").strip()
        for address, cached in zip(_addresses(formula), _cached(reference), strict=False):
            kept = kept_cells.get(address, "")
            if cached is not None and not _same(cached, kept):
                yield Fault(
                    AS_WORKBOOK,
                    f"{formula} shows {cached}, the workbook has {kept or 'nothing'} in {address}",
                    "refresh the chart",
                )
                break


def _has(chart: etree._Element, *tags: str) -> bool:
    return next(chart.iter(*tags), None) is not None


def _cached(reference: etree._Element) -> list[str | None]:
    cache = reference.find(f"{C}numCache")
    cache = cache if cache is not None else reference.find(f"{C}strCache")
    if cache is None:
        return []
    count = cache.find(f"{C}ptCount")
    points = {int(point.get("idx", "0")): point.findtext(f"{C}v") for point in cache.iterfind(f"{C}pt")}
    length = int(count.get("val", "0")) if count is not None else len(points)
    return [points.get(index) for index in range(length)]


def _numbers(values: etree._Element | None) -> list[float]:
    return [float(point.text) for point in values.iter(f"{C}v") if point.text] if values is not None else []


def _same(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(one)))
    except ValueError:
        return one == other


def _addresses(formula: str) -> list[str]:
    match = _RANGE.match(formula)
    if not match:
        return []
    _, column, row, last_column, last_row = match.groups()
    first, last = column_number(column), column_number(last_column or column)
    return [
        f"{column_letters(number)}{line}"
        for line in range(int(row), int(last_row or row) + 1)
        for number in range(first, last + 1)
    ]
