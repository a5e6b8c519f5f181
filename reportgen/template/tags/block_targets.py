"""Which element a block tag governs: its paragraph, row, cell or run.

`{%tr`, `{%tc`, `{%p` and `{%r` say it; a block alone in its paragraph means the paragraph, and a block that opens in one cell
and closes in another of the same row means the row.
"""

import copy
import re
from collections.abc import Callable, Sequence

from lxml import etree

from reportgen.template.tags.grammar import Grammar, W
from reportgen.template.tags.lexer import Tag, split_tags
from reportgen.template.tags.nesting import step_of

_STATEMENT = re.compile(
    r"^(for|if|elif|else|endif|endfor|set|endset|with|endwith|macro|endmacro|call|endcall|filter|endfilter|include)\b"
)
_OPENING = re.compile(r"^(for|if|with)\b")
_Instruction = Callable[[etree._Element, Tag], etree._ProcessingInstruction]


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


def torn_paragraphs(tagged: Sequence[tuple[etree._Element, list[etree._Element]]]) -> set[etree._Element]:
    """Return the paragraphs whose lone block tag belongs to one that stands among other text: there it stays, as in the text."""
    torn: set[etree._Element] = set()
    open_blocks: list[list[tuple[etree._Element, bool]]] = []
    for paragraph, texts in tagged:
        pieces = split_tags("".join(text.text or "" for text in texts))
        blocks = [piece for piece in pieces if isinstance(piece, Tag) and piece.kind == "block"]
        words = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
        alone = len(pieces) - sum(isinstance(piece, str) for piece in pieces) == 1 and not words
        for tag in blocks:
            mark = paragraph, bool(tag.prefix) or alone
            step = step_of(tag.code)
            if step > 0:
                open_blocks.append([mark])
            elif open_blocks and (step < 0 or tag.code.startswith(("else", "elif"))):
                open_blocks[-1].append(mark)
            if step < 0 and open_blocks:
                block = open_blocks.pop()
                if not all(whole for _, whole in block):
                    torn.update(place for place, _ in block)
    return torn


def lift(
    paragraph: etree._Element,
    texts: list[etree._Element],
    grammar: Grammar,
    instruction: _Instruction,
    *,
    alone: bool = True,
) -> bool:
    """Move block tags to the elements that they govern; return whether the paragraph is still there.

    `alone` says that a tag alone in the paragraph takes the paragraph.
    """
    pieces = split_tags("".join(text.text or "" for text in texts))
    tags = [piece for piece in pieces if isinstance(piece, Tag)]
    words = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    if alone and len(tags) == 1 and not words and _stands_alone(tags[0]) and not _must_stay(paragraph, grammar):
        _replace(paragraph, tags, instruction)
        return False
    for level in ("tr", "tc", "p"):
        mine = [tag for tag in tags if tag.prefix == level and (tag.kind != "output" or level != "p")]
        target = next(paragraph.iterancestors(grammar.levels[level]), None) if level != "p" else paragraph
        if not mine or target is None:
            continue
        if all(tag.kind == "comment" for tag in mine) and not (level == "p" and _must_stay(paragraph, grammar)):
            _replace(target, mine, instruction)  # {#tr … #} leaves the whole row out
            return False
        if _holds_only(target, mine, grammar) and not (level == "p" and _must_stay(paragraph, grammar)):
            _replace(target, mine, instruction)
            return False
        _wrap(target, texts, [tag for tag in mine if tag.kind != "output"], instruction)
    for text in texts:
        for own in _own_runs(text, grammar):
            _lift_runs(own, grammar, instruction)
    return True


def _stands_alone(tag: Tag) -> bool:
    return tag.kind == "block" and tag.prefix in ("", "p") and _STATEMENT.match(tag.code) is not None


def _must_stay(paragraph: etree._Element, grammar: Grammar) -> bool:
    """A text body or cell needs one paragraph: the last one that would be left stays, empty."""
    parent = paragraph.getparent()
    if parent is None or parent.tag in (grammar.row, f"{{{W}}}body"):  # a body may be empty
        return False
    siblings = [child for child in parent if child.tag == grammar.paragraph]
    return len(siblings) == 1


def _holds_only(target: etree._Element, tags: list[Tag], grammar: Grammar) -> bool:
    whole = "".join(text.text or "" for text in target.iter(grammar.text))
    for tag in tags:
        whole = whole.replace(tag.written, "", 1)
    return not whole.strip()


def _replace(target: etree._Element, tags: list[Tag], instruction: _Instruction) -> None:
    parent = target.getparent()
    assert parent is not None
    for tag in tags:
        if tag.kind != "comment":
            parent.insert(parent.index(target), instruction(target, tag))
    parent.remove(target)


def _wrap(target: etree._Element, texts: list[etree._Element], tags: list[Tag], instruction: _Instruction) -> None:
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


def _own_runs(text: etree._Element, grammar: Grammar) -> list[etree._Element]:
    """Give each {%r … %} of a text a run of its own, like the one that it stands in; return the texts."""
    pieces = split_tags(text.text or "")
    mine = [piece for piece in pieces if isinstance(piece, Tag) and piece.prefix == "r" and piece.kind == "block"]
    run = text.getparent()
    if not mine or run is None or run.tag != grammar.run or len(pieces) == 1:
        return [text]
    groups: list[str] = [""]
    for piece in pieces:
        written = piece if isinstance(piece, str) else piece.written
        if any(piece is tag for tag in mine):
            groups += [written, ""]
        else:
            groups[-1] += written
    return _split_run(run, text, [group for group in groups if group], grammar)


def _split_run(run: etree._Element, text: etree._Element, groups: list[str], grammar: Grammar) -> list[etree._Element]:
    """Cut a run at one of its texts into as many runs as there are groups; return the text of each."""
    found = [text]
    text.text = groups[0]
    last = run
    behind = list(text.itersiblings())
    for group in groups[1:]:
        own = etree.Element(grammar.run, dict(run.attrib))
        look = run.find(grammar.run_properties)
        if look is not None:
            own.append(copy.deepcopy(look))
        piece = etree.SubElement(own, grammar.text, dict(text.attrib))
        piece.text = group
        last.addnext(own)
        last = own
        found.append(piece)
    for child in behind:
        last.append(child)
    return found


def _lift_runs(text: etree._Element, grammar: Grammar, instruction: _Instruction) -> None:
    """{%r … %} alone in its run takes the run."""
    tags = [piece for piece in split_tags(text.text or "") if isinstance(piece, Tag)]
    run = next(text.iterancestors(grammar.run), None)
    mine = [tag for tag in tags if tag.prefix == "r" and tag.kind == "block"]
    if mine and run is not None and _holds_only(run, mine, grammar):
        _replace(run, mine, instruction)
