"""Passages of a chart: titles, series, categories, points, labels, how numbers are written, axes, shapes drawn on it, workbook."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from reportgen.documents.reading.names import A, C
from reportgen.documents.reading.passage import Passage
from reportgen.documents.reading.words import words_of
from reportgen.documents.reading.workbook import cell_after, cells
from reportgen.errors import ReportgenError
from reportgen.ooxml.parsed_package import Opened

_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_AXES = (f"{C}valAx", f"{C}catAx", f"{C}dateAx", f"{C}serAx")
_ORIENTED = {"minMax": "", "maxMin": "reversed"}
_LINKED = ("1", "true")
_ROLES = ("tx", "cat", "xVal", "val", "yVal", "bubbleSize")
_CACHES = tuple(f"{C}{name}" for name in ("strCache", "numCache", "strLit", "numLit", "lvl"))


def chart_passages(blank: Passage, members: Opened) -> Iterator[Passage]:
    """Yield the passages of the chart that a blank passage names."""
    root = members.tree(blank.chart)
    yield from _labels(root, blank)
    if str(root.tag).startswith(_CX):
        yield from _extended(root, blank)
    else:
        yield from _points(root, blank)
        yield from _settings(root, blank)
    for item in members.arrows(blank.chart).items:
        if item.target not in members:
            continue
        kind = item.type.rpartition("/")[2]
        if kind == "package":
            yield from _workbook(replace(blank, part=item.target), members[item.target].content)
        elif kind == "chartUserShapes":
            yield from _drawn(members.tree(item.target), replace(blank, part=item.target))


def _labels(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    counts: Counter[str] = Counter()
    for paragraph in root.iter(f"{A}p"):
        text = words_of(paragraph)
        if text.strip():
            what = label_owner(paragraph)
            counts[what] += 1
            spot = f"{what} {counts[what]}"
            yield replace(_at(blank, "chart text", "label", "", text, line=sum(counts.values())), spot=spot)


def label_owner(paragraph: etree._Element) -> str:
    """Return what a text of a chart belongs to: a point of a series, an axis, the chart."""
    found = []
    for above in paragraph.iterancestors(f"{C}dLbl", f"{C}ser", f"{C}title", *_AXES):
        number = _val(above, "idx") if above.tag in (f"{C}dLbl", f"{C}ser") else _val(above, "axPos")
        found.append(f"{str(above.tag).rpartition('}')[2]} {number}")
    return " ".join(found)


def _drawn(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    for number, paragraph in enumerate(root.iter(f"{A}p"), 1):
        text = words_of(paragraph)
        if text.strip():
            found = _at(blank, "chart text", "drawn on the chart", "", text, line=number)
            yield replace(found, spot=f"drawn {number}")


def _points(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    for number, series in enumerate(root.iter(f"{C}ser"), 1):
        for role in _ROLES:
            for cache in series.iterfind(f"{C}{role}//*"):
                if cache.tag in _CACHES:
                    yield from _cached(cache, f"series {number} {role}", blank)
        for value in series.iterfind(f"{C}tx/{C}v"):  # a name that is written without a cell
            yield replace(
                _at(blank, "chart text", "series name", str(number), value.text or ""), spot=f"series {number} tx 1"
            )


def _cached(cache: etree._Element, role: str, blank: Passage) -> Iterator[Passage]:
    kind = "chart value" if cache.tag in (f"{C}numCache", f"{C}numLit") else "chart text"
    above = cache.getparent()
    formula = above.findtext(f"{C}f") if above is not None else None
    level = f" level {above.index(cache)}" if above is not None and cache.tag == f"{C}lvl" else ""
    for point in cache.iterfind(f"{C}pt"):
        index = int(point.get("idx", "0"))
        at = cell_after(formula or "", index)
        if not at:
            at = f"{role}{level} point {index + 1}"
        elif role.endswith(" cat") and not role.startswith("series 1 "):
            at += f" of {role.removesuffix(' cat')}"  # the same cells again
        passage = _at(blank, kind, "chart data", at, point.findtext(f"{C}v") or "")
        yield replace(passage, spot=f"{role}{level} {index + 1}")


def _extended(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    """The newer kind of chart: waterfall, funnel, map."""
    for number, value in enumerate(root.iter(f"{_CX}pt", f"{_CX}v"), 1):
        text = (value.text or "").strip()
        if text:
            numeric = value.tag == f"{_CX}pt" and value.getparent().getparent().tag == f"{_CX}numDim"  # type: ignore[union-attr]
            yield _at(blank, "chart value" if numeric else "chart text", "chart data", f"point {number}", text)


def _workbook(blank: Passage, content: bytes) -> Iterator[Passage]:
    try:
        for cell in cells(content):
            kind = "workbook" if cell.is_number else "workbook text"
            yield _at(blank, kind, "workbook cell", cell.address, cell.text)
    except (ReportgenError, ValueError, LookupError, SyntaxError):
        yield _at(blank, "unread", "workbook", "", "the workbook cannot be read")


def _settings(root: etree._Element, blank: Passage) -> Iterator[Passage]:
    """What changes how a value is seen though it stays the same."""
    plot = root.find(f"{C}chart/{C}plotArea")
    if plot is None:
        return
    kinds = [child for child in plot if str(child.tag).endswith("Chart")]
    for number, kind in enumerate(kinds, 1):
        yield _setting(blank, "type", number, _type(kind))
        for at, series in enumerate(kind.iterfind(f"{C}ser"), 1):
            yield _setting(blank, f"labels of series {at} of type", number, _shown(series, kind))
            yield _setting(blank, f"number format of series {at} of type", number, _formats(series))
    for number, axis in enumerate((axis for axis in plot if axis.tag in _AXES), 1):
        if axis.tag == f"{C}valAx":
            yield _setting(blank, "axis", number, _axis(axis))


def _type(kind: etree._Element) -> str:
    names = [str(kind.tag).rpartition("}")[2]]
    names += [_val(kind, name) for name in ("barDir", "grouping", "scatterStyle", "bubbleScale", "sizeRepresents")]
    return " ".join(name for name in names if name and name not in ("standard", "100", "area"))


def _shown(series: etree._Element, kind: etree._Element) -> str:
    """Which numbers stand at the points: of the series, or what it inherits."""
    labels = series.find(f"{C}dLbls")
    labels = kind.find(f"{C}dLbls") if labels is None else labels
    if labels is None:
        return ""
    own = [f"without {_val(one, 'idx')}" for one in labels.iterfind(f"{C}dLbl") if _val(one, "delete") in _LINKED]
    names = ("showVal", "showPercent", "showBubbleSize")
    return " ".join([name for name in names if _val(labels, name) in _LINKED] + own)


def _formats(series: etree._Element) -> str:
    """How the labels of a series are written; `linked` means as its cells are."""
    cache = series.find(f"{C}val//{C}formatCode")
    if cache is None:
        cache = series.find(f"{C}yVal//{C}formatCode")
    linked = _plain(cache.text if cache is not None else "")
    found = [_format(element, linked) for element in series.iterfind(f"{C}dLbls//{C}numFmt")]
    return " | ".join(dict.fromkeys(found or [linked]))


def _axis(axis: etree._Element) -> str:
    scale = axis.find(f"{C}scaling")
    found = []
    if scale is not None:
        found = [f"{name} {_number(_val(scale, name))}" for name in ("min", "max", "logBase") if _val(scale, name)]
        found.append(_ORIENTED.get(_val(scale, "orientation"), ""))
    shown = _val(axis, "delete") not in _LINKED and _val(axis, "tickLblPos") != "none"
    if shown:
        code = axis.find(f"{C}numFmt")
        found.append(f"format {_format(code, '') if code is not None else ''}".rstrip())
        units = axis.find(f"{C}dispUnits")
        if units is not None:
            found.append(f"in {_val(units, 'builtInUnit') or _val(units, 'custUnit')}")
    return " ".join(word for word in found if word and word != "format")


def _format(element: etree._Element, linked: str) -> str:
    return linked if element.get("sourceLinked") in _LINKED else _plain(element.get("formatCode", ""))


def _plain(code: str | None) -> str:
    return "" if (code or "General") in ("General", "Standard", "@") else (code or "").replace("\\ ", " ").strip()


def _number(text: str) -> str:
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _val(element: etree._Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return found.get("val", "1") if found is not None else ""


def _setting(blank: Passage, name: str, number: int, text: str) -> Passage:
    return replace(_at(blank, "chart setting", name, str(number), text), spot=f"{name} {number}")


def _at(blank: Passage, kind: str, region: str, item: str, text: str, line: int = 0) -> Passage:
    return replace(
        blank,
        kind=kind,
        place=replace(blank.place, region=region, item=item or (str(line) if line > 1 else "")),
        text=text,
    )
