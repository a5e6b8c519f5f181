"""Owns `reportgen trace`."""

import argparse
import difflib
from pathlib import Path

from reportgen.commands.printing import FINDINGS, FINE, print_json, print_table
from reportgen.edition.ledger import Entry, read_ledger
from reportgen.edition.trace import trace
from reportgen.errors import PackError, Problem


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("edition", type=Path, help="the folder of an edition, such as output/lanzhou-12/2")
    parser.add_argument("--fact", default="", metavar="ID", help="where this fact is shown")
    parser.add_argument("--text", default="", help="where this text comes from, such as 70万人")
    parser.add_argument("--slide", type=int, default=0, metavar="N", help="what stands on a slide")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print where the number comes from and where it is used; 1 when it is nowhere."""
    entries = ledger_of(arguments.edition)
    found = trace(entries, arguments.fact, arguments.text, arguments.slide)
    if arguments.json:
        print_json(showings=[vars(entry) for entry in found])
        return FINE if found else FINDINGS
    if not found:
        print(_nothing(entries, arguments))
        return FINDINGS
    for key in dict.fromkeys(entry.fact_id for entry in found):
        _print_fact([entry for entry in found if entry.fact_id == key])
    return FINE


def ledger_of(folder: Path) -> list[Entry]:
    """Return the ledger of an edition folder."""
    path = folder / "ledger.csv" if folder.is_dir() else folder
    try:
        return read_ledger(path.read_bytes(), str(path))
    except OSError as error:
        hint = "give the folder of an edition, such as output/lanzhou-12/2"
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error.strerror}", hint)]) from error


def _print_fact(entries: list[Entry]) -> None:
    first = entries[0]
    value = f"{first.value} {first.unit}".strip() or "(words)"
    bound = f", {first.bound}" if first.bound not in ("", "exact") else ""
    origin = f"computed: {first.formula}" if first.formula else f"{first.source}, {first.locator}".strip(", ")
    won = (
        f"  ({first.origin}; before: {first.replaced})"
        if first.replaced
        else f"  ({first.origin})"
        if first.origin
        else ""
    )
    print(f"{first.fact_id} = {value}{bound}  <- {origin}{won}")
    print_table(("file", "place", "shown as", "kind"), [(e.file, e.place, e.text, e.kind) for e in entries])


def _nothing(entries: list[Entry], arguments: argparse.Namespace) -> str:
    if arguments.fact:
        near = difflib.get_close_matches(arguments.fact, sorted({entry.fact_id for entry in entries}), 3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        return f"the fact {arguments.fact} is shown nowhere{hint}"
    return "nothing in the ledger fits"
