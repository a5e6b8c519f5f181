"""Ways of speaking that a number contradicts (A05, A10): 余 before %, 二 for 两, 首次 that was before, 增加到 below its base, 前者 of nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.check.numbers.direction import span
from reportgen.check.numbers.forms import Forms
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, Rule, finds
from reportgen.model import Fact
from reportgen.model.movement.movement_kind import poles_of, says_movement
from reportgen.model.movement.movement_words import with_pole
from reportgen.model.numbers.reading import Number

_Claim = tuple[str, str]
_KINDS = ("text", "notes", "alt", "comment", "diagram")
_MORE = re.compile(
    r"\d余[%％‰]|(?<![\d.])[1-9]余(?=[倍个家种项人户条吨])|\d\.\d+余|多余(?=[%％])|百分之[一二三四五六七八九十]+余"
)
_TWO = re.compile(r"(?<![第十百零〇一二三四五六七八九\d两])二(?=[种家座位]|个(?!月))")
_FIRST = re.compile(r"(?:首次|第一次|首度)(突破|超过|达到|跨越|迈上|站上|越过|实现)")
_REACHED = re.compile(
    r"(?P<up>增加|增长|提高|提升|上升|扩大|延长|拉长|加快|升|增|提)(?:到|至)|(?P<down>下降|减少|降低|回落|缩小|缩短|压缩|放缓|降|减)(?:到|至)"
)
_REFERS = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）).、．])?\s*(前者|后者|两者|二者|其中|上述|以此|同样|对此)"
)
_OF_TWO = re.compile(r"前者|后者|两者|二者")
_CHANGED_BY = re.compile(
    "(?:比[^，。；]{1,12}|同比|环比)(增加|减少|增长|下降|提高|上升|回落|缩短|延长)了?(?=[\\d一二三四五六七八九十两])"
)
_OF_CHANGE = re.compile("[增减升降新净]")
_POLES = re.compile("(盈利|亏损|顺差|逆差|结余|赤字|净流入|净流出)(?:额)?(?:为|达到?)?(?=[\\d一二三四五六七八九十两])")
SPOKEN_RIGHT = Rule("A05", "error", "ways of speaking fit their numbers: 余, 两, 首次, 增加到")
REFERS = Rule("A10", "warning", "前者, 其中 and the like refer to something before them")


@finds(SPOKEN_RIGHT, REFERS)
def wrong_phrases(forms: Forms, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield each phrase that is wrong, all of a text."""
    before: Passage | None = None
    for passage in passages:
        if passage.kind not in _KINDS:
            continue
        for what, hint in dict.fromkeys(
            (*_spoken(passage.text), *_claimed(forms, passage.text), *_changes(forms, passage.text))
        ):
            yield SPOKEN_RIGHT.at(passage.place, what, hint)
        for what, hint in _orphans(forms, passage, before):
            yield REFERS.at(passage.place, what, hint)
        before = passage


def _spoken(text: str) -> Iterator[_Claim]:
    for match in _MORE.finditer(text):
        yield (
            f"“{match.group()}” is not said",
            "余 follows a round ten and never %, a decimal or a single digit; write 超过 or 多",
        )
    for match in _TWO.finditer(text):
        yield f"“{text[match.start() : match.end() + 1]}” is not said", "before a measure word two is 两"


def _claimed(forms: Forms, text: str) -> Iterator[_Claim]:
    numbers = forms.numbers(text)
    for match in _FIRST.finditer(text):
        number = next((one for one in numbers if match.end() <= one.start <= match.end() + 4), None)
        if number is not None:
            yield from _first(forms, text, match, number)
    for match in _REACHED.finditer(text):
        number = next((one for one in numbers if match.end() <= one.start <= match.end() + 3), None)
        facts = [forms.pack.facts[key] for key in forms.facts_of(number)] if number is not None else []
        rises = match.group("up") is not None
        if number is not None and facts and all(_against(forms, fact, rises) for fact in facts):
            yield f"“{match.group()}{number.text}”, and {facts[0].label} went the other way", "write the other word"


def _changes(forms: Forms, text: str) -> Iterator[_Claim]:
    """比上年增加27条 where 27条 is all that there is, and 盈利2.4亿元 of a loss."""
    numbers = {one.start: one for one in forms.numbers(text)}
    for match in _CHANGED_BY.finditer(text):
        facts = _facts_at(forms, numbers.get(match.end()))
        if facts and all(_is_whole(fact) for fact in facts):
            said = f"“{match.group()}{numbers[match.end()].text}”"
            yield f"{said} is a change, and {facts[0].label} is {facts[0].prose()}", "write the difference, or 增加到"
    for match in _POLES.finditer(text):
        facts = _facts_at(forms, numbers.get(match.end()))
        if facts and all(_other_pole(fact, match.group(1)) for fact in facts):
            said = f"“{match.group()}{numbers[match.end()].text}”"
            yield f"{said}, and {facts[0].label} is {facts[0].prose()}", f"write {with_pole(facts[0])}"


def _facts_at(forms: Forms, number: Number | None) -> list[Fact]:
    return [forms.pack.facts[key] for key in forms.facts_of(number)] if number is not None else []


def _is_whole(fact: Fact) -> bool:
    """Whether a fact is a level, a share or a count whose name says nothing of a change."""
    return fact.kind in ("level", "share", "count") and not says_movement(fact) and not _OF_CHANGE.search(fact.label)


def _other_pole(fact: Fact, word: str) -> bool:
    poles = poles_of(fact)
    return poles is not None and fact.value is not None and word in poles and word != poles[fact.value > 0]


def _against(forms: Forms, fact: Fact, rises: bool) -> bool:
    """Whether all that is known from before lies on the other side of a fact."""
    before = earlier_values(forms, fact)
    if not before or fact.value is None or fact.value < 0:
        return False
    return all(fact.value < value if rises else fact.value > value for value in before)


def earlier_values(forms: Forms, fact: Fact) -> list[Decimal]:
    """Return what a fact was before: at its base, in earlier editions, as facts of the same name and an earlier time."""
    if fact.kind in ("index", "annual_growth", "growth_multiple"):
        return []
    found = [fact.base.value] if fact.base is not None and fact.base.value is not None else []
    found += [one.value for one in fact.past if one.value is not None and one.unit == fact.unit]
    for other in forms.pack.facts.values():
        alike = other.id != fact.id and other.unit == fact.unit and _stem(other) == _stem(fact)
        if alike and other.value is not None and (other.period or "9") < (fact.period or "0"):
            found.append(other.value)
    return found


def _stem(fact: Fact) -> str:
    return re.sub(r"[（(][^）)]*[）)]", "", fact.label)


def _first(forms: Forms, text: str, match: re.Match[str], number: Number) -> Iterator[_Claim]:
    """首次 is wrong where the value is not there, or an earlier edition or the base was there already."""
    said = f"“{match.group()}{number.text}”"
    for fact in _named(forms, text[: match.start()], number):
        assert fact.value is not None
        value = next(iter(forms.numbers(fact.prose())), None)
        if value is None or value.unit != number.unit:
            continue
        reached = (
            span(value)[1] >= number.value if match.group(1) in ("达到", "实现") else span(value)[1] > number.value
        )
        if not reached:
            yield f"{said}, and {fact.label} is {fact.prose()}", "leave it out, or correct the number"
            return
        factor = value.value / fact.value if fact.value else Decimal(1)
        if any(before * factor > number.value for before in earlier_values(forms, fact)):
            yield f"{said}, and {fact.label} was above it before", "leave out 首次"
            return


def _named(forms: Forms, before: str, number: Number) -> list[Fact]:
    """The facts whose name stands last before a claim."""
    best = -1
    found: list[Fact] = []
    for fact in forms.pack.facts.values():
        at = max(before.rfind(fact.label), before.rfind(fact.short or fact.label))
        if at >= 0 and fact.value is not None and at >= best:
            found = [*found, fact] if at == best else [fact]
            best = at
    return found


def _orphans(forms: Forms, passage: Passage, before: Passage | None) -> Iterator[_Claim]:
    """Words that refer to what stood before, where nothing stands there."""
    match = _REFERS.match(passage.text)
    if match is None or passage.kind != "text" or passage.place.table or passage.place.row:
        return
    same = before is not None and (before.place.part, before.place.number) == (passage.place.part, passage.place.number)
    said = before.text if before is not None and same else ""
    heading = len(said) < 20 and not re.search(r"[。，；：]", said)
    if not said or (heading and passage.place.part == "body"):
        yield (
            f"“{match.group(1)}” refers to nothing before it",
            "name what is meant, or put the sentence back that said it",
        )
    elif _OF_TWO.search(match.group(1)) and len(forms.numbers(said)) < 2 and not re.search("[和与及、；]", said):
        yield f"“{match.group(1)}” refers to two things, and one stands before it", "name what is meant"


def rows_as_text(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield each row of a table as one text, so that its label is read beside its number."""
    rows: dict[tuple[str, int, str, int], list[Passage]] = {}
    for passage in passages:
        place = passage.place
        if passage.kind == "text" and place.row:
            rows.setdefault((place.part, place.number or place.table, place.shape, place.row), []).append(passage)
    for own in rows.values():
        if len(own) > 1:
            label = own[0]
            for cell in own[1:]:
                yield Passage(cell.place, "text", f"{label.text}{cell.text}", cell.part, cell.spot)
