"""The last steps of compiling a part: blocks are checked, ids marked, and the tree becomes the pieces of a program."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.private_use import CODE, CODE_END
from reportgen.template.compile.statements import statements_of
from reportgen.template.program.pieces import Call, Codes, Piece
from reportgen.template.program.program import Key, Program
from reportgen.template.tags.capturing import Capturing
from reportgen.template.tags.fields import mark_results
from reportgen.template.tags.grammar import W
from reportgen.template.tags.nesting import may_break, step_of, structure_problems
from reportgen.template.tags.references import NOTES, unmarked
from reportgen.template.tags.scopes import is_loose, mark_scopes, spots_of, word_of

if TYPE_CHECKING:
    from reportgen.template.compile.compiler import Compiler

_MARK = re.compile(f"<\\?rg (\\d+)\\?>|{CODE}(\\d+){CODE_END}")
_NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def properties_xml(element: etree._Element | None) -> str:
    """Return the XML of properties as it may stand inside the part, where all prefixes are known."""
    if element is None:
        return ""
    return _NAMESPACES.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def program_of(compiler: "Compiler", root: etree._Element) -> Program:
    """Return the program of the marked tree; what is wrong with its blocks goes to the problems."""
    torn = structure_problems(list(statements_of(root, compiler.statements, compiler.codes, compiler.tags)))
    compiler.problems += torn
    mends = may_break(root, {str(n): step_of(tag.code) for n, tag in compiler.statements.items()}, compiler.grammar)
    scopes: tuple[tuple[Key, ...], ...] = ()
    resolves = loose = False
    if not torn:
        if compiler.statements:
            _capture(compiler, root)
        scopes, resolves, loose = _references(compiler, root)
    pieces = pieces_of(root, compiler.codes)
    parts = tuple(compiler.tags), tuple(compiler.repetitions), tuple(compiler.geometries)
    program = Program(compiler.part, pieces, *parts, compiler.first_free_id, changed=compiler.changed)
    whole = any(isinstance(piece, Call) and piece.function == "_grid" for piece, _ in pieces)
    notes = _notes(root) if loose else ()
    return replace(program, whole=whole, mends=mends, scopes=scopes, resolves=resolves, loose=loose, notes=notes)


def pieces_of(root: etree._Element, codes: Codes) -> tuple[tuple[Piece, int], ...]:
    """Return the pieces of a marked tree, each with the number of its tag: XML between marks, and what marks stand for."""
    xml = etree.tostring(root, encoding="unicode")
    out: list[tuple[Piece, int]] = []
    end = 0
    for match in _MARK.finditer(xml):
        found, number = codes[int(match.group(1) or match.group(2))]
        out += [(xml[end : match.start()], -1), *((piece, number) for piece in found)]
        end = match.end()
    out.append((xml[end:], -1))
    return tuple(piece for piece in out if piece[0] != "")


def _references(compiler: "Compiler", root: etree._Element) -> tuple[tuple[tuple[Key, ...], ...], bool, bool]:
    """Mark what has to be new in each round; return the scopes, whether there are marks, and whether pairs may be torn."""
    words = {**{number: word_of(tag.code) for number, tag in compiler.statements.items()}, **compiler.rounds}
    spots = list(spots_of(root, words)) if words else []
    compiler.declare(spots)
    captions = compiler.grammar.prefix == "w" and compiler.changed and mark_results(root)
    scopes = mark_scopes(spots, compiler.codes, compiler.grammar)
    return scopes, bool(scopes or captions or compiler.lifts), is_loose(spots)


def _notes(root: etree._Element) -> tuple[Key, ...]:
    found = ((kind, e.get(f"{{{W}}}id", "")) for kind in NOTES for e in root.iter(f"{{{W}}}{kind}Reference"))
    return tuple((kind, unmarked(value)) for kind, value in found)


def _capture(compiler: "Compiler", root: etree._Element) -> None:
    def look(run: etree._Element) -> str:
        return properties_xml(run.find(compiler.grammar.run_properties))

    Capturing(compiler.grammar, compiler.codes, compiler.tags, compiler.statements, compiler.problems, look).walk(root)
