"""Values that the data does not hold, and the rounds of loops in which they were missed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2.utils import missing

from reportgen.template.program.program import TagPlace

_LOCAL_NAME = re.compile(r"l_(\d+)_(\w+)$")


@dataclass(frozen=True)
class Absent:
    """A value that the data does not hold: at which tag, what is missing, and in which rounds of which loops."""

    tag: TagPlace
    what: str
    rounds: dict[str, Any]


def bound(names: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the names that have a value where the code of a part stands."""
    return {name: value for name, value in (names or {}).items() if value is not missing}


def rounds_of(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the loop variables among the local names of the code of a part, as a traceback has them."""
    found = [(_LOCAL_NAME.match(name), value) for name, value in sorted(names.items()) if not name.startswith("l_0_")]
    return bound({match.group(2): value for match, value in found if match and match.group(2) != "loop"})
