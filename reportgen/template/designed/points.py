"""Owns the points and labels that a designer made different, when the data changes. In: a series, old and new categories; out: the
series with those that still make sense.

Where every point has a look of its own, as the parts of a pie do, looks go by their place and new points get new colours. A
single one follows its category; where that is gone, the last point stays the last and the first the first; the others go,
unless there are as many points as before. A text typed over a label goes, as it told the old value.
"""

import copy
from collections.abc import Sequence

from lxml import etree

from reportgen.template.designed.chart_data import ChartSeries
from reportgen.template.designed.looks import Colours, put
from reportgen.template.designed.references import element
from reportgen.template.designed.sample import C
from reportgen.template.grammar import A

_AFTER_POINTS = ("dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape", "extLst")
_SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_AFTER_TEXT = ("numFmt", "spPr", "txPr", "dLblPos", *_SHOWN, "separator", "extLst")
_LIVE_FIELDS = ("VALUE", "CATEGORYNAME", "SERIESNAME", "PERCENTAGE", "XVALUE", "YVALUE", "BUBBLESIZE")


def follow(series: etree._Element, old: Sequence[str], new: Sequence[str], count: int) -> None:
    """Bring the points and labels of a series from the old categories to the new; count is the number of points."""
    before = max(_old_count(series), len(old))
    points = series.findall(f"{{{C}}}dPt")
    if points and len(points) >= before > 1:
        _by_place(series, points, count)
    else:
        _by_category(points, old, new, (before, count))
    labels = series.find(f"{{{C}}}dLbls")
    if labels is not None:
        own = labels.findall(f"{{{C}}}dLbl")
        for label in own:
            _forget_text(label)
        _by_category(own, old, new, (before, count))


def say_bounds(series: etree._Element, plot: etree._Element, data: ChartSeries) -> None:
    """Give each point whose value says more than its number a label of its own, in the look of the others."""
    texts = {n: point.text for n, point in enumerate(data.points) if point.text and point.value is not None}
    if not texts:
        return
    labels = series.find(f"{{{C}}}dLbls")
    if labels is None:
        common = plot.find(f"{{{C}}}dLbls")
        labels = (
            element("dLbls", *[element(name, val="0") for name in _SHOWN]) if common is None else copy.deepcopy(common)
        )
        put(series, labels, before=_AFTER_POINTS[1:])
    if labels.find(f"{{{C}}}delete") is not None:
        for child in list(labels):
            labels.remove(child)
        labels.extend([element(name, val="0") for name in _SHOWN])
    taken = {_index(label): label for label in labels.findall(f"{{{C}}}dLbl")}
    for n in texts:
        if n in taken:
            labels.remove(taken.pop(n))
    made = {n: _label(n, text, labels) for n, text in texts.items()}
    for at, n in enumerate(sorted({**taken, **made})):
        labels.insert(at, {**taken, **made}[n])


def _by_place(series: etree._Element, points: list[etree._Element], count: int) -> None:
    points = sorted(points, key=_index)
    colours = Colours(points)
    for n in range(len(points), count):
        extra = colours.copy_of(points[-1])
        extra.find(f"{{{C}}}idx").set("val", str(n))  # type: ignore[union-attr]
        put(series, extra, before=_AFTER_POINTS)
    for point in points[count:]:
        series.remove(point)


def _by_category(marked: list[etree._Element], old: Sequence[str], new: Sequence[str], counts: tuple[int, int]) -> None:
    before, count = counts
    taken: set[int] = set()
    for one in sorted(marked, key=_index):
        place = _place(_index(one), old, new, before, count)
        parent = one.getparent()
        assert parent is not None
        if place is None or place in taken:
            parent.remove(one)
            continue
        taken.add(place)
        one.find(f"{{{C}}}idx").set("val", str(place))  # type: ignore[union-attr]
    _in_order(marked)


def _in_order(marked: list[etree._Element]) -> None:
    left = [one for one in marked if one.getparent() is not None]
    if left:
        parent = left[0].getparent()
        assert parent is not None
        at = min(parent.index(one) for one in left)
        for one in sorted(left, key=_index, reverse=True):
            parent.insert(at, one)


def _place(index: int, old: Sequence[str], new: Sequence[str], before: int, count: int) -> int | None:
    """Where the look of a point goes."""
    if index >= before:
        return None
    name = old[index] if index < len(old) else None
    if name and name in new and list(old).count(name) == 1:
        return list(new).index(name)
    if index == before - 1:
        return count - 1
    return index if index == 0 or before == count else None


def _label(index: int, text: str, labels: etree._Element) -> etree._Element:
    """c:dLbl with a text, in the look of the labels around it."""
    look = labels.find(f"{{{C}}}txPr")
    properties = None if look is None else look.find(f"{{{A}}}p/{{{A}}}pPr/{{{A}}}defRPr")
    run = etree.Element(f"{{{A}}}r", nsmap={"a": A})
    if properties is not None:
        own = copy.deepcopy(properties)
        own.tag = f"{{{A}}}rPr"
        run.append(own)
    etree.SubElement(run, f"{{{A}}}t").text = text
    paragraph = etree.Element(f"{{{A}}}p", nsmap={"a": A})
    paragraph.append(run)
    body = etree.Element(f"{{{A}}}bodyPr", nsmap={"a": A})
    rich = element("rich", body, etree.Element(f"{{{A}}}lstStyle"), paragraph)
    kept = [
        copy.deepcopy(found)
        for name in ("spPr", "txPr", "dLblPos")
        if (found := labels.find(f"{{{C}}}{name}")) is not None
    ]
    switches = [element(name, val="1" if name == "showVal" else "0") for name in _SHOWN]
    return element("dLbl", element("idx", val=str(index)), element("tx", rich), *kept, *switches)


def _forget_text(label: etree._Element) -> None:
    """Take a typed text off a label; one made of fields tells the new value by itself."""
    text = label.find(f"{{{C}}}tx")
    if text is None:
        return
    kinds = [field.get("type", "") for field in text.iter(f"{{{A}}}fld")]
    if not kinds or any(kind not in _LIVE_FIELDS for kind in kinds):
        label.remove(text)


def _old_count(series: etree._Element) -> int:
    counts = [int(e.get("val", "0")) for e in series.iter(f"{{{C}}}ptCount") if _is_values(e)]
    return max(counts, default=0)


def _is_values(count: etree._Element) -> bool:
    return any(etree.QName(e).localname in ("val", "yVal") for e in count.iterancestors())


def _index(one: etree._Element) -> int:
    found = one.find(f"{{{C}}}idx")
    return 0 if found is None else int(found.get("val", "0"))
