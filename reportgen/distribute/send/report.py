"""Telling the receipts: who has what, who is missing, as CSV or workbook; and taking acknowledgements in."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path

from reportgen.distribute.batch_manifest import BatchManifest
from reportgen.distribute.send.receipts import COLUMNS, Receipt, Receipts, is_said_by
from reportgen.errors import InputError, PackError, Problem
from reportgen.load.lists.sheet import read_sheet


def missing(batch: BatchManifest, receipts: Iterable[Receipt]) -> list[tuple[str, str, str]]:
    """Return recipient, name and reason of all whose present file has not surely reached them."""
    last: dict[tuple[str, str], Receipt] = {}
    said: dict[str, Receipt] = {}  # the last file that each has
    for receipt in receipts:
        if receipt.state != "failed":
            said[receipt.recipient] = receipt
        key = (receipt.recipient, receipt.sha256)
        if key not in last or receipt.state != "failed" or last[key].state == "failed":
            last[key] = receipt
    found = [(recipient, "", f"has no file: {why}") for recipient, why in batch.failed.items()]
    for parcel in batch.parcels:
        final = last.get((parcel.recipient, parcel.sha256)) or said.get(parcel.recipient)
        final = final if final is None or final.sha256 == parcel.sha256 or is_said_by(final, parcel) else None
        if final is None:
            found.append((parcel.recipient, parcel.name, "was not sent"))
        elif final.state != "sent":
            again = f"; next try {final.again}" if final.again else ""
            found.append((parcel.recipient, parcel.name, f"{final.standing}: {final.note}{again}"))
    return found


def exported(receipts: Sequence[Receipt], path: Path) -> bytes:
    """Return receipts as .csv or .xlsx, by the ending of a path."""
    rows: list[Sequence[object]] = [COLUMNS, *(astuple(receipt) for receipt in receipts)]
    if path.suffix.lower() == ".csv":
        return _csv(rows)
    if path.suffix.lower() == ".xlsx":
        return _workbook(rows)
    raise InputError([Problem(str(path), None, None, "is neither .csv nor .xlsx", "give one of the two endings")])


def acknowledge(receipts: Receipts, path: Path, today: date) -> int:
    """Take in a list of acknowledgements (recipient, and if given sha256, date, by); return how many it settled."""
    sheet = read_sheet(path)
    problems: list[Problem] = []
    if "recipient" not in sheet.columns:
        raise PackError([sheet.problem(1, "recipient", "the column `recipient` is missing", "also: sha256, date, by")])
    found: list[tuple[int, str, str]] = []
    known = [receipt for receipt in receipts.all() if receipt.state != "failed"]
    for line, row in sheet.rows:
        matches = [
            receipt
            for receipt in known
            if receipt.recipient == row["recipient"] and receipt.sha256.startswith(row.get("sha256", ""))
        ]
        if not matches:
            what = f"nothing was sent to `{row['recipient']}`" + (" with this hash" if row.get("sha256") else "")
            problems.append(sheet.problem(line, "recipient", what, "see `reportgen receipts`"))
            continue
        found.append((matches[-1].number, row.get("date") or today.isoformat(), row.get("by") or row["recipient"]))
    if problems:
        raise PackError(problems)
    for number, day, by in found:
        receipts.acknowledge(number, day, by)
    return len(found)


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_cell(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula stays text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _workbook(rows: Iterable[Sequence[object]]) -> bytes:
    try:
        from openpyxl import Workbook
    except ImportError as error:
        problem = Problem(".xlsx", None, None, "writing it needs openpyxl", "pip install 'reportgen[deliver]', or .csv")
        raise InputError([problem]) from error
    book = Workbook()
    for row in rows:
        book.active.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
