"""All that goes wrong in a part: where a tag fails, the part is filled again without it, until it is filled or nothing helps."""

import marshal
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from reportgen.errors import Problem, TemplateError
from reportgen.limits import LimitError
from reportgen.template.language.budget import budget
from reportgen.template.language.parsing import parse
from reportgen.template.program.pieces import Call, Expression, Piece, Step
from reportgen.template.program.program import Program
from reportgen.template.render.problems import RUN_TIME, line_of, problem_of
from reportgen.template.render.scope import Scope

_MOST_RUNS = 30
_NOTHING = Expression("''")
# A step whose expression fails, and one that says nothing in its place.
_STEPS = (
    (re.compile(r"^for\s+(.+?)\s+in\s.*$", re.DOTALL), r"for \1 in []"),
    (re.compile(r"^(if|elif)\b.*$", re.DOTALL), r"\1 false"),
    (re.compile(r"^set\s+([\w.]+)\s*=.*$", re.DOTALL), r"set \1 = ''"),
)


def all_problems(
    program: Program, error: BaseException, scope: Scope, filled: Callable[[Program], Iterable[object]]
) -> list[Problem]:
    """Return the problem of an error that has stopped a part, and those that come behind it; `filled` fills the part again."""
    found: list[Problem] = []
    for _ in range(_MOST_RUNS):
        new = list(error.problems) if isinstance(error, TemplateError) else [problem_of(program, error, scope)]
        found += [problem for problem in new if problem not in found]
        number = line_of(error)[0] - 1
        program = _without(program, number, scope)
        if isinstance(error, LimitError | RecursionError | MemoryError) or not program.code:
            break
        try:
            with budget():
                for _chunk in filled(program):
                    pass
            break
        except (TemplateError, *RUN_TIME) as again:
            if line_of(again)[0] - 1 == number:
                break
            error = again
    return found


def _without(program: Program, tag: int, scope: Scope) -> Program:
    """A program in which a tag says nothing; one without code where that cannot be."""
    pieces = tuple((_silent(piece) if number == tag else piece, number) for piece, number in program.pieces)
    if pieces == program.pieces:
        return replace(program, code=b"")
    environment = scope.language.environment(scope.missing)
    return replace(program, pieces=pieces, code=marshal.dumps(environment.compile(parse(pieces, environment))))


def _silent(piece: Piece) -> Piece:
    if isinstance(piece, Call):
        return replace(piece, arguments=tuple(_NOTHING if isinstance(a, Expression) else a for a in piece.arguments))
    if isinstance(piece, Step):
        for pattern, instead in _STEPS:
            if pattern.match(piece.code):
                return Step(pattern.sub(instead, piece.code))
    return piece
