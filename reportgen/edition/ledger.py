"""The ledger: every place where every number was shown, as CSV that a spreadsheet opens, and back."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

from reportgen.edition.csv_cells import guarded, unguarded
from reportgen.errors import PackError, Problem
from reportgen.findings import Place


@dataclass(frozen=True)
class LedgerEntry:
    """One showing of a fact; kind is text, notes, drawing, alt, chart text, chart value, workbook; how is `fact`, `computed`,
    `typed` (written by hand) or `base` (of an index, in a chart).

    origin is the cell or row of the source that won, replaced the values that it won over, note what was done to the number: set by
    hand, rounded, zeros added. A ledger has the place in words, and as data in its last column. number tells the showings at one place apart, from 1.
    """

    fact_id: str
    text: str
    value: str
    unit: str
    bound: str
    file: str
    place: Place  # without its file
    kind: str
    how: str
    source: str
    locator: str
    formula: str = ""
    origin: str = ""
    replaced: str = ""
    note: str = ""
    number: str = ""


_PLACE = "at"
_NAMES = tuple(field.name for field in fields(LedgerEntry))
_values = attrgetter(*_NAMES)


def numbered(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """Return entries with their count at each place, so that file, place, kind and number name one showing."""
    seen: Counter[tuple[str, Place, str]] = Counter()
    found = []
    for entry in entries:
        key = entry.file, entry.place, entry.kind
        seen[key] += 1
        found.append(replace(entry, number=str(seen[key])))
    return found


def ledger_csv(entries: Iterable[LedgerEntry]) -> bytes:
    """Return the ledger with a head row, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*_NAMES, _PLACE])
    for entry in entries:
        values = (value if type(value) is str else value.inside for value in _values(entry))
        writer.writerow([*map(guarded, values), json.dumps(entry.place.as_data(), ensure_ascii=False)])
    return out.getvalue().encode("utf-8-sig")


def read_ledger(content: bytes, name: str) -> list[LedgerEntry]:
    """Return the entries of a ledger; columns that are not there are empty, so that older ledgers can be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackError(
            [Problem(name, None, None, f"is not a ledger: {error}", "give the folder of an edition")]
        ) from error
    if rows and not {"fact_id", "text", "file", "place"} <= set(rows[0]):
        raise PackError(
            [Problem(name, 1, None, "is not a ledger: its head row has other names", "give an edition folder")]
        )
    return [_entry(row, name) for row in rows]


def _entry(row: dict[str, str], name: str) -> LedgerEntry:
    cells: dict[str, Any] = {key: unguarded(row.get(key) or "") for key in _NAMES}
    try:
        place = Place.from_data(json.loads(row.get(_PLACE) or json.dumps(cells["place"])))
    except (ValueError, TypeError) as error:
        what = f"is not a ledger: the column `{_PLACE}` holds {row[_PLACE]}"
        raise PackError([Problem(name, None, None, what, "give the ledger as it was written")]) from error
    return LedgerEntry(**{**cells, "place": place})
