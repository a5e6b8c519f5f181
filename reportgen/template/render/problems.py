"""What went wrong while a part was filled: each error as a problem at its tag, and each value that the data does not hold."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
import jinja2.exceptions

from reportgen.errors import Problem
from reportgen.limits import LimitError
from reportgen.template.program.program import Program
from reportgen.template.render.absences import rounds_of
from reportgen.template.render.error_words import words_of
from reportgen.template.render.scope import Scope
from reportgen.template.render.writer import Writer

_UNDEFINED_NAME = re.compile(r"'([^']*)' is undefined|has no attribute '([^']*)'")
RUN_TIME = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError,
)  # fmt: skip
_MOST_PROBLEMS = 100


def absences(writer: Writer, data: Mapping[str, Any]) -> list[Problem]:
    """What the data does not hold, each place once; a loop tells its first rounds."""
    found: dict[tuple[str, str], Problem] = {}
    for absent in writer.absent:
        key = (absent.tag.place, absent.tag.written)
        if key not in found and len(found) < _MOST_PROBLEMS:
            what = f"{absent.tag.written}: {absent.what}{_rounds(absent.rounds, data)}"
            names = {**data, **absent.rounds}
            found[key] = Problem(
                absent.tag.place, None, None, what, hint_for(absent.what, names, absent.tag.written), "missing"
            )
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


def line_of(error: BaseException) -> tuple[int, dict[str, Any]]:
    """Return the line of the code where an error happened, which is the number of a tag from 1, and the rounds around it."""
    line, rounds = 1, {}
    trace = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line, rounds = template.get_corresponding_lineno(trace.tb_lineno), rounds_of(trace.tb_frame.f_locals)
        trace = trace.tb_next
    return line, rounds


def problem_of(program: Program, error: BaseException, scope: Scope) -> Problem:
    """Return what an error says, at the tag where it happened."""
    line, rounds = line_of(error)
    data = scope.data
    tag = program.tag_at(line)
    code = "unsafe" if isinstance(error, jinja2.exceptions.SecurityError) else "run"
    filters = scope.language.environment(scope.missing).filters
    what = f"{tag.written}: {words_of(error, tag.written, filters)}{_rounds(rounds, data)}"
    hint = error.hint if isinstance(error, LimitError) else hint_for(str(error), {**data, **rounds})
    return Problem(tag.place, None, None, what, hint, "limit" if isinstance(error, LimitError) else code)


def hint_for(message: str, data: Mapping[str, Any], written: str = "") -> str:
    """Return what would help where a name is missing: names that are near, or those that there are."""
    match = _UNDEFINED_NAME.search(message)
    if match is None:
        return ""
    import difflib  # only a mistake needs it

    name = match.group(1) or match.group(2)
    owner, known = _owner(written, name, data) if match.group(2) else ("", {})
    if known:
        near = difflib.get_close_matches(name, sorted(map(str, known)), 3)
        return f"did you mean {', '.join(near)}?" if near else f"{owner} has {', '.join(map(str, list(known)[:12]))}"
    names = set(data)
    for value in data.values():
        if isinstance(value, Mapping):
            names |= {str(key) for key in value}
    near = difflib.get_close_matches(name, sorted(map(str, names)), 3)
    if near:
        return "did you mean " + ", ".join(near) + "?"
    return "there are: " + ", ".join(sorted(map(str, data))[:12])


def _owner(written: str, name: str, data: Mapping[str, Any]) -> tuple[str, Mapping[Any, Any]]:
    """The mapping of which a tag names a key that it does not have, and what the tag calls it; an empty one for others."""
    match = re.search(rf"([^\W\d]\w*(?:\.\w+)*)\.{re.escape(name)}\b", written)
    value: Any = data if match else {}
    for key in match.group(1).split(".") if match else ():
        value = value.get(key) if isinstance(value, Mapping) else None
    return (match.group(1) if match else ""), (value if isinstance(value, Mapping) else {})
