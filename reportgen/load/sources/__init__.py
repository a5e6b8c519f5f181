"""Where facts come from besides YAML: CSV, Excel, JSON, SQLite, databases, HTTP; each value with its place.

Names are imported when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.load.sources.layers import Layered, with_layers
    from reportgen.load.sources.reading import read_layer
    from reportgen.load.sources.tables import read_table
    from reportgen.load.sources.update import updated

_HOMES = {
    "Layered": "layers",
    "read_layer": "reading",
    "read_table": "tables",
    "updated": "update",
    "with_layers": "layers",
}
__all__ = ["Layered", "read_layer", "read_table", "updated", "with_layers"]


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for."""
    if name in _HOMES:
        return getattr(import_module(f"reportgen.load.sources.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'reportgen.load.sources' has no attribute {name!r}")
