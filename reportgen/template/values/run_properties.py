"""Run properties: the look of a tag's run, changed by the look of a span. In: XML and a Look; out: XML in schema order."""

import re
from functools import lru_cache

from lxml import etree

from reportgen.template.tags.grammar import A, R, W
from reportgen.template.values.colours import colour_of
from reportgen.template.values.rich import RunProperties

_WORD_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath",
)  # fmt: skip
_SLIDE_ORDER = (
    "ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst", "effectDag", "highlight", "uLnTx",
    "uLn", "uFillTx", "uFill", "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst",
)  # fmt: skip
_HIGHLIGHTS = {"yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "red": "FF0000"}
# The prefixes that properties may use: their part declares them, so that what comes out needs no declaration.
_OFFICE = "http://schemas.microsoft.com/office/"
_SPACES = "".join(
    f' xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": W, "a": A, "r": R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": _OFFICE + "word/2010/wordml", "w15": _OFFICE + "word/2012/wordml", "w16": _OFFICE + "word/2018/wordml",
        "w16cex": _OFFICE + "word/2018/wordml/cex", "w16cid": _OFFICE + "word/2016/wordml/cid",
        "w16se": _OFFICE + "word/2015/wordml/symex", "a14": _OFFICE + "drawing/2010/main", "a16": _OFFICE + "drawing/2014/main",
    }.items()
)  # fmt: skip
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')


@lru_cache(maxsize=1024)
def word_look(properties: str, look: RunProperties) -> str:
    """Return w:rPr with the look of a span over that of its run."""
    root = _parse(properties, "w:rPr")
    for name, value in _word_changes(look):
        _put(root, W, name, value, _WORD_ORDER)
    return _text(root)


@lru_cache(maxsize=1024)
def slide_look(properties: str, look: RunProperties, link: str = "") -> str:
    """Return a:rPr with the look of a span over that of its run; link is the id of a relationship."""
    root = _parse(properties, "a:rPr")
    for name, on in (("b", look.bold), ("i", look.italic)):
        if on is not None:
            root.set(name, "1" if on else "0")
    if look.underline is not None:
        root.set("u", {True: "sng", False: "none"}.get(look.underline is not False, "sng"))
    if look.strike is not None:
        root.set("strike", "sngStrike" if look.strike else "noStrike")
    if look.size is not None:
        root.set("sz", str(round(look.size * 100)))
    if look.superscript or look.subscript:
        root.set("baseline", "30000" if look.superscript else "-25000")
    if look.lang is not None:
        root.set("lang", look.lang)
    for child in _slide_children(look, link):
        _insert(root, child, _SLIDE_ORDER)
    return _text(root)


def _word_changes(look: RunProperties) -> list[tuple[str, dict[str, str] | None]]:
    changes: list[tuple[str, dict[str, str] | None]] = []
    for name, on in (("b", look.bold), ("i", look.italic), ("strike", look.strike), ("rtl", look.rtl)):
        if on is not None:
            changes.append((name, {} if on else {"val": "0"}))
        if on is not None and look.rtl and name in ("b", "i"):
            changes.append((f"{name}Cs", {} if on else {"val": "0"}))  # letters of right-to-left scripts have their own
    if look.underline is not None:
        kind = look.underline if isinstance(look.underline, str) else "single"
        changes.append(("u", {"val": kind if look.underline else "none"}))
    if look.style is not None:
        changes.append(("rStyle", {"val": look.style}))
    if look.font is not None:
        changes.append(("rFonts", dict.fromkeys(("ascii", "eastAsia", "hAnsi", "cs"), look.font)))
    if look.colour is not None:
        changes.append(("color", {"val": look.colour.lstrip("#")}))
    if look.highlight is not None:
        changes.append(("shd", {"val": "clear", "color": "auto", "fill": _rgb(look.highlight)}))
    if look.size is not None:
        size = {"val": str(round(look.size * 2))}
        changes += [("sz", size), ("szCs", size)]
    if look.superscript or look.subscript:
        changes.append(("vertAlign", {"val": "superscript" if look.superscript else "subscript"}))
    if look.lang is not None:
        changes.append(("lang", {"val": look.lang, "eastAsia": look.lang}))
    return changes


def _slide_children(look: RunProperties, link: str) -> list[etree._Element]:
    found = []
    if look.colour is not None:
        found.append(_coloured("solidFill", look.colour.lstrip("#")))
    if look.highlight is not None:
        found.append(_coloured("highlight", _rgb(look.highlight)))
    if look.font is not None:
        for slot in ("latin", "ea", "cs"):
            face = etree.Element(f"{{{A}}}{slot}")
            face.set("typeface", look.font)
            found.append(face)
    if link:
        click = etree.Element(f"{{{A}}}hlinkClick")
        click.set(f"{{{R}}}id", link)
        found.append(click)
    return found


def _coloured(name: str, colour: str) -> etree._Element:
    outer = etree.Element(f"{{{A}}}{name}")
    etree.SubElement(outer, f"{{{A}}}srgbClr").set("val", colour)
    return outer


def _rgb(colour: str) -> str:
    return _HIGHLIGHTS.get(colour.lower()) or colour_of(colour) or colour.lstrip("#")


def _put(
    root: etree._Element, space: str, name: str, attributes: dict[str, str] | None, order: tuple[str, ...]
) -> None:
    child = etree.Element(f"{{{space}}}{name}")
    for key, value in (attributes or {}).items():
        child.set(f"{{{space}}}{key}", value)
    _insert(root, child, order)


def _insert(root: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    name = etree.QName(child).localname
    for old in [item for item in root if item.tag == child.tag]:
        root.remove(old)
    before = set(order[: order.index(name)])
    root.insert(sum(1 for item in root if etree.QName(item).localname in before), child)


def _parse(properties: str, name: str) -> etree._Element:
    text = properties or f"<{name}/>"
    opening = len(name) + 1
    return etree.fromstring(text[:opening] + _SPACES + text[opening:])


def _text(root: etree._Element) -> str:
    return _DECLARED.sub("", etree.tostring(root, encoding="unicode"))
