"""The flow of a batch: prepare, plan, do, record, tell. In: a pack and its list; out: a folder of files and its manifest."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.distribute.batch_manifest import (
    FILE,
    LIST_ELSEWHERE,
    BatchManifest,
    hash_of_file,
    input_hashes,
    list_elsewhere,
    manifest_bytes,
)
from reportgen.distribute.batch_store import BatchRecord
from reportgen.distribute.parcels import manifest_of
from reportgen.distribute.shares.batch_folder import Keep, batch_folder, clear_folder, open_folder
from reportgen.distribute.shares.evidence import good_until, outside_hashes, pair_faults
from reportgen.distribute.shares.executors import Executor
from reportgen.distribute.shares.ledgers import ledgers
from reportgen.distribute.shares.shared_inputs import SharedInputs, plan_jobs, prepare
from reportgen.distribute.workers.job import Job, JobChunk, Outcome
from reportgen.distribute.workers.made_of import MadeOf
from reportgen.files import OnChange, changed, changed_by_hand, refuse_inputs, save_file, shorten, write_whole
from reportgen.installed import program_version
from reportgen.load.lists.recipients import recipients_file
from reportgen.model import Recipient

_LARGEST_CHUNK, _CHUNKS_A_LIST = 50, 16
_RECORD_EVERY = 0.25  # seconds: what a stop can cost is so much work, done again
_Progress = Callable[[int, int], None]


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
    older: dict[str, str] = field(default_factory=dict)  # kept although an earlier program made it, with its version


def run_batch(
    pack_dir: Path,
    executor: Executor,
    *,
    output: Path = Path("output"),
    recipients: Path | None = None,
    theme: str | None = None,
    resume: bool = False,
    remake_older: bool = False,
    skip_bad: bool = False,
    today: date | None = None,
    ledger: Path | None = None,
    on_change: OnChange = "stop",
    progress: _Progress = lambda done, total: None,
) -> BatchResult:
    """Make every recipient's file; with `resume` only those that are missing or whose content changed.

    Parts of an earlier program with the same facts stay, unless `remake_older`. With `skip_bad` recipients with mistakes count as
    failed, and stop nobody else. `ledger` names a CSV of every place of a fact. Files that somebody changed stop the batch before
    anything is written; `on_change` "keep" makes it in a folder beside it, "force" backs each such file up.
    """
    start = time.perf_counter()
    inputs = input_hashes(pack_dir)  # as the pack is before it is read
    bad: dict[str, str] | None = {} if skip_bad else None
    workshop, everyone = prepare(pack_dir, recipients, theme, output, bad)
    list_file = recipients or recipients_file(pack_dir)
    inputs |= _outside(workshop, pack_dir, list_file, everyone, batch_folder(output, workshop))
    due = [one for one in everyone if one.is_valid_on(today or date.today())]
    jobs = list(plan_jobs(workshop, due))
    folder = batch_folder(output, workshop)
    _check_outputs(folder, jobs, ledger, (pack_dir, list_file, *_templates(workshop, due, pack_dir)), on_change)
    folder, record, kept = open_folder(folder, workshop, jobs, inputs, _keep(resume, remake_older), on_change)
    try:
        clear_folder(folder, record, jobs)
        todo = [job for job in jobs if job.recipient.id not in kept]
        prepared = time.perf_counter()
        failed, steps = _do(executor, workshop, todo, folder, record, progress, bad or {})
        done = {item.recipient: item for item in record.done()}
        pair = pair_faults(workshop.pack, pack_dir) if _both(due) else ()
        where, good = list_elsewhere(recipients, pack_dir, folder), good_until(workshop.pack, record)
        manifest = manifest_of(workshop, inputs, due, done, failed, pair, good, where)
        write_whole(folder / FILE, manifest_bytes(manifest))
        shorten(folder)
        _save_ledger(ledger, record, on_change)
    finally:
        record.close()
    made = tuple(job.recipient.id for job in todo if job.recipient.id not in failed)
    seconds = {**steps, "prepare": prepared - start, "all": time.perf_counter() - start}
    late = _not_due(everyone, due)
    return BatchResult(folder, made, tuple(sorted(kept)), failed, late, manifest, seconds, _older(kept))


def _save_ledger(path: Path | None, record: BatchRecord, on_change: OnChange) -> None:
    if path is not None:
        save_file(path, ledgers(record), on_change=on_change)


def _keep(resume: bool, remake_older: bool) -> Keep:
    if not resume:
        return "none"
    return "this program" if remake_older else "any program"


def _older(kept: Mapping[str, MadeOf]) -> dict[str, str]:
    """Those whose file another program made, with its version."""
    return {key: one.program for key, one in sorted(kept.items()) if one.program != program_version()}


def _outside(
    workshop: SharedInputs, pack_dir: Path, list_file: Path, everyone: Sequence[Recipient], folder: Path
) -> dict[str, str]:
    """The hashes of what no file of the pack holds: facts and recipients of databases, a list elsewhere."""
    found = outside_hashes(workshop.pack, pack_dir, everyone if _asks(list_file) else None)
    if list_elsewhere(list_file, pack_dir, folder) and not _asks(list_file):
        found[LIST_ELSEWHERE] = hash_of_file(list_file)
    return found


def _asks(list_file: Path) -> bool:
    return list_file.suffix.lower() == ".sql"


def _both(recipients: Sequence[Recipient]) -> bool:
    """Whether some get a report and others a deck, so that the two must agree."""
    return len({one.format == "pptx" for one in recipients}) == 2


def _check_outputs(
    folder: Path, jobs: Sequence[Job], ledger: Path | None, inputs: Iterable[Path], on_change: OnChange
) -> None:
    """Refuse what would replace an input or a ledger that somebody changed, before anything is made."""
    outputs = [folder / job.file for job in jobs]
    refuse_inputs([*outputs, *([ledger] if ledger else [])], inputs)
    if ledger is not None:
        refuse_inputs([ledger], outputs)
        if on_change == "stop" and changed(ledger.parent, [ledger.name]):
            raise changed_by_hand(ledger.parent, [ledger.name])


def _templates(workshop: SharedInputs, recipients: Sequence[Recipient], pack_dir: Path) -> Iterator[Path]:
    """The templates that the pack and its recipients name."""
    own = [getattr(pack.templates, kind) for pack in workshop.packs.values() for kind in ("report", "deck")]
    yield from (pack_dir / name for name in {*own, *(one.template for one in recipients)} if name)


def _not_due(everyone: Sequence[Recipient], due: Sequence[Recipient]) -> tuple[str, ...]:
    names = {one.id for one in due}
    return tuple(one.id for one in everyone if one.id not in names)


def _do(
    executor: Executor,
    workshop: SharedInputs,
    jobs: list[Job],
    folder: Path,
    record: BatchRecord,
    progress: _Progress,
    bad: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, float]]:
    """Run the jobs and record each; return the reasons of those that failed or are bad, and seconds by step."""
    failed = dict(bad)
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


def _chunks(jobs: Sequence[Job], folder: Path) -> Iterator[JobChunk]:
    """Jobs of one part stay together, so that its draft is made once; a large part is shared out among workers."""
    groups: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.part, job.kind), []).append(job)
    size = max(1, min(_LARGEST_CHUNK, -(-len(jobs) // _CHUNKS_A_LIST)))
    where = str(folder.resolve())
    chunk: list[Job] = []
    for group in groups.values():
        if chunk and len(chunk) + len(group) > size:
            yield JobChunk(tuple(chunk), where)
            chunk = []
        chunk += group
        while len(chunk) >= size:
            yield JobChunk(tuple(chunk[:size]), where)
            chunk = chunk[size:]
    if chunk:
        yield JobChunk(tuple(chunk), where)
