"""The rules on order (G06 to G08): edges that are nearly equal, gaps, the grid, empty room."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from reportgen.check.places import on_box, on_slide
from reportgen.check.profiles import Limits
from reportgen.check.slides.roles import content, ink, is_furniture, is_plate
from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.slides import Deck
from reportgen.findings import Finding, LimitedRule, finds

_CELLS = (48, 27)  # how finely the body is looked at for empty room


class NearMiss(NamedTuple):
    """How far an edge is off to be a near miss, and by how much gaps in a row may differ, in pt."""

    near: float = 0.75
    far: float = 5.0
    gap: float = 1.0


class SlideGrid(NamedTuple):
    """The columns of a slide 960 pt wide: margin, distance and width; the module of heights; in pt."""

    margin: float = 48
    step: float = 74
    width: float = 50
    module: float = 2
    tolerance: float = 0.5


class Emptiness(NamedTuple):
    """The share of the body that may be empty; the body reaches from top to bottom, in pt of 540."""

    share: float = 0.35
    top: float = 114
    bottom: float = 498


EVEN = LimitedRule("G06", "warning", "edges of neighbours are equal, gaps in a row too", limits=NearMiss())
ON_GRID = LimitedRule(
    "G07", "warning", "content stands on the columns and on the module", exempt=("cover",),
    profiles=("deck", "gongwen"), limits=SlideGrid(),
)  # fmt: skip
FILLED = LimitedRule(
    "G08", "warning", "no large part of the body is empty", exempt=("cover", "section", "quote"), limits=Emptiness()
)


@finds(EVEN)
def near_misses(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Boxes of one role and size, and the same two boxes in groups that repeat."""
    limit = limits.of(EVEN)
    told: set[int] = set()
    families = _families(slide)
    for family in families:
        for edge, words in (
            ("x", "left edge is {:.2f} pt off the others"),
            ("y", "top edge is {:.2f} pt off the others"),
        ):
            places = [(box, getattr(box, edge)) for box in family]
            yield from _told(file, _strays(places, limit.near, limit.far), words, told)
        yield from _gaps(file, family, limit.gap, limit.far, told)
    groups = {box.group for family in families for box in family if id(box) in told}
    for one, other in combinations(families, 2):
        partners = {box.group: box for box in other if box.group}
        alike: dict[tuple[int, int], list[tuple[Box, float]]] = defaultdict(list)
        for box in one:
            partner = partners.get(box.group)
            if partner is not None and len(partners) == len(other):
                alike[round(box.width), round(partner.width)].append((box, partner.y - box.y))
        for steps in alike.values():
            if len(steps) < 3:
                continue
            words = f'distance to "{other[0].name}" is {{:.2f}} pt off that in the other groups'
            strays = [(box, off) for box, off in _strays(steps, limit.near, limit.far) if box.group not in groups]
            groups |= {box.group for box, _ in strays}
            yield from _told(file, strays, words, told)


def _told(file: str, strays: Iterable[tuple[Box, float]], words: str, told: set[int]) -> Iterator[Finding]:
    for box, distance in strays:
        if id(box) not in told:
            told.add(id(box))
            yield on_box(EVEN, file, box, f"its {words.format(distance)}", "make them equal")


def _families(slide: DeckSlide) -> list[list[Box]]:
    """Boxes that stand for the same thing: same name, kind and depth."""
    found: dict[tuple[str, str, int], list[Box]] = defaultdict(list)
    for box in slide.boxes:
        if box.kind != "cell" and not box.figure and not is_furniture(box):
            found[box.name, box.kind, len(box.group)].append(box)
    return [boxes for boxes in found.values() if len(boxes) > 1]


def _strays(places: Sequence[tuple[Box, float]], near: float, far: float) -> Iterator[tuple[Box, float]]:
    """The boxes whose number is close to, but not, the number that more of the others have."""
    for box, place in places:
        close = [other - place for _, other in places if near <= abs(other - place) <= far]
        same = sum(1 for _, other in places if abs(other - place) < near)
        if close and (len(close) > same or (len(close) == same and box is places[-1][0])):
            yield box, abs(min(close, key=abs))


def _gaps(file: str, family: Sequence[Box], most: float, far: float, told: set[int]) -> Iterator[Finding]:
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in family:
        rows[round(box.y)].append(box)
    for row in rows.values():
        ordered = sorted(row, key=lambda box: box.x)
        if len(ordered) < 3 or max(box.width for box in row) - min(box.width for box in row) > 1:
            continue
        gaps = [after.x - before.right for before, after in pairwise(ordered)]
        usual = sorted(gaps)[len(gaps) // 2]
        for box, gap in zip(ordered[1:], gaps, strict=True):
            if most < abs(gap - usual) <= 4 * far and id(box) not in told:
                told.add(id(box))
                yield on_box(
                    EVEN, file, box, f"the gap before it is {gap:.1f} pt, the others {usual:.1f} pt", "make them equal"
                )
                break


@finds(ON_GRID)
def on_the_grid(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """What stands free begins or ends on a column; what stands on a plate keeps the padding of its neighbours."""
    if slide.layout in ON_GRID.exempt or abs(deck.width - 960) > 1:
        return
    limit = limits.of(ON_GRID)
    plates = [box for box in slide.boxes if box.kind == "shape" and box.fill is not None]
    shared = _shared_edges(slide)
    rows, columns = _even(slide, "x"), _even(slide, "y")
    for box in slide.boxes:
        if box.kind == "cell" or box.figure or is_furniture(box) or (box.holder is not None and not box.own_place):
            continue
        inside = any(_holds(plate, box) for plate in plates)
        fits = _on_column(box, limit, inside) or (inside and _padded(box, plates)) or id(box) in rows
        if not fits and shared[round(box.x, 1)] < 2 and shared[round(box.right, 1)] < 2:
            what = f"begins at {box.x:.1f} pt, which is not an edge of a column or a neighbour"
            yield on_box(ON_GRID, file, box, what, "put it on a column")
            continue
        off = abs(box.y - limit.module * round(box.y / limit.module))
        if off > limit.tolerance and not inside and id(box) not in columns:
            what = f"begins at {box.y:.1f} pt, {off:.1f} pt off the module"
            yield on_box(ON_GRID, file, box, what, "put it on the module")


def _on_column(box: Box, limit: SlideGrid, inside: bool) -> bool:
    """Whether it begins, ends or is centred on columns; a line may stand in the middle of a gutter."""
    edges, gutters, middles = _columns(limit.margin, limit.step, limit.width)
    tolerance = limit.tolerance
    places = (*edges, *gutters) if box.kind == "line" else edges
    if any(abs(place - edge) <= tolerance for place in places for edge in (box.x, box.right)):
        return True
    middle = box.x + box.width / 2
    return not inside and any(abs(place - middle) <= tolerance for place in middles)


@lru_cache(maxsize=16)
def _columns(
    margin: float, step: float, width: float
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """The edges of the columns of the grid, the middles of its gutters, and those of any run of columns."""
    lefts = [margin + step * column for column in range(12)]
    rights = [left + width for left in lefts]
    middles = sorted({round((left + right) / 2, 6) for left in lefts for right in rights})
    return (*lefts, *rights), tuple(left - (step - width) / 2 for left in lefts), tuple(middles)


def _even(slide: DeckSlide, edge: str) -> set[int]:
    """The boxes of rows (x) or columns (y) of at least three equal ones with equal steps: they divide what they stand in."""
    found: set[int] = set()
    lines: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for box in slide.boxes:
        lines[box.name, round(box.y if edge == "x" else box.x)].append(box)
    for line in lines.values():
        places = sorted((getattr(box, edge), box.width, box.height) for box in line)
        steps = [after[0] - before[0] for before, after in pairwise(places)]
        if len(steps) < 2 or max(steps) - min(steps) > 0.1:
            continue
        if all(abs(width - places[0][1]) < 0.75 and abs(height - places[0][2]) < 0.75 for _, width, height in places):
            found |= {id(box) for box in line}
    return found


def _shared_edges(slide: DeckSlide) -> dict[float, int]:
    counts: dict[float, int] = defaultdict(int)
    for box in slide.boxes:
        if box.kind != "cell":
            for edge in {round(box.x, 1), round(box.right, 1)}:
                counts[edge] += 1
    return counts


def _holds(plate: Box, box: Box) -> bool:
    if plate is box:
        return False
    return (
        plate.x - 1 <= box.x
        and plate.y - 1 <= box.y
        and plate.right + 1 >= box.right
        and plate.bottom + 1 >= box.bottom
    )


def _padded(box: Box, plates: Sequence[Box]) -> bool:
    """Whether it keeps one of the usual paddings of the plate that it stands on, left or right."""
    for plate in plates:
        if _holds(plate, box):
            pads = (box.x - plate.x, plate.right - box.right)
            if any(abs(pad - usual) <= 0.5 for pad in pads for usual in (0, 12, 16, 18, 20, 24)):
                return True
    return False


@finds(FILLED)
def empty_room(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """The largest empty rectangle of the body."""
    if slide.layout in FILLED.exempt:
        return
    limit = limits.of(FILLED)
    left, right = 48 * deck.width / 960, deck.width - 48 * deck.width / 960
    top, bottom = limit.top * deck.height / 540, limit.bottom * deck.height / 540
    columns, rows = _CELLS
    taken = [[False] * columns for _ in range(rows)]
    for x1, y1, x2, y2 in _seen(slide):
        first, last = _span(x1, x2, left, (right - left) / columns, columns)
        upper, lower = _span(y1, y2, top, (bottom - top) / rows, rows)
        for row in range(upper, lower):
            taken[row][first:last] = [True] * max(0, last - first)
    share = _largest(taken) / (columns * rows)
    if share > limit.share:
        what = f"{share:.0%} of the body are empty in one rectangle"
        yield on_slide(FILLED, file, slide, what, "use the room, or choose another layout")


def _seen(slide: DeckSlide) -> Iterator[tuple[float, float, float, float]]:
    for box in slide.boxes:
        if is_plate(box) and box.kind != "line" and box.fill is not None:
            yield box.x, box.y, box.right, box.bottom
    for box in content(slide):
        left, top, right, bottom = ink(box)
        yield left, top, max(right, left + (box.width if box.kind == "text" and len(box.text) > 8 else 0)), bottom


def _span(low: float, high: float, start: float, step: float, count: int) -> tuple[int, int]:
    return max(0, int((low - start) / step)), min(count, int((high - start) / step + 0.999))


def _largest(taken: list[list[bool]]) -> int:
    best = 0
    heights = [0] * len(taken[0])
    for row, same in groupby(taken):  # the largest rectangle of equal rows ends at the last of them
        count = len(list(same))
        heights = [0 if cell else height + count for cell, height in zip(row, heights, strict=True)]
        stack: list[int] = []
        for index in range(len(heights) + 1):
            now = heights[index] if index < len(heights) else 0
            while stack and heights[stack[-1]] >= now:
                height = heights[stack.pop()]
                best = max(best, height * (index - (stack[-1] + 1 if stack else 0)))
            stack.append(index)
    return best
