"""Owns comparing a file with what its pack prints: passages are paired, and their numbers must be the same.

Passages are paired by their words without the numbers, so that a changed number does not hide its passage. Words may have been
edited; a passage that the pack does not have is left to the resolver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.check.numbers.resolve import Resolver
from reportgen.documents.reading.passage import Passage
from reportgen.model.numbers.reading import Number

_ALIKE = 0.5


@dataclass(frozen=True)
class Change:
    """A number that differs from the pack: what stands there (None: nothing), what the pack prints (None: nothing)."""

    passage: Passage
    found: Number | None
    expected: Number | None


def changes(resolver: Resolver, found: Sequence[Passage], expected: Sequence[Passage]) -> Iterator[Change]:
    """Yield every number of the found passages that is not as in the expected ones."""
    ours = [_masked(resolver, passage) for passage in expected]
    theirs = [_masked(resolver, passage) for passage in found]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "insert" or tag == "delete":
            continue
        pairs = list(zip(range(i1, i2), range(j1, j2), strict=False))
        if i2 - i1 != j2 - j1:
            pairs = list(_best(ours, theirs, range(i1, i2), range(j1, j2)))
        for i, j in pairs:
            yield from _compared(resolver, found[j], expected[i])


def _best(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]], left: range, right: range
) -> Iterator[tuple[int, int]]:
    """Pair passages of a stretch where some were added or removed, each with the one most like it."""
    free = set(left)
    for j in right:
        ratios = {
            i: SequenceMatcher(None, ours[i][1], theirs[j][1]).ratio() for i in free if ours[i][0] == theirs[j][0]
        }
        best = max(ratios, key=lambda i: ratios[i], default=None)
        if best is not None and ratios[best] >= _ALIKE:
            free.discard(best)
            yield best, j


def _masked(resolver: Resolver, passage: Passage) -> tuple[str, str]:
    text, end = "", 0
    for number in resolver.numbers(passage):
        text, end = f"{text}{passage.text[end : number.start]}#", number.end
    return passage.kind, text + passage.text[end:]


def _compared(resolver: Resolver, found: Passage, expected: Passage) -> Iterator[Change]:
    if found.text == expected.text:
        return
    theirs, ours = resolver.numbers(found), resolver.numbers(expected)
    matcher = SequenceMatcher(None, [_sign(n) for n in ours], [_sign(n) for n in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            one = theirs[j1 + step] if j1 + step < j2 else None
            other = ours[i1 + step] if i1 + step < i2 else None
            yield Change(found, one, other)


def _sign(number: Number) -> tuple[str, str, str]:
    value, unit, bound = number.key()
    return f"{value:f}", unit, bound
