"""Refilling a chart that a person formatted: the series take the new data, everything about their look stays."""

from copy import deepcopy

from lxml import etree

from reportgen.documents.reading.chart_part import label_owner
from reportgen.documents.reading.names import A, C, R
from reportgen.documents.reading.words import pieces_of
from reportgen.edition.refresh.objects import ChartSaid
from reportgen.edition.refresh.text_edits import parent_of
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import ContentTypes, Relationships

_DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize")
_BEFORE_DATA = ("idx", "order")
_AFTER = (
    "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls", "trendline", "errBars", "cat",
    "xVal", "val", "yVal", "bubbleSize",
)  # fmt: skip
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refill_chart(
    root: etree._Element, new: etree._Element, mine: ChartSaid, printed: ChartSaid, now: ChartSaid
) -> None:
    """Put the data of a new chart into the chart of a person; labels and axes follow where the person left them as printed."""
    _series(root, new)
    _labels(root, new, mine, printed, now)
    _axes(root, new, mine, printed)
    _formats(root, new, mine, printed)


def _series(root: etree._Element, new: etree._Element) -> None:
    own, fresh = list(root.iter(f"{C}ser")), list(new.iter(f"{C}ser"))
    for mine, other in zip(own, fresh, strict=False):
        _replace_data(mine, other)
    for extra in own[len(fresh) :]:
        parent_of(extra).remove(extra)
    last = own[min(len(own), len(fresh)) - 1] if own else None
    for more in fresh[len(own) :]:
        if last is not None:
            made = deepcopy(more)
            last.addnext(made)
            last = made


def _replace_data(mine: etree._Element, other: etree._Element) -> None:
    for name in _DATA:
        old, fresh = mine.find(f"{C}{name}"), other.find(f"{C}{name}")
        if fresh is None:
            continue
        made = deepcopy(fresh)
        if old is not None:
            parent_of(old).replace(old, made)
        else:
            _put(mine, made, name)


def _put(series: etree._Element, made: etree._Element, name: str) -> None:
    """Insert a child of a series where the schema wants it."""
    before = {f"{C}{one}" for one in (*_BEFORE_DATA, *_AFTER[: _AFTER.index(name)])}
    at = max((n + 1 for n, child in enumerate(series) if child.tag in before), default=0)
    series.insert(at, made)


def _labels(root: etree._Element, new: etree._Element, mine: ChartSaid, printed: ChartSaid, now: ChartSaid) -> None:
    """Texts of points, axes and titles that stand as they were printed."""
    own, fresh = _texts(root), _texts(new)
    if set(printed.labels) != set(now.labels):
        if mine.labels == printed.labels:
            _replace_labels(root, new)
        return
    for spot, paragraph in own.items():
        text = now.labels.get(spot)
        if text is not None and mine.labels.get(spot) == printed.labels.get(spot) and spot in fresh:
            _write(paragraph, text)


def _texts(root: etree._Element) -> dict[str, etree._Element]:
    """The paragraphs of a chart by their spot."""
    found: dict[str, etree._Element] = {}
    counts: dict[str, int] = {}
    for paragraph in root.iter(f"{A}p"):
        if "".join(text for text, _ in pieces_of(paragraph)).strip():
            owner = label_owner(paragraph)
            counts[owner] = counts.get(owner, 0) + 1
            found[f"{owner} {counts[owner]}"] = paragraph
    return found


def _write(paragraph: etree._Element, text: str) -> None:
    pieces = pieces_of(paragraph)
    if "".join(words for words, _ in pieces) == text:
        return
    for at, (_, element) in enumerate(pieces):
        element.text = text if at == 0 else ""


def _replace_labels(root: etree._Element, new: etree._Element) -> None:
    for mine, other in zip(root.iter(f"{C}ser"), new.iter(f"{C}ser"), strict=False):
        old, fresh = mine.find(f"{C}dLbls"), other.find(f"{C}dLbls")
        if old is not None and fresh is not None:
            mine.replace(old, deepcopy(fresh))


def _axes(root: etree._Element, new: etree._Element, mine: ChartSaid, printed: ChartSaid) -> None:
    own, fresh = list(root.iter(f"{C}valAx")), list(new.iter(f"{C}valAx"))
    spots = [spot for spot in printed.settings if spot.startswith("axis ")]
    for axis, other, spot in zip(own, fresh, spots, strict=False):
        if mine.settings.get(spot) == printed.settings.get(spot):
            for name in ("scaling", "majorUnit"):
                old, made = axis.find(f"{C}{name}"), other.find(f"{C}{name}")
                if old is not None and made is not None:
                    axis.replace(old, deepcopy(made))


def _formats(root: etree._Element, new: etree._Element, mine: ChartSaid, printed: ChartSaid) -> None:
    """How labels are written, where the person left it as printed: a new value may have other decimals."""
    kept = all(
        mine.settings.get(spot) == text for spot, text in printed.settings.items() if spot.startswith("number format")
    )
    if not kept:
        return
    for one, other in zip(root.iter(f"{C}ser"), new.iter(f"{C}ser"), strict=False):
        old, fresh = one.find(f"{C}dLbls/{C}numFmt"), other.find(f"{C}dLbls/{C}numFmt")
        if old is not None and fresh is not None:
            old.set("formatCode", fresh.get("formatCode", "General"))


def replace_workbook(members: Opened, part: str, root: etree._Element, content: bytes) -> dict[str, bytes]:
    """Return the parts that give a chart its workbook; one that a program dropped is put back."""
    arrows = Relationships(part, list(members.arrows(part).items))
    target = arrows.target("package")
    if target is not None and target in members:
        return {target: content}
    folder = part.split("/")[0]
    number = next(n for n in range(1, len(members) + 2) if f"{folder}/embeddings/refreshed{n}.xlsx" not in members)
    target = f"{folder}/embeddings/refreshed{number}.xlsx"
    key = arrows.add("package", target)
    for old in root.findall(f"{C}externalData"):
        root.remove(old)
    data = etree.Element(f"{C}externalData")
    data.set(f"{R}id", key)
    update = etree.SubElement(data, f"{C}autoUpdate")
    update.set("val", "0")
    shapes = root.find(f"{C}userShapes")
    if shapes is not None:
        shapes.addprevious(data)
    else:
        root.append(data)
    types = ContentTypes(members["[Content_Types].xml"].content)
    types.default("xlsx", _WORKBOOK_TYPE)
    return {target: content, **_contents(arrows.member()), **_contents(types.member())}


def _contents(member: Member) -> dict[str, bytes]:
    return {member.name: member.content}
