"""Owns reading facts from JSON: a list of objects with ids, or an object of id to value or object; at a path inside."""

import json
from decimal import Decimal
from typing import Any

from reportgen.errors import Problem
from reportgen.model.layer import Layer
from reportgen.sources.records import Cell, Read, Record, field_of, heading


def read_json(content: bytes, layer: Layer) -> Read:
    """Return the records of a JSON text."""
    name = layer.name()
    try:
        data = json.loads(content, parse_float=Decimal)
    except (ValueError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        return Read([], [Problem(name, line, getattr(error, "colno", None), f"is no JSON: {error}", "check the file")])
    place = name
    for step in [step for step in layer.path.split(".") if step]:
        inner = data.get(step) if isinstance(data, dict) else _item(data, step)
        if inner is None:
            there = ", ".join(map(str, data)) if isinstance(data, dict) else type(data).__name__
            return Read(
                [], [Problem(place, None, None, f"nothing at {step!r}; there is: {there[:80]}", "check `path`")]
            )
        data, place = inner, f"{place}, {step}"
    return _records(data, place, layer.columns)


def _item(data: Any, step: str) -> Any:
    return data[int(step)] if isinstance(data, list) and step.isdigit() and int(step) < len(data) else None


def _records(data: Any, place: str, columns: dict[str, str]) -> Read:
    read = Read()
    if isinstance(data, dict):
        data = [{"id": key, **(value if isinstance(value, dict) else {"value": value})} for key, value in data.items()]
    if not isinstance(data, list):
        what = f"holds {type(data).__name__}, no list or object of facts"
        return Read([], [Problem(place, None, None, what, "give the way to it under `path`, such as data.items")])
    for number, entry in enumerate(data, 1):
        at = f"{place}, entry {number}"
        if not isinstance(entry, dict):
            read.problems.append(Problem(at, None, None, f"is {entry!r}, no object", 'write {"id": …, "value": …}'))
            continue
        read.records.append(record_of(entry, at, columns))
    return read


def record_of(entry: dict[str, Any], at: str, columns: dict[str, str]) -> Record:
    """Return the record of one object or row; keys are headings."""
    fields: dict[str, Cell] = {}
    for key, value in entry.items():
        name, unit = heading(key)
        field = field_of(name, columns)
        if field is not None and field not in fields:
            fields[field] = Cell(value, f"{at}, {key}")
            if field == "value" and unit:
                fields["head_unit"] = Cell(unit, at)
    return Record(fields, at)
