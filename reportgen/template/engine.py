"""Owns running a program: Jinja over its source, and errors told by the tag where they happened."""

import difflib
import marshal
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import TemplateSyntaxError

from reportgen.errors import Problem, TemplateError
from reportgen.template.environment import prose_environment, xml_environment
from reportgen.template.program import Program
from reportgen.template.values import Shown
from reportgen.template.writer import Writer

_ENVIRONMENT = xml_environment()
_PROSE = prose_environment()
_GRID = re.compile("\ue022(\\d*)\ue022")
_CELL_WIDTH = re.compile(r'<w:tcW [^>]*?w:w="(\d+)"')
_UNDEFINED_NAME = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")


def with_code(program: Program, problems: list[Problem]) -> Program:
    """Return a program with its code; what Jinja can not read goes to the problems, in the reader's words."""
    try:
        return replace(program, code=marshal.dumps(_ENVIRONMENT.compile(program.source)))
    except TemplateSyntaxError as error:
        tag = program.tags[_tag_at(program, error.lineno)]
        problems.append(Problem(tag.place, None, None, f"{tag.written}: {error.message}", "check the words of the tag"))
        return program


def run(
    program: Program, writer: Writer, data: Mapping[str, Any], place: Callable[[str, int], str]
) -> tuple[str, list[Shown]]:
    """Return the XML of a part filled with data, and the facts that it shows."""
    try:
        xml = _ready(program.code).render({**data, **writer.names()})
    except TemplateError:
        raise
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateError([_problem(program, error, data)]) from error
    xml = xml.replace("<a:lstStyle/></p:txBody>", "<a:lstStyle/><a:p/></p:txBody>")
    return writer.finish(_grids(xml), place)


def render_text(text: str, data: Mapping[str, Any], place: str) -> str:
    """Return a text of a pack filled with data; facts in it keep their marks."""
    if "{" not in text:
        return text
    try:
        return _prose(text).render(data)
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
        what = f"{error} in: {text[:60]}"
        raise TemplateError([Problem(place, None, None, what, _hint(str(error), data))]) from error


@lru_cache(maxsize=1024)
def _ready(code: bytes) -> jinja2.Template:
    return jinja2.Template.from_code(_ENVIRONMENT, marshal.loads(code), _ENVIRONMENT.make_globals(None))


@lru_cache(maxsize=4096)
def _prose(source: str) -> jinja2.Template:
    return _PROSE.from_string(source)


def _problem(program: Program, error: Exception, data: Mapping[str, Any]) -> Problem:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in ("<template>", "<unknown>")]
    line = frames[-1].lineno if frames else 1
    tag = program.tags[_tag_at(program, line or 1)]
    return Problem(tag.place, None, None, f"{tag.written}: {error}", _hint(str(error), data))


def _hint(message: str, data: Mapping[str, Any]) -> str:
    match = _UNDEFINED_NAME.search(message)
    name = (match.group(1) or match.group(2)) if match else ""
    names = set(data)
    for value in data.values():
        if isinstance(value, Mapping):
            names |= {str(key) for key in value}
    near = difflib.get_close_matches(name, sorted(names), 3) if name else []
    if near:
        return "did you mean " + ", ".join(near) + "?"
    return "there are: " + ", ".join(sorted(map(str, data))[:12])


def _tag_at(program: Program, line: int) -> int:
    """The tag that stands on a line of the source, or the nearest before it."""
    before = [at for at in program.lines if at <= line]
    number = program.lines[max(before)] if before else 0
    return max(number, 0)


def _grids(xml: str) -> str:
    """Give each table whose cells were repeated the grid of its first row."""
    out: list[str] = []
    end = 0
    for match in _GRID.finditer(xml):
        grid = _slide_grid(xml, match) if match.group(1) else _word_grid(xml, match)
        out += [xml[end : match.start()], grid]
        end = match.end()
    out.append(xml[end:])
    return "".join(out)


def _word_grid(xml: str, match: re.Match[str]) -> str:
    row = xml[match.end() : xml.find("</w:tr>", match.end())]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _CELL_WIDTH.findall(row))
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _slide_grid(xml: str, match: re.Match[str]) -> str:
    """Equal columns in the width that the table had."""
    row = xml[match.end() : xml.find("</a:tr>", match.end())]
    count = max(row.count("<a:tc>") + row.count("<a:tc "), 1)
    return "<a:tblGrid>" + f'<a:gridCol w="{int(match.group(1)) // count}"/>' * count + "</a:tblGrid>"
