"""The command `reportgen receipts`."""

import argparse
from datetime import date
from pathlib import Path

from reportgen.cli.printing import FINDINGS, FINE
from reportgen.cli.sending.deliver import now, store_of
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.distribute.batch_manifest import read_manifest
from reportgen.distribute.send.journal import Journal
from reportgen.distribute.send.receipts import Receipts
from reportgen.distribute.send.report import acknowledge, exported, missing
from reportgen.distribute.send.run import find_batch
from reportgen.files import refuse_inputs, save_file


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="a batch, such as output/lanzhou-12")
    parser.add_argument(
        "--missing", action="store_true", help="list only recipients without a confirmed delivery of the current file"
    )
    parser.add_argument("--export", type=Path, metavar="FILE", help="write all receipts as .csv or .xlsx")
    parser.add_argument(
        "--acknowledged",
        type=Path,
        metavar="FILE",
        help="import acknowledgements (columns: recipient, sha256, date, by)",
    )
    add_overwrite_options(parser)
    parser.add_argument(
        "--receipts", type=Path, help="the store of receipts (default: receipts.sqlite beside the batch)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Tell who got what, when, by which hash, and who is missing."""
    folder = find_batch(arguments.folder)
    batch = read_manifest(folder)
    path, write = store_of(arguments.receipts, folder), arguments.acknowledged is not None
    inputs = [folder, path, *([arguments.acknowledged] if write else [])]
    if arguments.export is not None:
        refuse_inputs([arguments.export], inputs)  # before anything is taken in
    store = Receipts(path, now, write=write, journal=Journal(folder))
    try:
        if arguments.acknowledged is not None:
            print(f"{acknowledge(store, arguments.acknowledged, date.today())} acknowledged")
        found = list(store.all())
    finally:
        store.close()
    if arguments.export is not None:
        content = exported(found, arguments.export)
        path = save_file(arguments.export, content, inputs=inputs, on_change=on_change(arguments))
        print(f"{path}: {len(found)} receipts")
    if not arguments.missing:
        for one in found:
            known = f", acknowledged {one.acknowledged} by {one.acknowledged_by}" if one.acknowledged else ""
            again = f"; next try {one.again}" if one.again else ""
            note = f" ({one.note}{again})" if one.note else ""
            when = one.settled or one.begun
            print(
                f"{one.number:>5} {one.standing:<9}{when} {one.recipient} {one.channel} {one.sha256[:12]}{known}{note}"
            )
    gone = missing(batch, found)
    for recipient, name, why in gone:
        print(f"missing  {recipient} {name}: {why}")
    print(f"{len(found)} receipts; {len(gone)} of {len(batch.parcels) + len(batch.failed)} recipients missing")
    return FINDINGS if gone else FINE
