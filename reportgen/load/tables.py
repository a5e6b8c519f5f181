"""The tables of data of a pack. In: what pack.yaml says of them, the folder; out: tables, the facts of their cells, and Problems.

A CSV file or workbook in the folder `tables` of a pack is one without being named, by the name of its file.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.errors import Problem
from reportgen.load.sources import read_table
from reportgen.load.sources.asked import Asked
from reportgen.load.sources.kinds.file import BY_ENDING
from reportgen.load.written.row_labels import label_and_unit
from reportgen.model import Column, DataCell, DataColumn, DataSource, DataTable, Fact, Pack, Slide, Table

FOLDER = "tables"


def data_tables(
    entries: Mapping[str, Any],
    folder: Path,
    problems: list[Problem],
    notices: list[Problem],
    asked: Mapping[str, Asked] | None = None,
) -> tuple[dict[str, DataTable], dict[str, dict[str, Any]]]:
    """Return the tables by id, and the raw facts of their cells; what is no source is told when the pack is validated."""
    tables: dict[str, DataTable] = {}
    facts: dict[str, dict[str, Any]] = {}
    for source in _sources(entries, folder):
        read = read_table(source, folder, None if asked is None else asked.get(source.id, Asked()))
        problems += read.problems
        notices += read.notices
        if read.table is not None:
            tables[source.id] = read.table
            facts.update(read.facts)
    return tables, facts


def _sources(entries: Mapping[str, Any], folder: Path) -> Iterable[DataSource]:
    named = []
    for entry in entries.values():
        try:
            named.append(DataSource.model_validate(entry))
        except ValidationError:
            continue
    files = {source.file for source in named}
    lying = sorted(path for path in (folder / FOLDER).glob("*") if _is_table(path))
    for path in lying:
        file = f"{FOLDER}/{path.name}"
        if file not in files and path.stem not in entries and re.fullmatch(r"\w[\w-]*", path.stem):
            named.append(DataSource(id=path.stem, file=file))
    return named


def with_data_tables(pack: Pack) -> Pack:
    """Return the pack with every table and slide that names a table of data filled from it."""
    tables = {key: _filled(table, pack) for key, table in pack.tables.items()}
    for key, data in pack.data.items():
        tables.setdefault(key, _filled(Table(id=key, caption=data.label or key, data=key), pack))
    slides = tuple(_slide(slide, tables) for slide in pack.slides)
    return pack.model_copy(update={"tables": tables, "slides": slides})


def table_problems(pack: Pack) -> Iterable[tuple[str, str]]:
    """Yield (table id, what is wrong) for tables that name a table or column of data which is not there."""
    for key, table in pack.tables.items():
        data = pack.data.get(table.data or "")
        if table.data and data is None:
            yield key, f"no table of data `{table.data}`"
        for column in table.columns if data is not None else ():
            there = [one.id for one in data.columns] if data is not None else []
            if column.of is not None and column.of not in there:
                yield key, f"the table of data {table.data} has no column `{column.of}`; there are: {', '.join(there)}"


def _slide(slide: Slide, tables: Mapping[str, Table]) -> Slide:
    table = tables.get(slide.table or "")
    if table is None:
        return slide
    return slide.model_copy(update={"columns": tuple(column.head for column in table.columns), "rows": table.rows})


def _filled(table: Table, pack: Pack) -> Table:
    data = pack.data.get(table.data or "")
    if data is None:
        return table
    asked = table.columns or tuple(Column(of=column.id) for column in data.columns)
    known = {column.id: number for number, column in enumerate(data.columns)}
    chosen = [(column, known[column.of]) for column in asked if column.of in known]
    rows = data.rows[-table.last :] if table.last else data.rows
    cells = [[row[number] for row in rows] for _, number in chosen]
    units = [_unit_said(row[0], pack.facts) for row in rows] if chosen and chosen[0][1] == 0 else [""] * len(rows)
    texts = [
        [_shown(cell, data.columns[at], _fits(pack.facts, cell, unit)) for cell, unit in zip(each, units, strict=True)]
        for (_, at), each in zip(chosen, cells, strict=True)
    ]
    columns = [_column(column, data.columns[at], pack.language) for column, at in chosen]
    return table.model_copy(update={"columns": tuple(columns), "rows": tuple(zip(*texts, strict=True))})


def _column(column: Column, data: DataColumn, language: str) -> Column:
    unit = f"（{data.printed_unit}）" if language.startswith("zh") else f" ({data.printed_unit})"
    head = column.head or _shown(data.head, data) + (unit if data.unit else "")
    align = column.align if column.align != "left" else "right" if data.numeric else "left"
    return column.model_copy(update={"head": head, "align": align})


def _shown(cell: DataCell, column: DataColumn, unit_said: bool = False) -> str:
    """The text of a cell, without its unit where its column or row says it; what came from a source is never read as a tag."""
    if cell.fact is None:
        return cell.text.replace("{", '{{ "{" }}')
    return f'{{{{ f["{cell.fact}"] | {"column" if column.unit or unit_said else "cell"} }}}}'


def _unit_said(label: DataCell, facts: Mapping[str, Fact]) -> str:
    """The unit that the label of a row prints: 亿元 of 产值（亿元）."""
    text = label.text if label.fact is None else facts[label.fact].words or ""
    return label_and_unit(text)[1]


def _fits(facts: Mapping[str, Fact], cell: DataCell, unit: str) -> bool:
    """Whether a cell would print just this unit again."""
    return bool(unit and cell.fact) and facts[cell.fact or ""].printed_unit() == unit


def _is_table(path: Path) -> bool:
    found = BY_ENDING.get(path.suffix.lower())
    return found is not None and found.tabular
