"""Redaction of texts: the sentences of a pack that show something hidden, by tag or by a number written out."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from reportgen.distribute.shares.redaction.antecedents import without_orphans
from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers, Hit
from reportgen.private_use import HELD, HELD_END

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_FACT = re.compile(r"(?<![\w.])f(?:\.(?!get\b)(\w+)|\[\s*['\"]([^'\"]+)['\"]\s*\]|\.get\(\s*['\"]([^'\"]+)['\"])")
_ANY_FACT = re.compile(r"(?<![\w.'\"])f(?![\w'\"])(?!\.\w|\[\s*['\"][^'\"]+['\"]\s*\])")  # f[key], f | list
_COLUMN = re.compile(r"(?<![\w.])t(?:\.(\w+)|\[\s*['\"]([^'\"]+)['\"]\s*\])")
_REFERENCE = re.compile(r"\bref\(\s*['\"]([^'\"]+)['\"]\s*\)")
_ASIDE = re.compile(r"（见\s*\{\{\s*ref\(\s*['\"]([^'\"]+)['\"]\s*\)\s*\}\}\s*）")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]*")
_HOLDER = re.compile(f"{HELD}(\\d+){HELD_END}")
ANY = "*"  # of a text that chooses facts while it is printed: it may show any of them


@dataclass(frozen=True)
class Redaction:
    """What a share does not show: facts, figures and tables by id, tables of data with hidden cells, numbers written out."""

    facts: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    numbers: HiddenNumbers | None = field(default=None, compare=False)
    names: frozenset[str] = frozenset()  # what hidden indicators are called, and no visible one

    def lacks(self, needs: Iterable[str]) -> bool:
        """Return whether one of the facts, figures and tables that something needs is hidden."""
        return any(key in self.facts or key in self.items or key in self.data for key in needs)

    def mentions(self, *texts: str | None, context: str = "") -> bool:
        """Return whether one of the texts shows something hidden."""
        return any(self._mentions(text, context) for text in texts if text)

    def _mentions(self, text: str, context: str) -> bool:
        if "{" in text:
            named = facts_in(text)
            if not self.facts.isdisjoint(named) or (ANY in named and self.facts):
                return True
            if not self.items.isdisjoint(references_in(text)) or not self.data.isdisjoint(tables_in(text)):
                return True
        return self._names(text) or any(not hit.like for hit in self.written(text, context))

    def _names(self, text: str) -> bool:
        if not self.names:
            return False
        bare = without_tags(text)
        return any(name in bare for name in self.names)

    def written(self, text: str, context: str = "") -> tuple[Hit, ...]:
        """Return the hidden numbers that a text writes out; one that may be a visible fact names that one."""
        if self.numbers is None or not self.facts:
            return ()
        return tuple(self.numbers.hits(without_tags(text), without_tags(context)))

    def rest(self, text: str, *, before_gone: bool = False) -> str:
        """Return a text without the sentences that show something hidden or lean on one that does; an aside （见图…） goes alone.

        `before_gone` says that the text before it is gone.
        """
        text = _ASIDE.sub(lambda match: "" if match.group(1) in self.items else match.group(), text)
        if not before_gone and not self.mentions(text):
            return text
        if "{%" in text:
            return "" if self.mentions(text) else text  # a condition may span sentences: all or nothing
        parts = sentences(text)
        gone = without_orphans(parts, [self.mentions(part) for part in parts], before_gone=before_gone)
        if not any(gone):
            return text
        kept = [part for part, is_gone in zip(parts, gone, strict=True) if not is_gone]
        return re.sub("；$", "。", "".join(kept).rstrip("\n"))


@lru_cache(maxsize=8192)  # each recipient is asked about the same texts
def facts_in(text: str | None) -> frozenset[str]:
    """Return the facts that a text names; `ANY` among them where it chooses them while it is printed."""
    found = _names(_FACT, text)
    if text and "{" in text and any(_ANY_FACT.search(tag) for tag in _TAG.findall(text)):
        return found | {ANY}
    return found


@lru_cache(maxsize=8192)
def references_in(text: str | None) -> frozenset[str]:
    """Return the figures and tables that a text refers to."""
    return _names(_REFERENCE, text)


@lru_cache(maxsize=8192)
def tables_in(text: str | None) -> frozenset[str]:
    """Return the tables of data whose columns a text uses."""
    return _names(_COLUMN, text)


def facts_of(texts: Iterable[str | None], facts: Collection[str] = ()) -> frozenset[str]:
    """Return the facts that any of the texts names, and those given."""
    return frozenset(facts).union(*(facts_in(text) for text in texts))


@lru_cache(maxsize=8192)
def without_tags(text: str) -> str:
    """Return what a text writes out itself."""
    return _TAG.sub("\x00", text) if "{" in text else text


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """Return a text as its sentences; punctuation inside a tag ends none."""
    tags: list[str] = []

    def keep(match: re.Match[str]) -> str:
        tags.append(match.group())
        return f"{HELD}{len(tags) - 1}{HELD_END}"

    bare = _TAG.sub(keep, text)
    found = [part for part in _SENTENCE.findall(bare) if part]
    return tuple(_HOLDER.sub(lambda match: tags[int(match.group(1))], part) for part in found)


def _names(pattern: re.Pattern[str], text: str | None) -> frozenset[str]:
    if not text or "{" not in text:
        return frozenset()
    tags = " ".join(_TAG.findall(text))
    return frozenset("".join(groups) if isinstance(groups, tuple) else groups for groups in pattern.findall(tags))
