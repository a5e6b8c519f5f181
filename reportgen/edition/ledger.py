"""The ledger: every place where every number was shown, as CSV that a spreadsheet opens, and back."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from reportgen.edition.csv_cells import guarded, unguarded
from reportgen.errors import PackError, Problem


@dataclass(frozen=True)
class Entry:
    """One showing of a fact; kind is text, notes, drawing, alt, chart text, chart value, workbook; how is `fact`, `computed`,
    `typed` (written by hand) or `base` (of an index, in a chart).

    origin is the cell or row of the source that won, replaced the values that it won over, note what was done to the number: set by
    hand, rounded, zeros added. number tells the showings at one place apart, from 1.
    """

    fact_id: str
    text: str
    value: str
    unit: str
    bound: str
    file: str
    place: str
    kind: str
    how: str
    source: str
    locator: str
    formula: str = ""
    origin: str = ""
    replaced: str = ""
    note: str = ""
    number: str = ""


def numbered(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries with their count at each place, so that file, place, kind and number name one showing."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for entry in entries:
        key = entry.file, entry.place, entry.kind
        seen[key] += 1
        found.append(replace(entry, number=str(seen[key])))
    return found


def ledger_csv(entries: Iterable[Entry]) -> bytes:
    """Return the ledger with a head row, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    names = [field.name for field in fields(Entry)]
    writer.writerow(names)
    writer.writerows(map(guarded, values) for values in map(attrgetter(*names), entries))
    return out.getvalue().encode("utf-8-sig")


def read_ledger(content: bytes, name: str) -> list[Entry]:
    """Return the entries of a ledger; columns that are not there are empty, so that older ledgers can be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackError(
            [Problem(name, None, None, f"is not a ledger: {error}", "give the folder of an edition")]
        ) from error
    names = [field.name for field in fields(Entry)]
    if rows and not {"fact_id", "text", "file", "place"} <= set(rows[0]):
        raise PackError(
            [Problem(name, 1, None, "is not a ledger: its head row has other names", "give an edition folder")]
        )
    return [Entry(**{key: unguarded(row.get(key) or "") for key in names}) for row in rows]
