"""Data of numpy, pandas, polars and pyarrow as Python's own: data frames are rows, arrays lists, and gaps None.

The libraries are known by what they give, and none is imported for it.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

_LIBRARIES = ("numpy", "pandas", "polars", "pyarrow")
_PLAIN = frozenset((str, int, bool, type(None), bytes))
_DEEPEST = 50  # what is nested deeper is left as it is


def plain_data(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return data in which nothing is of another library; the same data where none of them is loaded."""
    if not any(library in sys.modules for library in _LIBRARIES):
        return data
    return {key: plain(value) for key, value in data.items()}


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value as one of Python; what has to stay as it is, itself."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is float or kind is Decimal:
        return value if value == value else None
    if depth > _DEEPEST:
        return value
    if kind is dict:
        return _same_or({key: plain(item, depth + 1) for key, item in value.items()}, value)
    if kind in (list, tuple):
        items = [plain(item, depth + 1) for item in value]
        unchanged = all(new is old for new, old in zip(items, value, strict=True))
        return value if unchanged else kind(items)
    library = kind.__module__.partition(".")[0]
    return _foreign(value, depth) if library in _LIBRARIES else value


def _same_or(new: dict[Any, Any], old: dict[Any, Any]) -> dict[Any, Any]:
    return old if all(new[key] is old[key] for key in old) else new


def _foreign(value: Any, depth: int) -> Any:
    """A value of a library, by what it can give."""
    name = type(value).__name__
    if name in ("NaTType", "NAType"):
        return None
    if isinstance(value, datetime):
        return value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
    if isinstance(value, timedelta):
        return value.to_pytimedelta() if hasattr(value, "to_pytimedelta") else value
    if isinstance(value, str):
        return str(value)
    if name in ("Period", "Interval"):
        return str(value)
    found = next(_rows(value), value)
    if found is not value:
        return plain(found, depth + 1)
    return value


def _rows(value: Any) -> Iterator[Any]:
    """What a frame, a column, an array or a number of a library is in Python; nothing for what is none of them."""
    if hasattr(value, "columns") and hasattr(value, "reset_index"):
        named = any(name is not None for name in value.index.names)
        frame = value.reset_index() if named else value
        columns = [str(name) for name in frame.columns]
        yield [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]
    for method in ("to_dicts", "to_pylist"):
        if hasattr(value, method):
            yield getattr(value, method)()
    index = getattr(value, "index", None)
    if hasattr(value, "to_dict") and index is not None and all(isinstance(key, str) for key in index):
        yield dict(zip(index, list(value), strict=True))
    if hasattr(value, "dtype") and getattr(value.dtype, "kind", "") in ("M", "m") and hasattr(value, "astype"):
        if not getattr(value, "shape", ()) and not isinstance(value.item(), int):
            yield value.item()  # a day is a date
        yield value.astype(f"{'datetime64' if value.dtype.kind == 'M' else 'timedelta64'}[us]").tolist()
    for method in ("tolist", "to_list", "as_py"):
        if hasattr(value, method):
            yield getattr(value, method)()
