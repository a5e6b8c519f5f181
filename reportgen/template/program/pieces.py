"""The pieces of a program: XML as it is written, values at tags, and steps such as loops and conditions. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expression:
    """An expression in the words of the template: `row.amount | thousands`."""

    code: str


@dataclass(frozen=True)
class Call:
    """A value at a tag: the function that writes it, and what it is called with."""

    function: str
    arguments: tuple[Expression | str | int | bool, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of the program, as it stands between {% and %}."""

    code: str


Piece = str | Call | Step  # a text is XML
Code = tuple[tuple[Piece, ...], int]  # what stands at one mark, and the number of its tag; -1 without a tag
Codes = list[Code]


def codes_in(piece: Call | Step) -> tuple[str, ...]:
    """Return what a piece says in the words of the template."""
    if isinstance(piece, Step):
        return (piece.code,)
    return tuple(argument.code for argument in piece.arguments if isinstance(argument, Expression))


def put(code: str, tag: int) -> Call:
    """Return the value of an expression inside the text of a run."""
    return Call("_put", (Expression(code), tag))


def attribute(code: str, tag: int) -> Call:
    """Return the value of an expression inside an attribute, or where text has no format."""
    return Call("_attr", (Expression(code), tag))


def emit(code: str, tag: int, level: str) -> Call:
    """Return the value of an expression where whole runs, paragraphs, rows or cells stand."""
    return Call("_emit", (Expression(code), tag, level))
