"""The kinds of charts by name: each is a file here that makes its `KIND`, and an entry in `FigureKind` of the model."""

from importlib import import_module

from reportgen.charts.kind import ChartKind
from reportgen.model import KINDS as NAMES


def _kind(name: str) -> ChartKind:
    """The kind that its file makes; an ImportError says what is missing."""
    try:
        found: ChartKind = import_module(f"{__name__}.{name}").KIND
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        what = f"FigureKind of model/figure.py names `{name}`, and charts/kinds/{name}.py does not exist: add it with its KIND"
        raise ImportError(what) from None
    return found


KINDS = {name: _kind(name) for name in NAMES}
