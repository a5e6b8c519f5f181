"""The places where numbers are shown: what the engine marked, and what only reading the files tells (chart data, workbooks)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.check.numbers.held_facts import OBJECTS, HeldFacts, nearest
from reportgen.check.numbers.object_numbers import DrawnNumber
from reportgen.check.numbers.resolve import Reading
from reportgen.documents.reading.marks import Located, Marked, MarkPlaces
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.model import Pack


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
    places, objects, words = MarkPlaces(found), HeldFacts(pack, found), _MarkedWords()
    for item in marked:
        located = places.of(item)
        place = located.place
        if located.kind == "drawing":
            place = objects.place_of(item.file, place, str(item.spot), (item.fact_id, item.text))
        objects.hold(item.file, place, str(item.spot), item.fact_id)
        words.add(item, located)
        yield Showing(item.fact_id, item.text, item.file, place, located.kind)
    for reading in readings:
        passage = reading.passage
        if passage.kind in OBJECTS:
            yield from _of_object(objects, reading)
        elif reading.facts and not words.hold(reading):
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


class _MarkedWords:
    """The stretches of passages that marks cover: a number outside of them was written by hand."""

    def __init__(self) -> None:
        self._stretches: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        self._elsewhere: dict[Place, set[str]] = defaultdict(set)  # facts whose words stand there otherwise than marked

    def add(self, item: Marked, located: Located) -> None:
        """Remember where a mark stands."""
        if located.passage is not None:
            self._stretches[located.place].append((located.start, located.start + len(item.text)))
        elif located.kind != "drawing":
            self._elsewhere[located.place].add(item.fact_id)

    def hold(self, reading: Reading) -> bool:
        """Return whether a number stands in the words of a mark, or reaches beyond them with its unit."""
        place, number = reading.passage.place, reading.number
        if not self._elsewhere[place].isdisjoint(reading.facts):
            return True
        return any(start < number.end and number.start < end for start, end in self._stretches[place])
