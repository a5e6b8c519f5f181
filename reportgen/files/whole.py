"""Files that are there whole or not at all, whatever stops the process.

The content goes into a draft beside the target, under a name that nobody can guess and never through a link, and takes the
target's place by renaming. A link at the target is replaced, not followed; a device or a pipe is written straight.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.files.drafts import draft_path, sweep

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_CAUSES = {
    errno.ENOSPC: "the disk is full; make room and run the command again",
    errno.EDQUOT: "the disk quota is used up; make room and run the command again",
    errno.EROFS: "the file system is read-only; choose another path",
    errno.EACCES: "permission denied; check your rights or choose another path",
    errno.EPERM: "permission denied; check your rights or choose another path",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EISDIR: "it is a folder; name a file",
    errno.ENOTDIR: "a folder in its path is a file; choose another path",
    errno.EEXIST: "a folder in its path is a file; choose another path",
}


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write one file, making its folder where it is missing; an OutputError leaves the old file as it was.

    A durable file is on the disk when this returns, and drafts that a killed process left of it are deleted. Without that, a
    power cut may lose or cut the file, a killed process may not.
    """
    write_files(path.parent, {path.name: content}, durable=durable)


def write_files(folder: Path, files: Mapping[str, bytes], *, durable: bool = True) -> None:
    """Write files into a folder: all drafts first, then all names, so that a full disk leaves the old files as they were."""
    drafts: dict[Path, Path] = {}
    path = folder
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if _is_device(path):
                path.write_bytes(content)
            else:
                drafts[path] = _draft(path, content, durable=durable)
        for path, draft in drafts.items():
            os.replace(draft, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        for draft in drafts.values():
            _remove(draft)
    if durable:
        for place in {path.parent for path in drafts}:
            sweep(place, (path.name for path in drafts if path.parent == place))
            _settle(place)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Return the error that says why a path cannot be written and what to do; its `errno` is that of the system."""
    return OutputError(f"{path}: cannot be written: {cause_of(error)}", error.errno or 0)


def cause_of(error: OSError) -> str:
    """Return what a system's error means and what to do about it."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


def check_folder(folder: Path) -> None:
    """Make a folder where it is missing; raise an OutputError if no file can be made in it. Nothing is left behind in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove(_draft(folder / "probe", b"", durable=False))
    except OSError as error:
        raise cannot_write(folder, error) from error


def _draft(path: Path, content: bytes, *, durable: bool) -> Path:
    """Write a draft beside a path, with the rights of the file that it will replace; an OSError leaves no draft behind."""
    mode = _mode(path)
    draft = draft_path(path)
    handle = os.open(draft, _FLAGS, 0o666)
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        if mode is not None:
            draft.chmod(mode)
    except BaseException:
        _remove(draft)
        raise
    return draft


def _mode(path: Path) -> int | None:
    """The rights of a file that is there; a PermissionError if it is write-protected, a folder raises an IsADirectoryError."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return stat.S_IMODE(found.st_mode)


def _is_device(path: Path) -> bool:
    """Whether a path leads to a device, a pipe or a socket, such as /dev/stdout."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))


def _remove(draft: Path) -> None:
    with contextlib.suppress(OSError):
        draft.unlink()


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk; some file systems do not know how, and need not."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
