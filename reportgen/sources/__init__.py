"""Where facts come from besides YAML: CSV, Excel, JSON, SQLite, databases, HTTP.

In: a Layer or DataSource; out: records or tables, each value with its place.
"""

from reportgen.sources.layers import with_layers
from reportgen.sources.reading import read_layer
from reportgen.sources.tables import read_table
from reportgen.sources.update import updated

__all__ = ["read_layer", "read_table", "updated", "with_layers"]
