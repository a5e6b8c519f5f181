"""The names of hidden indicators: a text that names one shows that there is one."""

import re
from collections.abc import Collection, Iterator

from reportgen.model import Fact, Pack

_SHORTEST = 4  # characters; shorter ones are words of the language
_ASIDE = re.compile("（.*?）$")
_ENDINGS = re.compile("(?:累计增长|年均增长|增长|增速|增长率|目标|合计|总额|总量)$")


def hidden_names(pack: Pack, hidden: Collection[str]) -> frozenset[str]:
    """Return what hidden indicators with numbers are called; names that stand in those of visible facts are left out."""
    if not hidden:
        return frozenset()
    seen = "\n".join(name for key, fact in pack.facts.items() if key not in hidden for name in _said(fact))
    facts = (pack.facts[key] for key in hidden if key in pack.facts)
    found = {name for fact in facts if fact.value is not None for name in _names(fact)}
    return frozenset(name for name in found if len(name) >= _SHORTEST and name not in seen)


def _names(fact: Fact) -> Iterator[str]:
    for name in (fact.label, fact.short):
        if name:
            bare = _ASIDE.sub("", name)
            yield bare
            yield _ENDINGS.sub("", bare)


def _said(fact: Fact) -> Iterator[str]:
    """All that a visible fact calls itself and its members."""
    yield from (text for text in (fact.label, fact.short, fact.definition, fact.words, *fact.items) if text)
