"""Databases by SQLAlchemy, read by a query; an environment variable holds the address."""

from pathlib import Path

from reportgen.load.sources.database import answer_grid, answer_records, database_answer
from reportgen.load.sources.records import CellGrid, ReadResult
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer


def records(layer: Layer, folder: Path) -> ReadResult:
    """Return the rows of a query as records."""
    return answer_records(database_answer(layer), layer)


def grid(source: DataSource, folder: Path) -> CellGrid:
    """Return the rows of a query as cells."""
    return answer_grid(database_answer(source), source)
