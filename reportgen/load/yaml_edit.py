"""Changing facts in facts.yaml so that all else stays as it was: comments, order, quotes. In: changes; out: a whole file."""

import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from reportgen.errors import OutputError
from reportgen.load.facts_workbook.changes import FactChange

_DEFAULTS = {"bound": "exact", "open_ended": False}


def change_facts(path: Path, changes: Iterable[FactChange], new: Iterable[dict[str, Any]] = ()) -> None:
    """Write the changes and new facts into a file of facts, all of them or none; the file is whole at every moment."""
    yaml = YAML()
    yaml.width, yaml.preserve_quotes = 10**6, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(path.read_text("utf-8"))
    entries = {entry["id"]: entry for key in ("facts", "derived") for entry in data.get(key) or ()}
    for change in changes:
        _set(entries[change.fact_id], change.field, change.new)
    for fact in new:
        _append(data, fact)
    out = io.StringIO()
    yaml.dump(data, out)
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as stream:
            stream.write(out.getvalue())
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error


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
    """A number written as a number: 72, 3.8; a range and a fraction are text."""
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return text
    from ruamel.yaml.scalarfloat import ScalarFloat

    if text.lstrip("-").isdigit():
        return int(text)
    value = float(text)
    decimals = len(text.partition(".")[2])
    return (
        ScalarFloat(value, width=len(text.lstrip("-")), prec=len(text.lstrip("-").partition(".")[0]), m_sign=False)
        if (decimals and f"{value:.{decimals}f}" == text and len(text) < 16)
        else text
    )
