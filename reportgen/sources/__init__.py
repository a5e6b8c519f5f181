"""Where facts come from besides YAML: CSV, Excel, JSON, SQLite, databases, HTTP. In: a Layer; out: records with their places."""

from reportgen.sources.layers import read_layer, with_layers
from reportgen.sources.update import updated

__all__ = ["read_layer", "updated", "with_layers"]
