"""The storage form of a compiled template: plain tuples, texts and numbers, without pickles.

It names no code that reading could run, except the code of the template itself, which is loaded by `marshal` when it is used. So
what is read here must come from a store that nobody else can write, as `reportgen.files.signed` is.
"""

import marshal
from dataclasses import fields
from typing import Any

from reportgen.findings import Finding, Place
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationship
from reportgen.template.program.book import BookTemplate, SheetTemplate
from reportgen.template.program.compiled import Compiled
from reportgen.template.program.pieces import Call, Expression, Step
from reportgen.template.program.program import Geometry, Program, Repetition, TagPlace
from reportgen.template.program.slide_templates import DeckTemplate, Prototype
from reportgen.template.program.user_chart import DesignedChart, Sample

_KINDS: tuple[type, ...] = (
    BookTemplate, Call, Compiled, DeckTemplate, DesignedChart, Finding, Geometry, Member, Place, Program, Prototype, Relationship, Expression, Step,
    Repetition, Sample, SheetTemplate, TagPlace,
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_FIELDS = {kind: tuple(one.name for one in fields(kind)) for kind in _KINDS}
_CONTAINERS = (list, tuple, dict)


def to_bytes(compiled: Compiled) -> bytes:
    """Return the storage form."""
    return marshal.dumps(_plain(compiled))


def from_bytes(content: bytes) -> Compiled | None:
    """Return a compiled template from its storage form; None for anything else."""
    try:
        found = _made(marshal.loads(content))
    except (ValueError, TypeError, EOFError, LookupError):
        return None
    return found if isinstance(found, Compiled) else None


def _plain(value: Any) -> Any:
    """A value without classes: a record becomes the list of its kind and its fields, and nothing else is a list."""
    kind = type(value)
    if kind in _NUMBERS:
        return [_NUMBERS[kind], *(_plain(getattr(value, name)) for name in _FIELDS[kind])]
    if kind is tuple:
        return tuple(map(_plain, value))
    if kind is dict:
        return {key: _plain(inner) for key, inner in value.items()}
    if kind not in (str, bytes, int, float, bool, type(None)):
        raise TypeError(f"{kind.__name__} has no storage form")
    return value


def _made(value: Any) -> Any:
    kind = type(value)
    if kind is list:
        made = [inner if type(inner) not in _CONTAINERS else _made(inner) for inner in value[1:]]
        return _KINDS[value[0]](*made)
    if kind is tuple:
        return tuple([inner if type(inner) not in _CONTAINERS else _made(inner) for inner in value])
    if kind is dict:
        return {key: inner if type(inner) not in _CONTAINERS else _made(inner) for key, inner in value.items()}
    return value
