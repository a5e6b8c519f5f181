"""Owns giving a program its code, and telling every tag that Jinja can not read. In: a Program; out: the same with code."""

import difflib
import marshal
import re
from dataclasses import replace

import jinja2
from jinja2 import TemplateSyntaxError

from reportgen.errors import Problem
from reportgen.template.language import LANGUAGE, Language
from reportgen.template.program.program import Program, TagPlace
from reportgen.template.render.engine import tag_at
from reportgen.template.tags.lexer import read_tag

_NO_FUNCTION = re.compile(r"No (filter|test) named '([^']*)'")


def with_code(program: Program, problems: list[Problem], language: Language = LANGUAGE) -> Program:
    """Return a program with its code; every tag that Jinja can not read goes to the problems, in the reader's words."""
    environment = language.environment()
    try:
        return replace(program, code=marshal.dumps(environment.compile(program.source)))
    except (TemplateSyntaxError, RecursionError) as error:
        found = [problem for tag in program.tags for problem in _unreadable(tag, environment)]
        if not found:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            tag = program.tags[tag_at(program, line)]
            found = [_syntax_problem(tag, error, environment)]
        problems += found
        return program


def _unreadable(tag: TagPlace, environment: jinja2.Environment) -> list[Problem]:
    """Whether one tag, by itself, is what Jinja can not read."""
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
    except (TemplateSyntaxError, RecursionError) as error:
        return [_syntax_problem(tag, error, environment)]
    return []


def _syntax_problem(tag: TagPlace, error: Exception, environment: jinja2.Environment) -> Problem:
    message = getattr(error, "message", None) or str(error)
    match = _NO_FUNCTION.search(message)
    hint = "check the words of the tag"
    if match:
        known = environment.filters if match.group(1) == "filter" else environment.tests
        near = difflib.get_close_matches(match.group(2), sorted(known), 3)
        hint = f"did you mean {', '.join(near)}?" if near else f"give the {match.group(1)} to Template.open"
    return Problem(tag.place, None, None, f"{tag.written}: {message}", hint, "syntax")
