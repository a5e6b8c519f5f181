"""The words that a chart's own values give for its alternative text. In: the XML of a chart; out: a sentence, or nothing."""

from collections.abc import Iterator

from lxml import etree

from reportgen.check.shared.charts import A, C

_KINDS = {
    "barChart": "条形图", "bar3DChart": "条形图", "lineChart": "折线图", "line3DChart": "折线图", "pieChart": "饼图",
    "pie3DChart": "饼图", "doughnutChart": "环形图", "areaChart": "面积图", "area3DChart": "面积图", "scatterChart": "散点图",
    "bubbleChart": "气泡图", "radarChart": "雷达图", "stockChart": "股价图", "surfaceChart": "曲面图",
}  # fmt: skip
LONGEST = 240


def words_of_chart(chart: etree._Element) -> str:
    """Return what kind of chart it is and all its values, their ends only where they are many; nothing for an empty chart."""
    kinds = dict.fromkeys(_kind(element) for element in chart.iter(*(f"{C}{name}" for name in _KINDS)))
    series = [(name, points) for name, points in map(_series, chart.iter(f"{C}ser")) if points]
    if not series:
        return ""
    head = _title(chart) + ("和".join(kinds) or "图表")
    told = _sentence(head, series)
    return (
        told if len(told) <= LONGEST else _sentence(head, [(name, _ends(points)) for name, points in series])[:LONGEST]
    )


def words_of_table(rows: list[list[str]]) -> str:
    """Return the size of a table and what its head row says."""
    if not rows or not rows[0]:
        return ""
    heads = "、".join(cell for cell in rows[0] if cell)
    told = f"表格，{len(rows) - 1}行{len(rows[0])}列" + (f"，各列为{heads}" if heads else "")
    return f"{told[: LONGEST - 1]}。"


def _sentence(head: str, series: list[tuple[str, list[str]]]) -> str:
    told = "；".join((f"{name}：" if name else "") + "，".join(points) for name, points in series)
    return f"{head}，{told}。"


def _ends(points: list[str]) -> list[str]:
    return points if len(points) < 3 else [f"共{len(points)}项，从{points[0]}到{points[-1]}"]


def _kind(element: etree._Element) -> str:
    name = _KINDS[str(element.tag).rpartition("}")[2]]
    direction = element.find(f"{C}barDir")
    return "柱形图" if direction is not None and direction.get("val") == "col" else name


def _title(chart: etree._Element) -> str:
    title = chart.find(f"{C}chart/{C}title")
    text = "".join(t.text or "" for t in title.iter(f"{A}t")) if title is not None else ""
    return f"{text.strip()}，" if text.strip() else ""


def _series(series: etree._Element) -> tuple[str, list[str]]:
    """The name of a series, and each point as its category and what is written at it."""
    name = "".join(v.text or "" for v in series.iterfind(f"{C}tx//{C}v"))
    names = dict(_points(series, "cat", "xVal"))
    labels = dict(_labels(series))
    values = _points(series, "val", "yVal")
    return name, [f"{names.get(index, '')}{labels.get(index) or value}" for index, value in values]


def _points(series: etree._Element, *slots: str) -> Iterator[tuple[int, str]]:
    for slot in slots:
        for cache in series.iterfind(f"{C}{slot}//{C}ptCount/.."):
            code = cache.findtext(f"{C}formatCode") or ""
            for point in cache.iterfind(f"{C}pt"):
                yield int(point.get("idx", "0")), _written(point.findtext(f"{C}v") or "", code)


def _labels(series: etree._Element) -> Iterator[tuple[int, str]]:
    """Labels that somebody wrote: they hold bounds that the value does not."""
    for label in series.iterfind(f"{C}dLbls/{C}dLbl"):
        index = label.find(f"{C}idx")
        text = "".join(t.text or "" for t in label.iterfind(f"{C}tx//{A}t")).strip()
        if index is not None and text:
            yield int(index.get("val", "0")), text


def _written(value: str, code: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if "%" in code:
        return f"{round(number * 100, 2):g}%"
    return str(int(number)) if number == int(number) else f"{round(number, 4):g}"
