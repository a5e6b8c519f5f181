"""Marks in text: a fact or reference tells what it is wherever its text goes. In: text; out: marked text, and its parts.

The marks are private-use characters, so that marked text passes through templates, filters and joins as any text does.
"""

import re
from dataclasses import dataclass

from reportgen.private_use import FACT, FACT_END, FACT_MIDDLE

_MARKED = re.compile(f"{FACT}([a-z]+):([^{FACT_MIDDLE}]*){FACT_MIDDLE}([^{FACT_END}]*){FACT_END}")


@dataclass(frozen=True)
class Part:
    """A stretch of text: plain (kind None), or shown for a fact or reference."""

    kind: str | None
    key: str | None
    text: str


def mark(kind: str, key: str, text: str) -> str:
    """Return text that remembers what it shows."""
    return f"{FACT}{kind}:{key}{FACT_MIDDLE}{text}{FACT_END}"


def parts(text: str) -> list[Part]:
    """Return marked text as its parts, in order."""
    if FACT not in text:
        return [Part(None, None, text)]
    found: list[Part] = []
    end = 0
    for match in _MARKED.finditer(text):
        if match.start() > end:
            found.append(Part(None, None, text[end : match.start()]))
        found.append(Part(*match.groups()))
        end = match.end()
    if end < len(text):
        found.append(Part(None, None, text[end:]))
    return found


def plain(text: str) -> str:
    """Return text without marks."""
    return _MARKED.sub(r"\3", text) if FACT in text else text
