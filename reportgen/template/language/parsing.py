"""Parsing the pieces of a program. In: pieces with the numbers of their tags; out: Jinja's syntax tree.

Each expression and each step is read by itself, and XML is never read at all. The line of a node is the number of its tag,
counted from 1, so that an error finds its tag.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from reportgen.template.program.pieces import Call, Expression, Piece, Step

_NOTHING = "Expected an expression, and there is none"
_NEVER_CLOSED = "the expression ends before its tag does"


def parse(pieces: Sequence[tuple[Piece, int]], environment: Environment) -> nodes.Template:
    """Return the syntax tree of a program; a TemplateSyntaxError has the number of its tag, from 1, as its line."""
    return _PieceParser(pieces, environment).parse()


class _PieceParser(Parser):
    """Jinja's parser over tokens that are made of pieces."""

    def __init__(self, pieces: Sequence[tuple[Piece, int]], environment: Environment) -> None:
        super().__init__(environment, "")
        self.stream = TokenStream(_tokens(pieces, environment), None, None)


def _tokens(pieces: Sequence[tuple[Piece, int]], environment: Environment) -> Iterator[Token]:
    line = 1
    for piece, tag in pieces:
        if isinstance(piece, str):
            yield Token(line, "data", piece)
            continue
        line = max(tag, 0) + 1
        if isinstance(piece, Step):
            yield Token(line, "block_begin", "{%")
            yield from _words(piece.code, line, environment)
            yield Token(line, "block_end", "%}")
        else:
            yield Token(line, "variable_begin", "{{")
            yield from _call(piece, line, environment)
            yield Token(line, "variable_end", "}}")


def _call(piece: Call, line: int, environment: Environment) -> Iterator[Token]:
    yield Token(line, "name", piece.function)
    yield Token(line, "lparen", "(")
    for argument in piece.arguments:
        if isinstance(argument, Expression):
            yield Token(line, "lparen", "(")
            if not argument.code.strip():
                raise TemplateSyntaxError(_NOTHING, line)
            yield from _words(argument.code, line, environment)
            yield Token(line, "rparen", ")")
        elif isinstance(argument, str):
            yield Token(line, "string", argument)
        elif isinstance(argument, bool):
            yield Token(line, "name", str(argument))
        else:
            yield Token(line, "integer", argument)  # type: ignore[arg-type]  # as Jinja's own lexer gives it
        yield Token(line, "comma", ",")
    yield Token(line, "rparen", ")")


def _words(code: str, line: int, environment: Environment) -> Iterator[Token]:
    """The tokens of an expression or a step; each of them on the line of its tag."""
    try:
        found = _read(code, environment)
    except TemplateSyntaxError as error:
        raise TemplateSyntaxError(error.message or "", line) from error
    for kind, value in found:
        yield Token(line, kind, value)


@lru_cache(maxsize=4096)
def _read(code: str, environment: Environment) -> tuple[tuple[str, str], ...]:
    lexer = environment.lexer
    tokens = [(kind, value) for _, kind, value in lexer.wrap(lexer.tokeniter(f"{{{{ {code} }}}}", None))]
    if [kind for kind, _ in tokens].index("variable_end") != len(tokens) - 1:
        raise TemplateSyntaxError(_NEVER_CLOSED, 1)
    return tuple(tokens[1:-1])
