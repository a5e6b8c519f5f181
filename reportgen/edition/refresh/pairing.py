"""Which passage of an edited file is which of those that were printed: by order, by exact words, by similar words, by name.

A mark that is missing or stands twice (a copied slide) is a hint lost and no error: several passages may be one that was printed.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.documents.reading.passage import Passage
from reportgen.edition.refresh.table_pairing import pair_tables

_ALIKE = 0.6
_ALONE = 0.3  # enough for the only passage between two that are known
_SEVERAL = 12  # stretches up to this long are paired best first, longer ones in order
_SLIDE = 0.25
_COPIED = 8  # characters from which on a passage can be a copy of one elsewhere
Words = Callable[[int], str]


@dataclass
class Pairs:
    """Passages of one file by their number, each with the number of its passage in the other."""

    base: Sequence[Passage]
    other: Sequence[Passage]
    mine: Words
    yours: Words
    generated: bool = False
    of: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def join(self, base: int, other: int) -> None:
        """Remember a pair."""
        self.of[other] = base
        self.taken.add(base)


def pair_passages(
    base: Sequence[Passage],
    other: Sequence[Passage],
    mine: Words | None = None,
    yours: Words | None = None,
    *,
    generated: bool = False,
) -> dict[int, int]:
    """Return the number of the printed passage for each passage of the other file that is one of them.

    `mine` and `yours` are the words by which passages are compared, by default those that they show.
    Of two `generated` files as many passages between two pairs are pairs in their order, however they read.
    """
    words = mine or (lambda n: base[n].text), yours or (lambda n: other[n].text)
    pairs = Pairs(base, other, *words, generated)
    slides = _pair_slides(pairs)
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, passage in enumerate(base):
        groups[_group(passage, passage.place.number)][0].append(number)
    for number, passage in enumerate(other):
        place = passage.place
        slide = slides.get(place.number, -place.number) if place.part == "slide" else place.number
        groups[_group(passage, slide) if slide >= 0 else ("new", number)][1].append(number)
    if any(passage.place.part == "slide" for passage in other):
        groups = _copied_slides(groups, pairs, slides)
    for key, (ours, theirs) in groups.items():
        if ours and theirs:
            _pair_group(pairs, key, ours, theirs)
    _pair_elsewhere(pairs)
    return pairs.of


def _group(passage: Passage, number: int) -> Hashable:
    place = passage.place
    kind = "text" if passage.kind == "comment" else passage.kind
    part = ("slide", number) if place.part == "slide" else (place.part, 0)
    region = place.region if kind in ("alt", "property") else ""
    return (kind, *part, bool(place.table or place.row), region)


def _copied_slides(
    groups: dict[Hashable, tuple[list[int], list[int]]], pairs: Pairs, slides: dict[int, int]
) -> dict[Hashable, tuple[list[int], list[int]]]:
    """The same groups, with the passages of each copy of a slide apart."""
    found: dict[Hashable, tuple[list[int], list[int]]] = {}
    for key, (ours, theirs) in groups.items():
        numbers = sorted({pairs.other[one].place.number for one in theirs}) if theirs else []
        if len(numbers) < 2 or not isinstance(key, tuple) or "slide" not in key:
            found[key] = ours, theirs
            continue
        for number in numbers:
            found[*key, number] = ours, [one for one in theirs if pairs.other[one].place.number == number]
    return found


def _pair_slides(pairs: Pairs) -> dict[int, int]:
    """The printed slide of each slide of the other file."""
    ours, theirs = _slides(pairs.base, pairs.mine), _slides(pairs.other, pairs.yours)
    found: dict[int, int] = {}
    for number, said in theirs.items():
        ranked = [(_overlap(own, said), -abs(number - key), key) for key, own in ours.items()]
        score, _, best = max(ranked, default=(0.0, 0, 0))
        if score >= _SLIDE:
            found[number] = best
    left = [number for number in theirs if number not in found]
    free = [number for number in ours if number not in found.values()]
    if len(ours) == len(theirs) and len(left) == len(free):
        found |= dict(zip(left, free, strict=True))
    return found


def _slides(passages: Sequence[Passage], words: Words) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for number, passage in enumerate(passages):
        if passage.place.part == "slide" and passage.kind in ("text", "notes"):
            found[passage.place.number].add(("words", words(number)))
    return found


def _overlap(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    """The share of the words of two slides that both have; long texts weigh more."""
    both = sum(len(text) + 1 for _, text in one & other)
    return 2 * both / max(1, sum(len(text) + 1 for side in (one, other) for _, text in side))


def _pair_group(pairs: Pairs, key: Hashable, ours: list[int], theirs: list[int]) -> None:
    if isinstance(key, tuple) and key[3]:
        for one, other in pair_tables(pairs.base, pairs.other, ours, theirs, pairs.mine, pairs.yours):
            pairs.join(one, other)
        return
    if isinstance(key, tuple) and key[1] == "slide":
        _pair_shapes(pairs, ours, theirs)
        ours = [one for one in ours if one not in pairs.taken]
        theirs = [other for other in theirs if other not in pairs.of]
    _pair_in_order(pairs, ours, theirs)


def _pair_shapes(pairs: Pairs, ours: list[int], theirs: list[int]) -> None:
    """Shapes of a slide by their names; where two have one name, by their order."""
    for tell in (_exact, _shape):
        by_name: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for one in ours:
            if tell is _exact or one not in pairs.taken:
                by_name[tell(pairs.base[one], pairs.mine(one))][0].append(one)
        for other in theirs:
            if other not in pairs.of:
                by_name[tell(pairs.other[other], pairs.yours(other))][1].append(other)
        for mine, yours in by_name.values():
            if tell is _exact and len(mine) == len(yours):
                for one, other in zip(mine, yours, strict=True):
                    pairs.join(one, other)
            elif tell is _shape:
                _pair_in_order(pairs, mine, yours, known=len(mine) == len(yours) == 1)


def _exact(passage: Passage, words: str) -> Hashable:
    place = passage.place
    return (place.shape, place.region, place.row, place.cell, words)


def _shape(passage: Passage, words: str) -> Hashable:
    place = passage.place
    return (place.shape, place.copy, place.region, place.row, place.cell)


def _pair_in_order(pairs: Pairs, ours: list[int], theirs: list[int], *, known: bool = False) -> None:
    """Pair what stands in the same order, then in each stretch between what is alike; `known` needs no likeness."""
    a, b = [pairs.mine(one) for one in ours], [pairs.yours(other) for other in theirs]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(ours[i1:i2], theirs[j1:j2], strict=True):
                pairs.join(one, other)
        elif tag == "replace":
            alone = (i2 - i1, j2 - j1) == (1, 1)
            least = 0.0 if known else _ALONE if alone else _ALIKE
            _pair_alike(pairs, ours[i1:i2], theirs[j1:j2], least)
            if pairs.generated:
                _pair_left(pairs, ours[i1:i2], theirs[j1:j2])


def _pair_left(pairs: Pairs, ours: list[int], theirs: list[int]) -> None:
    left = [one for one in ours if one not in pairs.taken]
    free = [other for other in theirs if other not in pairs.of]
    if len(left) == len(free):
        for one, other in zip(left, free, strict=True):
            pairs.join(one, other)


def _pair_alike(pairs: Pairs, ours: list[int], theirs: list[int], least: float = _ALIKE) -> None:
    """Pair the most similar passages first."""
    if min(len(ours), len(theirs)) > _SEVERAL:
        return _pair_near(pairs, ours, theirs)
    scores = sorted(
        ((ratio, -abs(i - j), one, other)
        for i, one in enumerate(ours) for j, other in enumerate(theirs)
        if (ratio := _ratio(pairs.mine(one), pairs.yours(other), least)) >= least),
        reverse=True,
    )  # fmt: skip
    done: set[int] = set()
    for _, _, one, other in scores:
        if one not in done and other not in pairs.of:
            pairs.join(one, other)
            done.add(one)
    return None


def _pair_near(pairs: Pairs, ours: list[int], theirs: list[int]) -> None:
    start = 0
    for other in theirs:
        window = range(start, min(start + _SEVERAL, len(ours)))
        best = max(((_ratio(pairs.mine(ours[i]), pairs.yours(other), _ALIKE), -i) for i in window), default=(0.0, 0))
        if best[0] >= _ALIKE:
            pairs.join(ours[-best[1]], other)
            start = 1 - best[1]


def _pair_elsewhere(pairs: Pairs) -> None:
    """Passages that were moved or copied: the same words anywhere, or similar ones among those that are left."""
    kinds: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, passage in enumerate(pairs.base):
        kinds[passage.kind, pairs.mine(number)].append(number)
    left = [
        n for n, passage in enumerate(pairs.other) if n not in pairs.of and passage.kind in ("text", "notes", "alt")
    ]
    for other in left:
        same = kinds.get((pairs.other[other].kind, pairs.yours(other)), [])
        free = [one for one in same if one not in pairs.taken] or (same if len(pairs.yours(other)) > _COPIED else [])
        if free:
            pairs.join(free[0], other)
    left = [n for n in left if n not in pairs.of and len(pairs.yours(n)) > _COPIED]
    free = [n for n, one in enumerate(pairs.base) if n not in pairs.taken and one.kind in ("text", "notes")]
    free = [n for n in free if len(pairs.mine(n)) > _COPIED]
    if left and free:
        _pair_alike(pairs, free, left)


def _ratio(one: str, other: str, least: float) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
