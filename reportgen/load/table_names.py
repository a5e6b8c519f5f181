"""Names of the rows and columns of a table, as a list of recipients writes them: `table/name`, without spaces."""

import re
from collections.abc import Mapping, Sequence

from reportgen.model import Fact, Table

_TAG = re.compile(r"\{\{.*?\}\}")
_FACT = re.compile(r"""(?<![\w.])f(?:\.(\w+)|\[\s*["']([^"']+)["']\s*\])""")


def row_names(table: Table, facts: Mapping[str, Fact]) -> list[str]:
    """Return the name of each row: its first cell."""
    return [_name(row[0], facts) for row in table.rows]


def column_names(table: Table, facts: Mapping[str, Fact]) -> list[str]:
    """Return the name of each column: its head."""
    return [_name(column.head, facts) for column in table.columns]


def names_in(chosen: Sequence[str], table: str) -> set[str]:
    """Return the names that belong to a table among names written as `table/name`."""
    return {name for key, _, name in (one.partition("/") for one in chosen) if key == table}


def _name(cell: str, facts: Mapping[str, Fact]) -> str:
    """A cell without its spaces, a fact in it as it is printed."""

    def printed(match: re.Match[str]) -> str:
        keys = ["".join(groups) for groups in _FACT.findall(match.group())]
        return "".join(facts[key].prose() for key in keys if key in facts)

    return "".join(_TAG.sub(printed, cell).split())
