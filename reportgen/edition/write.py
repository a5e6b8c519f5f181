"""The writing of an edition: all of it or nothing, a whole edition at every moment, and nobody's work lost.

The files are written into a new folder beside the edition, which exchanges its name with the old one in one step. Files that
somebody put into the old folder come along; a file that somebody changed stops the writing before it begins. An edition folder
that is a link stays one: the folder that it names is replaced.
"""

import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from reportgen.edition.manifest import FILE, outputs_of
from reportgen.errors import OutputError
from reportgen.files import (
    RECORD,
    OnChange,
    backup_path,
    beside,
    cannot_write,
    changed,
    changed_by_hand,
    check_folder,
    exchange,
    known,
    sha256,
    write_files,
)

_NAME = re.compile(r"[^\W_][\w.-]*")
_OURS = ("report.docx", "deck.pptx", "ledger.csv", "edition.json", "check.json")  # where the manifest is lost
_VIEWS = ("preview", "compare")  # folders of pictures of the files; they go with the files that they show
Left = Callable[[str], bool]


def place_for(parent: Path, edition: str, on_change: OnChange = "stop", left: Left = lambda name: False) -> Path:
    """Return where an edition can be written: its folder, or with `keep` a folder beside it when somebody changed a file.

    `left` tells the files that are not written anew. Raises an OutputError when the place cannot be written or, with `stop`,
    when somebody changed a file; nothing is left behind.
    """
    if not _NAME.fullmatch(edition):
        raise OutputError(f"{edition!r} cannot name an edition; use letters, digits, dots, - and _, such as 2026-07")
    target = parent / edition
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file, and an edition is a folder; choose another -o or --edition")
    check_folder(target.parent)
    known_files = {name: [digest] for name, digest in outputs_of(target).items()}
    names = [name for name in known_files or _OURS if not left(name)]
    mine = changed(target, names, known_files)
    if mine and on_change == "stop":
        raise changed_by_hand(target, mine)
    return beside(target) if mine and on_change == "keep" else target


def edition_name(target: Path) -> str:
    """Return the name of the edition in a folder; one that was written beside another has the other's name."""
    return re.sub(r"\.new(-\d+)?$", "", target.name)


def write_edition(target: Path, files: Mapping[str, bytes], *, left: Collection[str] = (), force: bool = False) -> None:
    """Write the files of an edition in the place of the old one, as `replacing` does."""
    with replacing(target, files, left=left, force=force):
        pass


@contextmanager
def replacing(
    target: Path,
    files: Mapping[str, bytes],
    *,
    left: Collection[str] = (),
    force: bool = False,
    now: Callable[[], datetime] = datetime.now,
) -> Iterator[None]:
    """Put a new edition in the place of the old one for a block; an error in the block brings the old one back.

    `left` names files of the old edition that stay as they are. With `force`, files that somebody changed are replaced and
    kept under a backup name; otherwise they raise an OutputError. The old edition is deleted when the block has ended well.
    """
    real = Path(os.path.realpath(target))
    fresh = real.with_name(f".{real.name}.{secrets.token_hex(8)}.new")
    try:
        _recover(real)
        _fill(fresh, real, target, files)
        for old, new in _along(real, target, files, left, backups=now() if force else None).items():
            _bring(real / old, fresh / new)
        had = _swap(fresh, real)
        try:
            yield
        except BaseException:
            _swap(fresh, real) if had else os.rename(real, fresh)
            raise
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _recover(real: Path) -> None:
    """Clear what an interrupted write left; an edition that was moved aside comes back."""
    if not real.parent.is_dir():
        return
    aside = re.compile(rf"\.{re.escape(real.name)}(\.[0-9a-f]{{16}})?\.(new|old)")
    for path in sorted(real.parent.iterdir(), key=lambda path: path.suffix, reverse=True):  # .old first
        if aside.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            if path.suffix == ".old" and not real.exists():
                os.rename(path, real)
            else:
                shutil.rmtree(path)


def _fill(fresh: Path, real: Path, target: Path, files: Mapping[str, bytes]) -> None:
    try:
        write_files(fresh, files)
    except OutputError as error:
        raise OutputError(str(error).replace(str(fresh), str(target)), error.errno) from error
    if real.is_dir():
        shutil.copymode(real, fresh)


def _along(
    real: Path, target: Path, files: Mapping[str, bytes], left: Collection[str], backups: datetime | None
) -> dict[str, str]:
    """The files of the old edition that come along, each with its new name: those left, and what somebody made or changed."""
    wrote = outputs_of(real)
    along: dict[str, str] = {}
    mine: list[str] = []
    for name in _names(real):
        ours = name in wrote and not changed(real, [name], {name: [wrote[name]]})
        if name == FILE or (ours and name not in left) or _is_view(real, name):
            continue
        if name not in files:
            along[name] = name
        elif changed(real, [name], {name: [sha256(files[name])]}):
            mine.append(name)
    if mine and backups is None:
        raise changed_by_hand(target, mine)
    return along | {name: backup_path(real / name, backups).relative_to(real).as_posix() for name in mine if backups}


def _names(folder: Path) -> Iterator[str]:
    """The files, links and empty folders below a folder; nothing that a link leads to."""
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        found = [Path(place, name) for name in (*names, *links)] or [Path(place)]
        yield from (path.relative_to(folder).as_posix() for path in found if path != folder)


def _is_view(real: Path, name: str) -> bool:
    """Whether a file is a picture that reportgen drew of the old files, as it drew it."""
    top, _, rest = name.partition("/")
    if top not in _VIEWS or not rest:
        return False
    return rest.startswith(RECORD) or (rest in known(real / top) and not changed(real / top, [rest]))


def _bring(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    if old.is_symlink():
        new.symlink_to(os.readlink(old))
    elif old.is_dir():
        new.mkdir(exist_ok=True)
    else:
        try:
            os.link(old, new)
        except OSError:  # not every file system has hard links
            shutil.copy2(old, new)


def _swap(fresh: Path, real: Path) -> bool:
    """Give the new edition the name of the old one, and the old one that of the new; tell whether there was an old one."""
    if not real.exists():
        os.rename(fresh, real)
        return False
    if not exchange(fresh, real):  # two steps with a moment between them, where the file system knows no better
        old = fresh.with_suffix(".old")
        os.rename(real, old)
        os.rename(fresh, real)
        os.rename(old, fresh)
    return True
