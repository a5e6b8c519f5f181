"""Nobody's work is overwritten: outputs that are inputs, and files that somebody made or changed, stop a command.

Three ways out of a changed file: `keep` writes beside it, `force` backs it up first, and otherwise the command stops.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from reportgen.errors import InputError, OutputError, Problem
from reportgen.files.whole import cannot_write, write_files, write_whole
from reportgen.files.written import RECORD, known, remember, sha256, shorten

OnChange = Literal["stop", "keep", "force"]
_SHOWN = 8
# records of editions, batches and deliveries
STORES = (
    "manifest.json",
    "edition.json",
    "batch.json",
    "history.sqlite",
    "receipts.sqlite",
    ".batch.sqlite",
    ".delivered.jsonl",
)


def save_file(path: Path, content: bytes, *, inputs: Iterable[Path] = (), on_change: OnChange = "stop") -> Path:
    """Write a file that the user named and return its path; with `keep`, another name where somebody changed it."""
    refuse_inputs([path], inputs)
    if _is_stream(path):
        write_whole(path, content)
        return path
    if changed(path.parent, [path.name]):
        _refuse_stores(path.parent, [path.name])
        path = beside(path) if on_change == "keep" else path
    save_files(path.parent, {path.name: content}, on_change="force" if on_change == "force" else "stop")
    return path


def save_files(
    folder: Path, files: Mapping[str, bytes], *, inputs: Iterable[Path] = (), on_change: OnChange = "stop"
) -> Path:
    """Write files into a folder that the user named and return it; with `keep`, another where somebody changed a file."""
    refuse_inputs([folder / name for name in files], inputs)
    mine = changed(folder, files)
    _refuse_stores(folder, mine)
    if mine and on_change == "keep":
        folder, mine = beside(folder), []
    if mine and on_change == "stop":
        raise changed_by_hand(folder, mine)
    for name in mine:
        back_up(folder / name)
    remember(folder, {name: sha256(content) for name, content in files.items()})
    write_files(folder, files)
    shorten(folder)
    return folder


def _refuse_stores(folder: Path, names: Iterable[str]) -> None:
    """Raise an OutputError for what reportgen itself keeps its records in: a backup would not bring them back to work."""
    for name in names:
        if name in STORES or name.startswith(RECORD):
            raise OutputError(f"{folder / name}: reportgen keeps its records in it; choose another output")


def changed(folder: Path, names: Iterable[str], written: Mapping[str, Collection[str]] | None = None) -> list[str]:
    """Return the files that are there and are not as reportgen wrote them; `written` has the hashes (default: the record)."""
    hashes = known(folder) if written is None else written
    return [name for name in names if _differs(folder / name, hashes.get(name, ()))]


def changed_by_hand(folder: Path, names: Iterable[str]) -> OutputError:
    """Return the error about files that somebody made or changed, with the ways out."""
    paths = [folder / name for name in names]
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    verb = "was" if len(paths) == 1 else "were"
    copy = paths[0].with_stem(f"{paths[0].stem}.手改-YYYYMMDD-HHMM").name
    return OutputError(
        f"{', '.join(map(str, paths[:_SHOWN]))}{more}: {verb} not written by reportgen or edited since; nothing was written. "
        f"Use --keep to write the new version beside it, or --force to replace it and keep a copy such as {copy}. "
        "`reportgen refresh` puts new numbers into an edited report, deck or part (`build --refresh` does it in one step)"
    )


def back_up(path: Path, now: datetime | None = None) -> Path:
    """Copy a file that somebody changed to `NAME.手改-YYYYMMDD-HHMM` with its ending, beside it; return the copy."""
    copy = backup_path(path, now or datetime.now())
    try:
        write_whole(copy, path.read_bytes())
    except OSError as error:
        raise cannot_write(copy, error) from error
    return copy


def backup_path(path: Path, now: datetime, mark: str = "手改") -> Path:
    """Return a path that is free for the backup of a file."""
    return _free(path, f".{mark}-{now:%Y%m%d-%H%M}")


def beside(path: Path) -> Path:
    """Return a path that is free beside a file or folder: `NAME.new` with its ending, or `NAME.new-2` and so on."""
    return _free(path, ".new")


def refuse_inputs(outputs: Iterable[Path], inputs: Iterable[Path], own: Iterable[Path] = ()) -> None:
    """Raise an InputError if an output is an input, or one of the files in a folder of inputs.

    Files are compared as the system knows them, so that other spellings, links and hard links are found out. What reportgen
    wrote into a folder of inputs itself, and nobody changed, may be written again, and so may the `own` files of an edition,
    which its manifest guards.
    """
    there = {identity: path for path in outputs if (identity := _identity(path))}
    if not there:
        return
    problems = [
        Problem(str(there[identity]), None, None, f"the output is an input ({path})", "choose another output")
        for path in _files_of(inputs, there, {os.path.realpath(path) for path in own})
        if (identity := _identity(path)) in there
    ]
    if problems:
        raise InputError(list(dict.fromkeys(problems)))


def refuse_folder(target: Path, inputs: Path) -> None:
    """Raise an InputError if a folder that is to be replaced as a whole is a folder of inputs or lies around one."""
    if inputs.resolve().is_relative_to(target.resolve()):
        what = f"the output folder holds the inputs ({inputs})"
        raise InputError([Problem(str(target), None, None, what, "choose another -o or --edition")])


def _files_of(inputs: Iterable[Path], outputs: Collection[tuple[int, int]], own: Collection[str]) -> Iterator[Path]:
    for path in inputs:
        yield path
        if path.is_dir():
            for place, _, names in os.walk(path):
                found = [name for name in names if _identity(Path(place, name)) in outputs]
                yield from (one for name in changed(Path(place), found) if not _is_own(one := Path(place, name), own))


def _is_own(path: Path, own: Collection[str]) -> bool:
    return os.path.realpath(path) in own and not path.is_symlink()  # a link is an input that points at an output


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _differs(path: Path, hashes: Collection[str]) -> bool:
    if not os.path.lexists(path):
        return False
    try:
        content = path.read_bytes()
    except IsADirectoryError:
        return False  # the writing says that a folder stands there
    except OSError:
        return True
    return bool(content) and sha256(content) not in hashes  # an empty file is nobody's work; a power cut leaves some


def _is_stream(path: Path) -> bool:
    """Whether a path is a device, a pipe or a socket; one that cannot be looked at is reported by the writing."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def _free(path: Path, mark: str) -> Path:
    stem, ending = (path.stem, path.suffix) if not path.is_dir() else (path.name, "")
    names = (f"{stem}{mark}{number}{ending}" for number in ("", *(f"-{count}" for count in range(2, 10_000))))
    return next(found for name in names if not os.path.lexists(found := path.with_name(name)))
