"""What a pack asks of each table of data: which columns, how many of its last rows, which single cells. In: the raw pack; out: Asked.

Of a large table only these become facts; a table of usual size becomes facts as a whole, so that every cell of it is checked.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.load.sources.asked import Asked

_REFERENCE = re.compile(r"""\bref\(\s*["']([^"']*)["']""")


def asked_of_tables(data: Mapping[str, Any], texts: str) -> dict[str, Asked]:
    """Return what is asked of each table by its id; `texts` are all texts of the pack."""
    found: dict[str, Asked] = {}

    def of(key: Any) -> Asked:
        return found.setdefault(str(key), Asked(texts))

    for key in Asked(texts).tables():
        of(key)
    tables = data.get("tables")
    named = tables if isinstance(tables, dict) else {}
    for table in named.values():
        if isinstance(table, dict) and table.get("data"):
            columns = [one.get("of") for one in table.get("columns") or () if isinstance(one, dict)]
            of(table["data"]).show(columns, table.get("last"))
    for figure in _figures(data.get("figures")):
        columns = [one.get("of") for one in figure.get("series") or () if isinstance(one, dict)]
        of(figure["data"]).show(columns, figure.get("last"))
    for key in (*_REFERENCE.findall(texts), *_named_tables(data)):
        if key not in named:
            of(key).show((), None)
    for key, column in re.findall(r"(?<![\w.])t\.(\w+)\.(\w+)", texts):
        of(key).whole_column(column)
    for key, column in re.findall(r"""(?<![\w.])t\.(\w+)\[\s*["']([^"']+)["']""", texts):
        of(key).whole_column(column)
    for key in re.findall(r"(?<![\w.])([\w-]+)\.[^\s,]+", "\n".join(_strings(data.get("relations")))):
        of(key).show((), None)
    return found


def _figures(entries: Any) -> Iterator[dict[str, Any]]:
    for entry in entries.values() if isinstance(entries, dict) else entries or ():
        if isinstance(entry, dict):
            if entry.get("data"):
                yield entry
            yield from _figures(entry.get("panels"))


def _named_tables(value: Any) -> Iterator[str]:
    """What blocks of the report and slides name under `table`."""
    if isinstance(value, dict):
        if isinstance(value.get("table"), str):
            yield value["table"]
        for child in value.values():
            yield from _named_tables(child)
    elif isinstance(value, list):
        for child in value:
            yield from _named_tables(child)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from _strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from _strings(child)
