"""A fact as an author may write it: a range or fraction as its value, the word of a bound in the place of the bound."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportgen.model.numbers.bounds import BOUNDS, bound_class, bound_of_word, words_of

_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:～|~|—+|–|－|至|到)\s*({_NUMBER})")
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)")


def as_written(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a fact with its range, fraction and the word of its bound taken apart; ValueError if they disagree."""
    found = dict(data)
    _take_value_apart(found)
    bound, word = found.get("bound"), found.get("word")
    if isinstance(bound, str) and bound not in BOUNDS and bound_of_word(bound):
        found["bound"], found["word"] = bound_of_word(bound), word or bound
    elif isinstance(word, str) and word and bound in (None, "exact"):
        found["bound"] = bound_of_word(word) or "exact"
    _check_word(found.get("word"), found.get("bound"))
    return found


def _take_value_apart(found: dict[str, Any]) -> None:
    value = found.get("value")
    if not isinstance(value, str):
        return
    both, fraction = _RANGE.fullmatch(value.strip()), _FRACTION.fullmatch(value.strip())
    if both is not None:
        found["value"], found["upper"] = both.groups()
        found["bound"] = "range"
    elif fraction is not None:
        above, below = (int(part) for part in fraction.groups())
        if not below:
            raise ValueError("a fraction cannot have 0 below its line")
        found |= {"value": Decimal(above) / Decimal(below), "fraction": f"{above}/{below}", "bound": "fraction"}


def _check_word(word: Any, bound: Any) -> None:
    if not isinstance(word, str) or not word:
        return
    said = bound_of_word(word)
    if said is None:
        known = "、".join(words_of(str(bound))) if bound in BOUNDS else ""
        raise ValueError(
            f"the word {word} is not the word of a bound" + (f"; words of {bound}: {known}" if known else "")
        )
    if bound_class(said) != bound_class(str(bound)):
        raise ValueError(f"the word {word} says {said}, and the bound is {bound}; correct one of them")
