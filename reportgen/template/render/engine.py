"""Running a program: its code over data, and errors told by the tag where they happened.

In: a Program, a writer, and data; out: the member that it makes, and the facts that stand in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jinja2
import jinja2.exceptions

from reportgen.errors import Problem, TemplateError
from reportgen.limits import LimitError, limit, passed
from reportgen.ooxml.package import Member
from reportgen.template.language.budget import budget
from reportgen.template.language.language import ready
from reportgen.template.program.program import Program
from reportgen.template.render.absences import rounds_of
from reportgen.template.render.error_words import words_of
from reportgen.template.render.scope import Scope
from reportgen.template.render.stream_part import Chunk, Places, stream_part
from reportgen.template.render.writer import Writer
from reportgen.template.values.objects import Shown

_UNDEFINED_NAME = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
RUN_TIME = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError,
)  # fmt: skip
_MOST_PROBLEMS = 100


def run(program: Program, part: str, writer: Writer, scope: Scope, places: Places) -> tuple[Member, list[Shown]]:
    """Return a part filled with data, and the facts that it shows; a TemplateError tells all that is missing."""
    writer.files = scope.files
    try:
        with budget():
            member, points = stream_part(part, _chunks(program, writer, scope), writer.shown)
    except TemplateError as error:
        raise TemplateError([*_absences(writer, scope.data), *error.problems]) from error
    except RUN_TIME as error:
        raise TemplateError([*_absences(writer, scope.data), _problem(program, error, scope)]) from error
    if writer.absent:
        raise TemplateError(_absences(writer, scope.data))
    found = zip(points, places(member.content, [position for _, position in points]), strict=True) if points else ()
    if writer.renumbering.has_sections:
        from reportgen.template.render.word.sections import with_sections  # with the tree library

        member = with_sections(member, lambda kind: writer.insert("empty", kind))
    return member, [*(Shown(*writer.shown[n], part, place) for (n, _), place in found), *writer.included]


def _chunks(program: Program, writer: Writer, scope: Scope) -> Iterable[Chunk]:
    """The XML of a part in stretches; as one, where something has to be done to the whole."""
    template = ready(program.code, scope.language, scope.missing)
    environment = template.environment
    context = environment.context_class(environment, scope.all, None, template.blocks)
    context.vars = {**writer.names(), "_include": writer.including(scope)}
    chunks: Iterable[Chunk] = template.root_render_func(context)
    if not (program.whole or program.mends or program.strict or program.resolves or program.loose):
        return _brought(chunks, writer)
    xml = "".join(_within_limit(chunks))
    if program.resolves or writer.renumbering.brought:
        xml = writer.renumbering.resolve(xml)
    if program.loose and program.slides:
        from reportgen.template.render.slides.lost_targets import without_lost_targets

        xml = without_lost_targets(xml)
    elif program.loose:
        from reportgen.template.render.word.loose_ends import without_loose_ends

        xml = without_loose_ends(xml, program.notes, writer.renumbering.identities)
    if program.whole:
        from reportgen.template.render.word.grids import with_grids

        xml = with_grids(xml)
    if program.mends:
        from reportgen.template.render.required_children import mended

        xml = mended(xml, writer.grammar)
    if program.strict:
        from reportgen.ooxml.formats import to_strict

        xml = to_strict(xml)
    return [xml]


def _within_limit(chunks: Iterable[Chunk]) -> Iterator[str]:
    """The chunks of a part that is put together in memory, as texts; a LimitError when they are too many."""
    left = limit("part_mb") * 1_000_000
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise passed("part_mb", "this part")
        yield chunk.decode() if type(chunk) is bytes else str(chunk)


def _brought(chunks: Iterable[Chunk], writer: Writer) -> Iterator[Chunk]:
    """The chunks as they come; from where another document has come in, the rest as one, with ids of its own."""
    rest: list[str] = []
    brought = writer.renumbering.brought
    for chunk in chunks:
        if brought:
            rest.append(chunk.decode() if type(chunk) is bytes else str(chunk))
        else:
            yield chunk
    if rest:
        yield writer.renumbering.resolve("".join(rest))


def _absences(writer: Writer, data: Mapping[str, Any]) -> list[Problem]:
    """What the data does not hold, each place once; a loop tells its first rounds."""
    found: dict[tuple[str, str], Problem] = {}
    for absent in writer.absent:
        key = (absent.tag.place, absent.tag.written)
        if key not in found and len(found) < _MOST_PROBLEMS:
            what = f"{absent.tag.written}: {absent.what}{_rounds(absent.rounds, data)}"
            names = {**data, **absent.rounds}
            found[key] = Problem(absent.tag.place, None, None, what, hint_for(absent.what, names), "missing")
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


def _problem(program: Program, error: BaseException, scope: Scope) -> Problem:
    line, rounds, data = 1, {}, scope.data
    trace = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line, rounds = template.get_corresponding_lineno(trace.tb_lineno), rounds_of(trace.tb_frame.f_locals)
        trace = trace.tb_next
    tag = program.tag_at(line)
    code = "unsafe" if isinstance(error, jinja2.exceptions.SecurityError) else "run"
    filters = scope.language.environment(scope.missing).filters
    what = f"{tag.written}: {words_of(error, tag.written, filters)}{_rounds(rounds, data)}"
    hint = error.hint if isinstance(error, LimitError) else hint_for(str(error), {**data, **rounds})
    return Problem(tag.place, None, None, what, hint, "limit" if isinstance(error, LimitError) else code)


def hint_for(message: str, data: Mapping[str, Any]) -> str:
    """Return what would help where a name is missing: names that are near, or those that there are."""
    match = _UNDEFINED_NAME.search(message)
    if match is None:
        return ""
    name = match.group(1) or match.group(2)
    names = set(data)
    for value in data.values():
        if isinstance(value, Mapping):
            names |= {str(key) for key in value}
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(name, sorted(map(str, names)), 3)
    if near:
        return "did you mean " + ", ".join(near) + "?"
    return "there are: " + ", ".join(sorted(map(str, data))[:12])
