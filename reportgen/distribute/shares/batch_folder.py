"""The folder of a batch: what in it is done, what somebody changed, and what is of no batch any more."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from reportgen.distribute.batch_manifest import FILE
from reportgen.distribute.batch_store import BatchRecord, Done
from reportgen.distribute.shares.earlier import adopt
from reportgen.distribute.shares.shared_inputs import SharedInputs, made_of
from reportgen.distribute.workers.job import Job
from reportgen.distribute.workers.made_of import MadeOf
from reportgen.files import OnChange, back_up, beside, changed, changed_by_hand, check_folder, is_draft, known

Keep = Literal["none", "this program", "any program"]  # which of the files that are there stay, if they say the same


def batch_folder(output: Path, workshop: SharedInputs) -> Path:
    """Return where the files of a batch lie."""
    return output / workshop.pack.id / f"{workshop.pack.edition}-departments"


def open_folder(
    folder: Path,
    workshop: SharedInputs,
    jobs: Sequence[Job],
    inputs: Mapping[str, str],
    keep: Keep,
    on_change: OnChange,
) -> tuple[Path, BatchRecord, dict[str, MadeOf]]:
    """Return the folder that a batch writes to, its locked record, and the recipients whose file need not be made again, each with
    what it is made of.

    Files that somebody changed and that would be made again raise an OutputError, are backed up ("force"), or lead to a folder
    beside this one ("keep").
    """
    check_folder(folder)
    record = BatchRecord(folder)
    try:
        adopt(folder, record, workshop, jobs, inputs)
        kept = _kept(folder, record, workshop, jobs, keep) if keep != "none" else {}
        mine = _by_hand(folder, record, (job.file for job in jobs if job.recipient.id not in kept))
        if mine and on_change == "stop":
            raise changed_by_hand(folder, mine)
        if not mine or on_change == "force":
            for name in mine:
                back_up(folder / name)
            return folder, record, kept
    except BaseException:
        record.close()
        raise
    record.close()
    return open_folder(beside(folder), workshop, jobs, inputs, keep, on_change)


def clear_folder(folder: Path, record: BatchRecord, jobs: Sequence[Job]) -> None:
    """Delete the old manifest, half-written files and files of recipients who are gone, unless somebody changed them."""
    (folder / FILE).unlink(missing_ok=True)
    for path in folder.rglob(".*.part"):
        if is_draft(path.name):
            path.unlink(missing_ok=True)
    wanted = {job.recipient.id: job.file for job in jobs}
    gone = [item for item in record.done() if wanted.get(item.recipient) != item.file]
    files = {item.file for item in gone} - set(wanted.values())
    for name in files - set(_by_hand(folder, record, files)):
        (folder / name).unlink(missing_ok=True)
    record.forget([item.recipient for item in gone])


def _by_hand(folder: Path, record: BatchRecord, names: Iterable[str]) -> list[str]:
    """The files that are not as a batch wrote them, by its record and by what workers noted before they wrote."""
    hashes = known(folder)
    for item in record.done():
        hashes.setdefault(item.file, []).append(item.sha256)
    return changed(folder, names, hashes)


def _kept(
    folder: Path, record: BatchRecord, workshop: SharedInputs, jobs: Sequence[Job], keep: Keep
) -> dict[str, MadeOf]:
    """Those whose file is there, as recorded, and would say the same by the same template."""
    there = {item.recipient: item.made_of for item in record.done() if _is_whole(folder, item)}
    now = made_of(workshop, [job for job in jobs if job.recipient.id in there])
    return {one: there[one] for one, made in now.items() if _is_same(there[one], made, keep)}


def _is_same(before: MadeOf, now: MadeOf, keep: Keep) -> bool:
    program = before.program if keep == "any program" else now.program
    return before == MadeOf(now.facts, now.template, program)


def _is_whole(folder: Path, item: Done) -> bool:
    try:
        content = (folder / item.file).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == item.sha256
