"""Damages of charts: values, names, and how the values are drawn."""

import random
import re
from collections.abc import Callable

from lxml import etree

from reportgen.ooxml.package import Member, read_package, write_package
from tests.damages.file import A, C, Damage, File

Kind = Callable[[File, random.Random], Damage | None]
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Change = Callable[[etree._Element, random.Random], str]


def _chart(change: Change) -> Kind:
    """A kind that changes a chart part."""

    def damage(file: File, chance: random.Random) -> Damage | None:
        charts = file.charts()
        chance.shuffle(charts)
        for part, place in charts:
            done = change(file.tree(part), chance)
            if done:
                return Damage(done, (place,))
        return None

    return damage


def _value(root: etree._Element, chance: random.Random) -> str:
    points = [v for v in root.iter(f"{C}v") if next(v.iterancestors(f"{C}numCache"), None) is not None]
    point = chance.choice(points)
    old, point.text = point.text, str(round(float(point.text) * chance.choice((1.5, 2, 0.5, 10)) + 1, 2))
    return f"{old} -> {point.text} in a cache"


def _category(root: etree._Element, chance: random.Random) -> str:
    points = [v for v in root.iter(f"{C}v") if next(v.iterancestors(f"{C}strCache"), None) is not None]
    if not points:
        return ""
    point = chance.choice(points)
    old, point.text = point.text, "户籍人口"
    return f"{old} -> {point.text}"


def _label(root: etree._Element, chance: random.Random) -> str:
    found = [t for t in root.iter(f"{A}t") if re.search(r"\d", t.text or "")]
    if not found:
        return ""
    element = chance.choice(found)
    old, element.text = element.text, re.sub(r"\d", lambda m: str((int(m.group()) + 3) % 9 + 1), element.text, count=1)
    return f"{old} -> {element.text} in a label" if old != element.text else ""


def _scaling(name: str, value: Callable[[random.Random], str]) -> Change:
    def change(root: etree._Element, chance: random.Random) -> str:
        axes = list(root.iter(f"{C}valAx"))
        if not axes:
            return ""
        scaling = chance.choice(axes).find(f"{C}scaling")
        found = scaling.find(f"{C}{name}")
        if found is None:
            found = etree.Element(f"{C}{name}")
            scaling.insert(0, found)
        new = value(chance)
        if found.get("val") == new:
            return ""
        found.set("val", new)
        return f"{name} of an axis is {new}"

    return change


def _format(root: etree._Element, chance: random.Random) -> str:
    """The values of a series are written in another way."""
    series = chance.choice(list(root.iter(f"{C}ser")))
    labels = series.find(f"{C}dLbls")
    if labels is None:
        labels = etree.SubElement(series, f"{C}dLbls")
    for old in labels.findall(f"{C}numFmt"):
        labels.remove(old)
    code = etree.Element(f"{C}numFmt")
    code.set("formatCode", chance.choice(('0.0,"万"', '0"0"', "0%", '"约"0')))
    code.set("sourceLinked", "0")
    labels.insert(len(labels.findall(f"{C}dLbl")), code)
    return f"labels as {code.get('formatCode')}"


def _type(root: etree._Element, chance: random.Random) -> str:
    found = list(root.iter(f"{C}grouping"))
    if not found:
        return ""
    element = chance.choice(found)
    element.set("val", "percentStacked" if element.get("val") != "percentStacked" else "clustered")
    return "another grouping"


def _hidden(root: etree._Element, chance: random.Random) -> str:
    found = [e for e in root.iter(f"{C}showVal") if e.get("val") == "1" and e.getparent().tag == f"{C}dLbls"]
    if not found:
        return ""
    chance.choice(found).set("val", "0")
    return "values are not shown"


def _cell(file: File, chance: random.Random) -> Damage | None:
    """A number in the workbook behind a chart."""
    books = [(book, place) for part, place in file.charts() for book in file.related(part, "package")]
    if not books:
        return None
    book, place = chance.choice(books)
    inside = read_package(file.members[book].content, "book")
    sheet = next(part for part in inside if re.match(r"xl/worksheets/sheet\d+\.xml$", part))
    root = etree.fromstring(inside[sheet].content)
    cells = [v for v in root.iter(f"{_S}v") if v.getparent().get("t") in (None, "n")]
    if not cells:
        return None
    cell = chance.choice(cells)
    cell.text = str(float(cell.text) * 2 + 3)
    inside[sheet] = Member.of(sheet, etree.tostring(root))
    file.members[book] = Member.of(book, write_package(inside.values()))
    return Damage(f"a cell is {cell.text}", (place,))


def _drawn_on(file: File, chance: random.Random) -> Damage | None:
    """A text box that was drawn on a chart."""
    charts = file.charts()
    if not charts:
        return None
    part, place = chance.choice(charts)
    xml = (
        f'<c:userShapes xmlns:c="{C.strip("{}")}" xmlns:a="{A.strip("{}")}" '
        'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"><cdr:relSizeAnchor><cdr:sp><cdr:txBody><a:bodyPr/>'
        "<a:p><a:r><a:t>实际为88万人</a:t></a:r></a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
    number = len([name for name in file.members if "drawing" in name]) + 1
    key = file.put(f"ppt/drawings/drawing9{number}.xml", xml.encode(), kind, part, "chartUserShapes")
    element = etree.SubElement(file.tree(part), f"{C}userShapes")
    element.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", key)
    return Damage("a text on a chart", (place,))


KINDS: dict[str, Kind] = {
    "a value of a chart": _chart(_value), "a name in a chart": _chart(_category), "a label of a chart": _chart(_label),
    "a cell of a workbook": _cell, "an axis that begins later": _chart(_scaling("min", lambda chance: str(chance.randrange(3, 40)))),
    "an axis that ends elsewhere": _chart(_scaling("max", lambda chance: str(chance.randrange(500, 900)))),
    "a logarithmic axis": _chart(_scaling("logBase", lambda chance: "10")),
    "an axis upside down": _chart(_scaling("orientation", lambda chance: "maxMin")),
    "a number format of a chart": _chart(_format), "a grouping of a chart": _chart(_type), "values not shown": _chart(_hidden),
    "a text on a chart": _drawn_on,
}  # fmt: skip
