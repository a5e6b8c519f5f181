"""The words of a movement by the kind of its fact: 由A增加到B, 降幅收窄, 由亏损…转为盈利…, 由第5位上升到第3位."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.model.movement.movement_kind import DEGREES, MovementKind, more_of, poles_of, price_words
from reportgen.model.movement.movement_size import decimals_of, with_decimals
from reportgen.model.numbers.marks import mark

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact
    from reportgen.model.movement.movement import Movement

LEVEL, NEARLY_LEVEL, UNCHANGED = "持平", "基本持平", "不变"
TURNED = ("由正转负", "由负转正")
STILL_ZERO, TO_ZERO, FROM_NOTHING = "仍为零", "降为零", "从无到有"
_DECREASE = "降幅"
_DIGITS = re.compile(r"[-−]?\d[\d,.]*")
_TURNED_BOUNDS = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "approx_below": "approx_above"}
_TURNED_BOUNDS |= {"approx_above": "approx_below", "more_after": "approx_below"}


@dataclass(frozen=True)
class Verbs:
    """The verbs of a kind of movement: before a number and before what is reached, upwards and downwards.

    `grown` and `shrunk` stand before a percentage and alone; `up` is the sign of the movement that the first of each pair
    is for, as a rank rises where its number falls.
    """

    up_by: str
    down_by: str
    up_to: str
    down_to: str
    grown: str
    shrunk: str
    up: int = 1


_VERBS: dict[MovementKind, Verbs] = {
    "amount": Verbs("增加", "减少", "增加到", "减少到", "增长", "下降"),
    "share": Verbs("提高", "下降", "提高到", "下降到", "提高", "下降"),
    "growth_rate": Verbs("加快", "回落", "加快到", "回落到", "加快", "回落"),
    "duration": Verbs("延长", "缩短", "延长到", "缩短到", "延长", "缩短"),
    "rank": Verbs("上升", "下降", "上升到", "下降到", "上升", "下降", up=-1),
    "multiple": Verbs("提高", "下降", "提高到", "下降到", "提高", "下降"),
    "scale": Verbs("上升", "下降", "上升到", "下降到", "上升", "下降"),
    "balance": Verbs("增加", "减少", "增加到", "减少到", "增长", "下降"),
}
_RISING_SHARE = Verbs("上升", "下降", "上升到", "下降到", "上升", "下降")


def verbs(moves: MovementKind, fact: "Fact") -> Verbs:
    """Return the verbs of a kind of movement; of a share of which more is not better 上升 and not 提高."""
    if moves == "price":
        word, to = price_words(fact.label)
        return Verbs(word, "下降", to, "下降到", word, "下降")
    if moves == "share" and more_of(fact) != "good":
        return _RISING_SHARE
    return _VERBS[moves]


def check(movement: "Movement") -> None:
    """Raise a ValueError where a value below zero has no word of its own, or a rank is none."""
    for fact in (movement.now, movement.then):
        if movement.moves == "rank" and not _is_rank(fact):
            raise ValueError(f"{fact.id} ({fact.prose()}) is not a rank, which is an exact whole number from 1 on")
    if movement.moves == "balance" and -1 in movement.signs and poles_of(movement.now) is None:
        what = f"{movement.now.id} is below zero, and no words are known for that"
        raise ValueError(f"{what}; give the fact `poles: [word below zero, word above zero]`, such as [逆差, 顺差]")
    if movement.moves not in ("balance", "growth_rate", "share", "scale") and -1 in movement.signs:
        raise ValueError(
            f"{movement.now.id} moves as {movement.moves}, which is never below zero; give it `moves: balance`"
        )


def from_to(movement: "Movement") -> str:
    """Return how it went from the earlier value to the later one, both marked."""
    if movement.order == 0:
        return _level(movement)
    if movement.moves == "growth_rate":
        return _growth_rate(movement)
    if movement.moves == "balance":
        return _balance(movement)
    then, now = _texts(movement)
    verb = verbs(movement.moves, movement.now)
    before, after = movement.signs
    if before == 0 and movement.moves == "amount":
        if more_of(movement.now) == "bad":
            return f"由零{_reaching(verb.up_to, now, movement.now.bound)}"
        return f"{FROM_NOTHING}，{now if movement.now.bound == 'gt' else f'达到{now}'}"
    if after == 0 and before > 0 and movement.moves not in ("scale", "duration"):
        return f"由{then}{TO_ZERO}"
    reached = verb.up_to if movement.order == verb.up else verb.down_to
    return f"由{then}{_reaching(reached, now, movement.now.bound)}"


def direction(movement: "Movement") -> str:
    """Return which way it went, in a word that is true below zero too: 降幅收窄, 由负转正, 逆差扩大."""
    before, after = movement.signs
    verb = verbs(movement.moves, movement.now)
    word = verb.grown if movement.order == verb.up else verb.shrunk
    if movement.moves == "growth_rate":
        if before == after == -1:
            return "".join(change_words(movement))
        turned = {1: "由降转增" if before else "转为增长", 0: "转为持平", -1: "由增转降" if before else "转为下降"}
        return word if before == after else turned[after]
    poles = poles_of(movement.now)
    if movement.moves != "balance" or poles is None:
        return word
    if before == after:
        return "".join(_pole_verb(movement))
    if not before:
        return f"转为{poles[after > 0]}"
    return f"{poles[before > 0]}{TO_ZERO}" if not after else TURNED[after > 0]


def change_words(movement: "Movement") -> tuple[str, str]:
    """Return what moved, where it has a name of its own, and the verb before the difference."""
    if movement.moves == "growth_rate" and movement.signs == (-1, -1):
        return _DECREASE, "收窄" if movement.order > 0 else "扩大"
    if movement.moves == "growth_rate" and movement.signs[0] < 0:
        return "", "提高"
    if movement.moves == "balance":
        pole, verb = _pole_verb(movement)
        return pole, verb
    verb_of = verbs(movement.moves, movement.now)
    return "", verb_of.up_by if movement.order == verb_of.up else verb_of.down_by


def growth_words(movement: "Movement") -> tuple[str, str]:
    """Return what moved, where it has a name of its own, and the verb before a percentage."""
    if movement.moves == "balance" and poles_of(movement.now) is not None:
        pole, verb = _pole_verb(movement)
        return pole, {"增加": "增长", "减少": "下降"}.get(verb, verb)
    verb_of = verbs(movement.moves, movement.now)
    return "", verb_of.grown if movement.order == verb_of.up else verb_of.shrunk


def size_of(fact: "Fact") -> str:
    """Return a value without its sign, in the fact's own printing: 1.5亿元 of −1.5亿元."""
    if fact.value is None or fact.value >= 0:
        return fact.prose()
    update: dict[str, Any] = {"value": -fact.value, "words": None}
    if fact.upper is not None:
        update |= {"value": -fact.upper, "upper": -fact.value}
    if fact.bound in _TURNED_BOUNDS:
        update |= {"bound": _TURNED_BOUNDS[fact.bound], "word": None}
    return fact.model_copy(update=update).prose()


def with_pole(fact: "Fact") -> str:
    """Return a balance in words: 亏损1.5亿元, 盈利2.5亿元, 持平 at zero; ValueError where no words are known."""
    poles = poles_of(fact)
    if poles is None or fact.value is None:
        hint = "give it `poles: [word below zero, word above zero]`, such as [逆差, 顺差]"
        raise ValueError(f"{fact.id} has no words for a value below zero and above; {hint}")
    if fact.value == 0:
        return LEVEL
    return f"{poles[0 if fact.value < 0 else 1]}{size_of(fact)}"


def _level(movement: "Movement") -> str:
    now = _marked(movement.now, _said(movement, movement.now))
    if movement.signs == (0, 0) and movement.moves != "scale":
        return LEVEL if movement.moves == "growth_rate" else STILL_ZERO
    if movement.moves == "growth_rate" and movement.signs == (-1, -1):
        return f"{_DECREASE}{movement.level()}，为{_marked(movement.now, size_of(movement.now))}"
    if movement.moves == "rank":
        return f"保持{_marked(movement.now, _place(movement.now))}"
    if movement.moves == "duration" and movement.level() == UNCHANGED:
        return f"保持{now}不变"
    if movement.moves == "balance" and poles_of(movement.now) is not None:
        now = _marked(movement.now, with_pole(movement.now))
    return f"{movement.level()}，为{now}"


def _growth_rate(movement: "Movement") -> str:
    before, after = movement.signs
    then, now = _texts(movement, size=True)
    if before == after == 1:
        verb = "加快到" if movement.order > 0 else "回落到"
        return f"由{then}{_reaching(verb, now, movement.now.bound)}"
    if before == after == -1:
        return f"{_DECREASE}由{then}{'收窄到' if movement.order > 0 else '扩大到'}{now}"
    named = {1: "增长", -1: "下降"}
    start = f"{named[before]}{then}" if before else LEVEL
    return f"由{start}转为{f'{named[after]}{now}' if after else LEVEL}"


def _balance(movement: "Movement") -> str:
    before, after = movement.signs
    then, now = _texts(movement, size=True)
    poles = poles_of(movement.now)
    if poles is None:
        verb = "增加到" if movement.order > 0 else "减少到"
        if after == 0:
            return f"由{then}{TO_ZERO}"
        return f"由{then if before else '零'}{_reaching(verb, now, movement.now.bound)}"
    if before == 0:
        return f"由零转为{poles[after > 0]}{now}"
    if after == 0:
        return f"{poles[before > 0]}由{then}{TO_ZERO}"
    if before == after:
        pole, verb = _pole_verb(movement)
        return f"{pole}由{then}{_reaching(f'{verb}到', now, movement.now.bound)}"
    return f"{TURNED[after > 0]}：由{poles[before > 0]}{then}转为{poles[after > 0]}{now}"


def _pole_verb(movement: "Movement") -> tuple[str, str]:
    """逆差 and 收窄, 亏损 and 扩大; without words of its own nothing and 增加."""
    poles = poles_of(movement.now)
    above = movement.signs[1] > 0
    grows = movement.order > 0 if above else movement.order < 0
    if poles is None:
        return "", "增加" if grows else "减少"
    pole = poles[1 if above else 0]
    gap = pole.endswith(("差", "字"))
    if grows:
        return pole, "扩大" if gap or not above else "增加"
    return pole, "收窄" if gap else "减少"


def _texts(movement: "Movement", *, size: bool = False) -> tuple[str, str]:
    """Both values as they are printed, marked, with as many decimals as the other; `size` leaves out their signs."""
    facts = (movement.then, movement.now)
    if movement.moves == "rank":
        return _marked(facts[0], _place(facts[0])), _marked(facts[1], _place(facts[1]))
    texts = [size_of(fact) if size else _said(movement, fact) for fact in facts]
    if all(fact.bound == "exact" for fact in facts) and _tail(texts[0]) == _tail(texts[1]):
        places = max(map(decimals_of, texts))
        texts = [with_decimals(text, places) for text in texts]
    return _marked(facts[0], texts[0]), _marked(facts[1], texts[1])


def _said(movement: "Movement", fact: "Fact") -> str:
    """A value as a sentence says it: of a temperature below zero 零下3.2℃."""
    below = movement.moves == "scale" and fact.unit in DEGREES and (fact.value or 0) < 0
    return f"零下{size_of(fact)}" if below else fact.prose()


def _tail(text: str) -> str:
    """The unit as it is printed, with its scale."""
    return _DIGITS.sub("", text.removeprefix("零下"), count=1)


def _is_rank(fact: "Fact") -> bool:
    return fact.value is not None and fact.bound == "exact" and fact.value >= 1 and fact.value % 1 == 0


def _place(fact: "Fact") -> str:
    assert fact.value is not None
    return f"第{fact.value.normalize():f}{fact.unit}"


def _reaching(verb: str, text: str, bound: str) -> str:
    """增加到70万人; 超过 is a verb of its own, so that it does not follow 到: 增加，已超过70万人."""
    return f"{verb.removesuffix('到')}，已{text}" if bound == "gt" else f"{verb}{text}"


def _marked(fact: "Fact", text: str) -> str:
    return mark("fact", fact.id, text)
