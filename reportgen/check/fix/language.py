"""The language of Chinese text, and letting Word set the space between scripts. In: a part; out: it changed, changes."""

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.check.fix.pack import FixedText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_CHINESE = "zh-CN"
# The end of the settings of a document, in the order of the schema.
_SETTINGS = (
    "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture "
    "doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
    "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat "
    "docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
_DRESS = "lang eastAsianLayout specVanish oMath"


def slide_language(place: str, root: etree._Element) -> Iterator[FixedText]:
    """Say that the Chinese runs of a slide are Chinese."""
    told: list[str] = []
    for run in root.iter(f"{_A}r", f"{_A}fld"):
        text = run.findtext(f"{_A}t") or ""
        dress = run.find(f"{_A}rPr")
        if not _HAN.search(text) or (dress is not None and dress.get("lang", "").startswith("zh")):
            continue
        if dress is None:
            dress = etree.Element(f"{_A}rPr")
            run.insert(0, dress)
        told.append(dress.get("lang", ""))
        dress.set("lang", _CHINESE)
        dress.set("altLang", "en-US")
    if told:
        yield FixedText(place, "D07", f"{len(told)} Chinese runs in {_languages(told)}", _CHINESE)


def _languages(told: list[str]) -> str:
    return ", ".join(sorted({language or "no language" for language in told}))


def word_language(place: str, root: etree._Element) -> Iterator[FixedText]:
    """Name Chinese as the language of East Asian text, and switch the space between scripts on again."""
    if root.tag == f"{_W}styles":
        yield from _default_language(place, root)
    off = [
        switch for switch in root.iter(f"{_W}autoSpaceDE", f"{_W}autoSpaceDN")
        if switch.get(f"{_W}val") in ("0", "false", "off") and not _is_of_one_style(switch)
    ]  # fmt: skip
    for switch in off:
        switch.getparent().remove(switch)  # type: ignore[union-attr]
    if off:
        yield FixedText(place, "T07", f"space between Chinese and Latin switched off {len(off)} times", "on")


def _is_of_one_style(switch: etree._Element) -> bool:
    """Whether a style other than the default one says it: a designer's choice for numbers, not running text."""
    style = next(switch.iterancestors(f"{_W}style"), None)
    return style is not None and style.get(f"{_W}default") not in ("1", "true", "on")


def _default_language(place: str, root: etree._Element) -> Iterator[FixedText]:
    defaults = _child(root, "docDefaults", first=True)
    dress = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    language = dress.find(f"{_W}lang")
    if language is None:
        language = etree.SubElement(dress, f"{_W}lang")
        _put_in_order(language, _DRESS)
        language.set(f"{_W}val", "en-US")
    before = language.get(f"{_W}eastAsia", "")
    if not before.startswith("zh"):
        language.set(f"{_W}eastAsia", _CHINESE)
        yield FixedText(place, "D07", f"East Asian text in {before or 'no language'}", _CHINESE)


def word_settings(place: str, root: etree._Element) -> Iterator[FixedText]:
    """Let Word narrow punctuation as Chinese does, and take Chinese faces from the theme."""
    if root.find(f"{_W}characterSpacingControl") is None:
        control = etree.SubElement(root, f"{_W}characterSpacingControl", {f"{_W}val": "compressPunctuation"})
        _put_in_order(control, _SETTINGS)
        yield FixedText(place, "T07", "punctuation in a row keeps its full width", "compressPunctuation")
    language = root.find(f"{_W}themeFontLang")
    if language is None:
        language = etree.SubElement(root, f"{_W}themeFontLang", {f"{_W}val": "en-US"})
        _put_in_order(language, _SETTINGS)
    before = language.get(f"{_W}eastAsia", "")
    if not before.startswith("zh"):
        language.set(f"{_W}eastAsia", _CHINESE)
        yield FixedText(place, "D07", f"East Asian faces of the theme for {before or 'no language'}", _CHINESE)


def core_language(place: str, root: etree._Element) -> Iterator[FixedText]:
    """Name the language in the properties of the file."""
    found = root.find(f"{_DC}language")
    if found is not None and (found.text or "").strip():
        return
    if found is None:
        found = etree.SubElement(root, f"{_DC}language")
    found.text = _CHINESE
    yield FixedText(place, "D07", "no language", _CHINESE)


def _child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(f"{_W}{name}")
    if found is None:
        found = etree.Element(f"{_W}{name}")
        parent.insert(0 if first else len(parent), found)
    return found


def _put_in_order(child: etree._Element, order: str) -> None:
    """Put a new child where the schema wants it: before the first of those that come later."""
    names = order.split()
    own = str(child.tag).rpartition("}")[2]
    later = {f"{_W}{name}" for name in names[names.index(own) + 1 :]}
    following = next((other for other in child.itersiblings(preceding=True) if other.tag not in later), None)
    if following is not None:
        following.addnext(child)
    else:
        child.getparent().insert(0, child)  # type: ignore[union-attr]
