"""The blocks whose body is a value: {% set %}, {% macro %}, {% call %}, {% filter %}, recursive loops. In: a marked tree.

Out: the same tree, in which the text of such a body is told apart from the markup around it. So a filter changes text and
nothing else, however Office has cut the text into runs; what is put into the document unchanged keeps its markup.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.errors import Problem
from reportgen.private_use import CODE, CODE_END
from reportgen.template.program.levels import CELLS, LINES, PARAGRAPHS, ROWS, RUNS, TEXT
from reportgen.template.program.pieces import Call, Codes, Piece, Step, attribute, emit, put
from reportgen.template.program.program import TagPlace
from reportgen.template.tags.grammar import Grammar
from reportgen.template.tags.lexer import Tag

_Pieces = tuple[Piece, ...]
_MARKS = re.compile(f"{CODE}(\\d+){CODE_END}")
_WORD = re.compile(r"\w+")
_RECURSIVE = re.compile(r"^for\b.*\brecursive$", re.DOTALL)
_OPENS = ("for", "if", "with", "autoescape", "macro", "call", "filter")
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n"}  # elements that are blanks to a reader


@dataclass
class _Block:
    """A block that is open: its code, its tag, where it stands, and whether its body is a value."""

    number: int
    tag: Tag
    node: etree._Element
    in_attribute: bool

    @property
    def kind(self) -> str:
        """macro, set, call, filter or loop; nothing for a block that writes its body where it stands."""
        word = _first_word(self.tag)
        return "loop" if word == "for" and _RECURSIVE.match(self.tag.code) else word * (word in _CAUGHT)


_CAUGHT = ("macro", "set", "call", "filter")


@dataclass
class Capturing:
    """One walk over a tree whose tags are marks."""

    grammar: Grammar
    codes: Codes
    tags: list[TagPlace]
    statements: dict[int, Tag]
    problems: list[Problem]
    look: Callable[[etree._Element], str]
    blocks: list[_Block] = field(default_factory=list)

    def walk(self, root: etree._Element) -> None:
        """Tell text from markup in all blocks whose body is a value; tags that do not pair are left to the other checks."""
        for node in list(root.iter()):
            if isinstance(node, etree._ProcessingInstruction):
                self._meet(int(node.text or 0), node)
            elif isinstance(node.tag, str):
                self._element(node)

    def _element(self, node: etree._Element) -> None:
        depth = self._depth()
        if depth and node.tag == self.grammar.paragraph:
            node.addprevious(self._aside("\n"))
        elif depth and self._is_blank(node):
            node.addnext(self._aside(_SPACES[etree.QName(node).localname]))
        for name, value in node.attrib.items():
            if isinstance(value, str) and CODE in value:
                node.set(name, self._string(value, node, None))
        text = node.text or ""
        if CODE in text or (text and self._depth() and node.tag == self.grammar.text):
            node.text = self._string(text, node, 0 if node.tag == self.grammar.text else None)

    def _string(self, text: str, node: etree._Element, outer: int | None) -> str:
        """The text of a run, or of an attribute: there only what is caught inside it is text, as `outer` None says."""
        depth = self._depth() if outer is None else outer
        out: list[str] = []
        for index, piece in enumerate(_MARKS.split(text)):
            if index % 2:
                out.append(f"{CODE}{piece}{CODE_END}")
                self._meet(int(piece), node, in_attribute=outer is None, caught=self._depth() > depth)
            elif piece and self._depth() > depth:
                out.append(self._literal(piece))
            else:
                out.append(piece)
        return "".join(out)

    def _meet(self, number: int, node: etree._Element, *, in_attribute: bool = False, caught: bool = False) -> None:
        tag = self.statements.get(number)
        if tag is None:
            if in_attribute and caught:  # inside a caught attribute a value is text as any other
                pieces, own = self.codes[number]
                self.codes[number] = (tuple(map(_as_text, pieces)), own)
            return
        word = _first_word(tag)
        if word in _OPENS or (word == "set" and "=" not in tag.code):
            self.blocks.append(_Block(number, tag, node, in_attribute))
        elif word.startswith("end") and self.blocks:
            self._close(self.blocks.pop(), number, node)

    def _close(self, block: _Block, number: int, node: etree._Element) -> None:
        level = self._level(block, node)
        opening, place = self.codes[block.number]
        closing, own = self.codes[number]
        if block.kind:
            opening, closing = self._codes_of(block, level, opening, closing)
        if level in (TEXT, LINES) and not block.in_attribute:
            closing = (*closing, self._next_look(block.node, node))
        self.codes[block.number] = (opening, place)
        self.codes[number] = (closing, own)

    def _codes_of(self, block: _Block, level: str, opening: _Pieces, closing: _Pieces) -> tuple[_Pieces, _Pieces]:
        number = self.codes[block.number][1]
        starts, name = Call("_opens", (level,)), f"_c{block.number}"
        if block.kind in ("macro", "set"):
            return (*opening, starts), closing
        if level in (TEXT, LINES):
            written = (attribute if block.in_attribute and not self._depth() else put)(name, number)
        else:
            written = emit(name, number, level)
        if block.kind == "filter":
            if level not in (TEXT, RUNS):
                self._refuse_filter(block)
            words = block.tag.code.removeprefix("filter").strip()
            return (Step(f"set {name} | {words}"), starts), (Step("endset"), written)
        return (Step(f"set {name}"), *opening, starts), (*closing, Step("endset"), written)

    def _refuse_filter(self, block: _Block) -> None:
        place = self.tags[self.codes[block.number][1]].place
        what = f"{block.tag.written} changes text, and what it holds is more than the text of one paragraph"
        hint = "write it into each paragraph, or filter the values: {{ x | … }}"
        self.problems.append(Problem(place, None, None, what, hint, "filter"))

    def _next_look(self, first: etree._Element, last: etree._Element) -> str:
        """What follows a block goes on in the look of its own run, whether the body of the block was written or not."""
        runs = [next(node.iterancestors(self.grammar.run), None) for node in (first, last)]
        one, other = runs
        if one is None or other is None or one is other or one.getparent() is not other.getparent():
            return ""
        looks = self.look(one), self.look(other)
        return "" if looks[0] == looks[1] else self.grammar.next_run(looks[1])

    def _level(self, block: _Block, node: etree._Element) -> str:
        if not isinstance(block.node, etree._ProcessingInstruction):
            paragraphs = [next(n.iterancestors(self.grammar.paragraph), None) for n in (block.node, node)]
            return TEXT if block.in_attribute or paragraphs[0] is paragraphs[1] else LINES
        kinds = {self.grammar.row: ROWS, self.grammar.cell: CELLS, self.grammar.run: RUNS}
        near = next((kinds[n.tag] for n in _beside(block.node) if n.tag in kinds), None)
        parent = block.node.getparent()
        inside = (
            None if parent is None else {self.grammar.row: CELLS, self.grammar.paragraph: RUNS}.get(str(parent.tag))
        )
        return near or inside or PARAGRAPHS

    def _is_blank(self, node: etree._Element) -> bool:
        parent = node.getparent()
        inside = parent is not None and parent.tag in (self.grammar.run, self.grammar.paragraph)
        name = etree.QName(node)
        return inside and f"{{{name.namespace}}}" == self.grammar.space and name.localname in _SPACES

    def _depth(self) -> int:
        return sum(1 for block in self.blocks if block.kind)

    def _literal(self, text: str) -> str:
        self.codes.append(((Call("_literal", (text,)),), self._number()))
        return f"{CODE}{len(self.codes) - 1}{CODE_END}"

    def _aside(self, text: str) -> etree._ProcessingInstruction:
        self.codes.append(((Call("_aside", (text,)),), self._number()))
        return etree.ProcessingInstruction("rg", str(len(self.codes) - 1))

    def _number(self) -> int:
        return self.codes[self.blocks[-1].number][1]


def _as_text(piece: Piece) -> Piece:
    return replace(piece, function="_put") if isinstance(piece, Call) and piece.function == "_attr" else piece


def _first_word(tag: Tag) -> str:
    match = _WORD.match(tag.code)
    return match.group() if match else ""


def _beside(node: etree._Element) -> Iterator[etree._Element]:
    """The elements beside a mark, nearest first."""
    yield from node.itersiblings(etree.Element)
    yield from node.itersiblings(etree.Element, preceding=True)
