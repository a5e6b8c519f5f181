"""The compiled form of a workbook: plain, picklable data."""

from dataclasses import dataclass

from reportgen.template.program.program import Program


@dataclass(frozen=True)
class SheetTemplate:
    """A sheet with tags: the rows that it writes, first and last row of each loop, outer loops first; `strict` its dialect."""

    part: str
    name: str
    program: Program
    rows: tuple[int, ...]
    blocks: tuple[tuple[int, int], ...]
    prefix: str = ""
    strict: bool = False


@dataclass(frozen=True)
class BookTemplate:
    """The sheets with tags by their parts, and the program that writes the names of sheets where these have tags."""

    sheets: dict[str, SheetTemplate]
    names: Program | None = None

    def programs(self) -> list[Program]:
        """Return all programs."""
        return [*(sheet.program for sheet in self.sheets.values()), *([self.names] if self.names else [])]
