"""Owns running a program: Jinja over its source, and errors told by the tag where they happened."""

import difflib
import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import jinja2
import jinja2.exceptions
from jinja2 import TemplateSyntaxError

from reportgen.errors import Problem, TemplateError
from reportgen.template.environment import prose_environment
from reportgen.template.formats import to_strict
from reportgen.template.language import LANGUAGE, Language, ready
from reportgen.template.lexer import read_tag
from reportgen.template.program import Program, TagPlace
from reportgen.template.values import Shown
from reportgen.template.writer import Writer

_PROSE = prose_environment()
_GRID = re.compile("\ue022(\\d*)\ue022")
_CELL_WIDTH = re.compile(r'<w:tcW [^>]*?w:w="(\d+)"')
_UNDEFINED_NAME = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
_NO_FUNCTION = re.compile(r"No (filter|test) named '([^']*)'")
_RUN_TIME = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError,
)  # fmt: skip
_MOST_PROBLEMS = 100


def with_code(program: Program, problems: list[Problem], language: Language = LANGUAGE) -> Program:
    """Return a program with its code; every tag that Jinja can not read goes to the problems, in the reader's words."""
    environment = language.environment()
    try:
        return replace(program, code=marshal.dumps(environment.compile(program.source)))
    except (TemplateSyntaxError, RecursionError) as error:
        found = [problem for tag in program.tags for problem in _unreadable(tag, environment)]
        if not found:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            tag = program.tags[_tag_at(program, line)]
            found = [_syntax_problem(tag, error, environment)]
        problems += found
        return program


def run(
    program: Program,
    writer: Writer,
    data: Mapping[str, Any],
    place: Callable[[str, int], str],
    language: Language = LANGUAGE,
) -> tuple[str, list[Shown]]:
    """Return the XML of a part filled with data, and the facts that it shows; a TemplateError tells all that is missing."""
    try:
        xml = ready(program.code, language, writer.on_missing).render({**data, **writer.names()})
    except TemplateError as error:
        raise TemplateError([*_absences(writer, data), *error.problems]) from error
    except _RUN_TIME as error:
        raise TemplateError([*_absences(writer, data), _problem(program, error, data)]) from error
    if writer.absent:
        raise TemplateError(_absences(writer, data))
    xml = xml.replace("<a:lstStyle/></p:txBody>", "<a:lstStyle/><a:p/></p:txBody>")
    xml, shown = writer.finish(_grids(xml), place)
    return (to_strict(xml) if program.strict else xml), shown


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


def _absences(writer: Writer, data: Mapping[str, Any]) -> list[Problem]:
    """What the data does not hold, each place once; a loop tells its first rounds."""
    found: dict[tuple[str, str], Problem] = {}
    for absent in writer.absent:
        key = (absent.tag.place, absent.tag.written)
        if key not in found and len(found) < _MOST_PROBLEMS:
            what = f"{absent.tag.written}: {absent.what}{_rounds(absent.rounds, data)}"
            names = {**data, **absent.rounds}
            found[key] = Problem(absent.tag.place, None, None, what, _hint(absent.what, names), "missing")
    return list(found.values())


def _rounds(rounds: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """In which rounds of its loops something happened: in item 3 of rows (row = {…})."""
    told = []
    for name, value in rounds.items():
        if name.startswith("_") or name == "loop" or callable(value):
            continue
        where = next((f"item {n} of {key}" for key, n in _positions(value, data)), f"the item {name}")
        shown = repr(value)
        told.append(f"in {where} ({name} = {shown[:60]}{'…' if len(shown) > 60 else ''})")
    return ", " + ", ".join(told) if told else ""


def _positions(value: Any, data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for key, items in data.items():
        if isinstance(items, list | tuple):
            yield from ((key, number) for number, item in enumerate(items, 1) if item is value)


def render_text(text: str, data: Mapping[str, Any], place: str) -> str:
    """Return a text of a pack filled with data; facts in it keep their marks."""
    if "{" not in text:
        return text
    try:
        return _prose(text).render(data)
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
        what = f"{error} in: {text[:60]}"
        raise TemplateError([Problem(place, None, None, what, _hint(str(error), data))]) from error


@lru_cache(maxsize=4096)
def _prose(source: str) -> jinja2.Template:
    return _PROSE.from_string(source)


def _problem(program: Program, error: BaseException, data: Mapping[str, Any]) -> Problem:
    line, rounds = 1, {}
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            names = trace.tb_frame.f_locals  # as the template has them: Jinja has rewritten the frame
            line, rounds = trace.tb_lineno, {name: value for name, value in names.items() if name not in data}
        trace = trace.tb_next
    tag = program.tags[_tag_at(program, line)] if program.tags else TagPlace(program.part, "")
    code = "unsafe" if isinstance(error, jinja2.exceptions.SecurityError) else "run"
    what = f"{tag.written}: {_words(error)}{_rounds(rounds, data)}"
    return Problem(tag.place, None, None, what, _hint(str(error), {**data, **rounds}), code)


def _words(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "calls itself without end"
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    return str(error)


def _hint(message: str, data: Mapping[str, Any]) -> str:
    match = _UNDEFINED_NAME.search(message)
    name = (match.group(1) or match.group(2)) if match else ""
    names = set(data)
    for value in data.values():
        if isinstance(value, Mapping):
            names |= {str(key) for key in value}
    near = difflib.get_close_matches(name, sorted(map(str, names)), 3) if name else []
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
