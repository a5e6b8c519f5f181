"""Pairs of passages: those of a file with those that were printed, whatever was put in, taken out or moved between them.

Slides are paired first, then rows, paragraphs and shapes inside them, then the passages of each. What stands alone is missing or added.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar

from reportgen.documents.reading.passage import Passage

_ALIKE = 0.4  # of two units that can be one after an edit
_MOVED = 8  # characters from which on a unit is known again elsewhere
_MOST = 40_000  # pairs that are compared in a stretch
_SAME_PLACE = 0.25
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万亿两]+(?:[.,]\d+)*")
_LOST_BY_PROGRAMS = ("workbook", "workbook text", "program")
T = TypeVar("T")


@dataclass(frozen=True)
class PassageUnit:
    """What is put in, taken out and moved as one: a paragraph, a row, a shape, a slide."""

    key: Hashable
    passages: tuple[Passage, ...]

    @property
    def signature(self) -> tuple[tuple[str, str], ...]:
        """What it says, without what office programs drop."""
        return tuple((one.kind, one.text) for one in self.passages if not droppable(one))

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(one.text for one in self.passages if one.kind != "picture")


@dataclass
class Paired:
    """The result: pairs (found, printed), units of the print that are missing, passages that were added."""

    pairs: list[tuple[Passage, Passage]] = field(default_factory=list)
    missing: list[PassageUnit] = field(default_factory=list)
    added: list[Passage] = field(default_factory=list)


def droppable(passage: Passage) -> bool:
    """Whether an office program may leave a passage out when it saves: workbooks of charts, the vector form of a picture."""
    return passage.kind in _LOST_BY_PROGRAMS or (passage.kind == "picture" and passage.place.item == "svg")


def lost_by_libreoffice(passage: Passage) -> bool:
    """Whether LibreOffice leaves a passage out: the alternative texts of charts and the titles of tables."""
    return passage.kind == "alt"


def paired(found: Sequence[Passage], printed: Sequence[Passage]) -> Paired:
    """Return which passages belong together."""
    result = Paired()
    theirs, ours = _containers(found), _containers(printed)
    for here, there in _slides(theirs, ours, result):
        _units(_in_units(here), _in_units(there), result)
    _known_again(result)
    if any(one.kind == "program" and one.text.startswith("LibreOffice") for one in found):
        result.missing = [unit for unit in result.missing if not all(map(lost_by_libreoffice, unit.passages))]
    return result


def _containers(passages: Iterable[Passage]) -> dict[tuple[str, int], PassageUnit]:
    parts: dict[tuple[str, int], list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.place.part, passage.place.number].append(passage)
    return {key: PassageUnit(key, tuple(own)) for key, own in parts.items()}


def _slides(
    theirs: dict[tuple[str, int], PassageUnit], ours: dict[tuple[str, int], PassageUnit], result: Paired
) -> Iterator[tuple[PassageUnit, PassageUnit]]:
    """Pair the parts; slides by what they say, all others by their names."""
    here = [unit for key, unit in theirs.items() if key[0] == "slide"]
    there = [unit for key, unit in ours.items() if key[0] == "slide"]
    pairs, added, missing = _matched(here, there, _likeness_of_slides)
    yield from pairs
    result.missing += missing
    result.added += [passage for unit in added for passage in unit.passages]
    for key in dict.fromkeys((*theirs, *ours)):
        if key[0] != "slide":
            empty = PassageUnit(key, ())
            yield theirs.get(key, empty), ours.get(key, empty)


def _likeness_of_slides(one: PassageUnit, other: PassageUnit) -> float:
    mine, others = set(one.signature), set(other.signature)
    both = len(mine | others)
    share = len(mine & others) / both if both else 1.0
    return share + (_SAME_PLACE if one.key == other.key else 0.0) + (0.2 if share > 0.1 else 0.0)


def _in_units(container: PassageUnit) -> list[PassageUnit]:
    return [PassageUnit(key, tuple(own)) for key, own in groupby(container.passages, _unit_key)]


def _unit_key(passage: Passage) -> tuple[str | int, ...]:
    place = passage.place
    if place.region == "notes":
        return "notes", place.line
    if place.table:
        return "row", place.table, place.row
    if place.paragraph:
        return "paragraph", place.paragraph
    return "shape", place.shape, place.copy, place.row, place.region if not place.shape else ""


def _units(here: list[PassageUnit], there: list[PassageUnit], result: Paired) -> None:
    pairs, added, missing = _matched(here, there, _likeness)
    for one, other in pairs:
        _inside(one, other, result)
    result.missing += missing
    result.added += [passage for unit in added for passage in unit.passages]


def _likeness(one: PassageUnit, other: PassageUnit) -> float:
    if str(one.key[0]) != str(other.key[0]):  # type: ignore[index]
        return 0.0
    same = _SAME_PLACE if one.key == other.key else 0.0
    mine, others = _NUMERAL.sub("#", one.text), _NUMERAL.sub("#", other.text)
    if mine == others:
        return 1.0 + same
    if len(mine) + len(others) < 12:
        return 0.3 + same  # a cell, a card: too short to tell
    matcher = SequenceMatcher(None, mine, others, autojunk=False)
    return matcher.ratio() + same if matcher.real_quick_ratio() > _ALIKE - same else 0.0


def _matched(
    here: Sequence[PassageUnit], there: Sequence[PassageUnit], likeness: Callable[[PassageUnit, PassageUnit], float]
) -> tuple[list[tuple[PassageUnit, PassageUnit]], list[PassageUnit], list[PassageUnit]]:
    """Pair units in their order: those that say the same, and between them those that are alike."""
    pairs: list[tuple[PassageUnit, PassageUnit]] = []
    added: list[PassageUnit] = []
    missing: list[PassageUnit] = []
    keys = [[(_shape(unit), unit.signature) for unit in units] for units in (there, here)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(here[j1:j2], there[i1:i2], strict=True)
            continue
        chosen = _best(here[j1:j2], there[i1:i2], likeness)
        pairs += [(here[j1 + j], there[i1 + i]) for j, i in chosen]
        taken_here, taken_there = {j for j, _ in chosen}, {i for _, i in chosen}
        added += [here[j1 + j] for j in range(j2 - j1) if j not in taken_here]
        missing += [there[i1 + i] for i in range(i2 - i1) if i not in taken_there]
    return pairs, added, missing


def _shape(unit: PassageUnit) -> Hashable:
    """The shape of a slide that a unit is; two cards with swapped numbers are not two cards that were moved."""
    return unit.key if isinstance(unit.key, tuple) and unit.key[:1] == ("shape",) else ""


def _best(
    here: Sequence[PassageUnit], there: Sequence[PassageUnit], likeness: Callable[[PassageUnit, PassageUnit], float]
) -> list[tuple[int, int]]:
    """The pairs in order with the greatest likeness together."""
    rows, columns = len(here), len(there)
    if not rows or not columns:
        return []
    if rows * columns > _MOST:
        return [(n, n) for n in range(min(rows, columns))]
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[likeness(one, other) for other in there] for one in here]
    for j in range(rows - 1, -1, -1):
        for i in range(columns - 1, -1, -1):
            joined = alike[j][i] + score[j + 1][i + 1] if alike[j][i] >= _ALIKE else 0.0
            score[j][i] = max(joined, score[j + 1][i], score[j][i + 1])
    found, j, i = [], 0, 0
    while j < rows and i < columns:
        if alike[j][i] >= _ALIKE and score[j][i] == alike[j][i] + score[j + 1][i + 1]:
            found.append((j, i))
            j, i = j + 1, i + 1
        elif score[j][i] == score[j + 1][i]:
            j += 1
        else:
            i += 1
    return found


def _inside(one: PassageUnit, other: PassageUnit, result: Paired) -> None:
    """Pair the passages of two units by what they are: the cell, the alternative text, the point of a chart."""
    waiting: dict[Hashable, list[Passage]] = defaultdict(list)
    for passage in other.passages:
        waiting[_role(passage)].append(passage)
    alone = []
    for passage in one.passages:
        own = waiting.get(_role(passage))
        if own:
            result.pairs.append((passage, own.pop(0)))
        else:
            alone.append(passage)
    left = [passage for own in waiting.values() for passage in own]
    for passage in alone:  # a paragraph put into a cell moves the others down
        twin = next((mine for mine in left if (mine.kind, mine.text) == (passage.kind, passage.text)), None)
        if twin is not None:
            left.remove(twin)
        else:
            result.added.append(passage)
    result.missing += [PassageUnit(other.key, (passage,)) for passage in left if not _lost(passage, one)]


def _role(passage: Passage) -> Hashable:
    place = passage.place
    if passage.chart and not passage.kind.startswith("workbook"):
        return passage.kind, passage.spot  # programs write other cells behind the points
    return passage.kind, place.cell, place.region, place.item, place.line


def _lost(passage: Passage, found: PassageUnit) -> bool:
    """Whether it is a workbook or a vector form that a program left out altogether."""
    return droppable(passage) and not any(droppable(one) and one.kind == passage.kind for one in found.passages)


def _known_again(result: Paired) -> None:
    """What was only moved is neither missing nor added."""
    added: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in result.added:
        added[passage.kind, passage.text].append(passage)
    missing = []
    for unit in result.missing:
        kept = [one for one in unit.passages if not droppable(one)]
        if len(unit.text) >= _MOVED and all(added.get((one.kind, one.text)) for one in kept):
            for one in kept:
                result.added.remove(added[one.kind, one.text].pop())
        else:
            missing.append(unit)
    result.missing = missing
