"""The directives of a table cell: {% width %}, {% colspan %}, {% cellbg %}, {% direction %}, {% hm %}, {% vm %}.

A directive becomes an attribute of the cell whose value is a mark; `hm` and `vm` merge the cells that a loop repeats, `vm a` the
cells of all rows of one item `a`.
"""

import re
from collections.abc import Callable

from lxml import etree

from reportgen.ooxml.lengths import count
from reportgen.template.program.pieces import Step
from reportgen.template.tags.grammar import A, Grammar, W
from reportgen.template.tags.lexer import Tag

_DIRECTIVE = re.compile(r"^(width|colspan|cellbg|direction)\s+(.+)$|^(hm|vm)(?:\s+\w+)?$", re.DOTALL)
_WORD_ORDER = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
)
# How the lines of a cell run: the word of the tag, in Word, on a slide.
_DIRECTIONS = {"horizontal": ("lrTb", "horz"), "vertical": ("tbRl", "eaVert"), "upwards": ("btLr", "vert270")}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_EMPTY = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>'
_Mark = Callable[[str], str]
_Instruction = Callable[..., etree._ProcessingInstruction]


def is_directive(tag: Tag) -> bool:
    """Return whether a tag says something of its cell."""
    return tag.kind == "block" and not tag.prefix and _DIRECTIVE.match(tag.code) is not None


def apply_directive(
    tag: Tag, cell: etree._Element, grammar: Grammar, mark: _Mark, instruction: _Instruction, first: str = "loop.first"
) -> tuple[str, str]:
    """Write the directive into the cell; return the steps before and after the text of the cell.

    `mark` stores the code of an attribute and returns its mark; `instruction` stores code that stands between elements.
    """
    match = _DIRECTIVE.match(tag.code)
    assert match is not None
    name, value = match.group(1) or match.group(3), match.group(2) or ""
    if grammar.name == "Word":
        return _in_word(name, value, cell, mark, instruction, first)
    return _on_slide(name, value, cell, mark, instruction)


def _in_word(
    name: str, value: str, cell: etree._Element, mark: _Mark, instruction: _Instruction, first: str
) -> tuple[str, str]:
    if name == "vm":
        _word_property(cell, "vMerge", {"val": mark(f'"restart" if {first} else "continue"')})
        return f"if {first}", "endif"
    if name == "hm":
        span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
        times = "" if span is None else f"{count(span.get(f'{{{W}}}val'), 1)} * "
        _word_property(cell, "gridSpan", {"val": mark(f"{times}loop.length")})
        cell.addprevious(instruction(Step("if loop.first")))
        cell.addnext(instruction(Step("endif")))
        return "", ""
    if name == "width":
        _word_property(cell, "tcW", {"w": mark(value), "type": "dxa"})
    elif name == "colspan":
        _word_property(cell, "gridSpan", {"val": mark(value)})
    elif name == "direction":
        _word_property(cell, "textDirection", {"val": mark(_direction(value, 0))})
    else:
        _word_property(cell, "shd", {"val": "clear", "color": "auto", "fill": mark(value)})
    return "", ""


def _on_slide(name: str, value: str, cell: etree._Element, mark: _Mark, instruction: _Instruction) -> tuple[str, str]:
    if name == "vm":
        cell.set("rowSpan", mark("loop.length if loop.first else 1"))
        cell.set("vMerge", mark("0 if loop.first else 1"))
        return "if loop.first", "endif"
    if name == "hm":
        cell.set("gridSpan", mark("loop.length if loop.first else 1"))
        cell.set("hMerge", mark("0 if loop.first else 1"))
        return "if loop.first", "endif"
    if name == "colspan":
        cell.set("gridSpan", mark(value))
        cell.addnext(instruction(Step(f"for _ in range({value} - 1)"), _EMPTY, Step("endfor")))
    elif name == "cellbg":
        _slide_fill(cell, mark(value))
    elif name == "direction":
        _slide_properties(cell).set("vert", mark(_direction(value, 1)))
    return "", ""


def _direction(value: str, place: int) -> str:
    """The expression that gives the name of a direction in a format."""
    names = {word: found[place] for word, found in _DIRECTIONS.items()}
    return f"({value}) | enum({names!r})"


def _word_property(cell: etree._Element, child: str, attributes: dict[str, str]) -> None:
    properties = cell.find(f"{{{W}}}tcPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}tcPr")
        cell.insert(0, properties)
    found = properties.find(f"{{{W}}}{child}")
    if found is None:
        found = etree.Element(f"{{{W}}}{child}")
        earlier = {f"{{{W}}}{item}" for item in _WORD_ORDER[: _WORD_ORDER.index(child)]}
        properties.insert(sum(1 for item in properties if item.tag in earlier), found)
    for key, value in attributes.items():
        found.set(f"{{{W}}}{key}", value)


def _slide_properties(cell: etree._Element) -> etree._Element:
    properties = cell.find(f"{{{A}}}tcPr")
    return etree.SubElement(cell, f"{{{A}}}tcPr") if properties is None else properties


def _slide_fill(cell: etree._Element, colour: str) -> None:
    properties = _slide_properties(cell)
    for old in [child for child in properties if etree.QName(child).localname in _FILLS]:
        properties.remove(old)
    lines = sum(1 for child in properties if etree.QName(child).localname.startswith(("ln", "cell3D")))
    fill = etree.Element(f"{{{A}}}solidFill")
    etree.SubElement(fill, f"{{{A}}}srgbClr").set("val", colour)
    properties.insert(lines, fill)
