"""The log of a command: lines or JSON with time and level, to the error stream, a file or the journal; set by REPORTGEN_LOG.

REPORTGEN_LOG is a list with commas: `text` or `json`, a level (debug, info, warning, error), and `stderr`, `file:PATH` or
`journal`. Without it only warnings are shown, as plain lines.
"""

import json
import logging
import logging.handlers
import socket
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from reportgen.errors import InputError, Problem

VARIABLE = "REPORTGEN_LOG"
LOG = logging.getLogger("reportgen")
_LEVELS = ("debug", "info", "warning", "error")
_FORMS = ("text", "json")
_JOURNAL = "/run/systemd/journal/socket"
_PRIORITIES = {"debug": 7, "info": 6, "warning": 4, "error": 3, "critical": 2}  # of syslog
_OURS = "_reportgen_log"


def start_logging(environment: Mapping[str, str]) -> None:
    """Send the log where REPORTGEN_LOG says; an InputError says what is wrong with it."""
    for old in [one for one in LOG.handlers if getattr(one, _OURS, False)]:
        LOG.removeHandler(old)
        old.close()
    LOG.setLevel(logging.NOTSET)
    words = [word.strip() for word in environment.get(VARIABLE, "").split(",") if word.strip()]
    if not words:
        return
    form, level = "text", "info"
    handler: logging.Handler | None = None
    for word in words:
        if word.lower() in _FORMS:
            form = word.lower()
        elif word.lower() in _LEVELS:
            level = word.lower()
        else:
            handler = _handler(word)
    handler = handler or logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    setattr(handler, _OURS, True)
    LOG.addHandler(handler)
    LOG.setLevel(level.upper())


def log_error(line: str, command: str) -> None:
    """Log what stopped a command, where a log is kept: the user reads it anyway."""
    if any(getattr(one, _OURS, False) for one in LOG.handlers):
        LOG.error("%s", line, extra={"fields": {"command": command}})


def _handler(word: str) -> logging.Handler:
    if word == "stderr":
        return logging.StreamHandler(sys.stderr)
    if word == "journal":
        return _Journal() if Path(_JOURNAL).exists() else logging.StreamHandler(sys.stderr)
    if word.startswith("file:"):
        path = Path(word.removeprefix("file:"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return logging.handlers.WatchedFileHandler(path, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            what = f"the log {path} cannot be written: {error.strerror or error}"
            raise InputError([Problem(VARIABLE, None, None, what, "name another file")]) from error
    allowed = ", ".join((*_FORMS, *_LEVELS, "stderr", "file:PATH", "journal"))
    raise InputError([Problem(VARIABLE, None, None, f"unknown word {word!r}", f"allowed: {allowed}")])


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


def _fields(record: logging.LogRecord) -> dict[str, object]:
    """What a line says besides its words, given as `extra={"fields": …}`."""
    found = getattr(record, "fields", {})
    return dict(found) if isinstance(found, dict) else {}


class _Text(logging.Formatter):
    """One line: time, level, logger, words, fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        more = "".join(f" {key}={value}" for key, value in _fields(record).items())
        line = f"{_time(record)} {record.levelname.lower()} {record.name}: {record.getMessage()}{more}"
        return line.replace("\n", "\\n")


class _Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        head = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        return json.dumps({**head, "message": record.getMessage(), **_fields(record)}, ensure_ascii=False, default=str)


class _Journal(logging.Handler):
    """The journal of systemd, by its own socket, with the priority of each line."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send a line; a journal that does not answer loses it."""
        text = self.format(record).replace("\n", "\\n")
        priority = _PRIORITIES.get(record.levelname.lower(), 6)
        content = f"MESSAGE={text}\nPRIORITY={priority}\nSYSLOG_IDENTIFIER=reportgen\n".encode(
            "utf-8", "backslashreplace"
        )
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as stream:
                stream.sendto(content, _JOURNAL)
        except OSError:
            self.handleError(record)
