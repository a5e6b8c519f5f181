"""The index pair: an index beside its base of 1, which the head names. Growth multiples never come here."""

from collections.abc import Iterator

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.kinds.bar import native_rows
from reportgen.charts.kinds.then_now import AFAR, FEW, draw
from reportgen.charts.native.card import card_rows
from reportgen.charts.native.style import NativePlot, NativeStyle
from reportgen.model import Figure


def native(style: NativeStyle, data: FigureData) -> NativePlot:
    """Return two rows as a chart of Office."""
    if style.compact:
        return card_rows(style, data)
    return native_rows(style, data, AFAR if style.slide else FEW, 2)


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """An index has a base, and stands beside nothing else."""
    del columns
    shown = [facts[key] for key in figure.facts if key in facts]
    if len(shown) != 1 or shown[0].kind != "index" or shown[0].base is None:
        yield "an index pair shows one index against its base of 1; give one fact of kind index with its base"


_SAMPLES = (
    {
        "id": "index_pair", "caption": "指数对比", "head": "示例收入", "facts": ["index"], "highlight": "index",
        "message": "示例收入达到起步之时的24倍",
    },
)  # fmt: skip
KIND = ChartKind(
    name="index_pair", label="指数对比图", english="index pair", needs="`facts`: one index with its base", samples=_SAMPLES,
    draw=draw, native=native, rules=rules, height=50, takes="facts", axes="none",
)  # fmt: skip
