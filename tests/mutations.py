"""Damages finished files as a hurried hand would: one digit, bound or unit, in text, notes, alt texts, chart caches, workbooks.

It knows nothing of how the audit reads; it works on the XML directly.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.package import Member, read_package, write_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
UNITS = {
    "万人": "亿人",
    "亿元": "万元",
    "%": "倍",
    "倍": "%",
    "个": "种",
    "年": "月",
    "标箱": "吨",
    "家": "户",
    "条": "个",
}
BOUNDS = re.compile(r"(不足|超过|近|>|≥)(?=\d)|(?<=[\d%倍人])(以上)|(?<=[\d百])(余)")
UNIT = re.compile(r"(?<=\d)(" + "|".join(UNITS) + ")")
CHINESE = re.compile(r"[二三四五六七八九](?=[年环射横纵]|周年)")


@dataclass(frozen=True)
class Spot:
    """One place that can be damaged: in a part, the element by its number, its text or attribute, and how."""

    where: str  # text, notes, alt, chart cache, workbook
    how: str  # digit, bound, unit
    part: str
    inner: str  # the part inside the workbook
    element: int
    start: int
    end: int


def spots(content: bytes) -> list[Spot]:
    """Return every place that can be damaged."""
    return [spot for part, member in read_package(content, "file").items() for spot in _spots(part, member.content)]


def damaged(content: bytes, spot: Spot, chance: random.Random) -> tuple[bytes, str]:
    """Return the file with one spot damaged, and what was done."""
    members = read_package(content, "file")
    blob = members[spot.part].content
    if spot.inner:
        inside = read_package(blob, "workbook")
        inside[spot.inner] = Member.of(spot.inner, _changed(inside[spot.inner].content, spot, chance)[0])
        members[spot.part] = Member.of(spot.part, write_package(inside.values()))
        told = "a cell"
    else:
        changed, told = _changed(blob, spot, chance)
        members[spot.part] = Member.of(spot.part, changed)
    return write_package(members.values()), f"{spot.where}, {spot.how}, {spot.part}: {told}"


def _spots(part: str, content: bytes) -> Iterator[Spot]:
    if part.endswith(".xlsx"):
        for inner, member in read_package(content, "workbook").items():
            if re.match(r"xl/worksheets/sheet\d+\.xml$", inner):
                yield from _in_root(etree.fromstring(member.content), part, inner, "workbook")
    elif re.search(r"charts/chart\d+\.xml$", part):
        yield from _in_root(etree.fromstring(content), part, "", "chart cache")
    elif re.search(r"notesSlides/notesSlide\d+\.xml$", part):
        yield from _in_root(etree.fromstring(content), part, "", "notes")
    elif re.search(r"(word/document|slides/slide\d+)\.xml$", part):
        yield from _in_root(etree.fromstring(content), part, "", "text")


def _in_root(root: etree._Element, part: str, inner: str, where: str) -> Iterator[Spot]:
    for number, element in enumerate(root.iter(etree.Element)):
        text, place = _text_of(element, where)
        if not text or _is_counted(element):
            continue
        for how, pattern in (("digit", r"\d"), ("bound", BOUNDS), ("unit", UNIT), ("digit", CHINESE)):
            if place in ("chart cache", "workbook") and how != "digit":
                continue
            for match in re.finditer(pattern, text):
                yield Spot(place, how, part, inner, number, match.start(), match.end())


def _text_of(element: etree._Element, where: str) -> tuple[str, str]:
    """The text that can be damaged at an element, and what kind of place it is."""
    if element.tag in (f"{W}t", f"{A}t"):
        return element.text or "", where if where != "chart cache" else "text"
    if element.tag == f"{C}v" and element.getparent().getparent().tag == f"{C}numCache":  # type: ignore[union-attr]
        return element.text or "", "chart cache"
    if element.tag == f"{S}v" and element.getparent().get("t") in (None, "n"):  # type: ignore[union-attr]
        return element.text or "", "workbook"
    if element.get("descr") and etree.QName(element).localname in ("docPr", "cNvPr"):
        return element.get("descr", ""), "alt"
    return "", ""


def _is_counted(element: etree._Element) -> bool:
    """Pages and numbers of slides, which Office counts anew by itself."""
    if element.getparent() is not None and element.getparent().tag == f"{A}fld":  # type: ignore[union-attr]
        return True
    paragraph = next(element.iterancestors(f"{W}p"), None)
    return paragraph is not None and any("PAGE" in (i.text or "") for i in paragraph.iter(f"{W}instrText"))


def _changed(content: bytes, spot: Spot, chance: random.Random) -> tuple[bytes, str]:
    root = etree.fromstring(content)
    element = list(root.iter(etree.Element))[spot.element]
    alt = spot.where == "alt"
    text = element.get("descr", "") if alt else element.text or ""
    old = text[spot.start : spot.end]
    new = {"bound": "", "unit": UNITS.get(old, "")}.get(spot.how, _other_digit(old, chance))
    text = text[: spot.start] + new + text[spot.end :]
    if alt:
        element.set("descr", text)
    else:
        element.text = text
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    ), f"{old} -> {new} in {text[:40]}"


def _other_digit(old: str, chance: random.Random) -> str:
    digits = "0123456789" if old.isascii() else "二三四五六七八九"
    return chance.choice([digit for digit in digits if digit != old])
