"""Checking that blocks open and close in a way that leaves the XML whole. In: marks of a tree; out: Problems.

`{% if %}` in one cell and `{% endif %}` in another would tear the table apart; in two paragraphs of one kind it does not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.errors import Problem
from reportgen.template.tags.grammar import HOLDERS, A, Grammar, P, W

NESTED = "nested too deeply; at most 20 loops, 90 blocks or about 100 brackets can be nested"
NESTED_HINT = "put the inner part into a {% macro %}, or a part of the expression into a {% set %}"
_WORD = re.compile(r"\s*(\w+)")
_OPENS = {"for", "if", "macro", "call", "filter", "with", "autoescape"}
_OTHER_FILES = ("block", "endblock", "extends", "import", "from")
_NO_OTHERS = "write the part as a macro here, or give a Word file as a value: {{p part }}"
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}


@dataclass(frozen=True)
class Statement:
    """A block tag: what it says, where it stands for the reader, and the elements around it, outermost first."""

    code: str
    written: str
    place: str
    around: tuple[object, ...]
    names: tuple[str, ...]

    @property
    def word(self) -> str:
        """The first word: for, if, endfor …"""
        match = _WORD.match(self.code)
        return match.group(1) if match else ""


def is_opening(code: str) -> bool:
    """Return whether a block tag opens a block that has to be closed."""
    match = _WORD.match(code)
    word = match.group(1) if match else ""
    return word in _OPENS or (word == "set" and "=" not in code)


def step_of(code: str) -> int:
    """Return 1 for a block tag that opens a block, -1 for one that closes one, 0 for others."""
    match = _WORD.match(code)
    word = match.group(1) if match else ""
    if word.startswith("end"):
        return -1
    return int(is_opening(code))


def structure_problems(statements: Sequence[Statement]) -> list[Problem]:
    """Return every block that does not open, close or continue where it can."""
    problems: list[Problem] = []
    open_blocks: list[Statement] = []
    for statement in statements:
        word = statement.word
        if word in _OTHER_FILES:
            problems.append(_problem(statement, "asks for another template, and there is none", _NO_OTHERS))
            continue
        if word in _OPENS or (word == "set" and "=" not in statement.code):
            open_blocks.append(statement)
        elif word in _MIDDLES:
            if not open_blocks or open_blocks[-1].word not in _MIDDLES[word]:
                problems.append(_problem(statement, f"has no {' or '.join(_MIDDLES[word])} before it"))
            else:
                problems += _torn(open_blocks[-1], statement)
        elif word.startswith("end"):
            problems += _closed(open_blocks, statement)
    problems += [_problem(block, "is never closed", f"add {{% end{block.word} %}} after it") for block in open_blocks]
    return problems


def _closed(open_blocks: list[Statement], statement: Statement) -> list[Problem]:
    word = statement.word.removeprefix("end")
    if not open_blocks:
        return [_problem(statement, f"closes nothing: no block is open: {{% {word} %}} needs one before it")]
    if open_blocks[-1].word == word:
        return _torn(open_blocks.pop(), statement)
    last = open_blocks[-1]
    what = f"stands where {{% end{last.word} %}} is expected, for {last.written} at {last.place}"
    if any(block.word == word for block in open_blocks):
        while open_blocks.pop().word != word:
            pass
    return [_problem(statement, what, "close the inner block first")]


def _torn(first: Statement, second: Statement) -> list[Problem]:
    """Between the two, as many elements must close as open again, and of the same kinds."""
    shared = 0
    for one, other in zip(first.around, second.around, strict=False):
        if one is not other:
            break
        shared += 1
    if first.names[shared:] == second.names[shared:]:
        return []
    what = f"belongs to {first.written} at {first.place}, but is at another level of the document"
    return [_problem(second, what, "put both into one paragraph, or both alone into paragraphs, rows or cells")]


def may_break(root: etree._Element, steps: Mapping[str, int], grammar: Grammar) -> bool:
    """Return whether something that has to hold a paragraph, row or cell may come out without one.

    `steps` gives for the text of a mark whether it opens a block (1), closes one (-1) or neither (0).
    """
    spaces = (W,) if grammar.prefix == "w" else (A, P)
    holders = {f"{{{space}}}{name}" for space in spaces for name in HOLDERS[grammar.prefix]}
    wanted = {**dict.fromkeys(holders, grammar.paragraph), grammar.row: grammar.cell, grammar.table: grammar.row}
    marks = (mark for mark in root.iter(etree.ProcessingInstruction) if mark.text in steps)
    parents = {parent for mark in marks if (parent := mark.getparent()) is not None and parent.tag in wanted}
    return any(not _always_holds(parent, wanted[str(parent.tag)], steps) for parent in parents)


def _always_holds(parent: etree._Element, wanted: str, steps: Mapping[str, int]) -> bool:
    """Whether one child of the kind stands outside of all blocks, and no block goes on beyond the parent."""
    depth = 0
    holds = False
    for child in parent:
        if isinstance(child, etree._ProcessingInstruction):
            depth += steps.get(child.text or "", 0)
            if depth < 0:
                return False
        elif depth == 0 and child.tag == wanted:
            holds = True
    return holds and depth == 0


def _problem(statement: Statement, what: str, hint: str = "check that every block opens and closes once") -> Problem:
    return Problem(statement.place, None, None, f"{statement.written} {what}", hint, "block")
