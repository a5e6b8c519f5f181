"""Words that follow numbers: a direction word that contradicts its number is F07. In: passages, Forms; out: findings.

由72万人增加到60万人, 由70万人到72万人，持平, 增长-3%, 下降3倍, 增长70倍 where the fact says that 70倍 was reached (达到), 下降2% where
the fact says that it grew by 2%. What bounds leave open is no contradiction.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.check.numbers.forms import Forms
from reportgen.check.numbers.movements import Claim, Move, moves, wrong_size
from reportgen.check.shared.common_rules import DIRECTION
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, finds
from reportgen.model import Fact
from reportgen.model.numbers.reading import Number

_UP = "增加|增长|增多|提高|提升|上升|扩大|拓展|跃升|攀升|回升|上涨|走高|扩增|新增|增至|升至|提至|涨至|扩至|跃至|增|涨"
_DOWN = "下降|减少|降低|回落|缩小|缩减|削减|压减|收窄|下滑|下跌|下调|走低|减退|跌落|降至|减至|跌至|缩至|落至|降|减|跌"
_MOVE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_NOT = re.compile(r"(?:不|未|没有|避免|防止|遏制|扭转)[^，。；]?$")
_KINDS = ("text", "notes", "alt", "chart text")
_MOVERS = re.compile(r"^\s*(?:growth|difference)\s*\(|^[^()/*]+ - [^()/*]+$")
# after 由A到B，: what is said of the whole move, and nothing that is counted anew (增加就业岗位)
_AFTER = re.compile(
    rf"[，,]\s*(?:总体|累计)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?=明显|显著|较快|较大|[，。；！\d]|了|$)"
)
_SAME = re.compile(r"[，,]?\s*(?:总体|大体)?(?P<about>基本)?(?P<level>持平|保持不变|没有变化|维持不变)")


@finds(DIRECTION)
def contradictions(forms: Forms, passages: Iterable[Passage]) -> Iterator[Finding]:
    """Yield every direction word that its number contradicts."""
    for passage in passages:
        if passage.kind in _KINDS and (_MOVE.search(passage.text) or _SAME.search(passage.text)):
            for what, hint in dict.fromkeys(_wrong(forms, passage.text)):
                yield DIRECTION.at(passage.place, what, hint)


def _wrong(forms: Forms, text: str) -> Iterator[Claim]:
    numbers = list(forms.numbers(text))
    for move in moves(text, numbers):
        yield from _of_move(text, move)
        yield from wrong_size(text, move, numbers)
    for before, number in zip([None, *numbers], numbers, strict=False):
        between = text[before.end if before is not None else 0 : number.start]
        words = list(_MOVE.finditer(between))
        if words:
            start = number.start - len(between) + words[-1].start()
            if not _NOT.search(text[:start]):
                yield from _of_one(forms, number, words[-1], between[words[-1].end() :])


def _of_move(text: str, move: Move) -> Iterator[Claim]:
    """由A增加到B, 由A到B，下降: B must be on that side of A; 持平: B must be A."""
    before, after = move.before, move.after
    words = list(_MOVE.finditer(move.between))
    word = words[-1] if words else _AFTER.match(text, after.end)
    same = _SAME.match(text, after.end)
    if word is not None and not _NOT.search(text[: word.start()] if not words else move.between[: word.start()]):
        rises = word.group("up") is not None
        low, high = span(before), span(after)
        if (rises and high[1] <= low[0]) or (not rises and high[0] >= low[1]):
            said = (word.group("up") or word.group("down")).rstrip("至")
            what = f"“{said}” from {before.text} to {after.text} goes the other way"
            yield what, f"write {'下降到' if rises else '增加到'}"
    elif same is not None and not same.group("about") and _apart(before, after):
        what = f"“{same.group('level')}” from {before.text} to {after.text}, which are not the same"
        yield what, "say how it moved, or write 基本持平"


def _of_one(forms: Forms, number: Number, word: re.Match[str], rest: str) -> Iterator[Claim]:
    """增长N: N is no negative number, a fall has no multiples, what was reached was not grown by, and the fact agrees."""
    if not re.fullmatch(r"[了约近]{0,2}\s*", rest) or word.group().endswith("至"):
        return
    if number.value < 0:
        what = f"“{word.group()}” before {number.text} says it twice or contradicts it"
        yield what, "write the other word and no sign"
        return
    if number.unit == "倍" and word.group("down"):
        yield f"nothing falls by {number.text}", "say to what part or by how many percent it fell"
    facts = [forms.pack.facts[key] for key in forms.facts_of(number)]
    if number.unit == "倍" and word.group("up") and facts and all(fact.kind == "index" for fact in facts):
        yield f"“{word.group()}{number.text}” says grown by, and {facts[0].id} says reached", "write 达到…的…倍"
    if facts and all(_moves_against(fact, word.group("up") is not None) for fact in facts):
        what = f"“{word.group()}{number.text}”, and {facts[0].id} moved the other way"
        yield what, f"write {facts[0].moved()}"


def _moves_against(fact: Fact, rises: bool) -> bool:
    """Whether a fact says how far something moved, and moved the other way."""
    if fact.movement is not None:
        said = _MOVE.search(fact.movement)
        return said is not None and (said.group("up") is not None) != rises
    if fact.value is None or not (fact.kind == "annual_growth" or _MOVERS.search(fact.formula or "")):
        return False
    try:
        fact.moved()
    except ValueError:
        return False
    return fact.value < 0 if rises else fact.value > 0


def span(number: Number) -> tuple[Decimal, Decimal]:
    """Return between what a number lies by its bound."""
    value, far = number.value, Decimal("Infinity")
    about = abs(value) / 10
    return {
        "lt": (-far, value), "le": (-far, value), "gt": (value, far), "ge": (value, far), "approx": (value - about, value + about),
        "approx_below": (value - about, value), "approx_above": (value, value + about),
    }.get(number.bound, (value, value))  # fmt: skip


def _apart(one: Number, other: Number) -> bool:
    """Whether two numbers are certainly not the same."""
    (low, high), (least, most) = span(one), span(other)
    return high < least or most < low
