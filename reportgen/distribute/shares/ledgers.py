"""Owns the ledger of a whole batch: every place in every recipient's file where a fact stands. In: the record; out: one CSV."""

import csv
import io
import zlib
from pathlib import Path

from reportgen.distribute.batch_store import Record
from reportgen.files import write_whole


def write_ledgers(record: Record, path: Path) -> None:
    """Write the ledgers of all files that are done, a recipient after the other."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    head: list[str] = []
    for recipient, file, packed in record.ledgers():
        rows = csv.reader(io.StringIO(zlib.decompress(packed).decode("utf-8-sig"), newline=""))
        names = next(rows)
        if not head:
            head = names
            writer.writerow(["recipient", *head])
        at = head.index("file")
        writer.writerows([recipient, *row[:at], file, *row[at + 1 :]] for row in rows)
    write_whole(path, text.getvalue().encode("utf-8-sig"))
