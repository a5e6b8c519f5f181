"""Filters for rows of data: several keys to sort and group by, sums, running sums, shares and ranks.

A row is a mapping or an object with attributes; a dot leads into rows inside rows (`"owner.name"`).
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from reportgen.template.filters.numbers import as_number

_Row = Any


def sort_by(rows: Iterable[_Row], *keys: str) -> list[_Row]:
    """Return rows in the order of several keys; a key that begins with - goes from high to low, empty values stand last."""
    found = list(rows)
    for key in reversed(keys):
        name, down = key.removeprefix("-"), key.startswith("-")
        known = [row for row in found if _value(row, name) is not None]
        empty = [row for row in found if _value(row, name) is None]
        try:
            known.sort(key=lambda row, name=name: _value(row, name), reverse=down)  # type: ignore[misc]
        except TypeError as error:
            raise ValueError(f"the values of {name} are of several kinds and have no order: {error}") from error
        found = known + empty
    return found


def group_by(rows: Iterable[_Row], *keys: str) -> list[dict[str, Any]]:
    """Return groups of rows that share the values of all keys, in the order in which they come.

    Each group has its keys (`group.region`), `rows`, and `count`.
    """
    groups: dict[tuple[Any, ...], list[_Row]] = {}
    for row in rows:
        groups.setdefault(tuple(_value(row, key) for key in keys), []).append(row)
    return [
        {**dict(zip(keys, values, strict=True)), "rows": found, "count": len(found)} for values, found in groups.items()
    ]


def total(rows: Iterable[_Row], key: str) -> Decimal:
    """Return the sum of a column; empty cells count as nothing."""
    return sum(_numbers(rows, key), Decimal(0))


def average(rows: Iterable[_Row], key: str) -> Decimal | None:
    """Return the mean of a column, empty cells left out; None where there is no value."""
    found = _numbers(rows, key)
    return sum(found, Decimal(0)) / len(found) if found else None


def running(rows: Iterable[_Row], key: str, name: str = "running") -> list[Any]:
    """Return the rows, each with the sum of a column up to it: {% for row in rows | running("amount") %}{{ row.running }}."""
    so_far, found = Decimal(0), []
    for row in rows:
        value = _value(row, key)
        so_far += Decimal(0) if value in (None, "") else as_number(value)
        found.append(_with(row, name, so_far))
    return found


def share_of(rows: Iterable[_Row], key: str, name: str = "share") -> list[Any]:
    """Return the rows, each with its share of the sum of a column, as a part of 1."""
    given = list(rows)
    whole = total(given, key)
    if not whole:
        raise ValueError(f"the values of {key} sum to 0, so that no row has a share")
    return [
        _with(row, name, None if _value(row, key) in (None, "") else as_number(_value(row, key)) / whole)
        for row in given
    ]


def ranked(rows: Iterable[_Row], key: str, name: str = "rank") -> list[Any]:
    """Return the rows from the highest value of a column, each with its rank; equal values share one."""
    found = sort_by(rows, f"-{key}")
    ranks: list[int] = []
    for number, row in enumerate(found):
        same = number and _value(found[number - 1], key) == _value(row, key)
        ranks.append(ranks[-1] if same else number + 1)
    return [_with(row, name, rank) for row, rank in zip(found, ranks, strict=True)]


def column(rows: Iterable[_Row], key: str) -> list[Any]:
    """Return the values of one column."""
    return [_value(row, key) for row in rows]


def _numbers(rows: Iterable[_Row], key: str) -> list[Decimal]:
    return [as_number(value) for row in rows if (value := _value(row, key)) not in (None, "")]


def _value(row: _Row, key: str) -> Any:
    for name in key.split("."):
        if isinstance(row, Mapping):
            if name not in row:
                raise ValueError(f"a row has no {name!r}; it has {', '.join(map(str, row))}")
            row = row[name]
        elif name.startswith("_") or not hasattr(row, name):
            raise ValueError(f"a row has no {name!r}; it is a {type(row).__name__}")
        else:
            row = getattr(row, name)
    return row


def _with(row: _Row, name: str, value: Any) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return {**row, name: value}
    return {**{key: getattr(row, key) for key in dir(row) if not key.startswith("_")}, name: value}


FILTERS: dict[str, Callable[..., Any]] = {
    "sort_by": sort_by,
    "group_by": group_by,
    "total": total,
    "average": average,
    "running": running,
    "share_of": share_of,
    "ranked": ranked,
    "column_of": column,
}
CHINESE = {
    "排序": "sort_by",
    "分组": "group_by",
    "合计": "total",
    "平均": "average",
    "累计": "running",
    "占比": "share_of",
    "排名": "ranked",
}
