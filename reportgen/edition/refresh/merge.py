"""The merge of one text: what the new edition changes goes where the person left the words as they were printed.

The person's text is matched with the printed one token by token. A change whose tokens still stand there is made; a number that the
person replaced is a conflict; one that the person took out is gone; one that nobody printed is typed. What cannot be told apart
is left alone and reported.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.edition.refresh.hunks import BaseText, Hunk, Step, Unit
from reportgen.edition.refresh.tokens import Token, is_wide, widened

_CLAUSE_ENDS = "，。；！？：,;!?:\n"
_SAME_CLAUSE = 0.5
_NEAR = 3  # tokens beside a number that tells it from another one that reads the same


@dataclass(frozen=True)
class Edit:
    """Characters of the person's text from `start` to before `end` that become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Change:
    """One change of the new edition in the person's text. `mine` is what the person has there."""

    facts: tuple[str, ...]
    old: str
    new: str
    mine: str
    edits: tuple[Edit, ...] = ()
    at: int = 0
    numeric: bool = True
    first: int = 0  # tokens of the base
    last: int = 0
    base: int = -1  # number of the printed passage


@dataclass
class Merged:
    """What came of a text; `told` are the numbers of the person's text that are accounted for, by their first character."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    doubts: list[Change] = field(
        default_factory=list
    )  # the number stands there, and it is not certain that it is the fact
    gone: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)  # words that the new edition changes and the person changed too
    overridden: list[Change] = field(default_factory=list)  # the person's number where the new edition changes nothing
    told: set[int] = field(default_factory=set)
    matched: set[int] = field(default_factory=set)  # tokens of the base that stand in the person's text


class TextMerge:
    """Merges stretches of a person's text with stretches of the printed one."""

    def __init__(
        self, base: BaseText, hunks: Sequence[Hunk], theirs: str, tokens: Sequence[Token], number: int = -1
    ) -> None:
        self.base = base
        self.number = number
        self.hunks = hunks
        self.theirs = theirs
        self.tokens = tokens

    def merge(self, mine: tuple[int, int] | None = None, yours: tuple[int, int] | None = None) -> Merged:
        """Return what comes of tokens `mine` of the base and `yours` of the person's text, both whole by default."""
        low, high = mine or (0, len(self.base.tokens))
        begin, end = yours or (0, len(self.tokens))
        match = _matching(self.base.tokens, (low, high), self.tokens, (begin, end))
        found = Merged(matched=set(match))
        found.told |= {self.tokens[at].start for at in match.values() if self.tokens[at].numeric}
        regions = _Regions(match, (low, high), (begin, end))
        hunks = [hunk for hunk in self.hunks if low <= hunk.first and hunk.last <= high]
        for hunk in hunks:
            self._place(hunk, match, regions, found)
        settled = [(hunk.first, hunk.last) for hunk in hunks]
        for unit in self.base.units:
            inside = low <= unit.first and unit.last <= high
            if inside and self._tells(unit) and not any(a < unit.last and unit.first < b for a, b in settled):
                self._unchanged(unit, match, regions, found)
        return found

    def _tells(self, unit: Unit) -> bool:
        return bool(unit.facts) or self.base.tokens[unit.first].numeric

    def _place(self, hunk: Hunk, match: dict[int, int], regions: "_Regions", found: Merged) -> None:
        edits = self._edits(hunk, match)
        at = self._at(hunk.first, match)
        if edits is not None:
            mine = self.theirs[edits[0].start : edits[-1].end] if edits else ""
            change = Change(hunk.facts, hunk.old, hunk.new, mine, tuple(edits), at, hunk.numeric, *self._range(hunk))
            (found.changes if self._certain(hunk, match) else found.doubts).append(change)
            return
        begin, end = regions.of(hunk.first, hunk.last)
        words = self._words(begin, end)
        change = Change(hunk.facts, hunk.old, hunk.new, words, (), self._start(begin), hunk.numeric, *self._range(hunk))
        if not hunk.numeric:
            found.kept.append(change)
        elif self._is_gone(hunk, match, begin, end):
            found.gone.append(change)
        else:
            self._tell(begin, end, found)
            override = self._override(hunk, hunk.old, hunk.new, regions)
            if override.mine != hunk.new:
                found.conflicts.append(override)
            else:  # the person wrote the new number already
                found.matched |= set(range(hunk.first, hunk.last))

    def _unchanged(self, unit: Unit, match: dict[int, int], regions: "_Regions", found: Merged) -> None:
        if all(at in match for at in range(unit.first, unit.last)):
            return
        begin, end = regions.of(unit.first, unit.last)
        words = self._words(begin, end)
        old = self.base.words(unit.first, unit.last)
        change = Change(unit.facts, old, old, words, (), self._start(begin), True, *self._range(unit))
        if not any(token.numeric for token in self.tokens[begin:end]):
            found.gone.append(change)
        else:
            self._tell(begin, end, found)
            found.overridden.append(self._override(unit, old, old, regions))

    def _range(self, of: "Hunk | Unit") -> tuple[int, int, int]:
        return of.first, of.last, self.number

    def _override(self, of: "Hunk | Unit", old: str, new: str, regions: "_Regions") -> Change:
        """A number that the person replaced; its edit puts the new one there, where it is clear which number that is."""
        mine = [at for at in range(of.first, of.last) if self.base.tokens[at].numeric]
        begin, end = regions.of(of.first, of.last)
        numbers = regions.numbers(mine, self.base.tokens, self.tokens)
        if len(numbers) != 1:
            return Change(of.facts, old, new, self._words(begin, end), (), self._start(begin), True, *self._range(of))
        token = self.tokens[numbers[0]]
        edit = Edit(token.start, token.end, new)
        words = self.theirs[token.start : token.end]
        return Change(of.facts, old, new, words, (edit,), token.start, True, *self._range(of))

    def _is_gone(self, hunk: Hunk, match: dict[int, int], begin: int, end: int) -> bool:
        """Whether nothing of a changed number is left and no other number stands in its place."""
        left = any(at in match and self.base.tokens[at].numeric for at in range(hunk.first, hunk.last))
        return not left and not any(token.numeric for token in self.tokens[begin:end])

    def _edits(self, hunk: Hunk, match: dict[int, int]) -> list[Edit] | None:
        found = [self._edit(step, match) for step in hunk.steps]
        if any(edit is None for edit in found) or any(at not in match for at in range(hunk.first, hunk.last)):
            return None
        return [edit for edit in found if edit is not None]

    def _edit(self, step: Step, match: dict[int, int]) -> Edit | None:
        if step.first == step.last:
            return self._insertion(step, match)
        places = [match.get(at, -1) for at in range(step.first, step.last)]
        if -1 in places or places != list(range(places[0], places[0] + len(places))):
            return None
        start, end = self.tokens[places[0]].start, self.tokens[places[-1]].end
        return Edit(start, end, widened(step.text) if is_wide(self.theirs[start:end]) else step.text)

    def _insertion(self, step: Step, match: dict[int, int]) -> Edit | None:
        before, after = match.get(step.first - 1, -1), match.get(step.first, -1)
        if before >= 0 and (
            after == before + 1 or (step.first == len(self.base.tokens) and before + 1 == len(self.tokens))
        ):
            return Edit(self.tokens[before].end, self.tokens[before].end, step.text)
        return Edit(0, 0, step.text) if step.first == 0 and after == 0 else None

    def _certain(self, hunk: Hunk, match: dict[int, int]) -> bool:
        """Whether the numbers of a change are those of the person's text, and not others that read the same."""
        return all(
            self._same_number(at, match[at]) for at in range(hunk.first, hunk.last) if self.base.tokens[at].numeric
        )

    def _same_number(self, mine: int, yours: int) -> bool:
        if self.base.text == self.theirs:
            return True
        key = self.base.tokens[mine].key
        own, other = _count(self.base.tokens, key), _count(self.tokens, key)
        beside = any(_run(self.base.tokens, mine, self.tokens, yours, step) >= _NEAR for step in (-1, 1))
        if own == other == 1:
            return beside or self._clause_ratio(mine, yours) >= _SAME_CLAUSE
        return beside and self._clause_ratio(mine, yours) >= _SAME_CLAUSE

    def _clause_ratio(self, mine: int, yours: int) -> float:
        one = _clause(self.base.text, self.base.tokens[mine])
        other = _clause(self.theirs, self.tokens[yours])
        return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0

    def _words(self, begin: int, end: int) -> str:
        return self.theirs[self.tokens[begin].start : self.tokens[end - 1].end] if end > begin else ""

    def _tell(self, begin: int, end: int, found: Merged) -> None:
        found.told |= {token.start for token in self.tokens[begin:end] if token.numeric}

    def _start(self, token: int) -> int:
        return self.tokens[token].start if token < len(self.tokens) else len(self.theirs)

    def _at(self, token: int, match: dict[int, int]) -> int:
        return self._start(match[token]) if token in match else 0


class _Regions:
    """Where in the person's text the tokens of the base stand or stood, between the nearest ones that still do."""

    def __init__(self, match: dict[int, int], mine: tuple[int, int], yours: tuple[int, int]) -> None:
        self.match, self.mine, self.yours = match, mine, yours

    def of(self, first: int, last: int) -> tuple[int, int]:
        """Return the tokens of the person's text that stand for tokens of the base."""
        inner = [self.match[at] for at in range(first, last) if at in self.match]
        begin = next(
            (self.match[at] + 1 for at in range(first - 1, self.mine[0] - 1, -1) if at in self.match), self.yours[0]
        )
        end = next((self.match[at] for at in range(last, self.mine[1]) if at in self.match), self.yours[1])
        return (begin, max(begin, end)) if not inner else (min(begin, inner[0]), max(end, inner[-1] + 1))

    def numbers(self, wanted: Sequence[int], one: Sequence[Token], other: Sequence[Token]) -> list[int]:
        """Return the numbers of the person's text that stand for numbers of the base: as many as stood there, in order."""
        if not wanted:
            return []
        low = next((at + 1 for at in range(wanted[0] - 1, -1, -1) if at in self.match), self.mine[0])
        high = next((at for at in range(wanted[-1] + 1, len(one)) if at in self.match), self.mine[1])
        mine = [at for at in range(low, high) if one[at].numeric and at not in self.match]
        begin, end = self.of(low, high) if high > low else (0, 0)
        taken = set(self.match.values())
        yours = [at for at in range(begin, end) if other[at].numeric and at not in taken]
        if len(mine) != len(yours):
            return []
        return [theirs for own, theirs in zip(mine, yours, strict=True) if own in wanted]


def _matching(
    one: Sequence[Token], mine: tuple[int, int], other: Sequence[Token], yours: tuple[int, int]
) -> dict[int, int]:
    """Tokens of the base by those of the person's text that say the same, in order."""
    a, b = [token.key for token in one[slice(*mine)]], [token.key for token in other[slice(*yours)]]
    if a == b:
        return {mine[0] + at: yours[0] + at for at in range(len(a))}
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {mine[0] + i + n: yours[0] + j + n for i, j, size in blocks for n in range(size)}


def _count(tokens: Iterable[Token], key: object) -> int:
    return Counter(token.key for token in tokens)[key]  # type: ignore[index]


def _run(one: Sequence[Token], i: int, other: Sequence[Token], j: int, step: int) -> int:
    """How many tokens beside two numbers are the same, in one direction; the ends of both texts count as many."""
    count = 0
    while True:
        i, j, count = i + step, j + step, count + 1
        mine, yours = 0 <= i < len(one), 0 <= j < len(other)
        if not mine or not yours:
            return count - 1 + (_NEAR if mine == yours and count > 1 else 0)
        if one[i].key != other[j].key:
            return count - 1


def _clause(text: str, token: Token) -> str:
    """The words around a number up to the next stops, without the number."""
    start = max(text.rfind(end, 0, token.start) for end in _CLAUSE_ENDS) + 1
    ends = [at for end in _CLAUSE_ENDS if (at := text.find(end, token.end)) >= 0]
    return text[start : token.start] + text[token.end : min(ends, default=len(text))]
