"""Where facts come from besides YAML: CSV, Excel, JSON, SQLite, databases, HTTP.

In: a Layer or DataSource; out: records or tables, each value with its place.
"""

from reportgen.load.sources.layers import Layered, with_layers
from reportgen.load.sources.reading import read_layer
from reportgen.load.sources.tables import read_table
from reportgen.load.sources.update import updated

__all__ = ["Layered", "read_layer", "read_table", "updated", "with_layers"]
