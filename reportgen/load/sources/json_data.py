"""JSON: a list of objects with ids, or an object of id to value or object; at a path inside. Out: Read, or a Grid."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportgen.errors import Problem
from reportgen.limits import in_words
from reportgen.load.nearest import nearest
from reportgen.load.sources.records import (
    HEADINGS,
    CellGrid,
    FileFormat,
    LazyRows,
    ReadResult,
    SourceCell,
    SourceRecord,
    field_of,
    heading,
)
from reportgen.load.written.text_file import decoded
from reportgen.model.facts.layer import Layer


def read_json(content: bytes, layer: Layer) -> ReadResult:
    """Return the records of a JSON text."""
    data, place, problem = _inside(content, layer)
    return ReadResult([], [problem]) if problem is not None else _records(data, place, layer)


def json_grid(content: bytes, layer: Layer) -> CellGrid:
    """Return the cells of a JSON text: a list of objects, whose keys are the heads, or a list of rows, the heads first."""
    data, place, problem = _inside(content, layer)
    if problem is not None:
        return CellGrid(place, problems=[problem])
    if isinstance(data, dict) and data and all(isinstance(entry, dict) for entry in data.values()):
        data = [{"名称": key, **entry} for key, entry in data.items()]
    kinds = {type(entry) for entry in data} if isinstance(data, list) else set()
    if kinds == {dict}:
        return objects_grid(data, place, "entry")
    if kinds == {list}:
        lazy = LazyRows(
            [len(row) for row in data], lambda n, m: SourceCell(data[n][m], f"{place}, row {n + 1}, item {m + 1}")
        )
        return CellGrid(place, lazy.kept())
    hint = (
        'write [{"年份": "2023年", "产值": 37}, …] or [["年份", "产值"], ["2023年", 37]], or name the way under `path`'
    )
    return CellGrid(place, problems=[Problem(place, None, None, "holds no list of rows", hint)])


def objects_grid(entries: Sequence[dict[str, Any]], place: str, unit: str) -> CellGrid:
    """Return the cells of objects; the heads are their keys in the order in which they first come."""
    heads = list(dict.fromkeys(key for entry in entries for key in entry))

    def cell(row: int, column: int) -> SourceCell:
        head = heads[column]
        return (
            SourceCell(entries[row - 1].get(head), f"{place}, {unit} {row}, {head}") if row else SourceCell(head, place)
        )

    return CellGrid(place, LazyRows([len(heads)] * (len(entries) + 1), cell).kept(), headed=True)


def _inside(content: bytes, layer: Layer) -> tuple[Any, str, Problem | None]:
    """What lies at the path of a layer, and where that is."""
    name = layer.name()
    try:
        text = decoded(content)
        if text is None:
            raise ValueError("it is neither UTF-8, UTF-16 nor GB 18030")
        data = json.loads(text, parse_float=Decimal)
    except RecursionError:
        return None, name, Problem(name, None, None, "is nested too deeply", "use at most about 900 levels", "limit")
    except (ValueError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        wrong = Problem(name, line, getattr(error, "colno", None), f"is not JSON: {in_words(error)}", "check the file")
        return None, name, wrong
    place = name
    for step in [step for step in layer.path.split(".") if step]:
        inner = data.get(step) if isinstance(data, dict) else _item(data, step)
        if inner is None:
            there = ", ".join(map(str, data)) if isinstance(data, dict) else type(data).__name__
            what = f"nothing at {step!r}; there is: {there[:80]}"
            return None, place, Problem(place, None, None, what, "check `path`")
        data, place = inner, f"{place}, {step}"
    return data, place, None


def _item(data: Any, step: str) -> Any:
    return data[int(step)] if isinstance(data, list) and step.isdigit() and int(step) < len(data) else None


def _records(data: Any, place: str, layer: Layer) -> ReadResult:
    read = ReadResult()
    entries: list[dict[str, Any]] = []
    if isinstance(data, dict):
        data = [{"id": key, **(value if isinstance(value, dict) else {"value": value})} for key, value in data.items()]
    if not isinstance(data, list):
        what = f"holds {type(data).__name__}, no list or object of facts"
        return ReadResult([], [Problem(place, None, None, what, "give the way to it under `path`, such as data.items")])
    for number, entry in enumerate(data, 1):
        at = f"{place}, entry {number}"
        if not isinstance(entry, dict):
            read.problems.append(Problem(at, None, None, f"is {entry!r}, no object", 'write {"id": …, "value": …}'))
            continue
        entries.append(entry)
        read.records.append(record_of(entry, at, layer.columns))
    read.notices += unknown_keys(entries, place, layer)
    return read


def unknown_keys(entries: Sequence[dict[str, Any]], place: str, layer: Layer) -> list[Problem]:
    """Return what is to be said of keys that fill no field of a fact."""
    keys = dict.fromkeys(key for entry in entries for key in entry)
    usual = [name for names in HEADINGS.values() for name in names]
    return [
        Problem(
            f"{place}, {key}",
            None,
            None,
            f"the column {key} matches no field of a fact",
            nearest(key, usual, cutoff=0.5) or "name its field under `columns`, or write it under `ignore`",
        )
        for key in keys
        if field_of(heading(key)[0], layer.columns) is None and key not in layer.ignore
    ]


def record_of(entry: dict[str, Any], at: str, columns: dict[str, str]) -> SourceRecord:
    """Return the record of one object or row; keys are headings."""
    fields: dict[str, SourceCell] = {}
    for key, value in entry.items():
        name, unit = heading(key)
        field = field_of(name, columns)
        if field is not None and field not in fields:
            fields[field] = SourceCell(value, f"{at}, {key}")
            if field == "value" and unit:
                fields["head_unit"] = SourceCell(unit, at)
    return SourceRecord(fields, at)


FORMAT = FileFormat(
    (".json",),
    lambda path, layer: read_json(path.read_bytes(), layer),
    lambda path, source: json_grid(path.read_bytes(), source),
    tabular=False,
)
