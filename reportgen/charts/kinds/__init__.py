"""The kinds of charts by name: each is a file here that makes its `KIND`, and an entry in `FigureKind` of the model."""

from importlib import import_module

from reportgen.charts.kind import ChartKind
from reportgen.model import KINDS as NAMES

KINDS: dict[str, ChartKind] = {name: import_module(f"{__name__}.{name}").KIND for name in NAMES}
