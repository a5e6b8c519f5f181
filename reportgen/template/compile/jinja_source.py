"""The code of a program, and every tag that Jinja cannot read."""

import difflib
import marshal
import re
from dataclasses import replace

import jinja2
from jinja2 import TemplateSyntaxError

from reportgen.errors import Problem
from reportgen.template.language.language import LANGUAGE, Language
from reportgen.template.language.parsing import parse
from reportgen.template.program.program import Program, TagPlace
from reportgen.template.tags.lexer import read_tag
from reportgen.template.tags.nesting import NESTED, NESTED_HINT, step_of

TOO_DEEP = (RecursionError, SyntaxError, MemoryError)  # what Python's compiler says of it
_NO_FUNCTION = re.compile(r"No (filter|test) named '([^']*)'")


def with_code(program: Program, problems: list[Problem], language: Language = LANGUAGE) -> Program:
    """Return a program with its code; every tag that Jinja cannot read goes to the problems, in the reader's words."""
    environment = language.environment()
    try:
        return replace(program, code=marshal.dumps(environment.compile(parse(program.pieces, environment))))
    except (TemplateSyntaxError, *TOO_DEEP) as error:
        found = [problem for tag in program.tags for problem in _unreadable(tag, environment)]
        if not found and isinstance(error, TOO_DEEP):
            found = [too_deep(_deepest(program))]
        elif not found:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            tag = program.tag_at(line)
            found = [_syntax_problem(tag, error, environment)]
        problems += found
        return program


def _unreadable(tag: TagPlace, environment: jinja2.Environment) -> list[Problem]:
    """Whether one tag, by itself, is what Jinja cannot read."""
    piece = read_tag(tag.written) if tag.written[:1] == "{" else None
    if piece is None or piece.kind not in ("output", "block"):
        return []
    word = piece.code.split(" ", 1)[0]
    ends = {"for": "endfor", "if": "endif", "macro": "endmacro", "call": "endcall", "with": "endwith"}
    text = f"{{{{ {piece.code} }}}}" if piece.kind == "output" else f"{{% {piece.code} %}}"
    if word in ends:
        text += f"{{% {ends[word]} %}}"
    elif word == "elif":
        text = "{% if " + piece.code[4:] + " %}{% endif %}"
    elif piece.kind == "block" and word not in ("set", "include", "import", "from"):
        return []
    try:
        environment.compile(text)
    except TOO_DEEP:
        return [too_deep(tag)]
    except TemplateSyntaxError as error:
        return [_syntax_problem(tag, error, environment)]
    return []


def too_deep(tag: TagPlace) -> Problem:
    """Return the problem of blocks or brackets that stand in one another more often than Python's compiler allows."""
    return Problem(tag.place, None, None, f"{tag.written[:80]}: {NESTED}", NESTED_HINT, "limit")


def _deepest(program: Program) -> TagPlace:
    """The tag around which most blocks are open."""
    depth = most = 0
    found = program.tags[0] if program.tags else TagPlace(program.part, "")
    for tag in program.tags:
        piece = read_tag(tag.written) if tag.written[:1] == "{" else None
        depth += step_of(piece.code) if piece is not None and piece.kind == "block" else 0
        if depth > most:
            most, found = depth, tag
    return found


def _syntax_problem(tag: TagPlace, error: Exception, environment: jinja2.Environment) -> Problem:
    message = getattr(error, "message", None) or str(error)
    match = _NO_FUNCTION.search(message)
    hint = "check the words of the tag"
    if match:
        known = environment.filters if match.group(1) == "filter" else environment.tests
        near = difflib.get_close_matches(match.group(2), sorted(known), 3)
        hint = f"did you mean {', '.join(near)}?" if near else f"give the {match.group(1)} to Template.open"
    return Problem(tag.place, None, None, f"{tag.written}: {message}", hint, "syntax")
