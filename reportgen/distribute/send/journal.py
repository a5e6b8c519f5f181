"""The batch's own journal of what was handed over: by it an emptied or replaced receipts store is noticed, and filled again.

It lies in the folder of the batch, one JSON object a line, written right before and right after each handing over.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.files import cannot_write

FILE = ".delivered.jsonl"
_KEY = ("pack", "edition", "recipient", "channel", "sha256", "round")
_Key = tuple[Any, ...]


def key_of(values: Mapping[str, Any]) -> _Key:
    """Return what one handing over is known by: pack, edition, recipient, channel, hash and round."""
    return tuple(values[name] for name in _KEY)


class Journal:
    """The journal in the folder of a batch."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def add(self, values: Mapping[str, Any], *, durable: bool) -> None:
        """Append one line; an OutputError says why it cannot be written."""
        line = "\n" + json.dumps(dict(values), ensure_ascii=False)  # first, for a stop may have cut the last line
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            with open(os.open(self.path, flags, 0o644), "ab") as stream:
                stream.write(line.encode())
                stream.flush()
                if durable:
                    os.fsync(stream.fileno())
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def handed_over(self) -> dict[_Key, dict[str, Any]]:
        """Return the last line of each handing over that did not surely fail."""
        last = {key_of(values): values for values in self._lines()}
        return {key: values for key, values in last.items() if values.get("state") != "failed"}

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise cannot_write(self.path, error) from error
        for line in content.splitlines():
            try:
                values = json.loads(line)
                key_of(values)
            except (ValueError, TypeError, KeyError, RecursionError):  # a line that a stop has cut
                continue
            yield values
