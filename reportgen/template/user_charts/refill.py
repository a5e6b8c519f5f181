"""Filling a chart with data. In: the tree of a chart, ChartData; out: the same tree with new series, and its workbook.

The looks of series are kept in their order; series beyond those of the sample are copies of the last one, in new colours.
"""

from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.workbook import GENERAL
from reportgen.template.tags.grammar import A
from reportgen.template.user_charts.axes import drop_unused, free_ends, names_for_dates
from reportgen.template.user_charts.bounds import draw_bounds, say_bounds
from reportgen.template.user_charts.chart_data import ChartData, ChartSeries, refused
from reportgen.template.user_charts.default_formats import Colours, put, set_value
from reportgen.template.user_charts.points import follow
from reportgen.template.user_charts.references import ChartColumns, categories_of, element, names_of, xs_of
from reportgen.template.user_charts.sample import C

_ACROSS = ("scatterChart", "bubbleChart")
_ONE = ("pieChart", "pie3DChart", "ofPieChart")
_DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize")
_AFTER_DATA = ("smooth", "shape", "bubble3D", "extLst")
_AFTER_NAME = (
    "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls", "trendline", "errBars", *_AFTER_DATA,
)  # fmt: skip


@dataclass(frozen=True)
class _Drawn:
    """One series of the chart: the plot in which it stands, its element, its data."""

    plot: etree._Element
    element: etree._Element
    data: ChartSeries


def refill(root: etree._Element, data: ChartData, columns: ChartColumns) -> tuple[int, ...]:
    """Put data into a chart and into the columns of its workbook; return the column of each series' values.

    A TemplateError says why the chart cannot show them.
    """
    area = root.find(f"{{{C}}}chart/{{{C}}}plotArea")
    if area is None:
        raise refused(["has no plot area: the chart in the template is empty"])
    drawn = _assign(area, data)
    old = _old_categories(drawn[0].element)
    names_for_dates(area, data)
    shared: dict[tuple[float, ...], int] = {}
    named = [one for one in drawn if _kind(one.plot) not in _ACROSS]
    names = categories_of(columns, data, _form(named[0].element, "cat", data)) if named else 0
    textual = any(isinstance(label, str) for label in data.labels)
    values = []
    for one in drawn:
        across = _kind(one.plot) in _ACROSS
        follow(one.element, old, [] if across else names_of(data), len(one.data.points))
        if across:
            values.append(_write_points(one, columns, data, shared))
        else:
            values.append(_write_values(one, columns, names, textual=textual))
        say_bounds(one.element, one.plot, one.data)
        draw_bounds(one.element, one.plot, one.data)
    drop_unused(area)
    free_ends(area, [(one.plot, one.data) for one in drawn])
    _forget_the_old(root, drawn)
    return tuple(values)


def _assign(area: etree._Element, data: ChartData) -> list[_Drawn]:
    """The series of the chart in their order, as many as the data has."""
    series = [one for plot in area for one in plot.findall(f"{{{C}}}ser")]
    series.sort(key=lambda one: _number(one, "order"))
    if not series:
        raise refused(["finds no series whose look it could take: draw one in the chart of the template"])
    problems = _unfit({_kind(_plot(one)) for one in series}, data, len(series))
    if problems:
        raise refused(problems)
    colours = Colours(series)
    for extra in series[len(data.read) :]:
        plot = _plot(extra)
        plot.remove(extra)
        if plot.find(f"{{{C}}}ser") is None:
            area.remove(plot)
    index = max(_number(one, "idx") for one in series)
    del series[len(data.read) :]
    while len(series) < len(data.read):
        made = colours.copy_of(series[-1])
        index += 1
        set_value(made, "idx", str(index))
        set_value(made, "order", str(max(_number(one, "order") for one in series) + 1))
        _plot(series[-1]).insert(_plot(series[-1]).index(series[-1]) + 1, made)
        series.append(made)
    return [_Drawn(_plot(one), one, of) for one, of in zip(series, data.read, strict=True)]


def _unfit(kinds: set[str], data: ChartData, drawn: int) -> list[str]:
    """What the kinds of a chart cannot show."""
    found = []
    across, count = kinds & set(_ACROSS), len(data.read)
    if kinds & set(_ONE) and count > 1:
        found.append(f"has {count} series, and a pie shows one; draw a doughnut or columns in the template")
    if kinds & {*_ONE, "doughnutChart"} and any(value < 0 for series in data.read for value in series.known):
        found.append("has a negative value, and the parts of a whole are never negative")
    if "stockChart" in kinds and count != drawn:
        found.append(f"has {count} series, and the stock chart of the template {drawn}, each with a part of its own")
    for series in data.read:
        if across and xs_of(series, data) is None:
            found.append(f"series {series.name} has no x; give points (x, y), or numbers as categories")
        if "bubbleChart" in across and any(point.size is None for point in series.points):
            found.append(f"series {series.name} has no sizes, and a bubble has one; give points (x, y, size)")
        if not across and any(point.x is not None for point in series.points):
            found.append(
                f"series {series.name} has points (x, y), and the chart in the template shows a value a category"
            )
    if not across and not data.labels:
        found.append("has no categories")
    return found


def _write_values(one: _Drawn, columns: ChartColumns, names: int, *, textual: bool) -> int:
    column = columns.add(one.data.name, [point.value for point in one.data.points], _form(one.element, "val"))
    categories = columns.texts("cat", names) if textual else columns.numbers("cat", names)
    _replace_data(one.element, columns.head(column), [categories, columns.numbers("val", column)])
    return column


def _write_points(one: _Drawn, columns: ChartColumns, data: ChartData, shared: dict[tuple[float, ...], int]) -> int:
    """x, y and size of points; series over the same x share its column."""
    xs = xs_of(one.data, data) or []
    if tuple(xs) not in shared:
        shared[tuple(xs)] = columns.add("", xs, _form(one.element, "xVal"))
    across = shared[tuple(xs)]
    up = columns.add(one.data.name, [point.value for point in one.data.points], _form(one.element, "yVal"))
    written = [columns.numbers("xVal", across), columns.numbers("yVal", up)]
    if _kind(one.plot) == "bubbleChart":
        size = columns.add("", [point.size for point in one.data.points], _form(one.element, "bubbleSize"))
        written.append(columns.numbers("bubbleSize", size))
    _replace_data(one.element, columns.head(up), written)
    return up


def _replace_data(series: etree._Element, name: etree._Element, data: list[etree._Element]) -> None:
    for old in [child for tag in _DATA for child in series.findall(f"{{{C}}}{tag}")]:
        series.remove(old)
    put(series, name, before=_AFTER_NAME)
    for child in data:
        put(series, child, before=_AFTER_DATA)


def _form(series: etree._Element, name: str, data: ChartData | None = None) -> str:
    """The number format that the designer gave to values or categories."""
    if data is not None and any(isinstance(label, str) for label in data.labels):
        return GENERAL
    return series.findtext(f"{{{C}}}{name}//{{{C}}}formatCode") or GENERAL


def _old_categories(series: etree._Element) -> list[str]:
    found: dict[int, str] = {}
    level = series.find(f"{{{C}}}cat//{{{C}}}lvl")
    held = level if level is not None else series.find(f"{{{C}}}cat")
    for point in held.iter(f"{{{C}}}pt") if held is not None else ():
        found[int(point.get("idx", "0"))] = point.findtext(f"{{{C}}}v") or ""
    return [found.get(n, "") for n in range(max(found, default=-1) + 1)]


def _forget_the_old(root: etree._Element, drawn: list[_Drawn]) -> None:
    """Take out what still tells of the old workbook: pivots, hidden series, labels and error bars from its cells."""
    for linked in [link for link in root.iter(f"{{{C}}}strRef") if _stands_in_title(link)]:
        _unlink(linked)
    for path in ("pivotSource", "chart/pivotFmts"):
        for found in root.findall("/".join(f"{{{C}}}{step}" for step in path.split("/"))):
            _remove(found)
    for extension in list(root.iter(f"{{{C}}}ext")):
        if extension.getparent() is not None and any(_is_formula(e) for e in extension.iter(etree.Element)):
            _remove(extension)
    for bars in [bars for bars in root.iter(f"{{{C}}}errBars") if bars.find(f".//{{{C}}}numRef") is not None]:
        _remove(bars)
    for empty in [e for e in root.iter(f"{{{C}}}extLst") if not len(e)]:
        _remove(empty)
    entries = len(drawn) if _kind(drawn[0].plot) not in _ONE else len(drawn[0].data.points)
    for entry in root.findall(f"{{{C}}}chart/{{{C}}}legend/{{{C}}}legendEntry"):
        if _number(entry, "idx") >= entries:
            _remove(entry)
    if root.find(f"{{{C}}}date1904") is not None:
        set_value(root, "date1904", "0")


def _stands_in_title(link: etree._Element) -> bool:
    return next(link.iterancestors(f"{{{C}}}title"), None) is not None


def _unlink(link: etree._Element) -> None:
    """A title that was taken from a cell keeps its words; the cell is gone."""
    run = etree.Element(f"{{{A}}}r", nsmap={"a": A})
    etree.SubElement(run, f"{{{A}}}t").text = link.findtext(f".//{{{C}}}v") or ""
    paragraph = etree.Element(f"{{{A}}}p")
    paragraph.append(run)
    rich = element("rich", etree.Element(f"{{{A}}}bodyPr"), etree.Element(f"{{{A}}}lstStyle"), paragraph)
    parent = link.getparent()
    assert parent is not None
    parent.replace(link, rich)


def _is_formula(found: etree._Element) -> bool:
    name = etree.QName(found)
    return name.localname in ("f", "sqref", "showDataLabelsRange")


def _remove(found: etree._Element) -> None:
    parent = found.getparent()
    if parent is not None:
        parent.remove(found)


def _plot(series: etree._Element) -> etree._Element:
    plot = series.getparent()
    assert plot is not None
    return plot


def _kind(plot: etree._Element) -> str:
    return etree.QName(plot).localname if isinstance(plot.tag, str) else ""


def _number(parent: etree._Element, name: str) -> int:
    found = parent.find(f"{{{C}}}{name}")
    return 0 if found is None else int(found.get("val", "0"))
