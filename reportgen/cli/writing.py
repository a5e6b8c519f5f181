"""Owns how commands write files into a folder. In: a folder, bytes by name; out: files, or an OutputError."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.errors import OutputError


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where it is not there."""
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); choose another -o") from error
