"""JSON at an address of the web."""

from pathlib import Path

from reportgen.errors import Problem
from reportgen.load.sources.http import fetched
from reportgen.load.sources.json_data import json_grid, read_json
from reportgen.load.sources.kinds.file import no_grid
from reportgen.load.sources.records import CellGrid, ReadResult
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer


def records(layer: Layer, folder: Path) -> ReadResult:
    """Return the records that an address gives."""
    content = fetched(layer)
    return ReadResult([], [content]) if isinstance(content, Problem) else read_json(content, layer)


def grid(source: DataSource, folder: Path) -> CellGrid:
    """Return the cells that an address gives."""
    content = fetched(source)
    return no_grid(content) if isinstance(content, Problem) else json_grid(content, source)
