"""Owns the ledger: every place where every fact was shown. In: entries; out: CSV that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter


@dataclass(frozen=True)
class Entry:
    """One showing of a fact."""

    fact_id: str
    text: str
    file: str
    place: str
    source: str
    locator: str


def ledger_csv(entries: Iterable[Entry]) -> bytes:
    """Return the ledger with a head row, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    names = [field.name for field in fields(Entry)]
    writer.writerow(names)
    writer.writerows(map(attrgetter(*names), entries))
    return out.getvalue().encode("utf-8-sig")
