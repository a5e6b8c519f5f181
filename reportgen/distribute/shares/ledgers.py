"""The ledger of a whole batch: every place in every recipient's file where a fact stands. In: the record; out: one CSV."""

import csv
import io
import zlib

from reportgen.distribute.batch_store import BatchRecord
from reportgen.edition.csv_cells import guarded


def ledgers(record: BatchRecord) -> bytes:
    """Return the ledgers of all files that are done as one CSV, a recipient after the other."""
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
        writer.writerows([guarded(recipient), *row[:at], guarded(file), *row[at + 1 :]] for row in rows)
    return text.getvalue().encode("utf-8-sig")
