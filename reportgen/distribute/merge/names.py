"""The file names of a mail merge, made from a pattern such as out/{name}.docx."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.distribute.merge.rows import MergeRow
from reportgen.errors import PackError, Problem
from reportgen.model.recipients.file_names import component, name_fault

_FIELD = re.compile(r"\{([^{}]+)\}")
NUMBER = "row"


def is_pattern(text: str) -> bool:
    """Return whether a name has fields, so that each row gets a file of its own."""
    return bool(_FIELD.search(text))


def names_of(pattern: str, rows: Sequence[MergeRow], source: str) -> list[Path]:
    """Return the path of each row's file; a PackError names every column that is missing and every name that cannot be.

    `{row}` is the number of the row; a value never leads into another folder.
    """
    folder, _, name = pattern.replace("\\", "/").rpartition("/")
    problems, found = [], []
    taken: dict[str, int] = {}
    if is_pattern(folder):
        raise PackError(
            [Problem(pattern, None, None, "has a field in the name of a folder", "put it into the file name")]
        )
    for number, row in enumerate(rows, 1):
        values = {NUMBER: f"{number:0{len(str(len(rows)))}d}", **{str(key): value for key, value in row.items()}}
        missing = [field for field in _FIELD.findall(name) if values.get(field) in (None, "")]
        made = unicodedata.normalize("NFC", _filled(name, values))
        fault = (f"the pattern asks for {missing[0]}, which the row does not have", "") if missing else name_fault(made)
        same = taken.setdefault(made.casefold(), number)
        if fault is None and same != number:
            fault = f"{made!r} is the name of row {same} too", f"add {{{NUMBER}}} to the pattern"
        if fault is not None:
            problems.append(Problem(f"{source}, row {number}", None, None, *fault))
        found.append(Path(folder or ".") / made)
    if problems:
        raise PackError(problems)
    return found


def _filled(name: str, values: dict[str, Any]) -> str:
    return _FIELD.sub(lambda field: component(str(values.get(field[1], ""))), name)
