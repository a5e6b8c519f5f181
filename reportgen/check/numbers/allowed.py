"""What is allowed to stand in a file without being a fact. In: the general kinds, the words that a pack allows; out: reasons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.check.numbers.allowed_kinds import AXIS, KINDS
from reportgen.model import Pack


@dataclass(frozen=True)
class Allowed:
    """One kind of number that is no fact; with spots it is allowed only in shapes of these names."""

    pattern: re.Pattern[str]
    why: str
    spots: tuple[str, ...] = ()


def source_patterns(pack: Pack) -> Iterator[str]:
    """Yield patterns of the sources of a pack as they are printed: the date, page and title of a paper are no facts."""
    for source in pack.sources.values():
        yield from (
            re.escape(name) for name in dict.fromkeys((source.full_name(), source.name())) if re.search(r"\d", name)
        )


class AllowList:
    """The allowed kinds, general and of a pack."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        general, self.axis = _general()
        self.kinds = (*general, *(Allowed(re.compile(re.escape(text)), "allowed by the pack") for text in own if text))

    def spans(self, text: str, spot: str) -> Iterator[tuple[int, int, str]]:
        """Yield the allowed stretches of a text with the reason."""
        for kind in self.kinds:
            if not kind.spots or spot in kind.spots:
                for match in kind.pattern.finditer(text):
                    yield match.start(), match.end(), kind.why


@cache
def _general() -> tuple[tuple[Allowed, ...], frozenset[Decimal]]:
    kinds = tuple(Allowed(re.compile(pattern), why, spots) for pattern, why, spots in KINDS)
    return kinds, frozenset(map(Decimal, AXIS))
