"""Cells of tables, by the key of their row and the head of their column: sorted rows and added columns stay known."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.documents.reading.passage import Passage

_SAME_TABLE = 0.2
_ALIKE = 0.6
Words = Callable[[int], str]


@dataclass
class Grid:
    """A table: the numbers of its passages by row and cell."""

    cells: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows(self) -> list[int]:
        """Return the numbers of the rows."""
        return sorted({row for row, _ in self.cells})

    def columns(self) -> list[int]:
        """Return the numbers of the columns."""
        return sorted({column for _, column in self.cells})

    def text(self, row: int, column: int) -> str:
        """Return the words of a cell."""
        return self.texts.get((row, column), "")

    def words(self) -> set[str]:
        """Return the words of all cells."""
        return {text for text in self.texts.values() if text}


def pair_tables(
    base: Sequence[Passage],
    other: Sequence[Passage],
    ours: Sequence[int],
    theirs: Sequence[int],
    mine: Words,
    yours: Words,
) -> Iterator[tuple[int, int]]:
    """Yield the passages of tables that are the same cell, as numbers of the printed and of the other one."""
    left, right = _grids(base, ours, mine), _grids(other, theirs, yours)
    done: set[Hashable] = set()
    for at, (key, grid) in enumerate(right.items()):
        ranked = [
            (_jaccard(own.words(), grid.words()), -abs(at - n), name)
            for n, (name, own) in enumerate(left.items())
            if name not in done
        ]
        score, _, best = max(ranked, key=lambda one: one[:2], default=(0.0, 0, None))
        if best is None or (score < _SAME_TABLE and len(left) != len(right)):
            continue
        done.add(best)
        yield from _pair_cells(left[best], right[key], mine, yours)


def _grids(passages: Sequence[Passage], numbers: Sequence[int], words: Words) -> dict[Hashable, Grid]:
    found: dict[Hashable, Grid] = {}
    for number in numbers:
        place = passages[number].place
        grid = found.setdefault((place.part, place.number, place.table, place.shape, place.copy), Grid())
        cell = place.row, place.cell
        grid.cells[cell].append(number)
        grid.texts[cell] = f"{grid.texts.get(cell, '')}\n{words(number)}".strip()
    return found


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _pair_cells(one: Grid, other: Grid, mine: Words, yours: Words) -> Iterator[tuple[int, int]]:
    rows, columns = _pair_rows(one, other), _pair_columns(one, other)
    for (row, column), numbers in other.cells.items():
        own = one.cells.get((rows.get(row, 0), columns.get(column, 0)), [])
        yield from _pair_lines(own, numbers, mine, yours)


def _pair_lines(ours: list[int], theirs: list[int], mine: Words, yours: Words) -> Iterator[tuple[int, int]]:
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
        return
    left = list(ours)
    for other in theirs:
        best = max(left, key=lambda n: SequenceMatcher(None, mine(n), yours(other)).ratio(), default=None)
        if best is not None and SequenceMatcher(None, mine(best), yours(other)).ratio() >= _ALIKE:
            left.remove(best)
            yield best, other


def _pair_rows(one: Grid, other: Grid) -> dict[int, int]:
    """Rows by the column whose words tell them apart and stand in both tables; then by likeness; then by order."""
    keys = max(
        (
            (len(_keyed(one, a).keys() & _keyed(other, b).keys()), -a, -b)
            for a in one.columns()
            for b in other.columns()
        ),
        default=(0, 0, 0),
    )
    found: dict[int, int] = {}
    if keys[0] > 1 or (keys[0] and len(one.rows()) <= 2):
        mine, yours = _keyed(one, -keys[1]), _keyed(other, -keys[2])
        found = {yours[key]: mine[key] for key in mine.keys() & yours.keys()}
    free = [row for row in one.rows() if row not in found.values()]
    left = [row for row in other.rows() if row not in found]
    if len(one.rows()) == len(other.rows()) and len(free) == len(left) and _is_sorted(found):
        return found | dict(zip(left, free, strict=True))
    for row in left:
        line = _line(other, row)
        best = max(free, key=lambda n: SequenceMatcher(None, _line(one, n), line).ratio(), default=None)
        if best is not None and SequenceMatcher(None, _line(one, best), line).ratio() >= _ALIKE:
            free.remove(best)
            found[row] = best
    return found


def _is_sorted(found: dict[int, int]) -> bool:
    order = [found[row] for row in sorted(found)]
    return order == sorted(order)


def _keyed(grid: Grid, column: int) -> dict[str, int]:
    """Rows by their words in a column, those that stand there once."""
    texts = [(grid.text(row, column), row) for row in grid.rows()]
    counted: dict[str, int] = defaultdict(int)
    for text, _ in texts:
        counted[text] += 1
    return {text: row for text, row in texts if text and counted[text] == 1}


def _line(grid: Grid, row: int) -> str:
    return "\t".join(grid.text(row, column) for column in grid.columns())


def _pair_columns(one: Grid, other: Grid) -> dict[int, int]:
    """Columns by their heads; by order where there are as many."""
    head, top = min(one.rows()), min(other.rows())
    mine = {one.text(head, column): column for column in one.columns() if one.text(head, column)}
    found = {column: mine[text] for column in other.columns() if (text := other.text(top, column)) in mine}
    if len(one.columns()) == len(other.columns()):
        free = [column for column in one.columns() if column not in found.values()]
        left = [column for column in other.columns() if column not in found]
        return found | dict(zip(left, free, strict=True))
    return found
