"""The limits of inputs, packs and templates: each has a name, a default, and an environment variable that raises it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import InputError, Problem


@dataclass(frozen=True)
class Limit:
    """One limit: its default, and what is counted in which unit."""

    default: int
    unit: str


LIMITS: Mapping[str, Limit] = {
    "input_mb": Limit(64, "MB"),  # of one file of data, a list or a pack file
    "rows": Limit(1_000_000, "rows"),  # of one table or list
    "facts": Limit(200_000, "facts"),  # of one pack, those of tables not counted
    "slides": Limit(2_000, "slides"),  # of one deck
    "values": Limit(2_000_000, "values"),  # of one YAML file, aliases expanded
    "text": Limit(10_000_000, "characters"),  # that one expression makes; an item of a list counts as eight
    "part_text": Limit(100_000_000, "characters"),  # that the expressions of one part make
    "rounds": Limit(2_000_000, "rounds of its loops"),  # of one part
    "range": Limit(100_000, "numbers"),  # of one range()
    "seconds": Limit(60, "seconds"),  # for one part, or one query
    "part_mb": Limit(512, "MB"),  # of one part
    "package_mb": Limit(512, "MB"),  # of one Office file, unpacked
}


FIXED = "this limit is fixed"


class LimitError(ValueError):
    """More is asked for than a limit allows; `hint` says how to raise it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.hint = hint


def in_words(error: BaseException) -> str:
    """Return what an error says; where Python speaks of its own settings, what it means."""
    if "integer string conversion" in str(error):
        return f"a whole number has more than {sys.get_int_max_str_digits():,} digits; {FIXED}, give it as a text"
    return str(error)


def limit(name: str) -> int:
    """Return a limit: that of the environment, or the default. An InputError says what is wrong with the variable."""
    text = os.environ.get(variable(name))
    if not text:
        return LIMITS[name].default
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:20]) < 10**15:
        example = LIMITS[name].default
        problem = Problem(
            variable(name), None, None, f"expects a whole number above 0 (got {text[:40]!r})", f"such as {example}"
        )
        raise InputError([problem])
    return int(text)


def variable(name: str) -> str:
    """Return the environment variable of a limit."""
    return f"REPORTGEN_MAX_{name.upper()}"


def passed(name: str, subject: str = "this", found: int | None = None) -> LimitError:
    """Return the error for a limit that is passed: what was found, the limit, and how to raise it."""
    most, unit = limit(name), LIMITS[name].unit
    what = f"needs more than {most:,} {unit}" if found is None else f"has {found:,} {unit}; the limit is {most:,}"
    return LimitError(f"{subject} {what}", f"{variable(name)} raises the limit")


def too_large(path: Path, name: str) -> Problem | None:
    """Return the problem of a file that is larger than an input may be; its content is not read."""
    try:
        size = path.stat().st_size
    except OSError:
        return None  # whoever reads it reports why
    found = -(-size // 1_000_000)
    if found <= limit("input_mb"):
        return None
    error = passed("input_mb", "the file", found)
    return Problem(name, None, None, str(error), error.hint, "limit")
