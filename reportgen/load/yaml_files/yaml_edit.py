"""Changes of facts in facts.yaml that leave all else as it was: comments, order, quotes, line ends."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from reportgen.errors import PackError, Problem
from reportgen.load.facts_workbook.changes import FactChange

_MARK = "\ufeff"  # some editors of Windows begin a file with it
_DEFAULTS = {"bound": "exact", "open_ended": False}


def changed_facts(path: Path, changes: Iterable[FactChange], new: Iterable[dict[str, Any]] = ()) -> bytes:
    """Return a file of facts with changes and new facts; a PackError when it cannot be read or lacks a fact that changes."""
    yaml = YAML()
    yaml.width, yaml.preserve_quotes = 10**6, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = _read(path)
    data = yaml.load(text)
    entries = {entry["id"]: entry for key in ("facts", "derived") for entry in data.get(key) or ()}
    for change in changes:
        if change.fact_id not in entries:
            what = f"the fact {change.fact_id} is not in this file"
            raise PackError([Problem(str(path), None, None, what, "change it where it stands")])
        _set(entries[change.fact_id], change.field, change.new)
    for fact in new:
        _append(data, fact)
    out = io.StringIO()
    yaml.dump(data, out)
    lines = out.getvalue().replace("\n", "\r\n") if "\r\n" in text else out.getvalue()
    return (_MARK if text.startswith(_MARK) and not lines.startswith(_MARK) else "").encode() + lines.encode()


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(str(path), None, None, "is not UTF-8 text", "save it as UTF-8")]) from error


def _append(data: Any, fact: dict[str, Any]) -> None:
    """Add a fact to the list, on one line as those before it."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if data.get("facts") is None:
        data["facts"] = CommentedSeq()
    entry = CommentedMap((name, _scalar(value) if name == "value" else value) for name, value in fact.items())
    entry.fa.set_flow_style()
    data["facts"].append(entry)


def _set(entry: Any, field: str, value: Any) -> None:
    if value in (None, [], "") or (field in _DEFAULTS and value == _DEFAULTS[field]):
        entry.pop(field, None)
    elif field == "items" and field in entry:
        entry[field][:] = value
    else:
        entry[field] = _scalar(value) if field == "value" else value


def _scalar(text: str) -> Any:
    """A number written as a number, with its sign and every zero: 72, -5.2, 3.0; a range and a fraction are text."""
    return YAML().load(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text
