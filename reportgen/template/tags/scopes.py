"""Scopes: which ids of a part a block repeats, so that each round has values of its own.

The tree of a part has its tags as marks; each id inside a loop, macro or caught block becomes a mark as well, and the code of
the block says where a round begins and ends.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.private_use import CODE, CODE_END, SCOPE, SCOPE_END, STOP
from reportgen.template.program.pieces import Codes
from reportgen.template.program.program import Key
from reportgen.template.tags.grammar import A, Grammar, W
from reportgen.template.tags.nesting import is_opening
from reportgen.template.tags.references import (
    CONTROL,
    CONTROL_ID,
    CONTROL_REFERENCE,
    PAIRS,
    PARTS,
    SLIDE_REFERENCES,
    WORD_REFERENCES,
    Reference,
    value_mark,
)

_CHARACTERS = re.compile(f"{CODE}(\\d+){CODE_END}")
_WORD = re.compile(r"\w+")
_AGAIN = ("for", "macro", "call", "set", "filter")  # blocks whose body may come more than once
_FIELD = f"{{{W}}}instrText"
_SIMPLE, _SIMPLE_CODE = f"{{{W}}}fldSimple", f"{{{W}}}instr"
_LEADS = re.compile(r"\b(?:REF|PAGEREF|NOTEREF|FTNREF|GOTOBUTTON|HYPERLINK|TOC|INDEX)\b")
_FORM_NAME = f"{{{W}}}ffData/{{{W}}}name"
_PARAGRAPH_IDS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")
)
_WITH_IDS_OF_EDITORS = (f"{{{W}}}p", f"{{{W}}}tr")
# PowerPoint knows the rows of a table by numbers that must differ; without them it gives new ones
_ROW_IDS = tuple(f"{{http://schemas.microsoft.com/office/drawing/2014/main}}{name}" for name in ("rowId", "colId"))


@dataclass(eq=False)
class TagBlock:
    """A block of a part: the numbers of its codes, and the ids that it holds."""

    word: str
    opening: int
    middles: list[int] = field(default_factory=list)
    closing: int = -1
    keys: dict[Key, None] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        """Whether what it holds may come more than once."""
        return self.word in _AGAIN


@dataclass(frozen=True)
class TagSpot:
    """An element, and the blocks around it, outermost first."""

    element: etree._Element
    around: tuple[TagBlock, ...]

    @property
    def rounds(self) -> tuple[TagBlock, ...]:
        """The blocks around it that may come more than once."""
        return tuple(block for block in self.around if block.again)


def spots_of(root: etree._Element, word_of: Mapping[int, str]) -> Iterator[TagSpot]:
    """Yield all elements in order with the blocks around them; `word_of` says what the code of a mark is: for, endfor …"""
    open_blocks: list[TagBlock] = []
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            _meet([node.text or ""], word_of, open_blocks)
        elif isinstance(node.tag, str):
            yield TagSpot(node, tuple(open_blocks))
            values = [value for value in node.attrib.values() if isinstance(value, str)]
            for text in [*values, node.text or ""]:
                if CODE in text:
                    _meet(_CHARACTERS.findall(text), word_of, open_blocks)


def _meet(numbers: Iterable[str], word_of: Mapping[int, str], open_blocks: list[TagBlock]) -> None:
    for number in (int(found) for found in numbers if found.isdigit()):
        word = word_of.get(number, "")
        if word.startswith("end") and open_blocks:
            open_blocks.pop().closing = number
        elif word in ("else", "elif") and open_blocks:
            open_blocks[-1].middles.append(number)
        elif word and not word.startswith("end") and word not in ("else", "elif"):
            open_blocks.append(TagBlock(word, number))


def word_of(code: str) -> str:
    """Return the first word of a block tag that opens, goes on with or closes a block; nothing for another."""
    match = _WORD.match(code)
    word = match.group() if match else ""
    return word if is_opening(code) or word.startswith("end") or word in ("else", "elif") else ""


def mark_scopes(spots: list[TagSpot], codes: Codes, grammar: Grammar) -> tuple[tuple[Key, ...], ...]:
    """Mark the ids inside blocks that come more than once, and where their rounds begin and end; return the keys of each."""
    table = {**(WORD_REFERENCES if grammar.prefix == "w" else SLIDE_REFERENCES), **PARTS}
    inside = [spot for spot in spots if spot.rounds]
    for spot in inside:
        for reference, value in references_of(spot.element, table):
            if reference.defines:
                for block in spot.rounds:
                    block.keys[(reference.kind, value)] = None
    for spot in inside:
        _mark(spot.element, {key for block in spot.rounds for key in block.keys}, table)
    scopes: list[tuple[Key, ...]] = []
    for block in dict.fromkeys(block for spot in inside for block in spot.rounds):
        if block.keys:
            _write_scope(block, len(scopes), codes)
            scopes.append(tuple(block.keys))
    return tuple(scopes)


def mark_foreign(body: etree._Element) -> tuple[Key, ...]:
    """Mark all ids of a document that goes into another one; return its keys."""
    keys = dict.fromkeys(
        (reference.kind, value)
        for element in body.iter(etree.Element)
        for reference, value in references_of(element, WORD_REFERENCES)
        if reference.defines
    )
    for element in body.iter(etree.Element):
        _mark(element, set(keys), WORD_REFERENCES)
    return tuple(keys)


def references_of(
    element: etree._Element, table: Mapping[str, tuple[Reference, ...]]
) -> Iterator[tuple[Reference, str]]:
    """Yield the references of an element that have a value, each with it."""
    parent = element.getparent()
    if element.tag == CONTROL_ID and parent is not None and parent.tag == CONTROL:
        found: tuple[Reference, ...] = (CONTROL_REFERENCE,)
    else:
        found = table.get(str(element.tag), ())
    for reference in found:
        value = element.get(reference.attribute)
        if value and value.startswith(reference.before) and CODE not in value:
            yield reference, value[len(reference.before) :]


def _mark(element: etree._Element, keys: set[Key], table: Mapping[str, tuple[Reference, ...]]) -> None:
    for reference, value in list(references_of(element, table)):
        if (reference.kind, value) in keys:
            element.set(reference.attribute, reference.before + value_mark(reference.kind, value))
    if element.tag in _WITH_IDS_OF_EDITORS:
        for name in _PARAGRAPH_IDS:
            element.attrib.pop(name, None)
    elif element.tag in _ROW_IDS:
        _without_extension(element)
    names = [value for kind, value in keys if kind == "name"]
    if names and element.tag == _FIELD and element.text:
        element.text = _marked_code(element.text, names)
    elif names and element.tag == _SIMPLE:
        element.set(_SIMPLE_CODE, _marked_code(element.get(_SIMPLE_CODE, ""), names))
    elif names and element.tag == f"{{{W}}}fldChar":
        form = element.find(_FORM_NAME)
        if form is not None and form.get(f"{{{W}}}val") in names:
            form.set(f"{{{W}}}val", value_mark("name", form.get(f"{{{W}}}val", "")))


def _without_extension(element: etree._Element) -> None:
    """Take an element out, with the extension around it and the list of extensions that is empty then."""
    inner, outer = element, element.getparent()
    while outer is not None and outer.tag in (f"{{{A}}}ext", f"{{{A}}}extLst"):
        outer.remove(inner)
        if len(outer):
            break
        inner, outer = outer, outer.getparent()
    else:
        if outer is not None:
            outer.remove(inner)


def _marked_code(code: str, names: list[str]) -> str:
    """The code of a field with marks for the bookmarks that it names."""
    if not _LEADS.search(code):
        return code
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<![\w.])({known})(?![\w.])", lambda match: value_mark("name", match.group()), code)


def _write_scope(block: TagBlock, number: int, codes: Codes) -> None:
    begins = f"{SCOPE}{number}{STOP}"
    pieces, tag = codes[block.opening]
    codes[block.opening] = ((*pieces, begins), tag)
    for middle in block.middles:
        pieces, tag = codes[middle]
        codes[middle] = ((SCOPE_END, *pieces, begins), tag)
    pieces, tag = codes[block.closing]
    codes[block.closing] = ((SCOPE_END, *pieces), tag)


def is_loose(spots: list[TagSpot]) -> bool:
    """Return whether a pair of marks may lose its other half, or a note its reference, as blocks stand between or around."""
    starts = {f"{{{W}}}{start}": f"{{{W}}}{end}" for start, end in PAIRS.items()}
    around: dict[tuple[str, str], tuple[TagBlock, ...]] = {}
    ends = set(starts.values()) | {f"{{{W}}}commentRangeEnd"}
    starts[f"{{{W}}}commentRangeStart"] = f"{{{W}}}commentRangeEnd"
    for spot in spots:
        tag, number = str(spot.element.tag), spot.element.get(f"{{{W}}}id", "")
        if tag.endswith("Reference") and spot.around and tag.startswith(f"{{{W}}}"):
            return True
        if tag in starts:
            around[(starts[tag], number)] = spot.around
        elif tag in ends and around.get((tag, number), spot.around) != spot.around:
            return True
    return False
