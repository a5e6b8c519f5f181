"""Owns which element a block tag governs: its paragraph, row, cell or run. In: paragraphs with whole tags; out: marks in the tree.

`{%tr`, `{%tc`, `{%p` and `{%r` say it; a block alone in its paragraph means the paragraph, and a block that opens in one cell
and closes in another of the same row means the row.
"""

import re
from collections.abc import Callable

from lxml import etree

from reportgen.template.tags.grammar import Grammar
from reportgen.template.tags.lexer import Tag, split_tags

_STATEMENT = re.compile(
    r"^(for|if|elif|else|endif|endfor|set|endset|with|endwith|macro|endmacro|call|endcall|filter|endfilter|include)\b"
)
_OPENING = re.compile(r"^(for|if|with)\b")
Instruction = Callable[[etree._Element, Tag], etree._ProcessingInstruction]


def infer_rows(root: etree._Element, grammar: Grammar) -> None:
    """Give the prefix tr to blocks that open in one cell of a row and close in another."""
    for row in root.iter(grammar.row):
        cells = [cell for cell in row.iter(grammar.cell) if next(cell.iterancestors(grammar.row)) is row]
        loose = [_loose_tags(cell, grammar) for cell in cells]
        if sum(1 for tags in loose if tags) < 2:
            continue
        for cell, tags in zip(cells, loose, strict=True):
            for tag in tags:
                _rewrite(cell, grammar, tag.written, "{%tr " + tag.written[2:].lstrip("-+ \u00a0"))


def _loose_tags(cell: etree._Element, grammar: Grammar) -> list[Tag]:
    """The blocks of a cell whose other end is not in the cell."""
    open_tags: list[Tag] = []
    loose: list[Tag] = []
    for text in cell.iter(grammar.text):
        for piece in split_tags(text.text or ""):
            if not isinstance(piece, Tag) or piece.kind != "block" or piece.prefix:
                continue
            if _OPENING.match(piece.code):
                open_tags.append(piece)
            elif piece.code.startswith(("endfor", "endif", "endwith")):
                if open_tags:
                    open_tags.pop()
                else:
                    loose.append(piece)
    return loose + open_tags


def _rewrite(cell: etree._Element, grammar: Grammar, old: str, new: str) -> None:
    for text in cell.iter(grammar.text):
        if old in (text.text or ""):
            text.text = (text.text or "").replace(old, new, 1)
            return


def lift(paragraph: etree._Element, texts: list[etree._Element], grammar: Grammar, instruction: Instruction) -> bool:
    """Move block tags to the elements that they govern; return whether the paragraph is still there."""
    pieces = split_tags("".join(text.text or "" for text in texts))
    tags = [piece for piece in pieces if isinstance(piece, Tag)]
    words = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    if len(tags) == 1 and not words and _stands_alone(tags[0]) and not _must_stay(paragraph, grammar):
        _replace(paragraph, tags, instruction)
        return False
    for level in ("tr", "tc", "p"):
        mine = [tag for tag in tags if tag.prefix == level and (tag.kind != "output" or level != "p")]
        target = next(paragraph.iterancestors(grammar.levels[level]), None) if level != "p" else paragraph
        if not mine or target is None:
            continue
        if _holds_only(target, mine, grammar) and not (level == "p" and _must_stay(paragraph, grammar)):
            _replace(target, mine, instruction)
            return False
        _wrap(target, texts, [tag for tag in mine if tag.kind != "output"], instruction)
    for text in texts:
        _lift_runs(text, grammar, instruction)
    return True


def _stands_alone(tag: Tag) -> bool:
    return tag.kind == "block" and tag.prefix in ("", "p") and _STATEMENT.match(tag.code) is not None


def _must_stay(paragraph: etree._Element, grammar: Grammar) -> bool:
    """A text body or cell needs one paragraph: the last one that would be left stays, empty."""
    parent = paragraph.getparent()
    if parent is None or parent.tag == grammar.row:
        return False
    siblings = [child for child in parent if child.tag == grammar.paragraph]
    return len(siblings) == 1


def _holds_only(target: etree._Element, tags: list[Tag], grammar: Grammar) -> bool:
    whole = "".join(text.text or "" for text in target.iter(grammar.text))
    for tag in tags:
        whole = whole.replace(tag.written, "", 1)
    return not whole.strip()


def _replace(target: etree._Element, tags: list[Tag], instruction: Instruction) -> None:
    parent = target.getparent()
    assert parent is not None
    for tag in tags:
        if tag.kind != "comment":
            parent.insert(parent.index(target), instruction(target, tag))
    parent.remove(target)


def _wrap(target: etree._Element, texts: list[etree._Element], tags: list[Tag], instruction: Instruction) -> None:
    parent = target.getparent()
    assert parent is not None
    for tag in tags:
        if tag.kind == "block":
            after = tag.code.startswith("end")
            parent.insert(parent.index(target) + (1 if after else 0), instruction(target, tag))
        for text in texts:
            if tag.written in (text.text or ""):
                text.text = (text.text or "").replace(tag.written, "", 1)
                break


def _lift_runs(text: etree._Element, grammar: Grammar, instruction: Instruction) -> None:
    """{%r … %} alone in its run takes the run."""
    tags = [piece for piece in split_tags(text.text or "") if isinstance(piece, Tag)]
    run = next(text.iterancestors(grammar.run), None)
    mine = [tag for tag in tags if tag.prefix == "r" and tag.kind == "block"]
    if mine and run is not None and _holds_only(run, mine, grammar):
        _replace(run, mine, instruction)
