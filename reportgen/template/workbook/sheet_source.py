"""A sheet as the source of a program: cells become codes, loops in rows become blocks around rows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from reportgen.errors import Problem
from reportgen.ooxml.formats import is_strict
from reportgen.private_use import CODE, CODE_END
from reportgen.template.compile.finishing import pieces_of, properties_xml
from reportgen.template.compile.statements import statements_of
from reportgen.template.program.book import SheetTemplate
from reportgen.template.program.pieces import Call, Codes, Piece, Step, attribute, emit, put
from reportgen.template.program.program import Program, TagPlace
from reportgen.template.tags.lexer import Tag, decoded_address, has_tag, split_tags, unclosed_tag
from reportgen.template.tags.nesting import structure_problems
from reportgen.template.workbook.book_parts import CELL_TAG, GENERAL, ROW_TAG, RUN_TAG, X
from reportgen.template.workbook.cell_texts import join_runs, tagged_cells, texts_of
from reportgen.template.workbook.row_blocks import BlockRows, write_rows_between

_WORD = re.compile(r"\w+")
_REFUSED = {
    "filter": "write the filter at the value: {{ value | upper }}",
    "call": "call the macro as a value: {{ name() }}",
    "include": "a workbook takes values only",
}
_CAUGHT = re.compile(r"^(macro\b|set\b(?!.*=))")
_ONE_RUN_LOOK = f"{{{X}}}rPr"
_FORMULAS = ("f", "formula", "formula1", "formula2")
_PAGE = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass
class SheetCompiler:
    """Compiles one sheet; every fault of its tags goes to the problems."""

    part: str
    place: str
    kinds: Sequence[str]
    problems: list[Problem]
    codes: Codes = field(default_factory=list)
    tags: list[TagPlace] = field(default_factory=list)
    statements: dict[int, Tag] = field(default_factory=dict)

    def compile(self, root: etree._Element, name: str, content: bytes) -> SheetTemplate:
        """Return the sheet; its strings stand in its cells, and its cells are numbered."""
        strings = list(tagged_cells(root))
        for cell, inline in strings:
            join_runs(inline)
            self._check(cell, inline)
        blocks = BlockRows(self._row_statement)
        data = root.find(f"{{{X}}}sheetData")
        if data is not None:
            write_rows_between(data)
        tagged = {cell.getparent(): None for cell, _ in strings}
        for row in tagged:
            if row is not None:
                blocks.take_row(row)
        for cell, inline in strings:
            if cell.getparent() is not None and cell.getparent().getparent() is not None:  # type: ignore[union-attr]
                self._cell(cell, inline)
        known = sorted([*blocks.taken, *(int(row.get("r", "0")) for row in root.iter(ROW_TAG))])
        spans = [(span[0], span[1]) for span in blocks.spans]
        self._others(root)
        self.problems += structure_problems(list(statements_of(root, self.statements, self.codes, self.tags)))
        program = Program(self.part, pieces_of(root, self.codes), tuple(self.tags))
        return SheetTemplate(
            self.part, name, program, tuple(known), tuple(spans), root.prefix or "", strict=is_strict(content)
        )

    def _check(self, cell: etree._Element, inline: etree._Element) -> None:
        text = "".join(part.text or "" for part in texts_of(inline))
        loose = unclosed_tag(text)
        if loose:
            what, hint = f"“{loose}” opens a tag that never closes", 'close it, or write {{ "{{" }} for the braces'
            self._problem(cell, what, hint, "unclosed")
        for piece in split_tags(text):
            if isinstance(piece, Tag):
                self._check_tag(cell, piece)

    def _check_tag(self, cell: etree._Element, tag: Tag) -> None:
        word = _first_word(tag)
        if tag.prefix in ("tc", "p", "slide"):
            what = f"{tag.written} is for Word and slides" if tag.prefix != "tc" else f"{tag.written} repeats cells"
            self._problem(cell, what, "in a workbook rows repeat: {%tr for … %} or a plain {% for … %}", "place")
        elif tag.kind == "block" and word in _REFUSED:
            self._problem(cell, f"{tag.written} is not supported in a cell", _REFUSED[word], "place")

    def _problem(self, cell: etree._Element, what: str, hint: str, code: str) -> None:
        self.problems.append(Problem(self._at(cell), None, None, what, hint, code))

    def _at(self, cell: etree._Element) -> str:
        return f"{self.place}, {cell.get('r')}"

    def _row_statement(self, cell: etree._Element, tag: Tag, code: tuple[Piece, ...]) -> etree._ProcessingInstruction:
        self.tags.append(TagPlace(self._at(cell), tag.written))
        self.statements[len(self.codes)] = tag
        self.codes.append((code, len(self.tags) - 1))
        return etree.ProcessingInstruction("rg", str(len(self.codes) - 1))

    def _cell(self, cell: etree._Element, inline: etree._Element) -> None:
        pieces = split_tags("".join(text.text or "" for text in texts_of(inline)))
        solid = [piece for piece in pieces if not isinstance(piece, str) or piece.strip()]
        alone = solid[0] if len(solid) == 1 else None
        if isinstance(alone, Tag) and alone.kind == "output":
            self._alone(cell, inline, alone)
            return
        caught = any(isinstance(piece, Tag) and _CAUGHT.match(piece.code) for piece in pieces)
        for text in texts_of(inline):
            self._text(cell, text, caught=caught)
        if not any(isinstance(p, Tag) and p.kind in ("output", "raw") for p in pieces) and not _words(pieces):
            del cell.attrib["t"]
            for child in list(cell):
                cell.remove(child)
            cell.text = "".join(text.text or "" for text in texts_of(inline))

    def _alone(self, cell: etree._Element, inline: etree._Element, tag: Tag) -> None:
        run = inline.find(RUN_TAG)
        look = "" if run is None else properties_xml(run.find(_ONE_RUN_LOOK))
        style = int(cell.get("s", "0"))
        kind = self.kinds[style] if style < len(self.kinds) else GENERAL
        attributes = " ".join(f'{key}="{value}"' for key, value in cell.attrib.items() if key in ("r", "s"))
        self.tags.append(TagPlace(self._at(cell), tag.written, attributes, look, shape_name=kind))
        number = len(self.tags) - 1
        self.codes.append(((emit(tag.code, number, "cell"),), number))
        row = cell.getparent()
        assert row is not None
        row.replace(cell, etree.ProcessingInstruction("rg", str(len(self.codes) - 1)))

    def _text(self, cell: etree._Element, text: etree._Element, *, caught: bool) -> None:
        text.text = self._marked(text.text or "", self._at(cell), put, caught=caught)

    def _marked(self, text: str, place: str, output: Callable[[str, int], Call], *, caught: bool = False) -> str:
        """Return a text with marks in the place of its tags."""
        out = []
        for piece in split_tags(text):
            if isinstance(piece, str):
                literal = Call("_literal", (piece,))
                out.append(self._mark(TagPlace(place, ""), literal) if caught and piece else piece)
            elif piece.kind == "raw":
                out.append(piece.code)
            elif piece.kind == "output":
                number = len(self.tags)
                out.append(self._mark(TagPlace(place, piece.written), output(piece.code, number)))
            elif piece.kind == "block":
                self.statements[len(self.codes)] = piece
                out.append(self._mark(TagPlace(place, piece.written), Step(piece.code)))
        return "".join(out)

    def _mark(self, place: TagPlace, code: Piece) -> str:
        self.tags.append(place)
        self.codes.append(((code,), len(self.tags) - 1))
        return f"{CODE}{len(self.codes) - 1}{CODE_END}"

    def _others(self, root: etree._Element) -> None:
        """Compile tags outside of cells: in formulas, headers and footers, messages of validations, tooltips."""
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            place = self._place_of(element, name)
            if name in (*_FORMULAS, *_PAGE) and has_tag(element.text or ""):
                level = "formula" if name in _FORMULAS else "page"
                element.text = self._marked(element.text or "", place, partial(emit, level=level))
            for key, value in list(element.attrib.items()):
                if isinstance(value, str) and has_tag(value := decoded_address(value)):
                    element.set(key, self._marked(value, place, attribute))

    def _place_of(self, element: etree._Element, name: str) -> str:
        cell = element if element.tag == CELL_TAG else next(element.iterancestors(CELL_TAG), None)
        if cell is not None:
            return self._at(cell)
        row = next(element.iterancestors(ROW_TAG), None)
        return f"{self.place}, row {row.get('r')}" if row is not None else f"{self.place}, {_READ.get(name, name)}"


_READ = {name: "header" if "Header" in name else "footer" for name in _PAGE}
_READ |= {"dataValidation": "data validation", "hyperlink": "hyperlink", "formula": "conditional format"}


def compile_names(part: str, label: str, names: Sequence[str], problems: list[Problem]) -> Program:
    """Return the program that writes the names of the sheets."""
    root = etree.Element("names")
    compiler = SheetCompiler(part, label, (), problems)
    for name in names:
        place = f"{label}, name of sheet “{name}”"
        etree.SubElement(root, "name").text = compiler._marked(name, place, attribute)
    problems += structure_problems(list(statements_of(root, compiler.statements, compiler.codes, compiler.tags)))
    return Program(part, pieces_of(root, compiler.codes), tuple(compiler.tags))


def _first_word(tag: Tag) -> str:
    match = _WORD.match(tag.code)
    return match.group() if match else ""


def _words(pieces: Sequence[str | Tag]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str)).strip()
