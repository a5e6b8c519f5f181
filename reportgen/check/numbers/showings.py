"""The places where numbers are shown: what the engine marked, and what only reading the files tells (chart data, workbooks)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.check.numbers.held_facts import OBJECTS, HeldFacts, nearest
from reportgen.check.numbers.object_numbers import DrawnNumber
from reportgen.check.numbers.resolve import Reading
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.model import Pack


@dataclass(frozen=True)
class Marked:
    """A fact that the engine put into a part: at a paragraph in Word, in a shape on a slide."""

    file: str
    part: str
    spot: str
    fact_id: str
    text: str


@dataclass(frozen=True)
class Showing:
    """One place where a number is shown; kind is text, notes, alt, chart …

    `typed` says that the pack's prose has it by hand, `drawn` what it is where a chart computes it or draws the base of an index.
    """

    fact_id: str
    text: str
    file: str
    place: Place
    kind: str
    typed: bool = False
    drawn: DrawnNumber | None = None


def showings(
    pack: Pack, marked: Sequence[Marked], found: Iterable[Passage], readings: Iterable[Reading]
) -> Iterator[Showing]:
    """Yield every showing: the marked ones first, then what reading the files adds."""
    found = list(found)
    places = _Places(found)
    objects = HeldFacts(pack, found)
    for item in marked:
        place, kind = places.of(item)
        if kind == "drawing":
            place = objects.place_of(item.file, place, item.spot, (item.fact_id, item.text))
        objects.hold(item.file, place, item.spot, item.fact_id)
        yield Showing(item.fact_id, item.text, item.file, place, kind)
    for reading in readings:
        passage = reading.passage
        if passage.kind in OBJECTS:
            yield from _of_object(objects, reading)
        elif reading.facts and not places.is_marked(reading):
            fact = nearest(pack, reading.facts, passage.text, reading.number.start)
            yield Showing(fact, reading.number.text, passage.file, passage.place, passage.kind, typed=True)


def _of_object(objects: HeldFacts, reading: Reading) -> Iterator[Showing]:
    """What a number of a chart or of an alternative text shows."""
    passage, number = reading.passage, reading.number
    drawn = objects.drawn(reading)
    if drawn is not None:
        yield Showing(drawn.fact_id, number.text, passage.file, passage.place, passage.kind, drawn=drawn)
    elif reading.facts:
        yield Showing(objects.fact(reading), number.text, passage.file, passage.place, passage.kind)


class _Places:
    """Where the marks of the engine stand: the passage with the words of the mark, or the shape or drawing it was put in."""

    def __init__(self, found: Iterable[Passage]) -> None:
        self.words: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
        self.parts: dict[tuple[str, str], Place] = {}
        self._at: dict[tuple[str, str, str], tuple[int, int]] = {}  # passage and character after the last mark
        self._marks: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        self._loose: dict[Place, set[str]] = defaultdict(set)  # facts whose words stand there otherwise than marked
        for passage in found:
            if passage.kind in ("text", "notes", "property", "comment"):
                self.words[passage.file, passage.part, passage.spot].append(passage)
                place = passage.place
                self.parts.setdefault(
                    (passage.file, passage.part), Place(place.file, place.part, place.number, region=place.region)
                )

    def of(self, item: Marked) -> tuple[Place, str]:
        """Return place and kind of a mark."""
        notes = "notesSlide" in item.part
        beside = self.words.get((item.file, item.part, item.spot), [])
        inside = self._next(item, beside)
        if inside is None and beside:
            self._loose[beside[0].place].add(item.fact_id)
        if inside is not None or beside:
            return (inside or beside[0]).place, "notes" if notes else "text"
        part = self.parts.get((item.file, item.part), Place(item.file, item.part))
        if notes:
            return part, "notes"
        number = item.spot.removeprefix("paragraph ")
        if number.isdigit() and number != item.spot:
            return replace(part, paragraph=int(number)), "drawing"
        return replace(part, shape=item.spot), "drawing"

    def _next(self, item: Marked, beside: list[Passage]) -> Passage | None:
        """The passage that holds the words of a mark; marks come in the order of the file, so those passed come last."""
        key = item.file, item.part, item.spot
        start, passed = self._at.get(key, (0, 0))
        for number in (*range(start, len(beside)), *range(min(start + 1, len(beside)))):
            found = beside[number].text.find(item.text, passed) if item.text else -1
            passed = 0
            if found >= 0:
                self._at[key] = number, found + len(item.text)
                self._marks[beside[number].place].append((found, found + len(item.text)))
                inside: Passage = beside[number]
                return inside
        return None

    def is_marked(self, reading: Reading) -> bool:
        """Return whether a number stands in the words of a mark, or beside them as their unit does."""
        place, number = reading.passage.place, reading.number
        if not self._loose[place].isdisjoint(reading.facts):
            return True
        return any(start < number.end and number.start < end for start, end in self._marks[place])
