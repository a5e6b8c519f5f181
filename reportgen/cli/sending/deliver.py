"""The command `reportgen deliver`."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from reportgen.cli.printing import FINDINGS, FINE, rate
from reportgen.distribute.send.channels import channels_by_environment
from reportgen.distribute.send.run import DeliveryOptions, DeliveryResult, deliver, find_batch
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.waiting import deliver_and_wait

_BAD = ("skipped", "failed", "waiting", "in doubt", "missing")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="a batch, such as output/lanzhou-12")
    parser.add_argument(
        "--pack", type=Path, help="the pack it was made of (default: data/<pack>), to see what is stale"
    )
    parser.add_argument("--send", action="store_true", help="send the files (default: only show what would be sent)")
    parser.add_argument(
        "--because", default="", metavar="TEXT", help="send although the gate refuses; recorded on the receipts"
    )
    parser.add_argument(
        "--skip-bad",
        action="store_true",
        help="send to the others what is sound, and list who has no file or one with errors",
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="send to these recipients only")
    parser.add_argument("--resend", nargs="+", default=[], metavar="ID", help="send again to these; needs --because")
    parser.add_argument(
        "--resend-changed-layout", action="store_true",
        help="send files again that say the same and were made by another program or template",
    )  # fmt: skip
    parser.add_argument(
        "--wait", type=float, nargs="?", const=24.0, default=0.0, metavar="HOURS",
        help="try again what a server puts off, with growing pauses, for so many hours (default: 24)",
    )  # fmt: skip
    parser.add_argument("--to", help="base folder or URL for the channel folder (default: delivered, beside the batch)")
    parser.add_argument(
        "--receipts", type=Path, help="the store of receipts (default: receipts.sqlite beside the batch)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Deliver, or show what would go where."""
    folder = find_batch(arguments.folder)
    secrets = Secrets(os.environ)
    pack_dir = arguments.pack or Path("data") / folder.parent.name
    channels = channels_by_environment(
        arguments.to or str(folder.parent / "delivered"), secrets, pack_dir, send=arguments.send
    )
    wishes = DeliveryOptions(
        arguments.send,
        arguments.because.strip(),
        tuple(arguments.only),
        tuple(arguments.resend),
        arguments.skip_bad,
        arguments.resend_changed_layout,
    )
    store = store_of(arguments.receipts, folder)
    progress = rate() if arguments.send else lambda done, total: None

    def deliver_once(wishes: DeliveryOptions) -> DeliveryResult:
        return deliver(folder, store, channels, secrets, wishes, now=now, pack_dir=pack_dir, progress=progress)

    hours = arguments.wait if arguments.send else 0.0
    result = deliver_and_wait(deliver_once, wishes, hours, now=now, report=lambda line: print(line, flush=True))
    tell(result, send=arguments.send)
    bad = result.batch.failed if arguments.skip_bad else {}
    for recipient, why in bad.items():
        print(f"skipped  {recipient}: has no file: {why}")
    refused = bool(result.refused) and not result.because
    return FINDINGS if refused or bad or any(step.what in _BAD for step in result.steps) else FINE


def store_of(given: Path | None, folder: Path) -> Path:
    """Return the store of receipts of a batch."""
    return given or folder.parent / "receipts.sqlite"


def now() -> datetime:
    """Return the time as receipts have it."""
    return datetime.now(UTC).astimezone()


def tell(result: DeliveryResult, *, send: bool) -> None:
    """Print a line a parcel and one summary."""
    if result.restored:
        what = "the receipts store was emptied or replaced: receipts restored from the batch"
        print(f"note: {what}: {result.restored}; to send again: --resend ID --because TEXT", file=sys.stderr)
    for reason in result.refused:
        print(f"{'overridden' if result.because else 'refused'}: {reason}", file=sys.stderr)
    for step in result.steps:
        if send and step.what in ("sent", "already"):
            continue
        again = f"; next try from {step.again:%Y-%m-%d %H:%M}" if step.again else ""
        why = f" ({step.why}{again})" if step.why else ""
        size = f"{step.parcel.size / 1e6:.2f} MB"
        print(f"{step.what:<8} {step.parcel.recipient}: {step.parcel.file}, {size} -> {step.where}{why}")
    if result.refused and not result.because and send:
        print("nothing was sent; put it right, or add --because TEXT, which the receipts keep", file=sys.stderr)
        return
    kinds = dict.fromkeys(step.what for step in result.steps)
    counts = ", ".join(f"{result.count(kind)} {kind}" for kind in kinds)
    print(counts or "nothing to send")
    if result.count("same facts"):
        print("same facts: the recipient has them in another form; --resend-changed-layout sends the new files too")
    if result.count("waiting"):
        print("what is waiting goes out with the next run of this command; --wait tries again by itself")
    if not send:
        print("nothing was sent; add --send to do it")
