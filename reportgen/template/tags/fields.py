"""Fields of a Word part: codes in one piece, captions that are counted anew, and what fields show of bookmarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.private_use import CODE
from reportgen.template.tags.grammar import W
from reportgen.template.tags.references import value_mark

_SEQUENCE = re.compile(r"^\s*SEQ\s+(\"[^\"]+\"|[^\s\\\"|]+)((?:\s*\\(?:\*\s*\w+|r\s*\d+))*)\s*$", re.IGNORECASE)
_FORMAT = re.compile(r"\\\*\s*(ARABIC|ROMAN|ALPHABETIC|CHINESENUM[123]?)\b", re.IGNORECASE)
_START = re.compile(r"\\r\s*(\d+)", re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*REF\s+([^\s\\]+)(?:\s*\\(?:h|\*\s*MERGEFORMAT))*\s*$", re.IGNORECASE)
_CHAR, _CODE, _TEXT = f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}t"
_KIND = f"{{{W}}}fldCharType"
_SIMPLE, _SIMPLE_CODE = f"{{{W}}}fldSimple", f"{{{W}}}instr"


@dataclass
class _Field:
    """A field: the elements of its code, and the texts of its result."""

    codes: list[etree._Element] = field(default_factory=list)
    results: list[etree._Element] = field(default_factory=list)
    simple: str = ""
    in_result: bool = False

    @property
    def code(self) -> str:
        """The code as one text."""
        return self.simple or "".join(element.text or "" for element in self.codes)


def fields_of(root: etree._Element) -> Iterator[_Field]:
    """Yield the fields of a part, inner ones before those around them."""
    around: list[_Field] = []
    for element in root.iter(_CHAR, _CODE, _TEXT, _SIMPLE):
        if element.tag == _SIMPLE:
            yield _Field(results=list(element.iter(_TEXT)), simple=element.get(_SIMPLE_CODE, ""))
        elif element.tag == _CHAR:
            kind = element.get(_KIND)
            if kind == "begin":
                around.append(_Field())
            elif kind == "separate" and around:
                around[-1].in_result = True
            elif kind == "end" and around:
                yield around.pop()
        elif around and element.tag == _CODE and not around[-1].in_result:
            around[-1].codes.append(element)
        elif around and around[-1].in_result and element.tag == _TEXT:
            around[-1].results.append(element)


def join_codes(root: etree._Element) -> None:
    """Put the code of each field into its first element, however Office has cut it."""
    for item in fields_of(root):
        if len(item.codes) > 1 and len({element.getparent() for element in item.codes}) > 0:
            whole = item.code
            for element in item.codes:
                element.text = ""
            item.codes[0].text = whole
            item.codes[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def mark_results(root: etree._Element) -> bool:
    """Mark the numbers of captions, and what fields show of bookmarks around them; return whether there is any."""
    items = list(fields_of(root))
    items = [item for item in items if not any(CODE in (element.text or "") for element in item.results)]
    counted = [(item, match) for item in items if (match := _SEQUENCE.match(item.code)) and item.results]
    if not counted:
        return False
    shown = _bookmarks_of(element for item, _ in counted for element in item.results)
    for item, match in counted:
        label, options = match.group(1).strip('"'), match.group(2)
        form, start = _FORMAT.search(options), _START.search(options)
        value = f"{label}|{form.group(1) if form else 'ARABIC'}|{start.group(1) if start else ''}"
        _show(item, value_mark("seq", value))
    for item in items:
        reference = _REFERENCE.match(item.code)
        if reference and item.results and reference.group(1) in shown:
            cached = "".join(element.text or "" for element in item.results)
            _show(item, value_mark("ref", f"{reference.group(1)}|{cached}"))
    return True


def _show(item: _Field, text: str) -> None:
    for element in item.results:
        element.text = ""
    item.results[0].text = text


def _bookmarks_of(elements: Iterator[etree._Element]) -> set[str]:
    """The names of the bookmarks around elements."""
    wanted = set(elements)
    root = next(iter(wanted)).getroottree().getroot()
    names: dict[str, str] = {}
    found: set[str] = set()
    for element in root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd", _TEXT):
        number = element.get(f"{{{W}}}id", "")
        if element.tag == _TEXT:
            if element in wanted:
                found.update(names.values())
        elif str(element.tag).endswith("Start"):
            names[number] = element.get(f"{{{W}}}name", "")
        else:
            names.pop(number, None)
    return found
