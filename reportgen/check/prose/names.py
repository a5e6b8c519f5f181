"""Names with numerals that lose their quotes, and explanations of bounds that a file does not print (A12, A13)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, Rule, finds
from reportgen.model.numbers.bounds import AFTER, BEFORE, BETWEEN

_KINDS = ("text", "notes", "alt", "chart text")
_NUMERALS = "一二三四五六七八九十百千两双\\d"
_QUOTED = re.compile("“([^“”，。；：、]{2,12})”")
_NAME = re.compile(f"(?=.*[{_NUMERALS}])(?!.*[{_NUMERALS}][年月日天个家亿万%].*)[\\w+·]+")
_PLAN = re.compile("十?[一二三四五六七八九]五")
_BOUNDS = frozenset(word for word in (*BEFORE, *AFTER, *BETWEEN) if word.isalpha())
_EXPLAINS = re.compile("(?:不?含本数|表示|为约数|是指)")
KEEPS_QUOTES = Rule("A12", "warning", "a name with numerals keeps its quotes everywhere")
EXPLAINS_PRINTED = Rule("A13", "warning", "words of bounds are explained where the file prints them")
_LISTED = re.compile("“([^“”]{1,4})”")


@dataclass(frozen=True)
class _Quoted:
    """A name that stands in quotes somewhere in a file, and where it stands without them."""

    name: str

    def bare_in(self, text: str) -> bool:
        """Return whether a text has the name outside of all quotes."""
        for match in re.finditer(re.escape(self.name), text):
            before = text[: match.start()]
            if before.count("“") == before.count("”"):
                return True
        return False


@finds(KEEPS_QUOTES)
def lost_quotes(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield where a name with numerals that a file quotes stands without quotes: 三环八射 beside “三环八射”."""
    texts = [one for one in passages if one.kind in _KINDS]
    names = {name for one in texts for name in _QUOTED.findall(one.text) if _is_name(name)}
    for name in sorted(names):
        quoted = _Quoted(name)
        for one in texts:
            if name in one.text and quoted.bare_in(one.text):
                what = f"{name} stands without the quotes that it has elsewhere"
                yield KEEPS_QUOTES.at(one.place, what, f"write “{name}”")


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and (len(text) > 2 or bool(_PLAN.fullmatch(text)))


@finds(EXPLAINS_PRINTED)
def idle_explanations(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield where a note explains the word of a bound that the file does not print: “近”表示略低于该数."""
    texts = [one for one in passages if one.kind == "text"]
    notes = [(one, clause) for one in texts for clause in re.split("[；。]", one.text) if _EXPLAINS.search(clause)]
    explained = {word: one for one, clause in notes for word in _LISTED.findall(clause) if word in _BOUNDS}
    if not explained:
        return
    said = [one.text for one in texts if one not in explained.values()]
    for word, one in explained.items():
        if not any(_prints(word, text) for text in said):
            hint = "take it out, or write {{ bounds }}, which explains those that are printed"
            yield EXPLAINS_PRINTED.at(one.place, f"it explains “{word}”, which the file does not print", hint)


def _prints(word: str, text: str) -> bool:
    """Whether a word stands at a number, also where its run ends before the number as on a card."""
    number = r"[\d百千万亿十两一二三四五六七八九]"
    if word in BETWEEN:
        return re.search(f"{number}{word}", text) is not None
    if word in AFTER:
        return re.search(rf"{number}\S{{0,6}}{word}", text) is not None or text == word
    return re.search(rf"{word}\s*{number}", text) is not None or text == word
