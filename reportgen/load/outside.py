"""Sources of a pack that lie outside its folder: databases, addresses, files elsewhere. No hash of its files tells their changes."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.load.pack_folder import merged, read_files
from reportgen.model import DataSource, Layer


def outside_sources(folder: Path) -> list[Layer]:
    """Return the layers and tables whose values no file in the folder of a pack holds."""
    data, _ = merged(read_files(folder), [])
    tables = data.get("data")
    entries = [
        *_valid(Layer, data.get("layers")),
        *_valid(DataSource, tables.values() if isinstance(tables, dict) else ()),
    ]
    return [source for source in entries if _is_outside(source, folder)]


def _valid(kind: type[Layer], entries: Any) -> list[Layer]:
    found = []
    for entry in entries or ():
        try:
            found.append(kind.model_validate(entry))
        except ValidationError:  # reported when the pack is loaded
            continue
    return found


def _is_outside(source: Layer, folder: Path) -> bool:
    if source.source_kind.outside:
        return True
    path = folder / source.address
    return not path.resolve().is_relative_to(folder.resolve())
