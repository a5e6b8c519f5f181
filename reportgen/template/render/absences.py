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


def names_of_frame(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the code of a part has bound itself: variables of loops, and what was set."""
    found = {}
    for name, value in sorted(names.items()):
        match = _LOCAL_NAME.match(name)
        if match and match.group(2) != "loop" and value is not missing:
            found[match.group(2)] = value
    return found


def rounds_of(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the loop variables among the local names of the code of a part."""
    return names_of_frame({name: value for name, value in names.items() if not name.startswith("l_0_")})
