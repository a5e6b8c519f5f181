"""Slides that are repeated or chosen: {%slide for x in xs %} and {%slide if x %} in the notes, or in a box of a slide.

In: directives and data; out: the slides to be made.
Slides one after another with the same loop make one round of it together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import jinja2

from reportgen.errors import Problem
from reportgen.template.program.slide_templates import Directive
from reportgen.template.render.scope import Scope

_FOR = re.compile(r"^for\s+(.+?)\s+in\s+(.+)$", re.DOTALL)
_IF = re.compile(r"^if\s+(.+)$", re.DOTALL)


def rounds(directive: Directive | None, scope: Scope, problems: list[Problem]) -> list[dict[str, Any]]:
    """Return the names that each round of a slide adds to the data: one empty round without a directive."""
    if directive is None:
        return [{}]
    code, written, place = directive
    loop, condition = _FOR.match(code), _IF.match(code)
    environment, data = scope.language.environment(scope.missing), scope.data
    try:
        if loop:
            found: Any = _expression(environment, loop.group(2))(**data)
            items = list(found)
            return [_names(loop.group(1), item, n, len(items)) for n, item in enumerate(items)]
        if condition:
            shown = _expression(environment, condition.group(1))(**data)
            return [{}] if shown else []
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        problems.append(Problem(place, None, None, f"{written}: {error}", "check the scope in the data", "run"))
        return []
    hint = "write {%slide for x in xs %} or {%slide if x %}"
    problems.append(Problem(place, None, None, f"{written} says nothing of a slide", hint, "syntax"))
    return []


def holds(directive: Directive | None, scope: Scope, problems: list[Problem]) -> bool:
    """Say whether a slide with a directive may be taken for data; a loop or no directive says nothing against it."""
    return directive is None or _IF.match(directive[0]) is None or bool(rounds(directive, scope, problems))


@lru_cache(maxsize=256)
def _expression(environment: jinja2.Environment, code: str) -> Callable[..., Any]:
    found: Callable[..., Any] = environment.compile_expression(code, undefined_to_none=False)
    return found


def grouped(items: Sequence[Any], directive_of: Callable[[Any], Directive | None]) -> Iterator[list[Any]]:
    """Yield the slides that share a loop together, all others one by one."""

    def key(pair: tuple[int, Any]) -> object:
        directive = directive_of(pair[1])
        return directive[0] if directive is not None and _FOR.match(directive[0]) else pair[0]

    for _, group in groupby(enumerate(items), key):
        yield [item for _, item in group]


def _names(targets: str, item: Any, number: int, count: int) -> dict[str, Any]:
    loop = {
        "index": number + 1, "index0": number, "first": number == 0, "last": number == count - 1, "length": count,
    }  # fmt: skip
    names = [name.strip() for name in targets.strip("()").split(",") if name.strip()]
    values = [item] if len(names) == 1 else list(item)
    return {**dict(zip(names, values, strict=True)), "loop": loop}
