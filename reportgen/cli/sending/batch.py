"""`reportgen batch`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.cli.printing import FINDINGS, FINE, print_json, rate
from reportgen.cli.sending.refresh_parts import refresh_parts
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.distribute.shares.dry_run import SharePlan, dry_run
from reportgen.distribute.shares.executors import executor_for
from reportgen.distribute.shares.run import BatchResult, run_batch
from reportgen.installed import program_version


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("pack", type=Path, help="the folder of the pack, with departments.csv, .xlsx or .sql")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="folder for batches (default: output)"
    )
    parser.add_argument("--list", type=Path, dest="recipients", help="another list of recipients (.csv, .xlsx or .sql)")
    parser.add_argument("--theme", choices=("A", "B"), help="colours: A red and gold, B blue and green")
    parser.add_argument("--resume", action="store_true", help="make only what is missing or has changed")
    parser.add_argument(
        "--remake-older", action="store_true", help="with --resume: make parts again that an earlier program made"
    )
    parser.add_argument(
        "--skip-bad", action="store_true",
        help="make the parts of all recipients without mistakes, and list the others with theirs",
    )  # fmt: skip
    parser.add_argument("--processes", type=int, help="number of worker processes (default: one per core)")
    parser.add_argument("--on", metavar="ADDRESS", help="a Dask scheduler, such as tcp://scheduler:8786")
    parser.add_argument(
        "--ledger", type=Path, metavar="FILE", help="write the location of each fact in all files, as CSV"
    )
    parser.add_argument(
        "--dry-run", action="store_true",
        help="make nothing; list what is hidden and left out for each recipient, and what it could still compute",
    )  # fmt: skip
    parser.add_argument(
        "--refresh", type=Path, metavar="FOLDER",
        help="put the new numbers into recipients' files that came back edited, into the folder `refreshed` of the pack",
    )  # fmt: skip
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Make every recipient's file and print one summary; with `--dry-run` only list what each would get."""
    if arguments.dry_run:
        return _dry_run(arguments)
    if arguments.refresh is not None:
        return refresh_parts(arguments)
    result = run_batch(
        arguments.pack, executor_for(arguments.on, arguments.processes), output=arguments.output,
        recipients=arguments.recipients, theme=arguments.theme, resume=arguments.resume,
        remake_older=arguments.remake_older, skip_bad=arguments.skip_bad, ledger=arguments.ledger, on_change=on_change(arguments),
        progress=(lambda done, total: None) if arguments.json else rate(),
    )  # fmt: skip
    if arguments.json:
        print_json(
            folder=str(result.folder), made=len(result.made), kept=len(result.kept), failed=result.failed,
            not_due=list(result.not_due), older=result.older, program=program_version(),
            seconds={key: round(value, 3) for key, value in result.seconds.items()},
        )  # fmt: skip
    else:
        _tell(result)
    faults = result.failed or any(parcel.errors for parcel in result.manifest.parcels)
    return FINDINGS if faults else FINE


def _dry_run(arguments: argparse.Namespace) -> int:
    """List what each recipient would not see; a hidden number that could still be computed counts as a finding."""
    found = dry_run(arguments.pack, arguments.recipients, arguments.theme, arguments.output)
    if arguments.json:
        print_json(recipients=[plan.as_data() for plan in found])
    else:
        for plan in found:
            print("\n".join(_plan_lines(plan)))
    return FINDINGS if any(plan.computable for plan in found) else FINE


def _plan_lines(plan: SharePlan) -> Iterator[str]:
    """The plan of one recipient for people; what does not apply is left out."""
    nothing = "" if plan.hidden or plan.left_out else ": nothing is hidden"
    yield f"{plan.recipient} {plan.name}, {plan.file}{nothing}"
    yield from (f"  hidden: {one.fact_id} ({one.label} {one.text}): {one.why}" for one in plan.hidden)
    for one in plan.left_out:
        word = "refers to what is left out" if one.refers else "left out"
        yield f"  {word}: {one.where}: {one.text}"
    for doubt in plan.doubts:
        yield f"  looks alike: {doubt.where}: “{doubt.text}” may be {doubt.hidden} (hidden) or {doubt.visible} (visible)"
    yield from (f"  still computable: {one}" for one in plan.computable)


def _tell(result: BatchResult) -> None:
    for recipient, why in result.failed.items():
        print(f"failed {recipient}: {why}", file=sys.stderr)
    for parcel in result.manifest.parcels:
        for error in parcel.errors:
            print(f"error {parcel.recipient}: {error}", file=sys.stderr)
    if result.not_due:
        print(f"not due today: {', '.join(result.not_due)}", file=sys.stderr)
    if result.older:
        programs = ", ".join(sorted({one or "unknown" for one in result.older.values()}))
        print(
            f"made by an earlier program ({programs}) with the same facts: {', '.join(result.older)}; "
            "--resume --remake-older makes them again",
            file=sys.stderr,
        )
    counts = f"{len(result.made)} made, {len(result.kept)} kept, {len(result.failed)} failed"
    print(f"{result.folder}: {counts}, {result.seconds['all']:.2f} s, reportgen {program_version()}")
