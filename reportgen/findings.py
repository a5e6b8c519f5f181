"""Owns findings: what a check saw, as a value."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One result of a check: the rule, how bad, where, what is wrong, what would be right.

    The page (a slide counts as one) and the box on it in pt (left, top, width, height) are there when the rule knows them.
    """

    rule: str
    level: Level
    place: str
    what: str
    hint: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.place}: {self.what}" + (f"; {self.hint}" if self.hint else "")
