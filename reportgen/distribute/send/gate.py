"""The gate: every reason not to deliver a batch, from the batch, its pack and what both were made of."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportgen.distribute.batch_manifest import FACTS_OUTSIDE, LIST_ELSEWHERE, LIST_OUTSIDE, BatchManifest, input_hashes

_SHOWN = 5


def refusals(
    batch: BatchManifest, folder: Path, pack_dir: Path | None, today: date, *, skip_bad: bool = False
) -> list[str]:
    """Return why a batch may not be delivered; none, when it may. With `skip_bad`, faults of single recipients stop nobody else."""
    single = () if skip_bad else (*_unmade(batch), *_errors(batch))
    return [
        *single, *_disagreeing(batch), *_too_old(batch, today), *_stale(batch, folder, pack_dir),
        *_changed(batch, folder),
    ]  # fmt: skip


def hash_of(path: Path) -> str | None:
    """Return the hash of a file on disk; None when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _unmade(batch: BatchManifest) -> Iterator[str]:
    if batch.failed:
        yield f"{len(batch.failed)} recipients have no file ({_some(list(batch.failed))}); see the summary of the batch"


def _errors(batch: BatchManifest) -> Iterator[str]:
    for parcel in batch.parcels:
        for error in parcel.errors:
            yield f"{parcel.file}: the checks found an error: {error}"


def _disagreeing(batch: BatchManifest) -> Iterator[str]:
    for fault in batch.pair:
        yield f"report and deck do not agree: {fault}"


def _too_old(batch: BatchManifest, today: date) -> Iterator[str]:
    """A fact that was good when the files were made may not be so any more."""
    for key, day in batch.good_until.items():
        if not day:
            yield f"stale: fact {key} has no date of measurement; add `measured: 2026-08-20` to it"
        elif today.isoformat() > day:
            yield f"stale: fact {key} was good until {day}; ask its source for a new value"


def _stale(batch: BatchManifest, folder: Path, pack_dir: Path | None) -> Iterator[str]:
    """The pack as it is now must be the one that the files were made of."""
    if pack_dir is None or not pack_dir.is_dir():
        yield "the pack was not found, so stale facts cannot be detected; give it with --pack"
        return
    outside, unknown = _outside(batch, folder, pack_dir)
    if unknown:
        yield f"stale facts cannot be detected: {unknown}"
    now = {**input_hashes(pack_dir), **outside}
    changed = sorted({*now.items()} ^ {*batch.inputs.items()})
    if changed:
        names = list(dict.fromkeys(name for name, _ in changed))
        yield f"stale: {_some(names)} changed since the files were made; run `reportgen batch {pack_dir} --resume`"


def _outside(batch: BatchManifest, folder: Path, pack_dir: Path) -> tuple[dict[str, str], str]:
    """What lies outside of the pack as it is now, by hash, and why nobody can tell it."""
    listed, unknown = _list_now(batch, folder)
    asked, why = _asked(batch, folder, pack_dir)
    return {**listed, **asked}, "; ".join(filter(None, (unknown, why)))


def _list_now(batch: BatchManifest, folder: Path) -> tuple[dict[str, str], str]:
    if LIST_ELSEWHERE not in batch.inputs:
        return {}, ""
    found = hash_of(folder / batch.list_file)
    if found is None:
        return {LIST_ELSEWHERE: batch.inputs[LIST_ELSEWHERE]}, f"the list {folder / batch.list_file} cannot be read"
    return {LIST_ELSEWHERE: found}, ""


def _asked(batch: BatchManifest, folder: Path, pack_dir: Path) -> tuple[dict[str, str], str]:
    if not {FACTS_OUTSIDE, LIST_OUTSIDE} & set(batch.inputs):
        return {}, ""
    from reportgen.distribute.shares.evidence import (
        outside_now,  # reading a pack is half of the time of a small delivery
    )

    return outside_now(pack_dir, folder, batch)


def _changed(batch: BatchManifest, folder: Path) -> Iterator[str]:
    for parcel in batch.parcels:
        found = hash_of(folder / parcel.file)
        if found is None:
            yield f"{parcel.file}: is in the manifest and not on the disk"
        elif found != parcel.sha256:
            yield f"{parcel.file}: is not the file in the manifest (its hash is {found[:12]}…, not {parcel.sha256[:12]}…)"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
