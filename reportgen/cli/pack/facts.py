"""`reportgen facts export`, `import` and `check`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from reportgen.build.fact_changes import write_facts
from reportgen.check.pack import SOURCES_USED
from reportgen.cli.pack.facts_check import check_pack_facts
from reportgen.cli.printing import FINE, numbered, print_findings, print_json, print_table
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.edition.history import recall
from reportgen.errors import PackError, Problem
from reportgen.files import save_file
from reportgen.findings import Finding, Place
from reportgen.load import load_pack
from reportgen.load.facts_workbook.book import read_book
from reportgen.load.facts_workbook.changes import FactChange, wording_conflicts
from reportgen.load.facts_workbook.export import facts_workbook
from reportgen.load.facts_workbook.rows import yaml_entry
from reportgen.model import Pack


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "action",
        choices=("export", "import", "check"),
        help="write the workbook, read it back, or check the facts against each other",
    )
    parser.add_argument(
        "workbook", type=Path, metavar="FILE", help="the workbook to write or read; check: the folder of the pack"
    )
    parser.add_argument("--pack", type=Path, help="the folder of the pack")
    parser.add_argument(
        "--last", type=Path, help="export: the edition before (its folder, or PACK/EDITION@BUILD), shown beside"
    )
    parser.add_argument("--dry-run", action="store_true", help="import: show what would change, and change nothing")
    _import_arguments(parser)
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("import of any workbook or table")
    group.add_argument("--propose", action="store_true", help="add rows that match no fact as new facts with ids")
    group.add_argument("--strict", action="store_true", help="a row or column that matches nothing is an error")
    group.add_argument(
        "--words", choices=("ask", "drop", "keep"), default="ask",
        help="fixed wording that says another number than the new value (default: ask)",
    )  # fmt: skip
    group.add_argument("--sheet", metavar="NAME", help="the sheet to read (default: the first that is not hidden)")
    group.add_argument("--source", metavar="ID", help="the source of proposed facts")
    group.add_argument("--hidden", action="store_true", help="read hidden rows and columns too")


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook, read it back into facts.yaml and report what changed, or check the facts."""
    if arguments.action == "check":
        return check_pack_facts(arguments.workbook, strict=arguments.strict, json=arguments.json)
    if arguments.pack is None:
        hint = f"for example: reportgen facts {arguments.action} facts.xlsx --pack my-pack"
        raise PackError([Problem("--pack", None, None, "the folder of the pack is not given", hint)])
    pack = load_pack(arguments.pack)
    if arguments.action == "export":
        last = recall(arguments.last).facts if arguments.last else {}
        content = facts_workbook(pack, {key: fact.text for key, fact in last.items()})
        inputs = [arguments.pack, *([arguments.last] if arguments.last else [])]
        path = save_file(arguments.workbook, content, inputs=inputs, on_change=on_change(arguments))
        print(f"{path}: {numbered(len(pack.own_facts()), 'fact')}")
        return FINE
    return _import(pack, arguments)


def _import(pack: Pack, arguments: argparse.Namespace) -> int:
    book = read_book(arguments.workbook, pack, sheet=arguments.sheet, source=arguments.source, hidden=arguments.hidden)
    seen = [*book.notices, *(() if arguments.propose else book.unmatched)]
    problems = [*book.problems, *(seen if arguments.strict else ())]
    if problems:
        raise PackError(problems)
    findings = [SOURCES_USED.at(Place(one.file), one.what, one.hint) for one in seen]
    changes = [*book.changes, *_wording(pack, book.changes, arguments)]
    new = [yaml_entry(one) for one in book.proposals] if arguments.propose else []
    if (changes or new) and not arguments.dry_run:
        print(f"backup: {write_facts(arguments.pack, pack, changes, new)}", file=sys.stderr)
    _tell(changes, new, findings, arguments)
    return FINE


def _wording(pack: Pack, changes: list[FactChange], arguments: argparse.Namespace) -> list[FactChange]:
    """The changes that drop fixed wording which no longer says the value: by --words, or as the person at the terminal answers."""
    by_fact: dict[str, list[FactChange]] = {}
    for change in changes:
        by_fact.setdefault(change.fact_id, []).append(change)
    drops = [drop for key, own in by_fact.items() for drop in wording_conflicts(pack.facts[key], own)]
    if not drops or arguments.words == "keep":
        return []
    if arguments.words == "drop" or arguments.dry_run:
        return drops
    if not sys.stdin.isatty():
        hint = "change the wording in the book too, or give --words drop or --words keep"
        raise PackError([
            Problem(drop.place, None, None, f"{drop.fact_id}: the value changes, and its wording says {drop.old}", hint)
            for drop in drops
        ])  # fmt: skip
    return [drop for drop in drops if _agreed(drop)]


def _agreed(drop: FactChange) -> bool:
    answer = input(f"{drop.fact_id}: the value changes, and its wording says {drop.old}. Drop the wording? [y/N] ")
    return answer.strip().lower() in ("y", "yes", "是")


def _tell(
    changes: list[FactChange], new: list[dict[str, Any]], findings: list[Finding], arguments: argparse.Namespace
) -> None:
    if arguments.json:
        print_json(
            changes=[vars(change) for change in changes], new=new, findings=[one.as_data() for one in findings],
            written=not arguments.dry_run,
        )  # fmt: skip
        return
    print_findings(findings)
    rows = [(change.fact_id, change.field, str(change.old), str(change.new), change.place) for change in changes]
    print_table(("fact", "field", "before", "after", "cell"), rows)
    verb = "would change" if arguments.dry_run else "changed"
    print(f"{numbered(len({change.fact_id for change in changes}), 'fact')} {verb}")
    for fact in new:
        print(f"new: {fact['id']}  {fact['label']} {fact.get('value', '')}{fact.get('unit', '')}")
