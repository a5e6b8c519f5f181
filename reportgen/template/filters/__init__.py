"""Filters of templates beside Jinja's own: dates, numbers, texts and rows of data, by English and Chinese names.

`FILTERS` is the whole table. A filter passes on a value that the data does not have, and prints nothing for None; what it cannot
read raises a ValueError that says what would work, and the engine reports it at the tag.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Undefined

from reportgen.template.filters import dates, numbers, rows, texts

Filter = Callable[..., Any]


def _lenient(function: Filter) -> Filter:
    @wraps(function)
    def filtered(value: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        return "" if value is None or value != value else function(value, *arguments, **options)

    return filtered


_ENGLISH: Mapping[str, Filter] = {**dates.FILTERS, **numbers.FILTERS, **texts.FILTERS, **rows.FILTERS}
CHINESE: Mapping[str, str] = {**dates.CHINESE, **numbers.CHINESE, **texts.CHINESE, **rows.CHINESE}
FILTERS: dict[str, Filter] = {name: _lenient(function) for name, function in _ENGLISH.items()}
FILTERS |= {chinese: FILTERS[english] for chinese, english in CHINESE.items()}

__all__ = ["CHINESE", "FILTERS"]
