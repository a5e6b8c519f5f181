"""Owns the flow of a batch: prepare, plan, do, record, tell. In: a pack and its list; out: a folder of files and its manifest."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.distribute.batch_manifest import FILE, BatchManifest, input_hashes, manifest_bytes
from reportgen.distribute.batch_store import Done, Record
from reportgen.distribute.parcels import manifest_of
from reportgen.distribute.shares.evidence import good_until, outside_hashes, pair_faults
from reportgen.distribute.shares.executors import Executor
from reportgen.distribute.shares.job import Chunk, Job, Outcome
from reportgen.distribute.shares.ledgers import write_ledgers
from reportgen.distribute.shares.shared_inputs import Workshop, keys_of, plan_jobs, prepare
from reportgen.files import check_folder, write_whole
from reportgen.load.recipients import recipients_file
from reportgen.model import Recipient

_LARGEST_CHUNK, _CHUNKS_A_LIST = 50, 16
_RECORD_EVERY = 0.25  # seconds: what a stop can cost is so much work, done again
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BatchResult:
    """What a batch did: made, kept from before, failed with reasons, not due today; seconds in all and by step."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    failed: dict[str, str]
    not_due: tuple[str, ...]
    manifest: BatchManifest
    seconds: dict[str, float] = field(default_factory=dict)


def run_batch(
    pack_dir: Path,
    executor: Executor,
    *,
    output: Path = Path("output"),
    recipients: Path | None = None,
    theme: str | None = None,
    resume: bool = False,
    today: date | None = None,
    ledger: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> BatchResult:
    """Make every recipient's file; with `resume` only those that are missing or whose content changed.

    `ledger` names a CSV that tells every place in every file where a fact stands.
    """
    start = time.perf_counter()
    inputs = input_hashes(pack_dir)
    workshop, everyone = prepare(pack_dir, recipients, theme, output)
    inputs |= outside_hashes(
        workshop.pack, pack_dir, everyone if _asks(recipients or recipients_file(pack_dir)) else None
    )
    due = [one for one in everyone if one.is_valid_on(today or date.today())]
    folder = batch_folder(output, workshop)
    check_folder(folder)
    record = Record(folder)
    try:
        jobs = list(plan_jobs(workshop, due))
        _clear(folder, record, jobs)
        kept = _kept(folder, record, workshop, jobs) if resume else set()
        todo = [job for job in jobs if job.recipient.id not in kept]
        prepared = time.perf_counter()
        failed, steps = _do(executor, workshop, todo, folder, record, progress)
        done = {item.recipient: item for item in record.done()}
        pair = pair_faults(workshop.pack, pack_dir) if _both(due) else ()
        good = good_until(workshop.pack, record)
        manifest = manifest_of(workshop, inputs, due, done, failed, pair, good)
        write_whole(folder / FILE, manifest_bytes(manifest))
        if ledger is not None:
            write_ledgers(record, ledger)
    finally:
        record.close()
    made = tuple(job.recipient.id for job in todo if job.recipient.id not in failed)
    seconds = {**steps, "prepare": prepared - start, "all": time.perf_counter() - start}
    return BatchResult(folder, made, tuple(sorted(kept)), failed, _not_due(everyone, due), manifest, seconds)


def _asks(list_file: Path) -> bool:
    return list_file.suffix.lower() == ".sql"


def _both(recipients: Sequence[Recipient]) -> bool:
    """Whether some get a report and others a deck, so that the two must agree."""
    return len({one.format == "pptx" for one in recipients}) == 2


def batch_folder(output: Path, workshop: Workshop) -> Path:
    """Return where the files of a batch lie."""
    return output / workshop.pack.id / f"{workshop.pack.edition}-departments"


def _not_due(everyone: Sequence[Recipient], due: Sequence[Recipient]) -> tuple[str, ...]:
    names = {one.id for one in due}
    return tuple(one.id for one in everyone if one.id not in names)


def _clear(folder: Path, record: Record, jobs: Sequence[Job]) -> None:
    """Take away what is of no batch any more: the old manifest, half-written files, files of recipients who are gone."""
    (folder / FILE).unlink(missing_ok=True)
    for path in folder.rglob(".*.part"):
        path.unlink(missing_ok=True)
    wanted = {job.recipient.id: job.file for job in jobs}
    gone = [item for item in record.done() if wanted.get(item.recipient) != item.file]
    files = set(wanted.values())
    for item in gone:
        if item.file not in files:
            (folder / item.file).unlink(missing_ok=True)
    record.forget([item.recipient for item in gone])


def _kept(folder: Path, record: Record, workshop: Workshop, jobs: Sequence[Job]) -> set[str]:
    """Those whose file is there, as recorded, and would come out the same."""
    there = {item.recipient: item.key for item in record.done() if _is_whole(folder, item)}
    keys = keys_of(workshop, [job for job in jobs if job.recipient.id in there])
    return {recipient for recipient, key in keys.items() if there[recipient] == key}


def _is_whole(folder: Path, item: Done) -> bool:
    try:
        content = (folder / item.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == item.sha256


def _do(
    executor: Executor, workshop: Workshop, jobs: list[Job], folder: Path, record: Record, progress: Progress
) -> tuple[dict[str, str], dict[str, float]]:
    """Run the jobs and record each; return the reasons of those that failed, and seconds by step."""
    failed: dict[str, str] = {}
    steps: Counter[str] = Counter()
    fresh: list[Outcome] = []
    last, count = time.monotonic(), 0
    record.forget([job.recipient.id for job in jobs])  # what is being made anew is not done
    progress(0, len(jobs))
    for outcome in executor.run(workshop, list(_chunks(jobs, folder))):
        count += 1
        if outcome.failed:
            failed[outcome.recipient] = outcome.why
        else:
            fresh.append(outcome)
            steps.update(outcome.seconds)
        if time.monotonic() - last > _RECORD_EVERY:
            record.add(fresh)
            fresh, last = [], time.monotonic()
            progress(count, len(jobs))
    record.add(fresh)
    progress(count, len(jobs))
    return failed, dict(steps)


def _chunks(jobs: Sequence[Job], folder: Path) -> Iterator[Chunk]:
    """Jobs of one part stay together, so that its draft is made once; a large part is shared out among workers."""
    groups: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.part, job.kind), []).append(job)
    size = max(1, min(_LARGEST_CHUNK, -(-len(jobs) // _CHUNKS_A_LIST)))
    where = str(folder.resolve())
    chunk: list[Job] = []
    for group in groups.values():
        if chunk and len(chunk) + len(group) > size:
            yield Chunk(tuple(chunk), where)
            chunk = []
        chunk += group
        while len(chunk) >= size:
            yield Chunk(tuple(chunk[:size]), where)
            chunk = chunk[size:]
    if chunk:
        yield Chunk(tuple(chunk), where)
