"""Owns `reportgen facts export` and `reportgen facts import`."""

import argparse
from pathlib import Path

from reportgen.cli.printing import FINE, print_json, print_table
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.edition.history import recall
from reportgen.errors import PackError
from reportgen.files import save_file
from reportgen.load import load_pack
from reportgen.load.derived import dependents
from reportgen.load.facts_workbook.export import facts_workbook
from reportgen.load.facts_workbook.importing import FactChange, read_facts_workbook
from reportgen.load.yaml_edit import change_facts
from reportgen.model import Pack
from reportgen.ooxml.package import read_file


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("action", choices=("export", "import"), help="write the workbook, or read it back")
    parser.add_argument("workbook", type=Path, help="the .xlsx file")
    parser.add_argument("--pack", type=Path, required=True, help="the folder of the pack")
    parser.add_argument(
        "--last", type=Path, help="export: the edition before (its folder, or PACK/EDITION@BUILD), shown beside"
    )
    parser.add_argument("--dry-run", action="store_true", help="import: tell what would change, and change nothing")
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook, or read it back into facts.yaml and tell what changed."""
    pack = load_pack(arguments.pack)
    if arguments.action == "export":
        last = recall(arguments.last).facts if arguments.last else {}
        content = facts_workbook(pack, {key: fact.text for key, fact in last.items()})
        inputs = [arguments.pack, *([arguments.last] if arguments.last else [])]
        path = save_file(arguments.workbook, content, inputs=inputs, on_change=on_change(arguments))
        print(f"{path}: {len(pack.own_facts())} facts")
        return FINE
    content = read_file(arguments.workbook, str(arguments.workbook))
    changes, problems = read_facts_workbook(content, pack, arguments.workbook.name)
    if problems:
        raise PackError(problems)
    if changes and not arguments.dry_run:
        _apply(arguments.pack / "facts.yaml", [*changes, *_recomputed(pack, changes)], arguments.pack)
    _tell(changes, arguments)
    return FINE


def _apply(path: Path, changes: list[FactChange], pack_dir: Path) -> None:
    """Write the changes; a pack that they would break comes back as it was."""
    before = path.read_bytes()
    change_facts(path, changes)
    try:
        load_pack(pack_dir)
    except PackError:
        path.write_bytes(before)
        raise


def _recomputed(pack: Pack, changes: list[FactChange]) -> list[FactChange]:
    """What computed facts state by hand (a value to be checked, a wording) goes when what they are made of changes."""
    moved = {change.fact_id for change in changes if change.field in ("value", "bound")}
    return [
        FactChange(fact.id, field, str(getattr(fact, field)), None, f"computed: {fact.formula}")
        for fact in dependents(pack, moved)
        for field in ("value", "words", "bound")
    ]


def _tell(changes: list[FactChange], arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json(changes=[vars(change) for change in changes], written=not arguments.dry_run)
        return
    rows = [(change.fact_id, change.field, str(change.old), str(change.new), change.place) for change in changes]
    print_table(("fact", "field", "before", "after", "cell"), rows)
    verb = "would change" if arguments.dry_run else "changed"
    print(f"{len({change.fact_id for change in changes})} facts {verb}")
