"""Tokens of a text: a number with its bound and unit is one, a word of letters is one, every other character is one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.numbers.reading import Number, Reader

_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {ord("．"): ".", ord("％"): "%"}
_PIECE = re.compile(r"[\d.,]*\d|[A-Za-z]+|.", re.DOTALL)
_DIGIT = re.compile(r"\d")
Key = tuple[object, ...]


@dataclass(frozen=True)
class Token:
    """A piece of a text from `start` to before `end`; tokens with the same key say the same."""

    start: int
    end: int
    key: Key
    number: Number | None = None
    numeric: bool = False


class Tokenizer:
    """Cuts texts into tokens; knows the units of a pack."""

    def __init__(self, units: Iterable[str] = ()) -> None:
        self._reader = Reader(tuple(units))
        self._known: dict[str, tuple[Token, ...]] = {}

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a text; digits typed in full width count as digits."""
        if text not in self._known:
            self._known[text] = tuple(self._cut(text))
        return self._known[text]

    def _cut(self, text: str) -> Iterator[Token]:
        narrow = text.translate(_WIDE)
        at = 0
        for number in self._reader.numbers(narrow):
            yield from _pieces(narrow, at, number.start)
            said = re.sub(r"\s", "", number.text)
            yield Token(number.start, number.end, ("number", said), number, numeric=True)
            at = number.end
        yield from _pieces(narrow, at, len(narrow))


def _pieces(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _PIECE.finditer(text, start, end):
        yield Token(match.start(), match.end(), (match.group(),), None, bool(_DIGIT.search(match.group())))


def is_wide(text: str) -> bool:
    """Return whether the digits of a text are all typed in full width."""
    digits = [character for character in text if character.isdigit()]
    return bool(digits) and all("０" <= character <= "９" for character in digits)


def widened(text: str) -> str:
    """Return a text with its digits in full width, as a person typed the number before."""
    return text.translate({ord(str(n)): 0xFF10 + n for n in range(10)} | {ord("."): "．"})
