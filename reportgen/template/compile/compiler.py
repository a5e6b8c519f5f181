"""Turning the XML of one part into a program, or every fault of its tags at once.

Tags leave the tree as marks: processing instructions between elements, private characters inside text. When the tree has
become text, the marks become pieces of the program. So no tag is ever escaped, and nothing but tags is ever read as one.
"""

import re
from collections.abc import Callable

from lxml import etree

from reportgen.errors import Problem
from reportgen.private_use import CODE, CODE_END
from reportgen.template.compile.addresses import NO_ADDRESSES, Addresses, address_code
from reportgen.template.compile.cells import apply_directive, is_directive
from reportgen.template.compile.finishing import program_of, properties_xml
from reportgen.template.compile.loops import Loops
from reportgen.template.program.levels import CELLS, PARAGRAPHS, ROWS, RUNS
from reportgen.template.program.pieces import Codes, Piece, Step, attribute, emit, put
from reportgen.template.program.program import Geometry, Program, Repetition, TagPlace
from reportgen.template.tags.block_targets import infer_rows, lift, torn_paragraphs
from reportgen.template.tags.grammar import XML_SPACE, Grammar, R, W
from reportgen.template.tags.joining import join_tags_of
from reportgen.template.tags.lexer import Tag, decoded_address, has_tag, split_tags
from reportgen.template.tags.scopes import TagSpot
from reportgen.template.tags.trimming import texts_of, trim

_INCLUDE = re.compile(r"^include\s+(.+?)(\s+ignore\s+missing)?(?:\s+with(?:out)?\s+context)?$", re.DOTALL)
_LEVELS = {"tr": ROWS, "tc": CELLS, "p": PARAGRAPHS, "r": RUNS}

_RELATION = f"{{{R}}}"
_PLAIN = tuple(f"{{{W}}}{name}" for name in ("instrText", "delText", "delInstrText"))  # text without runs to look like

_Look = Callable[[etree._Element], tuple[str, str]]


class Compiler:
    """Compiles one part; shapes and pages of a format are prepared by the grammar's own module before `finish`."""

    def __init__(
        self, part: str, grammar: Grammar, place: Callable[[etree._Element], str], problems: list[Problem]
    ) -> None:
        self.part = part
        self.grammar = grammar
        self.place = place
        self.problems = problems
        self.codes: Codes = []
        self.tags: list[TagPlace] = []
        self.repetitions: list[Repetition] = []
        self.geometries: list[Geometry] = []
        self.statements: dict[int, Tag] = {}
        self.first_free_id = 1
        self.addresses: Addresses = NO_ADDRESSES
        self.rounds: dict[int, str] = {}  # codes of our own that repeat something: for, endfor
        self.declare: Callable[[list[TagSpot]], None] = lambda spots: None
        self.prepare: Callable[[], None] = lambda: None  # what a format does when its tags are whole
        self.loops = Loops()
        self.lifts = False  # whether notes stand in the text that have to be lifted out of it
        self.room: Callable[[etree._Element], int] = lambda element: 0
        self.changed = False

    def tag(self, place: TagPlace) -> int:
        """Return the number of a new tag."""
        self.changed = True
        self.tags.append(place)
        return len(self.tags) - 1

    def instruction(self, number: int, *pieces: Piece) -> etree._ProcessingInstruction:
        """Return a mark that stands for pieces between elements."""
        self.codes.append((pieces, number))
        return etree.ProcessingInstruction("rg", str(len(self.codes) - 1))

    def characters(self, number: int, *pieces: Piece) -> str:
        """Return a mark that stands for pieces inside text or an attribute."""
        self.codes.append((pieces, number))
        return f"{CODE}{len(self.codes) - 1}{CODE_END}"

    def paragraphs(self, root: etree._Element, look: _Look) -> None:
        """Compile the tags of all paragraphs and attributes."""
        self._join(root)
        trim(root, self.grammar)
        infer_rows(root, self.grammar)
        self.prepare()
        every = [(paragraph, texts_of(paragraph, self.grammar)) for paragraph in root.iter(self.grammar.paragraph)]
        tagged = [item for item in every if any(has_tag(text.text or "") for text in item[1])]
        self.changed = self.changed or bool(tagged)
        torn = torn_paragraphs(tagged)
        for paragraph, texts in tagged:
            if self._whole_paragraph(paragraph, texts, look):
                continue
            if not lift(paragraph, texts, self.grammar, self._block, alone=paragraph not in torn):
                continue
            for element in texts_of(paragraph, self.grammar):
                self._outputs(element, look)
        self.attributes(root)

    def plain_text(self, element: etree._Element) -> None:
        """Compile the tags in the text of an element that knows no runs (document properties)."""
        text = decoded_address(element.text or "")
        if has_tag(text):
            element.text = self._attribute(element, text)

    def finish(self, root: etree._Element) -> Program:
        """Return the program of the marked tree; what is wrong with its blocks goes to the problems."""
        return program_of(self, root)

    def _join(self, root: etree._Element) -> None:
        """Make the tags of all paragraphs whole; one that opens and never closes is a problem."""
        for paragraph, loose in join_tags_of(root, self.grammar):
            what, hint = f"“{loose}” opens a tag that never closes", 'close it, or write {{ "{{" }} for the braces'
            self.problems.append(Problem(self.place(paragraph), None, None, what, hint, "unclosed"))

    def _block(self, target: etree._Element, tag: Tag) -> etree._ProcessingInstruction:
        """The mark of a block tag that governs an element."""
        number = self.tag(TagPlace(self.place(target), tag.written))
        if tag.kind == "output":
            return self.instruction(number, emit(tag.code, number, _LEVELS[tag.prefix]))
        if inclusion := _inclusion(tag, number):
            return self.instruction(number, emit(inclusion, number, PARAGRAPHS))
        self._state(tag, self.place(target))
        return self.instruction(number, Step(tag.code))

    def _whole_paragraph(self, paragraph: etree._Element, texts: list[etree._Element], look: _Look) -> bool:
        """{{p value }} alone in its paragraph gives its place to paragraphs, tables, whole documents."""
        pieces = split_tags("".join(text.text or "" for text in texts).strip())
        tag = pieces[0] if len(pieces) == 1 else None
        if not isinstance(tag, Tag) or tag.kind != "output" or tag.prefix != "p":
            return False
        number = self.tag(self._tag_place(texts[0], tag.written, look))
        mark = self.instruction(number, emit(tag.code, number, PARAGRAPHS))
        paragraph.addprevious(mark)
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)
        return True

    def _tag_place(self, element: etree._Element, written: str, look: _Look) -> TagPlace:
        run = next(element.iterancestors(self.grammar.run), None)
        paragraph = next(element.iterancestors(self.grammar.paragraph), None)
        plain, chinese = ("", "") if run is None else look(run)
        own = None if paragraph is None else paragraph.find(self.grammar.paragraph_properties[0])
        free = run is not None and run.getparent() is paragraph
        room = 0 if run is None else self.room(run)
        return TagPlace(
            self.place(element), written, plain, chinese, paragraph=properties_xml(own), free=free, room=room
        )

    def _outputs(self, element: etree._Element, look: _Look) -> None:
        pieces = split_tags(element.text or "")
        if not any(isinstance(piece, Tag) for piece in pieces) or element.getparent() is None:
            return
        place = self._tag_place(element, "", look)
        out: list[str] = []
        before, after = "", ""
        for piece in pieces:
            if isinstance(piece, str):
                out.append(piece)
            elif piece.kind == "raw":
                out.append(piece.code)
            elif is_directive(piece):
                opening, closing = self._directive(element, piece, place)
                before, after = before + opening, closing + after
            elif piece.kind != "comment":
                out.append(self._inline(piece, place))
        element.text = before + "".join(out) + after
        if self.grammar.keeps_space:
            element.set(XML_SPACE, "preserve")

    def _state(self, tag: Tag, place: str) -> None:
        """Remember that the next code is that of a block tag."""
        if tag.prefix == "slide":
            what = (
                f"{tag.written} is not alone in its paragraph" if self.grammar.prefix != "w" else "Word has no slides"
            )
            hint = "give it a paragraph of its own in the notes" if self.grammar.prefix != "w" else "write {%p … %}"
            self.problems.append(Problem(place, None, None, what, hint, "place"))
            return
        self.statements[len(self.codes)] = tag
        self.loops.meet(tag.code, len(self.codes))

    def _inline(self, tag: Tag, place: TagPlace) -> str:
        number = self.tag(place.of(tag.written))
        if tag.kind == "output":
            return self.characters(number, put(tag.code, number))
        if inclusion := _inclusion(tag, number):
            return self.characters(number, put(inclusion, number))
        self._state(tag, place.place)
        return self.characters(number, Step(tag.code))

    def _directive(self, element: etree._Element, tag: Tag, place: TagPlace) -> tuple[str, str]:
        cell = next(element.iterancestors(self.grammar.cell), None)
        if cell is None:
            hint = "put it into a cell of a table"
            self.problems.append(Problem(place.place, None, None, f"{tag.written} is not in a cell", hint, "place"))
            return "", ""
        number = self.tag(place.of(tag.written))

        def mark(code: str) -> str:
            return self.characters(number, attribute(code, number))

        first = self._first_of(tag, cell, place)
        codes = apply_directive(tag, cell, self.grammar, mark, lambda *pieces: self.instruction(number, *pieces), first)
        opening, closing = (self.characters(number, Step(code)) if code else "" for code in codes)
        return opening, closing

    def _first_of(self, tag: Tag, cell: etree._Element, place: TagPlace) -> str:
        """The test that a cell to be merged begins its area: in the first round of the loops that it is merged over."""
        if self.grammar.prefix != "w" or not tag.code.startswith("vm"):
            return "loop.first"
        text = "".join(text.text or "" for text in cell.iter(self.grammar.text))
        test, wrong = self.loops.first(tag.code[2:].strip(), text, self.codes)
        if wrong:
            hint = "name a variable of a loop around the row"
            self.problems.append(Problem(place.place, None, None, f"{tag.written} {wrong}", hint, "place"))
        return test

    def attributes(self, root: etree._Element) -> None:
        """Compile the tags in attributes, in the codes of fields, and in the addresses of links."""
        for element in root.iter(*_PLAIN):
            self.plain_text(element)
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if str(name).startswith(_RELATION) and str(value) in self.addresses:
                    element.set(name, self._address(element, str(value)))
                elif isinstance(value, str) and has_tag(value := decoded_address(value)):
                    element.set(name, self._attribute(element, value))

    def _address(self, element: etree._Element, key: str) -> str:
        """The relationship of a link whose address has tags: made when the part is filled."""
        address = self.addresses[key]
        number = self.tag(TagPlace(f"{self.place(element)}, address of a link", address))
        code, blocks = address_code(address, number)
        for tag in blocks:
            what = f"{tag.written} is in the address of a link, which takes values only"
            hint = "write the choice as a value: {{ a if b else c }}"
            self.problems.append(Problem(self.tags[number].place, None, None, what, hint, "place"))
        return self.characters(number, code)

    def _attribute(self, element: etree._Element, value: str) -> str:
        out = []
        for piece in split_tags(value):
            if isinstance(piece, str):
                out.append(piece)
            elif piece.kind == "raw":
                out.append(piece.code)
            elif piece.kind != "comment":
                number = self.tag(TagPlace(self.place(element), piece.written))
                code = attribute(piece.code, number) if piece.kind == "output" else Step(piece.code)
                if piece.kind == "block":
                    self.statements[len(self.codes)] = piece
                out.append(self.characters(number, code))
        return "".join(out)


def _inclusion(tag: Tag, number: int) -> str:
    """The code of {% include … %}; nothing for another tag."""
    match = _INCLUDE.match(tag.code)
    return f"_include({match.group(1)}, {number}, {match.group(2) is not None})" if match else ""
