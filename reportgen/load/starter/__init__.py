"""A small pack to start from. In: a folder; out: the starter's files in it."""

import shutil
from pathlib import Path

from reportgen.errors import OutputError

_STARTER = Path(__file__).parent


def write_starter(folder: Path) -> list[str]:
    """Copy the starter pack into a new or empty folder and return the names of its files."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder}: is not empty; give a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in _STARTER.glob("*.yaml"))
        for name in names:
            shutil.copyfile(_STARTER / name, folder / name)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); check the path and your rights") from error
    return names
