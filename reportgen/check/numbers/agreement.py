"""Comparing a file with what was printed into it: changed numbers, words, charts and pictures; what is missing, what was added."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from reportgen.check.numbers.pairing import Paired, PassageUnit, droppable, paired
from reportgen.check.numbers.resolve import Resolver
from reportgen.check.numbers.wording import reworded
from reportgen.check.shared.common_rules import BOUND_KEPT, KNOWN, VALUE_KEPT, WORDS_KEPT
from reportgen.documents.reading.passage import DATA_KINDS, Passage
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model.numbers.reading import Number

MISSING = Rule("A01", "error", "passages, rows, slides and pictures that were printed are there")
DRAWN = Rule("A02", "error", "charts and pictures are those that were drawn: number formats, axes, kinds, pictures")
MOVED = Rule("A06", "warning", "pictures, list numbers and the order are those of the edition")
ADDED = Rule("A07", "info", "texts that the edition did not print are looked at")
WORDS_BESIDE = Rule("A08", "warning", "a number has the words of the edition beside it")
REWORDED = Rule("A09", "info", "texts without numbers say what they said")
_SHOWN = 30
_BOUND_WORDS = re.compile(r"^(?:大约|约|接近|将近|近|超过|超|逾|不足|至少)|(?:以上|以下|以内|左右|上下)$")
_NAMES_OF_OBJECTS = {
    "alt": "the alternative text",
    "picture": "the picture",
    "chart setting": "a setting of the chart",
    "label": "the list number",
}
_WORDS_OF_PERSONS = ("text", "notes", "comment", "diagram")
_LABELS = ("chart text", "workbook text")
_SOURCE = re.compile(r"^(?:数据|资料)?来源[：:]|^Sources?:")


@dataclass
class Agreement:
    """What a comparison found: findings, the numbers that it spoke of, the passages that are as they were printed."""

    findings: list[Finding] = field(default_factory=list)
    told: set[tuple[int, int]] = field(default_factory=set)  # passage (by identity) and first character
    unchanged: set[int] = field(default_factory=set)


@finds(MISSING, DRAWN, MOVED, ADDED, WORDS_BESIDE, REWORDED, WORDS_KEPT, KNOWN, VALUE_KEPT, BOUND_KEPT)
def agreement(resolver: Resolver, found: Sequence[Passage], printed: Sequence[Passage]) -> Agreement:
    """Return how a file differs from what was printed."""
    result = Agreement()
    if not printed:
        return result
    matched = paired(found, printed)
    for one, other in matched.pairs:
        if one.text == other.text:
            result.unchanged.add(id(one))
        else:
            result.findings += _changed(resolver, one, other, result)
    result.findings += _missing(matched)
    result.findings += _added(matched.added)
    return result


def _added(passages: Sequence[Passage]) -> Iterator[Finding]:
    """What the edition did not print: a note of the words, whose numbers are judged by the facts."""
    for passage in passages:
        if passage.kind == "picture" and not droppable(passage):
            hint = "put the printed picture back, or draw it from facts"
            yield MOVED.at(passage.place, "a picture that was not printed", hint)
        elif passage.kind == "order":
            yield MOVED.at(passage.place, f"{_quoted(passage.text)} was not so in the edition", "show it again")
        elif passage.kind in _WORDS_OF_PERSONS:
            yield ADDED.at(passage.place, f"{_quoted(passage.text)} was not printed", "see whether it holds")


def _changed(resolver: Resolver, one: Passage, other: Passage, result: Agreement) -> Iterator[Finding]:
    if one.kind == "picture":
        yield DRAWN.at(one.place, "the picture is not the one that was printed", "put the printed picture back")
    elif one.kind == "chart setting":
        hint = f"the edition has {_quoted(other.text)}"
        yield DRAWN.at(one.place, f"{_quoted(one.text)} is not as it was drawn", hint)
    elif one.kind in DATA_KINDS:
        if not _equal(one.text, other.text):
            result.told.add((id(one), 0))
            yield VALUE_KEPT.at(one.place, f"“{one.text}” differs from the edition", f"it prints “{other.text}” here")
    elif one.kind == "program":
        return
    elif one.kind in ("label", "order"):
        yield MOVED.at(one.place, f"{_quoted(one.text)} was {_quoted(other.text)}", "see what was moved")
    else:
        yield from _text(resolver, one, other, result)


def _text(resolver: Resolver, one: Passage, other: Passage, result: Agreement) -> Iterator[Finding]:
    theirs, ours = resolver.numbers(one), resolver.numbers(other)
    same = True
    for now, then in _numbers(theirs, ours):
        if then is None and now is not None and resolver.is_no_quantity(one, now):
            continue  # a telephone number, 前三位: nobody counts it, wherever it is set in
        same = False
        if now is not None:
            result.told.add((id(one), now.start))
        yield _number(resolver, one, now, then)
    label = (
        one.kind in _LABELS
        or bool(one.place.table or one.place.row or _SOURCE.match(other.text))
        or (one.place.part == "slide" and len(one.text) <= 20)
    )
    for change in reworded(other.text, ours, one.text, theirs, resolver.labels):
        counts = change.telling or ((change.numbered or label) and (same or not change.numbered))
        if not counts and same:
            what = f"“{change.new or '(nothing)'}” was “{change.old or '(nothing)'}”"
            yield REWORDED.at(one.place, what, "see whether it says the same")
        elif counts:
            what = f"“{change.new or '(nothing)'}” was “{change.old or '(nothing)'}”"
            what += ": a number has other words beside it" if change.numbered or label else ""
            rule = WORDS_KEPT if change.telling else WORDS_BESIDE
            yield rule.at(one.place, what, "write what the edition says, or change the pack")


def _numbers(theirs: Sequence[Number], ours: Sequence[Number]) -> Iterator[tuple[Number | None, Number | None]]:
    """Yield the numbers that differ: what stands there now, what was printed; None for nothing."""
    matcher = SequenceMatcher(None, [_sign(n) for n in ours], [_sign(n) for n in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            for step in range(max(i2 - i1, j2 - j1)):
                now = theirs[j1 + step] if j1 + step < j2 else None
                yield now, ours[i1 + step] if i1 + step < i2 else None


def _sign(number: Number) -> tuple[str, str, str, int]:
    """What must be the same: value, unit, bound, and of how many words the bound is (约30%以上 is not 30%以上)."""
    value, unit, bound = number.key()
    return f"{value:f}", unit, bound, len(_BOUND_WORDS.findall(number.text))


def _number(resolver: Resolver, passage: Passage, now: Number | None, then: Number | None) -> Finding:
    place = passage.place
    if then is None:
        assert now is not None
        return KNOWN.at(place, f"“{now.text}” is not in the printed text", "take it out, or add a fact")
    ids = " or ".join(resolver.forms.facts_of(then)[:2]) or "the edition"
    hint = f"{ids} prints “{then.text.strip()}” here"
    if now is None:
        return VALUE_KEPT.at(place, f"“{then.text.strip()}” is not there any more", hint)
    if now.value == then.value and now.unit == then.unit:
        return BOUND_KEPT.at(place, f"“{now.text}” has another bound than the fact", hint)
    return VALUE_KEPT.at(place, f"“{now.text}” differs from the fact", hint)


def _missing(matched: Paired) -> Iterator[Finding]:
    for unit in matched.missing:
        kept = [one for one in unit.passages if not droppable(one)]
        if kept:
            what, place = _named(unit, kept)
            yield MISSING.at(place, f"{what} is missing", "put it back, or take it out of the pack")


def _named(unit: PassageUnit, kept: Sequence[Passage]) -> tuple[str, Place]:
    """What a missing unit is called, and where it was printed."""
    first = kept[0]
    words = next((one.text for one in kept if one.kind in ("text", "notes", "comment", "diagram")), first.text)
    place = first.place
    if isinstance(unit.key, tuple) and unit.key[:1] == ("slide",):
        return f"the slide {_quoted(words)}", Place(place.file, "slide", place.number)
    if isinstance(unit.key, tuple) and unit.key[:1] == ("row",) and len(kept) > 1:
        return f"the row {_quoted(words)}", replace(place, cell=0, line=0)
    if len({one.place.region for one in kept}) > 1 and first.chart:
        return "the chart", replace(place, region="", item="", line=0)
    if first.kind in ("picture", "chart setting"):
        return _NAMES_OF_OBJECTS[first.kind], place
    return f"{_NAMES_OF_OBJECTS.get(first.kind, '')} {_quoted(words)}".strip(), place


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat[:_SHOWN]}{'…' if len(flat) > _SHOWN else ''}”" if flat else "nothing"


def _equal(one: str, other: str) -> bool:
    try:
        mine, theirs = Decimal(one), Decimal(other)
    except InvalidOperation:
        return one == other
    return abs(mine - theirs) <= abs(theirs) * Decimal("1e-12")
