"""The flow of a delivery: the gate, then each parcel by its channel, with a receipt.

Without `send` nothing goes out and nothing is written: the result shows what would happen. A parcel that a server puts off is
tried again after the others; what still waits then keeps the moment of its next try.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from reportgen.distribute.batch_manifest import FILE, BatchManifest, Parcel, read_manifest
from reportgen.distribute.send.channel import Channel, InDoubt, NotSent
from reportgen.distribute.send.gate import hash_of, refusals
from reportgen.distribute.send.journal import Journal
from reportgen.distribute.send.receipts import MOST_TRIES, Clock, Receipt, Receipts, pause_after
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.workers.made_of import MadeOf
from reportgen.errors import InputError, OutputError, Problem

PAUSES = (1.0, 2.0)  # seconds before a second and a third try in one run
GIVE_UP_AFTER = 5  # failures in a row by which a channel is taken for dead
Channels = Callable[[BatchManifest, frozenset[str]], Mapping[str, Channel]]
_Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DeliveryStep:
    """What became of a parcel, or would: send, resend, sent, already, same facts, skipped, waiting, in doubt, failed, missing.

    One that is waiting has the moment of its next try, and may not have been tried at all.
    """

    parcel: Parcel
    what: str
    where: str = ""
    why: str = ""
    again: datetime | None = None
    tried: bool = True


@dataclass(frozen=True)
class DeliveryResult:
    """The steps of a delivery, the reasons of the gate, and how many receipts had to be restored from the batch."""

    batch: BatchManifest
    steps: tuple[DeliveryStep, ...]
    refused: tuple[str, ...] = ()
    because: str = ""
    restored: int = 0

    def count(self, what: str) -> int:
        """Return how many parcels ended so."""
        return sum(1 for step in self.steps if step.what == what)


@dataclass(frozen=True)
class DeliveryOptions:
    """How to deliver: whether really, the reason of an override, only to some, again to some, again what only looks different."""

    send: bool = False
    because: str = ""
    only: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    skip_bad: bool = False  # leave out recipients without a file and files with errors, and send the others
    changed_layout: bool = False  # send files that say the same again, if program or template have changed


@dataclass
class Delivery:
    """What one run holds in its hands."""

    folder: Path
    batch: BatchManifest
    receipts: Receipts
    channels: Mapping[str, Channel]
    secrets: Secrets
    wishes: DeliveryOptions
    sleep: Callable[[float], None] = time.sleep
    in_a_row: dict[str, int] = field(default_factory=dict)

    def steps(self, parcels: Sequence[Parcel], progress: _Progress) -> list[DeliveryStep]:
        """Deliver the parcels one after another, and those that were put off again after a short pause."""
        steps = []
        for count, parcel in enumerate(parcels, 1):
            steps.append(self.step(parcel))
            progress(count, len(parcels))
        for pause in PAUSES:
            late = [number for number, step in enumerate(steps) if step.what == "waiting"]
            if not any(steps[number].tried for number in late):
                break
            self.sleep(pause)
            self.in_a_row.clear()
            for number in sorted(late, key=lambda number: not steps[number].tried):
                steps[number] = self.step(steps[number].parcel)
        return steps

    def step(self, parcel: Parcel) -> DeliveryStep:
        """Deliver one parcel, unless it went out already; return what became of it."""
        if self.wishes.skip_bad and parcel.errors:
            return DeliveryStep(parcel, "skipped", why=f"the checks found an error: {parcel.errors[0]}")
        channel = self.channels[parcel.channel]
        path = self.folder / parcel.file
        digest = hash_of(path)
        if digest is None:
            return DeliveryStep(parcel, "missing", why="its file is not on the disk")
        parcel = replace(parcel, sha256=digest)
        before = self.receipts.of(self.batch, parcel, digest)
        again = parcel.recipient in self.wishes.again
        settled = _settled(before, channel)
        where = self.secrets.hide(channel.where(parcel))
        if settled is not None and not again:
            return DeliveryStep(parcel, settled[0], where, settled[1])
        if settled is None and not again and not self.wishes.changed_layout:
            same = self.receipts.said_before(self.batch, parcel)
            if same is not None and not (same.state == "in doubt" and channel.repeatable):
                return _same_facts(parcel, same, where)
        if not self.wishes.send:
            return DeliveryStep(parcel, "resend" if before else "send", where)
        if self.in_a_row.get(parcel.channel, 0) >= GIVE_UP_AFTER:
            why = f"{parcel.channel} failed {GIVE_UP_AFTER} times in a row; not tried"
            return DeliveryStep(parcel, "waiting", where, why, self.receipts.now() + pause_after(0), tried=False)
        if before and channel.repeatable and before[-1].state == "in doubt":
            self.receipts.settle(before[-1].number, "failed", note="in doubt, and done again, which leaves one file")
        done = self._send(channel, parcel, path.read_bytes(), 1 + max((one.round for one in before), default=0))
        return replace(done, where=where)

    def _send(self, channel: Channel, parcel: Parcel, content: bytes, round_: int) -> DeliveryStep:
        number: list[int] = []

        def no_return() -> None:
            number.append(self.receipts.begin(self.batch, parcel, parcel.sha256, round_, self.wishes.because))

        try:
            handed = channel.send(parcel, content, round_, no_return)
        except NotSent as error:
            self._count(parcel.channel, bad=error.passing)
            return self._not_sent(parcel, self.secrets.hide(str(error)), number, passing=error.passing)
        except InDoubt as error:
            why = self.secrets.hide(str(error))
            self.receipts.settle(number[0], "in doubt", note=why)
            self._count(parcel.channel, bad=True)
            return DeliveryStep(parcel, "in doubt", why=why)
        self.receipts.settle(number[0], "sent", handed.reference, handed.note)
        self._count(parcel.channel, bad=False)
        return DeliveryStep(parcel, "sent", why=handed.note)

    def _not_sent(self, parcel: Parcel, why: str, number: list[int], *, passing: bool) -> DeliveryStep:
        """The step of a parcel that surely did not go out: put off where trying again can help, failed otherwise."""
        known = self.batch, parcel, parcel.sha256, why, self.wishes.because
        if passing:
            again = self.receipts.put_off(*known, number[0] if number else None)
            if again:
                return DeliveryStep(parcel, "waiting", why=why, again=datetime.fromisoformat(again))
            return DeliveryStep(parcel, "failed", why=f"{why}; given up after {MOST_TRIES} tries")
        if number:
            self.receipts.settle(number[0], "failed", note=why)
        else:
            self.receipts.failed(*known)
        return DeliveryStep(parcel, "failed", why=why)

    def _count(self, channel: str, *, bad: bool) -> None:
        """A refused recipient says nothing about the channel; silence and lost connections do."""
        self.in_a_row[channel] = self.in_a_row.get(channel, 0) + 1 if bad else 0


def deliver(
    folder: Path,
    store: Path,
    channels: Channels,
    secrets: Secrets,
    wishes: DeliveryOptions,
    *,
    now: Clock,
    pack_dir: Path | None = None,
    progress: _Progress = lambda done, total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> DeliveryResult:
    """Deliver a batch; refused as a whole when the gate finds a reason and `because` gives none against it."""
    batch = read_manifest(folder)
    parcels = _chosen(batch, wishes)
    refused = tuple(refusals(batch, folder, pack_dir, now().date(), skip_bad=wishes.skip_bad))
    if refused and wishes.send and not wishes.because:
        return DeliveryResult(batch, (), refused)
    with ExitStack() as closing:  # whatever fails, nobody else is kept from delivering
        receipts = Receipts(store, now, write=wishes.send, journal=Journal(folder))
        closing.callback(receipts.close)
        made = channels(batch, frozenset(parcel.channel for parcel in parcels))
        for channel in made.values():
            closing.callback(channel.close)
        delivery = Delivery(folder, batch, receipts, made, secrets, wishes, sleep)
        steps = delivery.steps(parcels, progress)
    return DeliveryResult(batch, tuple(steps), refused, wishes.because, len(receipts.restored))


def find_batch(folder: Path) -> Path:
    """Return the folder that holds the manifest of a batch: this one, or the only one below it."""
    found = [folder] if (folder / FILE).is_file() else sorted(path.parent for path in folder.glob(f"**/{FILE}"))
    if not found:
        hint = "make one with `reportgen batch`, or finish it with --resume"
        raise OutputError(f"{folder}: holds no finished batch; {hint}")
    if len(found) > 1:
        raise OutputError(f"{folder}: holds {len(found)} batches; give one: " + ", ".join(map(str, found)))
    return found[0]


def _same_facts(parcel: Parcel, receipt: Receipt, where: str) -> DeliveryStep:
    """The step of a parcel whose recipient has the same facts in a file of another program or template."""
    if receipt.state == "in doubt":
        return DeliveryStep(
            parcel,
            "in doubt",
            where,
            f"receipt {receipt.number}: {receipt.note}; ask, then --resend {parcel.recipient} --because …",
        )
    before = MadeOf(receipt.facts, receipt.template, receipt.program)
    why = f"{parcel.made_of.differs_by(before)}, receipt {receipt.number}, {receipt.settled or receipt.begun}"
    return DeliveryStep(parcel, "same facts", where, why)


def _settled(before: Sequence[Receipt], channel: Channel) -> tuple[str, str] | None:
    """What the receipts say of a parcel that needs no sending; what is in doubt is never sent by itself."""
    last = before[-1] if before else None
    if last is None or (last.state == "in doubt" and channel.repeatable):
        return None
    if last.state == "sent":
        return "already", f"receipt {last.number}, {last.settled or last.begun}"
    return "in doubt", f"receipt {last.number}: {last.note}; ask, then --resend {last.recipient} --because …"


def _chosen(batch: BatchManifest, wishes: DeliveryOptions) -> list[Parcel]:
    names = {parcel.recipient for parcel in batch.parcels}
    unknown = [name for name in (*wishes.only, *wishes.again) if name not in names]
    if unknown:
        hint = "there are: " + ", ".join(sorted(names)[:12])
        raise InputError([Problem(name, None, None, "is not a recipient of this batch", hint) for name in unknown])
    if wishes.again and not wishes.because.strip():
        raise InputError(
            [Problem("--resend", None, None, "needs a reason", "add --because TEXT; the receipt keeps it")]
        )
    wanted = set(wishes.only) | set(wishes.again)
    return [parcel for parcel in batch.parcels if not wanted or parcel.recipient in wanted]
