"""Owns the gate: what must be right before anything goes out. In: a batch and its pack; out: every reason to refuse."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from reportgen.batch.manifest import BatchManifest, input_hashes

_SHOWN = 5


def refusals(batch: BatchManifest, folder: Path, pack_dir: Path | None) -> list[str]:
    """Return why a batch may not be delivered; none, when it may."""
    return [*_unmade(batch), *_errors(batch), *_stale(batch, pack_dir), *_changed(batch, folder)]


def hash_of(path: Path) -> str | None:
    """Return the hash of a file on disk; None when it can not be read."""
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


def _stale(batch: BatchManifest, pack_dir: Path | None) -> Iterator[str]:
    """The pack as it is now must be the one that the files were made of."""
    if pack_dir is None or not pack_dir.is_dir():
        yield "the pack is not at hand, so nobody can tell whether its facts are stale; give it with --pack"
        return
    now = input_hashes(pack_dir)
    changed = sorted({*now.items()} ^ {*batch.inputs.items()})
    if changed:
        names = list(dict.fromkeys(name for name, _ in changed))
        yield f"stale: {_some(names)} changed since the files were made; run `reportgen batch {pack_dir} --resume`"


def _changed(batch: BatchManifest, folder: Path) -> Iterator[str]:
    for parcel in batch.parcels:
        found = hash_of(folder / parcel.file)
        if found is None:
            yield f"{parcel.file}: is in the manifest and not on the disk"
        elif found != parcel.sha256:
            yield f"{parcel.file}: is not the file in the manifest (its hash is {found[:12]}…, not {parcel.sha256[:12]}…)"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
