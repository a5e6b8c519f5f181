"""The facts that charts and pictures hold, and which of them each number in them and in their alternative texts shows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.check.numbers.object_numbers import DrawnNumber, drawn_number
from reportgen.check.numbers.resolve import Reading
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.model import Fact, Pack

OBJECTS = ("alt", "chart text", "chart value", "workbook", "workbook text")
_ASIDE = re.compile(r"（.*?）|\(.*?\)|目标$")
_Key = tuple[str, str, int, str, int]  # file, part, its number, what holds the object, which of those with that name


class HeldFacts:
    """What the engine put into each object of the files; objects of one name are told apart by what they say."""

    def __init__(self, pack: Pack, found: Iterable[Passage]) -> None:
        self.pack = pack
        self._texts: dict[_Key, str] = defaultdict(str)
        self._copies: dict[_Key, list[Place]] = defaultdict(list)
        self._held: dict[_Key, list[str]] = defaultdict(list)
        self._used: dict[tuple[_Key, str, str], int] = defaultdict(int)
        found = [passage for passage in found if passage.kind in OBJECTS]
        for passage in found:
            if passage.kind == "alt" and passage.place.region == "alt text":
                place = passage.place
                whole = Place(place.file, place.part, place.number, shape=place.shape, copy=place.copy)
                self._copies[_key(place, passage.anchor, 0)].append(whole)
        for passage in found:
            self._texts[self._object(passage.place, passage.anchor)] += passage.text

    def _object(self, place: Place, anchor: str) -> _Key:
        """What names an object; a place counts copies only where several objects have the name."""
        copies = self._copies.get(_key(place, anchor, 0), ())
        return _key(place, anchor, place.copy if len(copies) > 1 else 0)

    def place_of(self, file: str, place: Place, spot: str, shown: tuple[str, str]) -> Place:
        """Return the place of the object that was given a fact, among those of its name: the one that says and names it."""
        fact_id, text = shown
        copies = self._copies.get(_key(replace(place, file=file), spot, 0), ())
        if len(copies) < 2:
            return place
        fact = self.pack.facts[fact_id]
        names = {_ASIDE.sub("", name) for name in (fact.label, fact.short or "")} - {""}

        def fit(copy: Place) -> tuple[bool, bool]:
            said = self._texts[self._object(copy, spot)]
            return text in said, any(name in said for name in names)

        return max(copies, key=fit)

    def hold(self, file: str, place: Place, spot: str, fact_id: str) -> None:
        """Remember that an object at a place was given a fact."""
        self._held[self._object(replace(place, file=file), spot)].append(fact_id)

    def drawn(self, reading: Reading) -> DrawnNumber | None:
        """Return what a number is that an object draws beside its facts; None where it is one of them."""
        held = self._of(reading.passage)
        own = [self.pack.facts[key] for key in held if key in reading.facts]
        if not held or not all(_is_base(fact, reading.number.value) for fact in own):
            return None
        return drawn_number(self.pack, held, reading.number.value)

    def fact(self, reading: Reading) -> str:
        """Return the fact that a number shows, of the several that it can be.

        It is the one that the words before it name, else each fact of the object once, in their order.
        """
        passage, number = reading.passage, reading.number
        keys = [key for key in self._of(passage) if key in reading.facts] or list(reading.facts)
        whole = self._object(passage.place, passage.anchor)
        text = passage.text if passage.kind == "alt" else passage.text + self._texts[whole]
        at = number.start if passage.kind == "alt" else len(text)
        named = [key for key in keys if _name_end(self.pack.facts[key], text, at) >= 0]
        if named:
            return nearest(self.pack, named, text, at)
        self._used[whole, passage.kind, number.text] += 1
        return keys[(self._used[whole, passage.kind, number.text] - 1) % len(keys)]

    def _of(self, passage: Passage) -> list[str]:
        """The facts of the object of a passage, in their order."""
        return list(dict.fromkeys(self._held.get(self._object(passage.place, passage.anchor), ())))


def nearest(pack: Pack, keys: Sequence[str], text: str, at: int) -> str:
    """Return the fact of several that look alike which the words before a number name last, or else those behind it."""

    def named(key: str) -> tuple[int, int]:
        fact = pack.facts[key]
        behind = max((len(name) for name in (fact.label, fact.short or "") if name and name in text), default=0)
        return _name_end(fact, text, at), behind

    return max(keys, key=named)


def _name_end(fact: Fact, text: str, at: int) -> int:
    """Where the name of a fact ends that stands last before a place in a text; -1 where none does."""
    names = [name for name in (fact.label, fact.short or "") if name]
    return max((start + len(name) for name in names if (start := text.rfind(name, 0, at)) >= 0), default=-1)


def _is_base(fact: Fact, value: Decimal) -> bool:
    """Whether a value is known only as the base of an index."""
    return fact.base is not None and fact.base.value == value and fact.value != value


def _key(place: Place, anchor: str, copy: int) -> _Key:
    return place.file, place.part, place.number, anchor, copy
