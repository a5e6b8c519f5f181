"""What the filling of a workbook has moved: the rows and the new name of each sheet, as references ask for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.errors import Problem, TemplateError
from reportgen.template.workbook.references import Resolve, RowNumbers, rewritten, split_cell
from reportgen.template.workbook.row_map import Path, RowMap


@dataclass(frozen=True)
class MovedSheet:
    """A sheet after filling: its name, and where its rows are; None where none has moved."""

    name: str
    rows: RowMap | None = None


@dataclass(frozen=True)
class Moves:
    """All sheets by the names that the template gives them, in small letters; `label` names the file."""

    label: str
    sheets: Mapping[str, MovedSheet]
    names: frozenset[str] = field(default=frozenset())  # of defined names, in small letters

    def resolver(self, own: str | None, row: int | None = None, path: Path = (), *, grows: bool = False) -> Resolve:
        """Return what answers references from a row of a sheet, or with a None from outside of its rows.

        `grows` says that one cell that has become several is always named as a range.
        """

        def resolve(name: str | None, rows: RowNumbers) -> tuple[str | None, list[tuple[int, int]] | None]:
            sheet = self.sheets.get((name or own or "").lower())
            if sheet is None:
                return None, [(rows.first, rows.last)]
            if sheet.rows is None:
                return sheet.name, [(rows.first, rows.last)]
            same = name is None or own is None or name.lower() == own.lower()
            seen_from = row if same else None
            seen = path if same else (), seen_from, rows.absolute
            found = sheet.rows.span(rows.first, rows.last, *seen)
            if found and rows.single and not (grows or rows.grows):
                found = found[0], found[0]
            if found and rows.parts:
                return sheet.name, sheet.rows.parts(rows.first, rows.last, *seen) or [found]
            return sheet.name, found and [found]

        return resolve

    def formula(
        self,
        text: str,
        own: str | None,
        row: int | None = None,
        path: Path = (),
        *,
        grows: bool = False,
        column: str = "",
    ) -> str:
        """Return a formula with its references where they are now; a TemplateError where it would become too long."""
        try:
            return rewritten(text, self.resolver(own, row, path, grows=grows))
        except ValueError as error:
            what, _, hint = str(error).partition("; ")
            place = ", ".join(
                [self.label, *([f"sheet “{own}”"] if own else []), *([f"{column}{row}"] if column else [])]
            )
            raise TemplateError([Problem(place, None, None, f"={text}: {what}", hint, "limit")]) from error


def areas_of(refs: str, rows: RowMap) -> Iterator[tuple[str, Path, int]]:
    """Yield each copy of the areas in a list such as A1:B2 D5, the rounds that made it, and its first row in the template."""
    for ref in refs.split():
        first, _, last = ref.partition(":")
        if not first[-1:].isdigit():
            yield ref, (), 1  # whole columns
            continue
        (left, top), (right, bottom) = split_cell(first), split_cell(last or first)
        for start, end, path in rows.areas(top, bottom):
            yield area(left, start, right, end), path, top


def area(left: str, top: int, right: str, bottom: int) -> str:
    """Return the reference of an area; of one cell where it is no larger."""
    return f"{left}{top}" if (left, top) == (right, bottom) else f"{left}{top}:{right}{bottom}"


def joined(areas: list[str]) -> list[str]:
    """Return areas of which those that touch from above to below, as wide as each other, have become one."""
    found: list[tuple[str, int, str, int]] = []
    rest: list[str] = []
    for one in areas:
        first, _, last = one.partition(":")
        if not first[-1:].isdigit():
            rest.append(one)
            continue
        (left, top), (right, bottom) = split_cell(first), split_cell(last or first)
        if found and found[-1][0] == left and found[-1][2] == right and found[-1][3] + 1 == top:
            found[-1] = left, found[-1][1], right, bottom
        else:
            found.append((left, top, right, bottom))
    return [area(*one) for one in found] + rest


def grown(ref: str, rows: RowMap) -> str | None:
    """Return the one area that holds all copies of an area; None where none is left."""
    first, _, last = ref.partition(":")
    (left, top), (right, bottom) = split_cell(first), split_cell(last or first)
    found = rows.span(top, bottom, (), None, (False, False))
    return None if found is None else area(left, found[0], right, found[1])
