"""Labels beside row loops: the text of a merged cell in a row of tags goes to the first row that stays."""

import copy
from collections.abc import Callable

from lxml import etree

from reportgen.ooxml.lengths import count
from reportgen.template.program.pieces import Step
from reportgen.template.tags.grammar import Grammar, W
from reportgen.template.tags.lexer import Tag, split_tags

_MERGE, _SPAN, _PROPERTIES = f"{{{W}}}vMerge", f"{{{W}}}gridSpan", f"{{{W}}}tcPr"
_Instruction = Callable[[Step], etree._ProcessingInstruction]
_Mark = Callable[[str], str]


def hand_on_labels(root: etree._Element, grammar: Grammar, instruction: _Instruction, mark: _Mark) -> None:
    """Move labels out of rows that hold nothing else but tags, into the rows below that are merged with them."""
    number = 0
    for row in list(root.iter(grammar.row)):
        if not _is_tag_row(row, grammar):
            continue
        for start, cell in _cells(row):
            if _merge_of(cell) == "restart" and _text(cell, grammar).strip():
                number += 1
                row.addprevious(instruction(Step(f"set _label{number} = _label()")))
                _hand_on(row, start, cell, f"_label{number}", grammar, instruction, mark)


def _is_tag_row(row: etree._Element, grammar: Grammar) -> bool:
    """Whether a row has tags of rows, and besides them only text in merged cells."""
    tags = False
    for _, cell in _cells(row):
        pieces = split_tags(_text(cell, grammar))
        own = [piece for piece in pieces if isinstance(piece, Tag) and piece.prefix == "tr" and piece.kind == "block"]
        words = any(not isinstance(piece, str) or piece.strip() for piece in pieces if piece not in own)
        if words and _merge_of(cell) != "restart":
            return False
        tags = tags or bool(own)
    return tags


def _hand_on(
    row: etree._Element,
    start: int,
    label: etree._Element,
    name: str,
    grammar: Grammar,
    instruction: _Instruction,
    mark: _Mark,
) -> None:
    content = [child for child in label if child.tag != _PROPERTIES]
    for below in row.itersiblings(grammar.row):
        cell = dict(_cells(below)).get(start)
        if cell is None or _merge_of(cell) != "continue":
            break
        if _is_tag_row(below, grammar):
            continue
        merge = cell.find(f"{_PROPERTIES}/{_MERGE}")
        assert merge is not None
        merge.set(f"{{{W}}}val", mark(f"{name}.take()"))
        own = [child for child in cell if child.tag != _PROPERTIES]
        for child in content:
            own[0].addprevious(copy.deepcopy(child))
        own[0].addprevious(instruction(Step("else")))
        cell.insert(1, instruction(Step(f"if {name}.mine")))
        cell.append(instruction(Step("endif")))
    for text in [text for child in content for text in child.iter(grammar.text)]:
        text.text = ""


def _cells(row: etree._Element) -> list[tuple[int, etree._Element]]:
    """The cells of a row, each with the column of the grid where it begins."""
    found = []
    column = 0
    for cell in row.findall(f"{{{W}}}tc"):
        found.append((column, cell))
        span = cell.find(f"{_PROPERTIES}/{_SPAN}")
        column += 1 if span is None else count(span.get(f"{{{W}}}val"), 1)
    return found


def _merge_of(cell: etree._Element) -> str:
    merge = cell.find(f"{_PROPERTIES}/{_MERGE}")
    return "" if merge is None else merge.get(f"{{{W}}}val", "continue")


def _text(cell: etree._Element, grammar: Grammar) -> str:
    return "".join(text.text or "" for text in cell.iter(grammar.text))
