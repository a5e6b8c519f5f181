"""Sentences that stand in another place than where they were printed: moved, copied, split off, joined on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.documents.reading.passage import Passage
from reportgen.edition.refresh.hunks import BaseText, Hunk
from reportgen.edition.refresh.tokens import Token

_ENDS = re.compile(r"[。；！？\n]+[”’）]*")
_ALIKE = 0.75
_SHORT = 6  # characters: what is shorter may stand anywhere by chance
Range = tuple[int, int]


def sentences(text: str, tokens: Sequence[Token]) -> Iterator[Range]:
    """Yield the sentences of a text as ranges of its tokens."""
    begin = 0
    for match in _ENDS.finditer(text):
        end = next((at for at in range(begin, len(tokens)) if tokens[at].start >= match.end()), len(tokens))
        if end > begin:
            yield begin, end
        begin = end
    if begin < len(tokens):
        yield begin, len(tokens)


def _key(text: str, tokens: Sequence[Token], part: Range) -> str:
    return text[tokens[part[0]].start : tokens[part[1] - 1].end].strip().rstrip("。；！？")


class Elsewhere:
    """Finds the printed sentence that a sentence of a person is."""

    def __init__(
        self, printed: Sequence[BaseText], hunks: Sequence[Sequence[Hunk]], passages: Sequence[Passage]
    ) -> None:
        self.printed, self.hunks = printed, hunks
        self._by_words: dict[str, list[tuple[int, Range]]] = defaultdict(list)
        for number, text in enumerate(printed):
            if passages[number].kind not in ("text", "notes", "alt") or not any(t.numeric for t in text.tokens):
                continue
            for part in sentences(text.text, text.tokens):
                if any(token.numeric for token in text.tokens[slice(*part)]):
                    self._by_words[_key(text.text, text.tokens, part)].append((number, part))

    def foreign(self, base: int, text: str, tokens: Sequence[Token]) -> set[int]:
        """Return the tokens of sentences that were printed in another passage and not in this one."""
        found: set[int] = set()
        for part in sentences(text, tokens):
            key = _key(text, tokens, part)
            places = self._by_words.get(key, ()) if len(key) > _SHORT else ()
            if places and all(number != base for number, _ in places):
                found |= set(range(*part))
        return found

    def find(
        self, text: str, tokens: Sequence[Token], part: Range, seen: Mapping[int, set[int]]
    ) -> tuple[int, Range, bool] | None:
        """Return the printed passage and the part of it that a sentence is, and whether that is certain."""
        key = _key(text, tokens, part)
        places = self._by_words.get(key, [])
        if places:
            changes = {tuple((h.old, h.new) for h in self._inside(place)) for place in places}
            return (*places[0], len(changes) == 1 and (len(key) > _SHORT or len(places) == 1))
        return self._similar(key, seen)

    def _inside(self, place: tuple[int, Range]) -> list[Hunk]:
        number, (first, last) = place
        return [hunk for hunk in self.hunks[number] if first <= hunk.first and hunk.last <= last]

    def _similar(self, key: str, seen: Mapping[int, set[int]]) -> tuple[int, Range, bool] | None:
        """The one sentence that is missing in its place and reads like this one."""
        best: list[tuple[float, int, Range]] = []
        for words, places in self._by_words.items():
            matcher = SequenceMatcher(None, words, key, autojunk=False)
            if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
                continue
            ratio = matcher.ratio()
            for number, part in places:
                tokens = self.printed[number].tokens
                numbers = {at for at in range(*part) if tokens[at].numeric}
                if ratio >= _ALIKE and not numbers & seen.get(number, set()):
                    best.append((ratio, number, part))
        best.sort(reverse=True)
        if not best or (len(best) > 1 and best[1][0] > best[0][0] - 0.1):
            return None
        return best[0][1], best[0][2], True
