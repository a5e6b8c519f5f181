"""Marks of the engine among the passages of a file: a fact that was put into a part is found again at its words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place, Spot

_MARKED = ("text", "notes", "property", "comment")


@dataclass(frozen=True)
class Marked:
    """A fact that the engine put into a part: at a paragraph in Word, in a shape on a slide."""

    file: str
    part: str
    spot: Spot
    fact_id: str
    text: str


@dataclass(frozen=True)
class Located:
    """Where a mark stands: its passage and the first character in it, where there is one; else the shape it was drawn in."""

    place: Place
    kind: str
    passage: Passage | None = None
    start: int = -1


class MarkPlaces:
    """Finds marks, which come in the order of the file."""

    def __init__(self, found: Iterable[Passage]) -> None:
        self.words: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
        self.parts: dict[tuple[str, str], Place] = {}
        self._at: dict[tuple[str, str, str], tuple[int, int]] = {}  # passage and character after the last mark
        for passage in found:
            if passage.kind in _MARKED:
                self.words[passage.file, passage.part, passage.spot].append(passage)
                place = passage.place
                part = Place(place.file, place.part, place.number, region=place.region)
                self.parts.setdefault((passage.file, passage.part), part)

    def of(self, item: Marked) -> Located:
        """Return where a mark stands."""
        kind = "notes" if "notesSlide" in item.part else "text"
        beside = self.words.get((item.file, item.part, str(item.spot)), [])
        passage, start = self._next(item, beside)
        if passage is not None or beside:
            return Located((passage or beside[0]).place, kind, passage, start)
        part = self.parts.get((item.file, item.part), Place(item.file, item.part))
        if kind == "notes":
            return Located(part, kind)
        if item.spot.paragraph:
            return Located(replace(part, paragraph=item.spot.paragraph), "drawing")
        return Located(replace(part, shape=item.spot.shape), "drawing")

    def _next(self, item: Marked, beside: list[Passage]) -> tuple[Passage | None, int]:
        """The passage that holds the words of a mark, and where in it; what was passed is looked at last."""
        key = item.file, item.part, str(item.spot)
        first, passed = self._at.get(key, (0, 0))
        for number in (*range(first, len(beside)), *range(min(first + 1, len(beside)))):
            start = beside[number].text.find(item.text, passed) if item.text else -1
            passed = 0
            if start >= 0:
                self._at[key] = number, start + len(item.text)
                return beside[number], start
        return None, -1
