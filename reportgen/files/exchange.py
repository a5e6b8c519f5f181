"""Two paths that exchange their names in one step, so that at no moment one of them is missing."""

import errno
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE; RENAME_SWAP of macOS is 2 as well
_SYSTEM_CALLS = {"x86_64": 316, "aarch64": 276}  # of renameat2, for a C library that does not name it
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
_Call = Callable[[bytes, bytes], int]


def exchange(first: Path, second: Path) -> bool:
    """Exchange two files or folders of one file system; False where the system or the file system cannot.

    Raises an OSError when it can and fails, for example where one of the two is missing.
    """
    import ctypes

    call = _call()
    if call is None:
        return False
    if call(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(second))


@lru_cache(maxsize=1)
def _call() -> _Call | None:
    """The system's own function, None where there is none."""
    import ctypes

    if sys.platform not in ("linux", "darwin"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap = getattr(library, "renamex_np", None)
        return swap and (lambda first, second: int(swap(first, second, _EXCHANGE)))
    rename = getattr(library, "renameat2", None)
    if rename is not None:
        return lambda first, second: int(rename(_HERE, first, _HERE, second, _EXCHANGE))
    number = _SYSTEM_CALLS.get(os.uname().machine)
    if number is None:
        return None
    return lambda first, second: int(library.syscall(number, _HERE, first, _HERE, second, _EXCHANGE))
