"""The last steps of compiling a part: blocks are checked, ids marked, and the tree becomes the source of a program."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.template.compile.statements import statements_of
from reportgen.template.program.program import Key, Program
from reportgen.template.tags.capturing import Capturing
from reportgen.template.tags.fields import mark_results
from reportgen.template.tags.grammar import W
from reportgen.template.tags.nesting import may_break, step_of, structure_problems
from reportgen.template.tags.references import NOTES, unmarked
from reportgen.template.tags.scopes import is_loose, mark_scopes, spots_of, word_of

if TYPE_CHECKING:
    from reportgen.template.compile.compiler import Compiler

_MARK = re.compile("<\\?rg (\\d+)\\?>|\ue010(\\d+)\ue011")
_NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_LITERAL = re.compile(r"\{(?=[{%#])")


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
    source, lines = source_of(root, compiler.codes)
    parts = tuple(compiler.tags), lines, tuple(compiler.repetitions), tuple(compiler.geometries)
    program = Program(compiler.part, source, *parts, compiler.first_free_id, changed=compiler.changed)
    notes = _notes(root) if loose else ()
    return replace(
        program, whole="_grid(" in source, mends=mends, scopes=scopes, resolves=resolves, loose=loose, notes=notes
    )


def source_of(root: etree._Element, codes: Sequence[tuple[str, int]]) -> tuple[str, dict[int, int]]:
    """Return the source of a marked tree, and the number of the tag on each of its lines."""
    xml = _LITERAL.sub('{{ "{" }}', etree.tostring(root, encoding="unicode"))
    out: list[str] = []
    lines: dict[int, int] = {}
    line, end = 1, 0
    for match in _MARK.finditer(xml):
        before = xml[end : match.start()]
        code, number = codes[int(match.group(1) or match.group(2))]
        line += before.count("\n") + 1
        lines[line] = number
        line += code.count("\n")
        at = code.index("{") + 2
        out += [before, code[:at], "\n", code[at:]]
        end = match.end()
    out.append(xml[end:])
    return "".join(out), lines


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
