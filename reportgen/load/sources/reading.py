"""Finding the reader of a source by its kind. In: a Layer or DataSource, the folder of the pack; out: records, or a Grid."""

from importlib import import_module
from pathlib import Path
from typing import Protocol

from reportgen.load.sources.records import CellGrid, ReadResult
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer


class SourceReader(Protocol):
    """The module of a kind of source."""

    def records(self, layer: Layer, folder: Path) -> ReadResult:
        """Return what a source says of facts, and what is wrong with it."""
        ...

    def grid(self, source: DataSource, folder: Path) -> CellGrid:
        """Return the cells of the source of a table."""
        ...


def reader(kind: str) -> SourceReader:
    """Return the reader of a kind; that of addresses brings ssl, which takes longer to import than a pack to read."""
    found: SourceReader = import_module(f"reportgen.load.sources.kinds.{kind}")
    return found


def read_layer(layer: Layer, folder: Path) -> ReadResult:
    """Return what a source holds; one outside of the pack that may be missing and cannot be read gives nothing."""
    read = reader(layer.kind).records(layer, folder)
    return ReadResult() if layer.optional and layer.source_kind.outside and read.problems else read


def read_grid(source: DataSource, folder: Path) -> CellGrid:
    """Return the cells of the source of a table."""
    return reader(source.kind).grid(source, folder)
