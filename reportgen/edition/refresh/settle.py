"""Conflicts by derivation group: one question for a number that a person changed and for all that is computed from it.

A question that nobody answered leaves the places of its group as the person has them, in all files.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportgen.edition.refresh.plan import FilePlan, Item

Take = Literal["new", "mine", "fact"]
_DIGITS = re.compile(r"\d+")
Ancestors = Mapping[str, frozenset[str]]  # of each computed fact, the facts that it is made of at last


@dataclass(frozen=True)
class Question:
    """What a person is asked once: the number that they wrote, the one that the pack has, and all that hangs on it."""

    facts: tuple[str, ...]
    mine: str
    old: str
    new: str
    items: tuple[tuple[str, Item], ...]  # with the name of the file
    held: tuple[tuple[str, Item], ...] = ()
    why: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a kept answer is known by."""
        return "+".join(self.facts), self.mine, self.new


@dataclass
class Settled:
    """What is done: the items whose edits are made, by file; the questions with their answers, and those that are open."""

    done: dict[str, list[Item]] = field(default_factory=dict)
    questions: list[tuple[Question, Take | None]] = field(default_factory=list)
    kept: list[tuple[str, Item]] = field(default_factory=list)  # the person's number, which no new one contradicts

    @property
    def open(self) -> list[Question]:
        """The questions that nobody answered."""
        return [question for question, take in self.questions if take is None]


def ancestors_of(made_of: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return for each fact all facts that it is computed from, also at second hand."""
    found: dict[str, frozenset[str]] = {}

    def of(fact: str, above: tuple[str, ...]) -> frozenset[str]:
        if fact not in found:
            direct = [one for one in made_of.get(fact, ()) if one not in above]
            found[fact] = frozenset(direct).union(*(of(one, (*above, fact)) for one in direct))
        return found[fact]

    for fact in made_of:
        of(fact, ())
    return found


def questions_of(plans: Sequence[FilePlan], ancestors: Ancestors) -> list[Question]:
    """Return what has to be asked: every number that a person changed where the new edition changes it or what hangs on it."""
    moved = {fact for plan in plans for item in plan.of("changed", "conflict") for fact in item.change.facts}
    roots: Roots = {}
    for plan in plans:
        for item in plan.of("conflict", "overridden"):
            change = item.change
            hangs = any(ancestors.get(fact, frozenset()) & set(change.facts) for fact in moved)
            if item.outcome == "conflict" or hangs:
                key = change.facts or (change.old,), "".join(_DIGITS.findall(change.mine)) or change.mine
                roots.setdefault(key, []).append((plan.name, item))
    return [_question(plans, key[0], items, ancestors) for key, items in _together(roots, ancestors).items()]


def _question(
    plans: Sequence[FilePlan], facts: tuple[str, ...], items: list[tuple[str, Item]], ancestors: Ancestors
) -> Question:
    """The question about a number; of its forms (71万人, and 71 in a column) the longest is shown."""
    own = [item.change for _, item in items if (item.change.facts or (item.change.old,)) == facts] or [
        items[0][1].change
    ]
    shown = max(own, key=lambda change: len(change.mine))
    held = tuple(_held(plans, set(facts), ancestors))
    return Question(facts, shown.mine, shown.old, shown.new, tuple(items), held)


Roots = dict[tuple[tuple[str, ...], str], list[tuple[str, Item]]]  # by facts, and the digits that the person wrote


def _together(roots: Roots, ancestors: Ancestors) -> Roots:
    """Questions about a fact that is computed from another one in question are part of that question."""
    asked = {fact for facts, _ in roots for fact in facts}
    found: Roots = {}
    later = []
    for key, items in roots.items():
        above = set().union(*(ancestors.get(fact, frozenset()) for fact in key[0])) & asked
        (later.append((key, above, items)) if above - set(key[0]) else found.setdefault(key, []).extend(items))
    for key, above, items in later:
        home = next((one for one in found if set(one[0]) & above), None)
        if home is not None:
            found[home] += items
        else:
            found.setdefault(key, []).extend(items)
    return found


def _held(plans: Sequence[FilePlan], facts: set[str], ancestors: Ancestors) -> Iterable[tuple[str, Item]]:
    for plan in plans:
        for item in plan.of("changed"):
            own = set(item.change.facts)
            if own & facts or any(ancestors.get(fact, frozenset()) & facts for fact in own):
                yield plan.name, item


def settle(
    plans: Sequence[FilePlan], questions: Sequence[Question], answers: Mapping[tuple[str, str, str], Take]
) -> Settled:
    """Return what is done, by the answers that there are."""
    found = Settled()
    held: set[int] = set()
    extra: dict[str, list[Item]] = {plan.name: [] for plan in plans}
    asked: set[int] = set()
    for question in questions:
        take = answers.get(question.key)
        found.questions.append((question, take))
        asked |= {id(item) for _, item in question.items}
        if take == "new":
            for name, item in question.items:
                extra[name].append(item)
        else:
            held |= {id(item) for _, item in question.held}
    for plan in plans:
        found.done[plan.name] = [item for item in plan.of("changed") if id(item) not in held]
        found.done[plan.name] += extra[plan.name]
        found.done[plan.name] = _whole(plan, found.done[plan.name])
        found.kept += [(plan.name, item) for item in plan.of("overridden") if id(item) not in asked]
    return found


def _whole(plan: FilePlan, done: Sequence[Item]) -> list[Item]:
    """What is done without words that follow numbers (由…增加到…) where a number of their sentence is not."""
    finished = {id(item) for item in done}
    left = {
        (item.passage, item.context)
        for item in plan.of("changed", "conflict", "look")
        if id(item) not in finished and item.change.numeric and item.passage >= 0
    }
    return [item for item in done if item.change.numeric or (item.passage, item.context) not in left]
