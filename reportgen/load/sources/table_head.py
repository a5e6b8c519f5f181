"""The head of a table in a grid: found under titles and notes, over one row or several, with units. Out: Heads, or Problems."""

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.errors import Problem
from reportgen.load.sources.grid import LOOK
from reportgen.load.sources.records import CellGrid, SourceCell, heading
from reportgen.model.data_table import DataSource

_UNIT = re.compile(r"(?:计量)?单位\s*[:：]\s*(\S+?)[）)]?$")


@dataclass(frozen=True)
class Heads:
    """The head of a table: for each chosen column its place in the grid, id, heading, unit and cell; the row where the body begins."""

    columns: tuple[int, ...]
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    units: tuple[str, ...]
    cells: tuple[SourceCell, ...]
    end: int
    place: str
    above: str = ""  # the unit that stands over the table, for numbers that say no other
    title: str = ""  # what stands over the table and is no unit

    def position(self, names: Sequence[str]) -> int | None:
        """Return which column has one of these headings."""
        return next((n for n, text in enumerate(self.texts) if text.lower() in names), None)


def heads_of(grid: CellGrid, source: DataSource) -> tuple[Heads | None, list[Problem]]:
    """Return the head of the table in a grid, or what is wrong with it."""
    if grid.problems:
        return None, grid.problems
    wanted = [heading(name)[0] for name in (*source.columns.values(), *([source.key] if source.key else []))]
    top = 0 if grid.headed else _top(grid.rows, wanted, source.head_rows)
    if top is None or top >= len(grid.rows):
        return None, [_no_head(grid, wanted)]
    names = _names(grid.rows[top : top + source.head_rows])
    return _chosen(grid, source, names, top)


def _top(rows: Sequence[Sequence[SourceCell]], wanted: list[str], height: int) -> int | None:
    """The row that holds all wanted headings; where none are named, the first with two different texts or more."""
    for number in range(min(len(rows), LOOK)):
        texts = {name for name, _ in _names(rows[number : number + height]) if name}
        if set(wanted) <= texts if wanted else len(texts) > 1 and not any(_UNIT.search(text) for text in texts):
            return number
    return None


def _names(rows: Sequence[Sequence[SourceCell]]) -> list[tuple[str, str]]:
    """The heading and unit of each column."""
    return [_joined([row[column] for row in rows if column < len(row)]) for column in range(len(rows[0]))]


def _joined(cells: Sequence[SourceCell]) -> tuple[str, str]:
    """A heading over one row or several: merged cells say once what they say twice."""
    parts = [heading(cell.value) for cell in cells if not cell.blank]
    name = "".join(dict.fromkeys(part[0] for part in parts))
    return name, next((unit for _, unit in reversed(parts) if unit), "")


def _above(rows: Sequence[Sequence[SourceCell]]) -> tuple[str, str]:
    """The unit and the title that stand over a table: 单位：亿元, and the first text that is none."""
    texts = [str(cell.value).strip() for row in rows for cell in row if not cell.blank]
    units = [match.group(1) for text in texts if (match := _UNIT.search(text))]
    titles = [text for text in texts if not _UNIT.search(text)]
    return units[0] if units else "", titles[0] if titles else ""


def _chosen(
    grid: CellGrid, source: DataSource, names: list[tuple[str, str]], top: int
) -> tuple[Heads | None, list[Problem]]:
    texts = [name for name, _ in names]
    problems = _head_problems(grid, source, names, top)
    if problems:
        return None, problems
    found = {texts.index(heading(head)[0]): key for key, head in source.columns.items()}
    columns = list(found) or [number for number, text in enumerate(texts) if text]
    first = texts.index(heading(source.key)[0]) if source.key else columns[0]
    columns = [first, *(number for number in columns if number != first)]
    ids = [found.get(number, texts[number]) for number in columns]
    heads = Heads(
        tuple(columns), tuple(ids), tuple(texts[n] for n in columns), tuple(names[n][1] for n in columns),
        tuple(grid.rows[top][n] for n in columns), top + source.head_rows, grid.name,
        *_above(grid.rows[:top]),
    )  # fmt: skip
    problems = _unknown(grid, source, heads)
    return (None, problems) if problems else (heads, [])


def _head_problems(grid: CellGrid, source: DataSource, names: list[tuple[str, str]], top: int) -> list[Problem]:
    texts = [name for name, _ in names if name]
    there = ", ".join(texts[:12])
    problems = []
    for text, count in Counter(texts).items():
        if count > 1:
            place = next(cell.place for cell, name in zip(grid.rows[top], names, strict=False) if name[0] == text)
            hint = "give each its own; a head of several rows is named with `head_rows: 2`"
            problems.append(Problem(place, None, None, f"the heading {text} stands twice", hint))
    for given in (*source.columns.values(), *([source.key] if source.key else [])):
        if heading(given)[0] not in texts:
            near = difflib.get_close_matches(heading(given)[0], texts, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {there}"
            problems.append(Problem(grid.name, None, None, f"no column with the heading {given!r}", hint))
    return problems


def _unknown(grid: CellGrid, source: DataSource, heads: Heads) -> list[Problem]:
    """What `units` and `texts` say of columns that are not there."""
    names = {*heads.ids, *heads.texts}
    return [
        Problem(
            grid.name,
            None,
            None,
            f"`{where}` names {name}, which is not a column",
            "there are: " + ", ".join(heads.ids),
        )
        for where, given in (("units", source.units), ("texts", source.texts))
        for name in given
        if name not in names
    ]


def _no_head(grid: CellGrid, wanted: list[str]) -> Problem:
    what = f"no head row with {', '.join(wanted) or 'two headings or more'} in the first {LOOK} rows"
    texts = dict.fromkeys(str(cell.value).strip() for row in grid.rows[:LOOK] for cell in row if not cell.blank)
    near = [match for name in wanted for match in difflib.get_close_matches(name, texts, 1, 0.5)]
    seen = " | ".join(list(texts)[:8])[:80]
    hint = f"did you mean {', '.join(near)}?" if near else "name the headings that are there under `columns`"
    return Problem(grid.name, None, None, f"{what} (found {seen!r})", hint)
