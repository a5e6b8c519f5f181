"""The axes of a designer's chart when the data changes. In: the plot area; out: axes on which all of the data is seen.

A fixed end that would cut values off is freed. A date axis whose categories are names becomes one of names.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.template.user_charts.chart_data import ChartData, ChartSeries
from reportgen.template.user_charts.sample import C

AXES = ("catAx", "valAx", "dateAx", "serAx")
_OF_DATES = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
_ACROSS = ("scatterChart", "bubbleChart")


def free_ends(area: etree._Element, drawn: Sequence[tuple[etree._Element, ChartSeries]]) -> None:
    """Free the fixed ends of value axes beyond which data lies; drawn are plots with the series that they show."""
    axes = {_id(axis): axis for axis in area.iter(f"{{{C}}}valAx")}
    for plot in area:
        mine = [series for owner, series in drawn if owner is plot]
        if not mine:
            continue
        ids = [axis.get("val", "") for axis in plot.findall(f"{{{C}}}axId")]
        values = [axes[key] for key in ids if key in axes]
        if _kind(plot) in _ACROSS and len(values) == 2:
            _free(values[0], [p.x for series in mine for p in series.points if p.x is not None])
        if values:
            _free(values[-1], list(_reached(plot, mine)))


def names_for_dates(area: etree._Element, data: ChartData) -> None:
    """Make date axes axes of names, where the categories are names."""
    if not any(isinstance(label, str) for label in data.labels):
        return
    for axis in area.findall(f"{{{C}}}dateAx"):
        axis.tag = f"{{{C}}}catAx"
        for name in _OF_DATES:
            for child in axis.findall(f"{{{C}}}{name}"):
                axis.remove(child)


def drop_unused(area: etree._Element) -> None:
    """Take out axes that no plot stands on."""
    used = {e.get("val") for plot in area for e in plot.findall(f"{{{C}}}axId") if _kind(plot) not in AXES}
    for axis in [axis for axis in area if _kind(axis) in AXES and _id(axis) not in used]:
        area.remove(axis)


def _reached(plot: etree._Element, series: Sequence[ChartSeries]) -> Iterator[float]:
    """The values that the axis of a plot must hold: those of the series, or of stacks their sums."""
    grouping = plot.find(f"{{{C}}}grouping")
    how = "" if grouping is None else grouping.get("val", "")
    if how == "percentStacked":
        return
    if how != "stacked":
        yield from (value for one in series for value in one.known)
        return
    for points in zip(*(one.points for one in series), strict=False):
        known = [point.value for point in points if point.value is not None]
        yield sum(value for value in known if value > 0)
        yield sum(value for value in known if value < 0)


def _free(axis: etree._Element, values: list[float]) -> None:
    scaling = axis.find(f"{{{C}}}scaling")
    if scaling is None or not values:
        return
    freed = False
    for name, sign, furthest in (("max", 1, max(values)), ("min", -1, min(values))):
        end = scaling.find(f"{{{C}}}{name}")
        if end is not None and sign * furthest > sign * float(end.get("val", "0")):
            scaling.remove(end)
            freed = True
    for unit in axis.findall(f"{{{C}}}majorUnit") + axis.findall(f"{{{C}}}minorUnit") if freed else []:
        axis.remove(unit)  # it would draw a line at each of thousands of steps


def _id(axis: etree._Element) -> str:
    found = axis.find(f"{{{C}}}axId")
    return "" if found is None else found.get("val", "")


def _kind(plot: etree._Element) -> str:
    return etree.QName(plot).localname if isinstance(plot.tag, str) else ""
