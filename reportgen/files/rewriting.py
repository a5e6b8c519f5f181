"""Changing files that a person wrote, such as those of a pack: whole, with a backup, and put back when the result is wrong."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from reportgen.files.guard import backup_path
from reportgen.files.whole import cannot_write, write_files, write_whole

_Check = Callable[[], object]


def rewrite(contents: Mapping[Path, bytes], check: _Check = lambda: None) -> dict[Path, Path]:
    """Replace files by new contents, all of them or none, and return the backup of each.

    A backup is a hidden file `.NAME.备份-YYYYMMDD-HHMM` with its ending, beside the file. Whatever `check` raises brings the old
    files back. A file that is a link stays one. Raises an OutputError when something cannot be read or written.
    """
    now = datetime.now()
    files = {Path(os.path.realpath(path)): content for path, content in contents.items()}
    backups = {path: _back_up(path, now) for path in files}
    try:
        write_files(Path(), {str(path): content for path, content in files.items()})
        check()
    except BaseException:
        for path, backup in backups.items():
            os.replace(backup, path)  # needs no room on the disk
        raise
    return backups


def _back_up(path: Path, now: datetime) -> Path:
    copy = backup_path(path.with_name(f".{path.name}"), now, "备份")
    try:
        write_whole(copy, path.read_bytes())
        copy.chmod(path.stat().st_mode & 0o7777)
    except OSError as error:
        raise cannot_write(copy, error) from error
    return copy
