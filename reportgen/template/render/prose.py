"""The texts of a pack: Jinja over facts, which keep their marks."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2

from reportgen.errors import Problem, TemplateError
from reportgen.limits import LimitError
from reportgen.model.numbers.forms import FORMS, prints_itself
from reportgen.template.language.budget import budget
from reportgen.template.language.environment import Environment, prose_environment
from reportgen.template.render.error_words import words_of
from reportgen.template.render.problems import RUN_TIME, hint_for
from reportgen.template.tags.nesting import NESTED, NESTED_HINT

# A fact by its id and, it may be, a form of it. Most texts of a pack hold no other tag, and need no compiler.
_FACT = re.compile(r"\{\{ ?f\.([A-Za-z]\w*) ?(?:\| ?([a-z]+) ?)?\}\}")


_OTHER = re.compile(r"[{}\r]")  # another tag, or a line break that Jinja writes otherwise


def render_text(text: str, data: Mapping[str, Any], place: str) -> str:
    """Return a text of a pack filled with data; facts in it keep their marks. A TemplateError says what is wrong at its place."""
    if "{" not in text:
        return text
    plain = _facts_alone(text, data)
    if plain is not None:
        return plain
    try:
        compiled = _compiled(text)
    except (RecursionError, SyntaxError, MemoryError) as error:
        raise TemplateError([Problem(place, None, None, f"{NESTED} in: {text[:60]}", NESTED_HINT, "limit")]) from error
    except RUN_TIME as error:
        raise _problem(error, text, data, place) from error
    try:
        with budget():
            return compiled.render(data)
    except RUN_TIME as error:
        raise _problem(error, text, data, place) from error


def _problem(error: BaseException, text: str, data: Mapping[str, Any], place: str) -> TemplateError:
    hint = error.hint if isinstance(error, LimitError) else hint_for(str(error), data)
    return TemplateError(
        [Problem(place, None, None, f"{words_of(error, text, _environment().filters)} in: {text[:60]}", hint)]
    )


def _facts_alone(text: str, data: Mapping[str, Any]) -> str | None:
    """A text whose only tags are facts that there are; None for any other, and for one that has to report a mistake."""
    pieces, facts = _pieces(text), data.get("f")
    if pieces is None or not isinstance(facts, Mapping):
        return None
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        fact = facts.get(piece[0])
        if fact is None or not prints_itself(fact):
            return None
        try:
            out.append(fact.show(piece[1]))
        except (TypeError, ValueError, LookupError, AttributeError):
            return None
    return "".join(out)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str | tuple[str, str], ...] | None:
    words = _FACT.split(text)
    if any(_OTHER.search(piece) for piece in words[::3]):
        return None
    pieces: list[str | tuple[str, str]] = [words[0]]
    for key, form, after in zip(words[1::3], words[2::3], words[3::3], strict=True):
        if (form or "prose") not in FORMS:
            return None
        pieces += [(key, form or "prose"), after]
    if isinstance(pieces[-1], str) and pieces[-1].endswith("\n"):
        pieces[-1] = pieces[-1][:-1]  # as Jinja takes off the last line break
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _compiled(source: str) -> jinja2.Template:
    return _environment().from_string(source)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return prose_environment()
