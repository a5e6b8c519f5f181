"""The points and labels that a designer made different, when the data changes. In: a series, old and new categories; out: the
series with those that still make sense.

Where every point has a look or label of its own, as the parts of a pie do, they go by their place, and new points get new
colours. A single one follows its category; where that is gone, the last point stays the last and the first the first; the others go,
unless there are as many points as before. A text typed over a label goes, as it told the old value.
"""

import copy
from collections.abc import Callable, Sequence

from lxml import etree

from reportgen.template.tags.grammar import A
from reportgen.template.user_charts.default_formats import Colours, put
from reportgen.template.user_charts.references import element
from reportgen.template.user_charts.sample import C

AFTER_POINTS = ("dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape", "extLst")
_AFTER_LETTERS = ("dLblPos", "showLegendKey", "showVal", "separator", "extLst")
_LIVE_FIELDS = ("VALUE", "CATEGORYNAME", "SERIESNAME", "PERCENTAGE", "XVALUE", "YVALUE", "BUBBLESIZE")


def follow(series: etree._Element, old: Sequence[str], new: Sequence[str], count: int) -> None:
    """Bring the points and labels of a series from the old categories to the new; count is the number of points."""
    before = max(_old_count(series), len(old))
    points = series.findall(f"{{{C}}}dPt")
    if points and len(points) >= before > 1:
        _by_place(points, count, Colours(points).copy_of)
    else:
        _by_category(points, old, new, (before, count))
    labels = series.find(f"{{{C}}}dLbls")
    if labels is not None:
        own = labels.findall(f"{{{C}}}dLbl")
        for label in own:
            _forget_text(label)
        if own and len(own) >= before > 1:
            _by_place(own, count, copy.deepcopy)
        else:
            _by_category(own, old, new, (before, count))


def _by_place(marked: list[etree._Element], count: int, copy_of: Callable[[etree._Element], etree._Element]) -> None:
    """Keep looks at their places; places beyond them look like a copy of the last."""
    marked = sorted(marked, key=index_of)
    last = marked[-1]
    for n in range(len(marked), count):
        extra = copy_of(marked[-1])
        extra.find(f"{{{C}}}idx").set("val", str(n))  # type: ignore[union-attr]
        last.addnext(extra)
        last = extra
    for point in marked[count:]:
        point.getparent().remove(point)  # type: ignore[union-attr]


def _by_category(marked: list[etree._Element], old: Sequence[str], new: Sequence[str], counts: tuple[int, int]) -> None:
    before, count = counts
    taken: set[int] = set()
    for one in sorted(marked, key=index_of):
        place = _place(index_of(one), old, new, before, count)
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
        for one in sorted(left, key=index_of, reverse=True):
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


def _forget_text(label: etree._Element) -> None:
    """Take a typed text off a label; one made of fields tells the new value by itself."""
    text = label.find(f"{{{C}}}tx")
    if text is None:
        return
    kinds = [field.get("type", "") for field in text.iter(f"{{{A}}}fld")]
    if not kinds or any(kind not in _LIVE_FIELDS for kind in kinds):
        label.remove(text)
        _keep_letters(label, text)


def _keep_letters(label: etree._Element, text: etree._Element) -> None:
    """What is written now by itself looks as that which was typed."""
    typed = next(text.iter(f"{{{A}}}rPr", f"{{{A}}}defRPr"), None)
    if typed is None or label.find(f"{{{C}}}txPr") is not None:
        return
    look = copy.deepcopy(typed)
    look.tag = f"{{{A}}}defRPr"
    paragraph = etree.Element(f"{{{A}}}p", nsmap={"a": A})
    etree.SubElement(paragraph, f"{{{A}}}pPr").append(look)
    etree.SubElement(paragraph, f"{{{A}}}endParaRPr").set("lang", "zh-CN")
    bodies = etree.Element(f"{{{A}}}bodyPr", nsmap={"a": A}), etree.Element(f"{{{A}}}lstStyle", nsmap={"a": A})
    put(label, element("txPr", *bodies, paragraph), before=_AFTER_LETTERS)


def _old_count(series: etree._Element) -> int:
    counts = [int(e.get("val", "0")) for e in series.iter(f"{{{C}}}ptCount") if _is_values(e)]
    return max(counts, default=0)


def _is_values(count: etree._Element) -> bool:
    return any(etree.QName(e).localname in ("val", "yVal") for e in count.iterancestors())


def index_of(one: etree._Element) -> int:
    """Return to which point a look or label belongs."""
    found = one.find(f"{{{C}}}idx")
    return 0 if found is None else int(found.get("val", "0"))
