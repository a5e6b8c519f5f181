"""Cache entries that only their user can have written: each is signed, under its name, with a key that lies beside it.

The folder is made for its user alone (0700), the key is a file of the user's (0600). What is damaged, was signed by somebody
else or stands under another name is not returned, so that content of a cache can be trusted like code.
"""

import contextlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from reportgen.files.cache import cache_folder, write_cached
from reportgen.files.cache_size import bound_cache

KEY = ".key"
_KEY_BYTES, _MAC_BYTES = 32, 32
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_signed(path: Path) -> bytes | None:
    """Return the content of an entry; None if there is none, or it is not the one that this user wrote under this name."""
    try:
        signed = path.read_bytes()
    except OSError:
        return None
    key = _read_key(path.parent)
    content = signed[_MAC_BYTES:]
    if key is None or not hmac.compare_digest(_mac(key, path.name, content), signed[:_MAC_BYTES]):
        return None
    return content


def write_signed(path: Path, content: bytes) -> bool:
    """Write an entry; where that fails, log a warning and return False."""
    try:
        make_private(path.parent)
        _tighten(path.parent)
        key = _read_key(path.parent) or _new_key(path.parent)
    except OSError:  # write_cached says why the folder cannot be written
        key = secrets.token_bytes(_KEY_BYTES)
    written = write_cached(path, _mac(key, path.name, content) + content)
    bound_cache()
    return written


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its user alone; one that is there already keeps its rights."""
    if folder.is_dir():
        return
    make_private(folder.parent)
    with contextlib.suppress(FileExistsError):  # another process was faster
        folder.mkdir(mode=0o700)


def _tighten(folder: Path) -> None:
    """Take the rights of others from the folders below the user's own cache that an earlier version made."""
    own = cache_folder()
    if os.name != "posix" or own is None or not folder.is_relative_to(own):
        return
    for one in (own, folder):
        found = one.lstat()
        if found.st_uid == os.geteuid() and stat.S_ISDIR(found.st_mode) and found.st_mode & 0o077:
            one.chmod(0o700)


def _mac(key: bytes, name: str, content: bytes) -> bytes:
    return hmac.digest(key, name.encode() + b"\0" + content, "sha256")


def _read_key(folder: Path) -> bytes | None:
    """The key in a folder; None if there is none, or others own it or can read it."""
    try:
        handle = os.open(folder / KEY, os.O_RDONLY | _NO_FOLLOW)
    except OSError:
        return None
    with open(handle, "rb") as stream:
        found = os.fstat(handle)
        mine = os.name != "posix" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)
        key = stream.read(_KEY_BYTES + 1) if mine and stat.S_ISREG(found.st_mode) else b""
    return key if len(key) == _KEY_BYTES else None


def _new_key(folder: Path) -> bytes:
    """Put a new key in the place of none, or of one that cannot be used; of two processes at once the first wins."""
    path, key = folder / KEY, secrets.token_bytes(_KEY_BYTES)
    draft = folder / f".{secrets.token_hex(8)}.part"
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600), "wb") as stream:
            stream.write(key)
        if not os.path.lexists(path):
            with contextlib.suppress(FileExistsError, NotImplementedError, PermissionError):
                os.link(draft, path)
        there = _read_key(folder)  # of this process, or of one that was faster
        if there is not None:
            return there
        os.replace(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    return key
