"""Owns taking facts out of texts. In: a text of a pack, what is hidden; out: the sentences that are left."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_FACT = re.compile(r"\bf(?:\.(\w+)|\[\s*['\"]([^'\"]+)['\"]\s*\])")
_REFERENCE = re.compile(r"\bref\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ASIDE = re.compile(r"（见\s*\{\{\s*ref\(\s*['\"]([^'\"]+)['\"]\s*\)\s*\}\}\s*）")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]*")
_HOLDER = re.compile("\ue0f0(\\d+)\ue0f1")


@dataclass(frozen=True)
class Hidden:
    """What a part does not show: facts, and figures and tables by id."""

    facts: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()

    def touches(self, *texts: str | None) -> bool:
        """Tell whether one of the texts shows something hidden."""
        return any(
            not self.facts.isdisjoint(facts_in(text)) or not self.items.isdisjoint(references_in(text))
            for text in texts
            if text and "{" in text
        )

    def rest(self, text: str) -> str:
        """Return a text without the sentences that show something hidden; an aside （见图…） goes alone."""
        text = _ASIDE.sub(lambda match: "" if match.group(1) in self.items else match.group(), text)
        if not self.touches(text):
            return text
        if "{%" in text:
            return ""  # a condition may span sentences: all or nothing
        kept = [sentence for sentence in sentences(text) if not self.touches(sentence)]
        return re.sub("；$", "。", "".join(kept).rstrip("\n"))


@lru_cache(maxsize=8192)  # each recipient is asked about the same texts
def facts_in(text: str | None) -> frozenset[str]:
    """Return the facts that a text names."""
    return _names(_FACT, text)


@lru_cache(maxsize=8192)
def references_in(text: str | None) -> frozenset[str]:
    """Return the figures and tables that a text refers to."""
    return _names(_REFERENCE, text)


def facts_of(texts: Iterable[str | None], facts: Collection[str] = ()) -> frozenset[str]:
    """Return the facts that any of the texts names, and those given."""
    return frozenset(facts).union(*(facts_in(text) for text in texts))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Return a text as its sentences; punctuation inside a tag ends none."""
    tags: list[str] = []

    def keep(match: re.Match[str]) -> str:
        tags.append(match.group())
        return f"\ue0f0{len(tags) - 1}\ue0f1"

    bare = _TAG.sub(keep, text)
    found = [part for part in _SENTENCE.findall(bare) if part]
    return tuple(_HOLDER.sub(lambda match: tags[int(match.group(1))], part) for part in found)


def _names(pattern: re.Pattern[str], text: str | None) -> frozenset[str]:
    if not text or "{" not in text:
        return frozenset()
    tags = " ".join(_TAG.findall(text))
    return frozenset("".join(groups) if isinstance(groups, tuple) else groups for groups in pattern.findall(tags))
