"""What a new edition changes in a text that was generated: stretches of tokens, each with its facts and its new words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.edition.file_map import FactSpan
from reportgen.edition.refresh.tokens import Key, Token, Tokenizer

_GAP = 3  # equal tokens between two changes of words that make them one


@dataclass(frozen=True)
class Unit:
    """A stretch of tokens, from `first` to before `last`, that stands for facts; without facts it is a single token."""

    first: int
    last: int
    start: int
    end: int
    key: Key
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """Tokens of the base from `first` to before `last` that become `text`."""

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Hunk:
    """One change that the new edition makes: all of its steps or none."""

    first: int
    last: int
    old: str
    new: str
    facts: tuple[str, ...]
    steps: tuple[Step, ...]
    numeric: bool


class BaseText:
    """A text as it was printed: its tokens, and the units in which facts stand."""

    def __init__(self, text: str, spans: Sequence[FactSpan], tokenizer: Tokenizer) -> None:
        self.text = text
        self.tokens = tokenizer.tokens(text)
        self.units = tuple(_units(self.tokens, spans))

    def words(self, first: int, last: int) -> str:
        """Return the words of tokens."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""

    def facts(self) -> Iterator[Unit]:
        """Yield the units that stand for facts."""
        return (unit for unit in self.units if unit.facts)


def _units(tokens: Sequence[Token], spans: Sequence[FactSpan]) -> Iterator[Unit]:
    """Tokens that a span covers, even in part, are one unit; so are those of spans that overlap or share a token."""
    clusters: list[tuple[int, int, tuple[str, ...]]] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        hit = [at for at, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
        if not hit:
            continue
        first, last = hit[0], hit[-1] + 1
        facts: tuple[str, ...] = (span.fact_id,)
        if clusters and first < clusters[-1][1]:
            before = clusters.pop()
            first, last, facts = before[0], max(last, before[1]), (*before[2], *facts)
        clusters.append((first, last, facts))
    at = 0
    ends: list[tuple[int, int, tuple[str, ...]]] = [*clusters, (len(tokens), len(tokens), ())]
    for first, last, facts in ends:
        for one in range(at, first):
            yield Unit(one, one + 1, tokens[one].start, tokens[one].end, tokens[one].key)
        if facts:
            facts = tuple(dict.fromkeys(facts))
            yield Unit(first, last, tokens[first].start, tokens[last - 1].end, ("fact", *facts), facts)
        at = last


def hunks_between(base: BaseText, new: BaseText) -> list[Hunk]:
    """Return what changes from the base to the new text, in order."""
    if base.text == new.text:
        return []
    matcher = SequenceMatcher(None, [u.key for u in base.units], [u.key for u in new.units], autojunk=False)
    found: list[Hunk] = []
    for tag, i1, i2, j1, j2 in _phrases(base, matcher.get_opcodes()):
        if tag != "equal":
            found.append(_stretch(base, new, (i1, i2), (j1, j2)))
            continue
        for one, other in zip(base.units[i1:i2], new.units[j1:j2], strict=True):
            if base.text[one.start : one.end] != new.text[other.start : other.end]:
                found.append(_fact(base, new, one, other))
    return found


Opcode = tuple[str, int, int, int, int]


def _phrases(base: BaseText, opcodes: Sequence[Opcode]) -> list[Opcode]:
    """The same changes, with those of words that only a few equal words part as one: half a phrase says nothing."""
    found: list[Opcode] = []
    for at, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        last = at + 1 == len(opcodes)
        short = tag == "equal" and i2 - i1 <= _GAP and not any(_tells(base, unit) for unit in base.units[i1:i2])
        if found and found[-1][0] != "equal" and ((short and not last) or tag != "equal"):
            _, a1, _, b1, _ = found.pop()
            found.append(("replace", a1, i2, b1, j2))
        else:
            found.append((tag, i1, i2, j1, j2))
    return found


def _tells(base: BaseText, unit: Unit) -> bool:
    return bool(unit.facts) or base.tokens[unit.first].numeric


def _fact(base: BaseText, new: BaseText, one: Unit, other: Unit) -> Hunk:
    steps = _steps(base, new, (one.first, one.last), (other.first, other.last))
    old, text = base.words(one.first, one.last), new.words(other.first, other.last)
    return Hunk(one.first, one.last, old, text, one.facts, tuple(steps), numeric=True)


def _stretch(base: BaseText, new: BaseText, mine: tuple[int, int], yours: tuple[int, int]) -> Hunk:
    ours, theirs = base.units[slice(*mine)], new.units[slice(*yours)]
    at = base.units[mine[0]].first if mine[0] < len(base.units) else len(base.tokens)
    first, last = (ours[0].first, ours[-1].last) if ours else (at, at)
    text = new.text[theirs[0].start : theirs[-1].end] if theirs else ""
    facts = tuple(dict.fromkeys(fact for unit in (*ours, *theirs) for fact in unit.facts))
    numeric = any(token.numeric for token in base.tokens[first:last]) or bool(facts)
    numeric = numeric or any(token.numeric for unit in theirs for token in new.tokens[unit.first : unit.last])
    return Hunk(first, last, base.words(first, last), text, facts, (Step(first, last, text),), numeric)


def _steps(base: BaseText, new: BaseText, mine: tuple[int, int], yours: tuple[int, int]) -> Iterator[Step]:
    """The tokens that change inside a fact that prints several."""
    one, other = base.tokens[slice(*mine)], new.tokens[slice(*yours)]
    matcher = SequenceMatcher(None, [t.key for t in one], [t.key for t in other], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Step(mine[0] + i1, mine[0] + i2, new.words(yours[0] + j1, yours[0] + j2))


def advanced(base: BaseText, done: Sequence[Hunk]) -> tuple[str, tuple[FactSpan, ...]]:
    """Return a printed text with some of its changes made, and where its facts stand in it: what a next refresh starts from."""
    steps = sorted((step for hunk in done for step in hunk.steps), key=lambda step: step.first)
    moved = list(range(len(base.text) + 1))  # where each character of the base stands now
    text, at = "", 0
    for step in steps:
        start = base.tokens[step.first].start if step.first < len(base.tokens) else len(base.text)
        end = base.tokens[step.last - 1].end if step.last > step.first else start
        _move(moved, at, start, len(text) - at)
        text += base.text[at:start]
        moved[start:end] = [len(text)] * (end - start)
        text += step.text
        at = end
    _move(moved, at, len(base.text) + 1, len(text) - at)
    text += base.text[at:]
    spans = (FactSpan(fact, moved[unit.start], moved[unit.end]) for unit in base.facts() for fact in unit.facts)
    return text, tuple(spans)


def _move(moved: list[int], first: int, last: int, by: int) -> None:
    for at in range(first, last):
        moved[at] = at + by
