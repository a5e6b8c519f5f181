"""Sentences that lean on the one before (前者, 两者, 其中, 上述): they go with what they lean on."""

import re
from collections.abc import Callable, Sequence

_TAG = r"(?:\{\{.*?\}\})"
# words that stand for two or more things named before, and words that stand for what was named last
_SEVERAL = re.compile("前者|后者|两者|二者|三者|两项指标|两项|上述|以上(?:两|三|四|各|几)[项个类种]|均(?=[为在达超])")
_ONE = re.compile(
    r"^[（“\s]*(?:其中|同样|同时|为此|据此|以此|因此|对此|与此|其|该|这[一些]?|此外|另外|另有|此项|相应|也|还|则|而)"
    r"|同样|以此为|在此基础上|与上(?:项|述)"
)
_NAMED = re.compile(rf"{_TAG}|[和与、]")


def without_orphans(parts: Sequence[str], gone: Sequence[bool], *, before_gone: bool = False) -> list[bool]:
    """Return which sentences go: those that are hidden, and those that lean on one that goes.

    `before_gone` says that what stood before the first of them is gone.
    """
    found: list[bool] = []
    for number, part in enumerate(parts):
        near = [*([before_gone] if number < _REACH else []), *found[max(0, number - _REACH) :]]
        last = found[-1] if found else before_gone
        found.append(gone[number] or (last and leans_on_last(part)) or (any(near) and leans_on_several(part)))
    return found


def leans_on_last(sentence: str) -> bool:
    """Return whether a sentence stands for what the one before it named."""
    return _leans(sentence, _ONE, lambda before: not re.search(_TAG, before))


def leans_on_several(sentence: str) -> bool:
    """Return whether a sentence stands for several things that were named before it, and not in itself."""
    return _leans(sentence, _SEVERAL, lambda before: len(_NAMED.findall(before)) == 0)


def leans(sentence: str) -> bool:
    """Return whether a sentence needs one before it."""
    return leans_on_last(sentence) or leans_on_several(sentence)


def _leans(sentence: str, pattern: re.Pattern[str], alone: Callable[[str], bool]) -> bool:
    match = pattern.search(sentence)
    return match is not None and alone(sentence[: match.start()])


_REACH = 3  # sentences in which the things stand that 两者 names
