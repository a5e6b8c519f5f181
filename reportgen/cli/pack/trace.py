"""`reportgen trace`."""

import argparse
import difflib
from collections import Counter
from pathlib import Path

from reportgen.cli.printing import FINDINGS, FINE, print_json, print_table
from reportgen.edition.ledger import LedgerEntry, read_ledger
from reportgen.edition.trace import trace
from reportgen.errors import PackError, Problem


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "edition", type=Path, help="the folder of an edition, such as output/lanzhou-12/2, or a file in it"
    )
    parser.add_argument("--fact", default="", metavar="ID", help="list where this fact is shown")
    parser.add_argument("--text", default="", metavar="TEXT", help="show where this text comes from, such as 70万人")
    parser.add_argument("--slide", type=int, default=0, metavar="N", help="list the facts on a slide")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print where the number comes from and where it is used; 1 when it is nowhere."""
    entries = ledger_of(arguments.edition)
    found = trace(entries, arguments.fact, arguments.text, arguments.slide)
    if arguments.json:
        print_json(
            showings=[{**vars(entry), "place": entry.place.inside, "at": entry.place.as_data()} for entry in found]
        )
        return FINE if found else FINDINGS
    if not found:
        print(_nothing(entries, arguments))
        return FINDINGS
    if not (arguments.fact or arguments.text or arguments.slide):
        print_table(("fact", "value", "comes from", "places"), _every_fact(found))
        return FINE
    for key in dict.fromkeys(entry.fact_id for entry in found):
        _print_fact([entry for entry in found if entry.fact_id == key])
    return FINE


def ledger_of(folder: Path) -> list[LedgerEntry]:
    """Return the ledger of an edition folder."""
    document = folder.name if folder.suffix in (".docx", ".pptx") else ""
    path = folder.parent / "ledger.csv" if document else folder / "ledger.csv" if folder.is_dir() else folder
    try:
        entries = read_ledger(path.read_bytes(), str(path))
    except OSError as error:
        hint = "give the folder of an edition, such as output/lanzhou-12/2"
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error.strerror}", hint)]) from error
    return [entry for entry in entries if document in ("", entry.file)]


def _every_fact(entries: list[LedgerEntry]) -> list[tuple[str, str, str, str]]:
    """A row for each fact: what it is, where it comes from, in how many places it stands."""
    counts = Counter(entry.fact_id for entry in entries)
    first = {entry.fact_id: entry for entry in reversed(entries)}
    return [(key, _value(first[key]), _origin(first[key]), str(counts[key])) for key in counts]


def _value(entry: LedgerEntry) -> str:
    bound = f", {entry.bound}" if entry.bound not in ("", "exact") else ""
    return (f"{entry.value} {entry.unit}".strip() if entry.value else "(words)") + bound


def _origin(entry: LedgerEntry) -> str:
    if entry.formula:
        return f"computed: {entry.formula}"
    return f"{entry.source}, {entry.locator}".strip(", ") or entry.origin


def _print_fact(entries: list[LedgerEntry]) -> None:
    first = entries[0]
    won = (
        f"  ({first.origin}; before: {first.replaced})"
        if first.replaced
        else f"  ({first.origin})"
        if first.origin and first.origin != _origin(first)
        else ""
    )
    print(f"{first.fact_id} = {_value(first)}  <- {_origin(first)}{won}")
    print_table(("file", "place", "shown as", "kind"), [(e.file, e.place.inside, e.text, e.kind) for e in entries])


def _nothing(entries: list[LedgerEntry], arguments: argparse.Namespace) -> str:
    if arguments.fact:
        near = difflib.get_close_matches(arguments.fact, sorted({entry.fact_id for entry in entries}), 3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        return f"the fact {arguments.fact} is shown nowhere{hint}"
    return "nothing in the ledger fits"
