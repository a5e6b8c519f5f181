"""Errors that no command foresaw: one line for the user, the trace in a log file."""

import contextlib
import errno
import os
import secrets
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reportgen.files import cache_folder, cause_of, write_whole

_KEPT_LOGS = 20
# of libraries whose module has another name
_PACKAGES = {
    "docx": "python-docx",
    "fontTools": "fonttools",
    "markdown_it": "markdown-it-py",
    "PIL": "pillow",
    "pptx": "python-pptx",
    "pydantic_core": "pydantic",
    "python_calamine": "python-calamine",
    "ruamel": "ruamel.yaml",
    "yaml": "pyyaml",
    "zlib_ng": "zlib-ng",
}


def explain(error: Exception) -> str:
    """Return one line about an error that no command foresaw, with the path of the log file that holds its trace."""
    missing = _missing_library(error)
    if missing:
        return missing
    log = _log(error)
    return f"{_words(error)}; details: {log}" if log else _words(error)


def _missing_library(error: Exception) -> str:
    """The words about a library that is not installed; "" for other errors, and for modules of reportgen itself."""
    name = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if not name or name == "reportgen" or name in sys.stdlib_module_names:
        return ""
    package = _PACKAGES.get(name, name)
    return f"this needs {package}, which is not installed; pip install {package} (`pip install reportgen` brings everything)"


def _words(error: Exception) -> str:
    message = " ".join(str(error).split())[:300]
    if isinstance(error, OSError) and error.errno is not None:
        name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
        return f"{name}: {cause_of(error)}" if name else cause_of(error)
    if isinstance(error, MemoryError):
        return "not enough memory; give a smaller input"
    if isinstance(error, RecursionError):
        return "the input is nested too deeply; flatten it"
    if isinstance(error, UnicodeError):
        hint = "; set PYTHONUTF8=1" if "ascii" in message else ""
        return f"a text cannot be read or written in its encoding: {message}{hint}"
    kind = type(error)
    if kind.__module__ == "sqlite3":
        return f"a store cannot be used: {message}"
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    return f"unexpected {name}: {message}" if message else f"unexpected {name}"


def _log(error: Exception) -> Path | None:
    """Write the trace into the log folder of the user, or into the temporary folder; None where neither can be written."""
    text = "".join(traceback.format_exception(error))
    content = f"{datetime.now():%Y-%m-%d %H:%M:%S} {sys.argv}\n{text}".encode("utf-8", "backslashreplace")
    for folder in _folders():
        with contextlib.suppress(Exception):  # whatever stops the log must not hide the error
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.log"
            write_whole(path, content, durable=False)
            for old in sorted(folder.glob("*.log"))[:-_KEPT_LOGS]:
                old.unlink()
            return path
    return None


def _folders() -> Iterator[Path]:
    cache = cache_folder()
    if cache:
        yield cache / "log"
    yield Path(tempfile.gettempdir()) / f"reportgen-{os.getuid() if hasattr(os, 'getuid') else 'log'}"


def make_streams_safe() -> None:
    """Let the terminal show what its encoding lacks as \\uXXXX, so that no output can fail for a letter."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def flush() -> None:
    """Write out what was printed, while an error can still be reported; an OSError says why it could not."""
    if sys.stdout is not None:
        sys.stdout.flush()


def drop_output() -> None:
    """Throw away what could not be printed, so that the interpreter does not try again at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_about_output(error: OSError) -> bool:
    """Tell whether an error came from printing: it names no file."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.EPIPE)
