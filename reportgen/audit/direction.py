"""Owns words that follow numbers: a direction word that contradicts its number is F07. In: passages, Forms; out: findings.

由72万人增加到60万人, 增长-3%, 下降3倍, and 增长70倍 where the fact says that 70倍 was reached (达到), which is another thing.
"""

import re
from collections.abc import Iterable, Iterator

from reportgen.audit.forms import Forms
from reportgen.audit.passages import Passage
from reportgen.findings import Finding, Level
from reportgen.model.numbers import Number

_UP = "增加|增长|提高|提升|上升|扩大|跃升|攀升|增至|升至|增"
_DOWN = "下降|减少|降低|回落|缩小|下滑|降至|减至|降"
_MOVE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_FROM = re.compile(r"(由|从)[^，。；由从]{0,12}$")
_ENDS = re.compile(r"[。；;！？\n]")
_KINDS = ("text", "notes", "alt", "chart text")


def contradictions(forms: Forms, passages: Iterable[Passage], level: Level) -> Iterator[Finding]:
    """Yield every direction word that its number contradicts."""
    for passage in passages:
        if passage.kind in _KINDS and _MOVE.search(passage.text):
            where = f"{passage.file}, {passage.place}"
            for what, hint in _wrong(forms, passage.text):
                yield Finding("F07", level, where, what, hint)


def _wrong(forms: Forms, text: str) -> Iterator[tuple[str, str]]:
    numbers = list(forms.reader.numbers(text))
    for before, number in zip([None, *numbers], numbers, strict=False):
        start = before.end if before is not None else 0
        between = text[start : number.start]
        if _ENDS.search(between):
            between, before = _ENDS.split(between)[-1], None
        words = list(_MOVE.finditer(between))
        if words:
            yield from _of_pair(text, before, number, words[-1], between[words[-1].end() :])
            yield from _of_one(forms, number, words[-1], between[words[-1].end() :])


def _of_pair(
    text: str, before: Number | None, number: Number, word: re.Match[str], rest: str
) -> Iterator[tuple[str, str]]:
    """由A增加到B: B must be more than A."""
    if before is None or before.unit != number.unit or not _FROM.search(text[: before.start]):
        return
    if not re.fullmatch(r"[了]?[到至为]?\s*", rest) or not (rest.strip("了 ") or word.group()[-1] == "至"):
        return
    rises = word.group("up") is not None
    if (rises and number.value < before.value) or (not rises and number.value > before.value):
        what = f"“{word.group()}” from {before.text} to {number.text} goes the other way"
        yield what, f"write {'下降到' if rises else '增加到'}"


def _of_one(forms: Forms, number: Number, word: re.Match[str], rest: str) -> Iterator[tuple[str, str]]:
    """增长N: N is no negative number, a fall has no multiples, and what was reached was not grown by."""
    if not re.fullmatch(r"[了约近]{0,2}\s*", rest):
        return
    if number.value < 0:
        yield (
            f"“{word.group()}” before {number.text} says it twice or contradicts it",
            "write the other word and no sign",
        )
    if number.unit == "倍" and word.group("down"):
        yield f"nothing falls by {number.text}", "say to what part or by how many percent it fell"
    if number.unit == "倍" and word.group("up"):
        facts = [forms.pack.facts[key] for key in forms.facts_of(number)]
        if facts and all(fact.kind == "index" for fact in facts):
            yield f"“{word.group()}{number.text}” says grown by, and {facts[0].id} says reached", "write 达到…的…倍"
