"""The exception tree.

ReportgenError
├── InputError          something given is wrong: each Problem says what, where, and what would work
│   ├── PackError       a pack file
│   └── TemplateError   a template, or its data
├── OutputError         the output cannot be written
└── ChartError          a figure cannot be drawn
    └── MissingGlyph    the shipped fonts lack a character
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is, what is wrong, what would work."""

    file: str
    line: int | None
    column: int | None
    what: str
    hint: str = ""
    code: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        name = f"[{self.code}] " if self.code else ""
        return f"{where}: {name}{self.what}" + (f"; {self.hint}" if self.hint else "")


class ReportgenError(Exception):
    """Anything that stops the work."""


class InputError(ReportgenError):
    """Something given is wrong; all mistakes are told at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["InputError"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class PackError(InputError):
    """A pack file is wrong."""


class TemplateError(InputError):
    """A template or its data is wrong."""


class OutputError(ReportgenError):
    """The output cannot be written; `errno` is the number of the system's error, 0 where it was none."""

    def __init__(self, message: str, errno: int = 0) -> None:
        self.errno = errno
        super().__init__(message)


class ChartError(ReportgenError):
    """A figure cannot be drawn."""


class MissingGlyph(ChartError):
    """The shipped fonts lack a character."""
