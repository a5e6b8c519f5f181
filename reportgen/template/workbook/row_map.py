"""Where the rows of a template have gone: each copy of a row, by the rounds of the loops that made it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.template.workbook.references import LAST_ROW

_Span = tuple[int, int]
Path = tuple[int, ...]  # the round of each loop around a row, outermost first; each round has a number of its own


@dataclass(frozen=True)
class MadeRow:
    """One row of the filled sheet: the row of the template that it is a copy of, and the rounds that made it."""

    old: int
    path: Path = ()


class RowMap:
    """The rows of one sheet before and after filling.

    `known` are the rows that the template writes, `blocks` first and last row of each loop, outer loops before inner ones, `made`
    the rows in the order in which they were made. Rows that the template does not write are empty and move with their neighbours.
    """

    def __init__(self, known: Iterable[int], blocks: Sequence[_Span], made: Sequence[MadeRow]) -> None:
        self._blocks = blocks
        self.numbers: list[int] = []  # of the made rows
        self._copies: dict[tuple[int, Path], _Span] = {}
        self._parts: dict[tuple[int, int, Path], list[_Span]] = {}
        self._rounds: dict[tuple[int, int], list[Path]] = {}
        self._known = sorted(set(known))
        self._chains = {old: self._chain(old) for old in self._known}
        self._gaps: list[tuple[int, int]] = [(0, 0)]  # old and new number of the row before a stretch of unwritten rows
        self._number(made)

    def of(self, old: int, path: Path = (), loops: int | None = None) -> _Span | None:
        """Return the first and last copy of a row seen from a row with a path whose first `loops` loops it shares."""
        chain = self._chains.get(old)
        if chain is None:
            new = self._unwritten(old)
            return new, new
        shared = len(chain) if loops is None else loops
        return self._copies.get((old, path[:shared]))

    def span(
        self, first: int, last: int, path: Path, seen_from: int | None, absolute: _Span | tuple[bool, bool]
    ) -> _Span | None:
        """Return the rows that a reference from a row of the template (None: from elsewhere) names now."""
        low = self._edge(range(first, last + 1), path, seen_from, bool(absolute[0]))
        high = self._edge(range(last, first - 1, -1), path, seen_from, bool(absolute[1]))
        if low is None or high is None:
            return None
        return low[0], max(low[0], high[1])

    def parts(
        self, first: int, last: int, path: Path, seen_from: int | None, absolute: _Span | tuple[bool, bool]
    ) -> list[_Span]:
        """Return the rows of a reference to rows of one loop, without those that stand between its rounds; none for another."""
        chain = self.chain(first)
        if not chain or self.chain(last) != chain or any(self.chain(old) != chain for old in range(first, last + 1)):
            return []
        mine = () if seen_from is None else self.chain(seen_from)
        shared = len(self._shared(mine, chain))
        if absolute[0] != absolute[1]:  # from the first round to one's own
            return []
        shared -= bool(absolute[0] and shared and mine == chain)
        if shared == len(chain):
            return []
        key = first, last, path[:shared]
        if key not in self._parts:
            self._parts[key] = list(_touching(self.areas(first, last), path[:shared]))
        return self._parts[key]

    def areas(self, first: int, last: int) -> Iterator[tuple[int, int, Path]]:
        """Yield each copy of an area: a new one for each round of the innermost loop that holds the whole of it."""
        chain = self._shared(self.chain(first), self.chain(last))
        rounds: list[Path] = self._rounds.get((len(chain), chain[-1]), []) if chain else [()]
        for path in rounds:
            low = self._find(range(first, last + 1), path, len(chain))
            high = self._find(range(last, first - 1, -1), path, len(chain))
            if low and high:
                yield low[0], high[1], path

    def chain(self, old: int) -> Path:
        """Return the loops around a row of the template, outermost first."""
        return self._chains.get(old, ())

    def _edge(self, rows: range, path: Path, seen_from: int | None, absolute: bool) -> _Span | None:
        mine = () if seen_from is None else self.chain(seen_from)
        for old in self._near(rows):
            shared = len(self._shared(mine, self.chain(old)))
            if absolute and shared and mine == self.chain(old):
                shared -= 1  # $ in the same loop looks at all its rounds
            found = self.of(old, path, shared)
            if found:
                return found
        return None

    def _find(self, rows: range, path: Path, loops: int) -> _Span | None:
        return next((found for old in self._near(rows) if (found := self.of(old, path, loops))), None)

    def _near(self, rows: range) -> Iterator[int]:
        """The rows of a range, without a long walk behind the last row that the template writes."""
        for count, old in enumerate(rows):
            yield old
            if count > len(self._known):
                return

    @staticmethod
    def _shared(one: Path, other: Path) -> Path:
        count = 0
        for mine, its in zip(one, other, strict=False):
            if mine != its:
                break
            count += 1
        return one[:count]

    def _chain(self, old: int) -> Path:
        return tuple(number for number, (first, last) in enumerate(self._blocks) if first <= old <= last)

    def _unwritten(self, old: int) -> int:
        before_old, before_new = self._gaps[bisect_right(self._gaps, (old, -1)) - 1]
        return min(before_new + old - before_old, LAST_ROW)

    def _number(self, made: Sequence[MadeRow]) -> None:
        """Number the made rows in their order; unwritten rows before them keep their place between them."""
        at = new = 0
        last = 0
        groups = self._groups()
        for first, end in groups:
            new += first - last - 1
            while at < len(made) and first <= made[at].old <= end:
                new += 1
                self._add(made[at], new)
                at += 1
            last = end
            self._gaps.append((end, new))
        if at < len(made):
            raise ValueError("rows come in an order that the template does not have")

    def _groups(self) -> list[_Span]:
        """Rows outside of all loops one by one, outermost loops as a whole."""
        groups: list[_Span] = []
        outer = [block for n, block in enumerate(self._blocks) if len(self._chain_of_block(n)) == 1]
        for old in self._known:
            block = next((span for span in outer if span[0] <= old <= span[1]), (old, old))
            if not groups or groups[-1] != block:
                groups.append(block)
        return groups

    def _chain_of_block(self, number: int) -> Path:
        first, last = self._blocks[number]
        around = range(number + 1)
        return tuple(n for n in around if self._blocks[n][0] <= first and last <= self._blocks[n][1])

    def _add(self, row: MadeRow, new: int) -> None:
        self.numbers.append(new)
        chain = self._chains[row.old]
        for count in range(len(row.path) + 1):
            key = row.old, row.path[:count]
            first = self._copies.get(key, (new, new))[0]
            self._copies[key] = first, new
            if count:
                rounds = self._rounds.setdefault((count, chain[count - 1]), [])
                if not rounds or rounds[-1] != row.path[:count]:
                    rounds.append(row.path[:count])


def _touching(areas: Iterable[tuple[int, int, Path]], path: Path) -> Iterator[_Span]:
    """Yield the areas of the rounds inside a path, those that touch as one."""
    open_area: _Span | None = None
    for first, last, found in areas:
        if found[: len(path)] != path:
            continue
        if open_area and open_area[1] + 1 == first:
            open_area = open_area[0], last
            continue
        if open_area:
            yield open_area
        open_area = first, last
    if open_area:
        yield open_area
