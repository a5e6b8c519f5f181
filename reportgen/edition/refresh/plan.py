"""What a refresh does to one file: each passage that a person has is merged with what was printed there and what is printed now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FactSpan, FileMap
from reportgen.edition.refresh.hunks import BaseText, Hunk, Step, Unit, hunks_between
from reportgen.edition.refresh.merge import Change, Merged, TextMerge
from reportgen.edition.refresh.pairing import pair_passages
from reportgen.edition.refresh.sentences import Elsewhere, sentences
from reportgen.edition.refresh.tokens import Key, Token, Tokenizer
from reportgen.findings import Place

EDITED = ("text", "notes", "alt", "property")  # kinds of passages whose words are merged
Outcome = Literal["changed", "conflict", "look", "gone", "kept", "overridden", "typed"]


@dataclass(frozen=True)
class Item:
    """One thing to say about a place: what happened there, or what to look at."""

    outcome: Outcome
    place: Place
    change: Change
    why: str = ""
    passage: int = -1  # of the person's file
    context: str = ""  # the sentence of the person


@dataclass
class FilePlan:
    """What is to be done in a file, and what could not be decided."""

    name: str
    theirs: Sequence[Passage]
    items: list[Item] = field(default_factory=list)
    base_of: dict[int, int] = field(default_factory=dict)
    printed: list[BaseText] = field(default_factory=list)
    hunks: list[list[Hunk]] = field(default_factory=list)  # what the new edition changes in each printed passage
    partner: dict[int, int] = field(default_factory=dict)  # the new passage of each printed one
    unprinted: list[int] = field(default_factory=list)  # new passages that were not printed before
    edited: set[int] = field(default_factory=set)  # passages whose words are not those that were printed

    def of(self, *outcomes: Outcome) -> list[Item]:
        """Return the items with one of these outcomes."""
        return [item for item in self.items if item.outcome in outcomes]


def plan_file(name: str, base: FileMap, new: FileMap, theirs: Sequence[Passage], tokenizer: Tokenizer) -> FilePlan:
    """Return the plan for a file: `base` is what was printed into it, `new` what would be printed today."""
    return _Planner(name, base, new, theirs, tokenizer).plan()


class _Planner:
    def __init__(self, name: str, base: FileMap, new: FileMap, theirs: Sequence[Passage], tokenizer: Tokenizer) -> None:
        self.base, self.new, self.theirs = base, new, theirs
        self.tokenizer = tokenizer
        self.printed = printed_texts(base, tokenizer)
        self.found = FilePlan(name, theirs, printed=self.printed)
        self.seen: dict[int, set[int]] = defaultdict(set)  # tokens of printed passages that stand somewhere
        self.hunks = self.found.hunks = self._hunks()
        self.outdated = self._outdated()

    def plan(self) -> FilePlan:
        """Merge every passage, then what is left over of both sides."""
        self.found.base_of = pair_passages(self.base.passages, self.theirs)
        elsewhere = Elsewhere(self.printed, self.hunks, self.base.passages)
        merged: dict[int, Merged] = {}
        for number, passage in enumerate(self.theirs):
            if passage.kind in EDITED:
                merged[number] = self._merge(number, passage, elsewhere)
        for number, result in merged.items():
            self._tell(number, result)
        self._tell_gone(merged)
        self._tell_new()
        return self.found

    def _hunks(self) -> list[list[Hunk]]:
        """What the new edition changes in each printed passage."""
        fresh = printed_texts(self.new, self.tokenizer)
        mine = [_masked(text) for text in self.printed]
        yours = [_masked(text) for text in fresh]
        pairs = pair_passages(
            self.base.passages, self.new.passages, mine.__getitem__, yours.__getitem__, generated=True
        )
        self.found.unprinted = [n for n in range(len(fresh)) if n not in pairs]
        partner = self.found.partner
        for other, one in pairs.items():
            partner.setdefault(one, other)
        known = _forms_now(self.printed, fresh, partner)
        return [
            hunks_between(text, fresh[partner[n]]) if n in partner else _by_fact(text, known, fresh)
            for n, text in enumerate(self.printed)
        ]

    def _outdated(self) -> dict[Key, set[tuple[tuple[str, ...], str, str]]]:
        """The facts that change, by the number that each was."""
        found: dict[Key, set[tuple[tuple[str, ...], str, str]]] = defaultdict(set)
        for text, hunks in zip(self.printed, self.hunks, strict=True):
            for hunk in hunks:
                if hunk.facts and hunk.last == hunk.first + 1 and text.tokens[hunk.first].numeric:
                    found[text.tokens[hunk.first].key].add((hunk.facts, hunk.old, hunk.new))
        return found

    def _merge(self, number: int, passage: Passage, elsewhere: Elsewhere) -> Merged:
        base = self.found.base_of.get(number)
        tokens: Sequence[Token] = self.tokenizer.tokens(passage.text)
        result = Merged()
        if base is not None:
            own = self.printed[base]
            if own.text != passage.text:
                self.found.edited.add(number)
                foreign = elsewhere.foreign(base, passage.text, tokens)
                tokens = _without(tokens, foreign)
            result = TextMerge(own, self.hunks[base], passage.text, tokens, base).merge()
            self.seen[base] |= result.matched
            tokens = self.tokenizer.tokens(passage.text)
        else:
            self.found.edited.add(number)
        if any(token.numeric and token.start not in result.told for token in tokens):
            self._rescue(passage.text, tokens, result, elsewhere)
        return result

    def _rescue(self, text: str, tokens: Sequence[Token], result: Merged, elsewhere: Elsewhere) -> None:
        """Sentences that were printed elsewhere: moved, copied, split off or joined on."""
        for begin, end in sentences(text, tokens):
            numbers = [token.start for token in tokens[begin:end] if token.numeric]
            if not numbers or any(start in result.told for start in numbers):
                continue
            found = elsewhere.find(text, tokens, (begin, end), self.seen)
            if found is None:
                continue
            base, mine, certain = found
            more = TextMerge(self.printed[base], self.hunks[base], text, tokens, base).merge(mine, (begin, end))
            self.seen[base] |= more.matched
            result.told |= more.told
            result.changes += more.changes if certain else []
            result.doubts += more.doubts if certain else [*more.doubts, *more.changes]
            result.conflicts += more.conflicts

    def _tell(self, number: int, result: Merged) -> None:
        passage, base = self.theirs[number], self.found.base_of.get(number)
        elsewhere = self.seen[base] - result.matched if base is not None else set()
        told = set(result.told)
        groups: tuple[tuple[Outcome, list[Change], str], ...] = (
            ("changed", result.changes, ""),
            ("conflict", [one for one in result.conflicts if not _stands(one, elsewhere)], ""),
            ("look", result.doubts, "it is not certain that this number is the fact"),
            ("kept", result.kept, "the pack has other words here, and so have you"),
            ("overridden", [one for one in result.overridden if not _stands(one, elsewhere)], ""),
        )
        for one in (*result.conflicts, *result.overridden):
            if _stands(one, elsewhere):
                told -= {edit.start for edit in one.edits}
        for outcome, changes, why in groups:
            self.found.items += [self._item(outcome, number, change, why) for change in changes]
        for token in self.tokenizer.tokens(passage.text):
            if token.numeric and token.start not in told and token.number is not None:
                self.found.items.append(self._typed(number, passage.text[token.start : token.end], token))

    def _typed(self, number: int, text: str, token: Token) -> Item:
        """A number that nobody printed; one that reads as a changed fact did may be that fact."""
        meant = self.outdated.get(token.key, set())
        if len(meant) == 1:
            facts, old, new = next(iter(meant))
            why = "you typed this number, and it reads as the fact did before"
            return self._item("look", number, Change(facts, old, new, text, (), token.start), why)
        return self._item("typed", number, Change((), "", "", text, (), token.start), "")

    def _item(self, outcome: Outcome, number: int, change: Change, why: str) -> Item:
        passage = self.theirs[number]
        return Item(outcome, passage.place, change, why, number, sentence_at(passage.text, change.at))

    def _tell_gone(self, merged: dict[int, Merged]) -> None:
        """Facts that stand nowhere any more: taken out of a sentence, or with it."""
        held = {
            (self.found.base_of.get(number, -1), one.first)
            for number, result in merged.items() for one in (*result.conflicts, *result.overridden)
        }  # fmt: skip
        for base, text in enumerate(self.printed):
            passage = self.base.passages[base]
            if passage.kind not in EDITED:
                continue
            lost = [unit for unit in text.facts() if self._is_lost(base, unit, held)]
            if lost and passage.kind == "alt" and not self.seen[base]:
                lost = lost[:1]  # a program that drops the text drops it whole
            self.found.items += [self._gone(base, unit) for unit in lost]

    def _is_lost(self, base: int, unit: Unit, held: set[tuple[int, int]]) -> bool:
        """Whether a fact that changes stands nowhere any more; what keeps its value needs no place."""
        if (base, unit.first) in held or not any(h.first <= unit.first < h.last for h in self.hunks[base]):
            return False
        tokens = self.printed[base].tokens
        numbers = {at for at in range(unit.first, unit.last) if tokens[at].numeric} or set(range(unit.first, unit.last))
        return not numbers & self.seen[base]

    def _gone(self, base: int, unit: Unit) -> Item:
        text, passage = self.printed[base], self.base.passages[base]
        old = text.words(unit.first, unit.last)
        new = next(hunk.new for hunk in self.hunks[base] if hunk.first <= unit.first < hunk.last)
        change = Change(unit.facts, old, new, "", (), unit.start, True, unit.first, unit.last, base)
        return Item("gone", passage.place, change, "", -1, sentence_at(text.text, unit.start))

    def _tell_new(self) -> None:
        """Passages with facts that the pack prints now and did not print before."""
        for number in self.found.unprinted:
            passage = self.new.passages[number]
            if passage.kind in ("text", "notes") and self.new.spans[number]:
                facts = tuple(dict.fromkeys(span.fact_id for span in self.new.spans[number]))
                change = Change(facts, "", passage.text, "")
                why = "the pack prints this now; it was not put in"
                self.found.items.append(Item("look", passage.place, change, why, -1, ""))


def printed_texts(content: FileMap, tokenizer: Tokenizer) -> list[BaseText]:
    """Return the texts of a map with their facts; numbers of alternative texts, which the engine does not mark, by their words."""
    found = [BaseText(p.text, spans, tokenizer) for p, spans in zip(content.passages, content.spans, strict=True)]
    meant: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for text in found:
        for unit in text.facts():
            meant[text.text[unit.start : unit.end]].add(unit.facts)
    for number, passage in enumerate(content.passages):
        if passage.kind == "alt" and not content.spans[number]:
            spans = []
            for token in found[number].tokens:
                facts = meant.get(passage.text[token.start : token.end], set())
                if token.numeric and len(facts) == 1 and len(one := next(iter(facts))) == 1:
                    spans.append(FactSpan(one[0], token.start, token.end))
            found[number] = BaseText(passage.text, spans, tokenizer)
    return found


def _stands(change: Change, elsewhere: set[int]) -> bool:
    """Whether the printed words of a change stand somewhere else in the file."""
    return bool(elsewhere) and change.last > change.first and set(range(change.first, change.last)) <= elsewhere


def _without(tokens: Sequence[Token], foreign: set[int]) -> list[Token]:
    """The tokens, with those that come from another passage made unlike all others."""
    return [
        replace(token, key=("foreign", at), number=None, numeric=False) if at in foreign else token
        for at, token in enumerate(tokens)
    ]


def _masked(text: BaseText) -> str:
    """The words of a passage with its facts in the place of numbers, so that two editions can be compared."""
    parts = []
    for unit in text.units:
        token = text.tokens[unit.first]
        parts.append(
            f"⟦{'+'.join(unit.facts)}⟧" if unit.facts else "#" if token.numeric else text.text[unit.start : unit.end]
        )
    return "".join(parts)


Forms = dict[tuple[tuple[str, ...], str], set[str]]


def _forms_now(printed: Sequence[BaseText], fresh: Sequence[BaseText], partner: dict[int, int]) -> Forms:
    """What each printed form of a fact became, wherever it can be seen."""
    found: Forms = defaultdict(set)
    for one, other in partner.items():
        mine, yours = list(printed[one].facts()), list(fresh[other].facts())
        if [unit.key for unit in mine] == [unit.key for unit in yours]:
            for a, b in zip(mine, yours, strict=True):
                found[a.facts, printed[one].text[a.start : a.end]].add(fresh[other].text[b.start : b.end])
    return found


def _by_fact(text: BaseText, known: Forms, fresh: Sequence[BaseText]) -> list[Hunk]:
    """The changes of a passage that the pack prints no more: its facts as they read elsewhere today."""
    found = []
    for unit in text.facts():
        old = text.text[unit.start : unit.end]
        forms = known.get((unit.facts, old), set())
        if len(forms) == 1 and (new := next(iter(forms))) != old:
            found.append(
                Hunk(unit.first, unit.last, old, new, unit.facts, (Step(unit.first, unit.last, new),), numeric=True)
            )
    return found


def sentence_at(text: str, at: int) -> str:
    """Return the sentence that a character stands in."""
    start = max(text.rfind(end, 0, at) for end in "。；！？\n") + 1
    ends = [found + 1 for end in "。；！？\n" if (found := text.find(end, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def unplaced(plan: FilePlan) -> Iterator[Item]:
    """Yield what a person should look at."""
    yield from plan.of("look", "kept", "overridden", "gone")
