"""Owns the places where facts are shown: what the engine marked, and what only reading the files tells (chart data, workbooks).

In: passages and readings of finished files, the marks of the engine; out: Showings, each with its place in plain words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.check.numbers.resolve import Reading
from reportgen.documents.reading.marks import Marked, MarkPlaces
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.model import Fact, Pack

_OBJECTS = ("alt", "chart text", "chart value", "workbook", "workbook text")


@dataclass(frozen=True)
class Showing:
    """One place where a fact is shown; kind is text, notes, alt, chart …; typed says that the pack's prose has it by hand."""

    fact_id: str
    text: str
    file: str
    place: Place
    kind: str
    typed: bool = False


def showings(
    pack: Pack, marked: Sequence[Marked], found: Iterable[Passage], readings: Iterable[Reading]
) -> Iterator[Showing]:
    """Yield every showing: the marked ones first, then what reading the files adds."""
    found = list(found)
    places = MarkPlaces(found)
    texts: dict[tuple[str, Place | str], str] = defaultdict(str)
    for passage in found:
        if passage.kind in _OBJECTS:
            texts[(passage.file, _object(passage))] += passage.text
    at: dict[tuple[str, str | int, str], set[str]] = defaultdict(set)
    here: dict[Place, set[str]] = defaultdict(set)
    for item in marked:
        located = places.of(item)
        place = located.place
        at[(item.file, item.part, item.spot)].add(item.fact_id)
        at[(item.file, place.number, item.spot)].add(item.fact_id)
        here[place].add(item.fact_id)
        yield Showing(item.fact_id, item.text, item.file, place, located.kind)
    for reading in readings:
        yield from _read(pack, reading, at, here, texts)


def _read(
    pack: Pack,
    reading: Reading,
    at: dict[tuple[str, str | int, str], set[str]],
    here: dict[Place, set[str]],
    texts: dict[tuple[str, Place | str], str],
) -> Iterator[Showing]:
    """What the marks do not tell: numbers of charts and alternative texts, and numbers that were typed."""
    passage = reading.passage
    if not reading.facts:
        return
    if passage.kind in _OBJECTS:
        held = at.get((passage.file, passage.part, passage.anchor)) or at.get(
            (passage.file, passage.place.number, passage.anchor), set()
        )
        own = [key for key in reading.facts if key in held] or list(reading.facts)
        fact = _nearest(pack, own, passage.text + texts[(passage.file, _object(passage))])
        yield Showing(fact, reading.number.text, passage.file, passage.place, passage.kind)
    elif not set(reading.facts) & here.get(passage.place, set()):
        fact = _nearest(pack, reading.facts, passage.text)
        yield Showing(fact, reading.number.text, passage.file, passage.place, passage.kind, typed=True)


def _object(passage: Passage) -> Place | str:
    return passage.chart or passage.place


def _nearest(pack: Pack, keys: Sequence[str], text: str) -> str:
    """Of several facts that look alike, the one that the text around names."""

    def named(fact: Fact) -> int:
        return max((len(name) for name in (fact.label, fact.short or "") if name and name in text), default=0)

    return max(keys, key=lambda key: named(pack.facts[key]))
