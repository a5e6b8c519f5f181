"""Native charts: chart XML, embedded workbook and cached values, written together from one grid."""

from dataclasses import dataclass, replace

from lxml import etree

from reportgen.charts.alt import alt_text
from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.kinds import KINDS
from reportgen.charts.native.chart_space import chart_space, head_of, title_height
from reportgen.charts.native.style import NativeStyle
from reportgen.charts.native.workbook import workbook_bytes
from reportgen.charts.prepare import prepared, shown_of
from reportgen.charts.tones import PRIMARY, Tone
from reportgen.errors import ChartError
from reportgen.model import Figure, Theme

_ROOM, _CARD_ROOM = (520.0, 360.0), (186.0, 90.0)  # pt: the box of a chart slide, and of a chart inside a card


@dataclass(frozen=True)
class Native:
    """A native chart: the XML of its part (the workbook is rId1), the workbook, alternative text, facts as shown."""

    xml: bytes
    workbook: bytes
    alt: str
    shown: ShownFacts


def is_native(figure: Figure) -> bool:
    """Return whether Office has the kind of a figure, or can compose it."""
    return KINDS[figure.kind].native is not None


def native(
    figure: Figure,
    facts: FactsById,
    theme: Theme,
    tone: str = "light",
    compact: bool = False,
    size_pt: tuple[float, float] | None = None,
    *,
    slide: bool = True,
    headed: bool = False,
) -> Native:
    """Return the chart of a figure; compact charts stand inside a card, tone says whether its ground is dark.

    slide says whether it is read from afar, headed whether the chart has its head line in itself. A ChartError tells what
    `prepared` refuses, and a kind that Office has not.
    """
    if not is_native(figure):
        raise ChartError(f"figure {figure.id}: Office has no chart of kind {figure.kind}; use shapes, or a picture")
    room = size_pt or (_CARD_ROOM if compact else _ROOM)
    style = NativeStyle(theme, tone == "dark", room, slide, compact)
    return native_of(prepared(figure, facts), style, headed=headed)


def native_of(data: FigureData, style: NativeStyle, *, headed: bool) -> Native:
    """Return the chart of data; the head line takes its room before the plot."""
    kind = KINDS[data.figure.kind]
    assert kind.native is not None
    head, keys = head_of(data, headed=headed, keyed=len(data.series) > 1), _likely_keys(kind.keyed, data)
    style = replace(style, title_height=title_height(style, head, keys))
    plot = kind.native(style, data)
    height = title_height(style, head, plot.keys)
    if height != style.title_height:  # the kind found no room to name its series where they are, or needed none
        style = replace(style, title_height=height)
        plot = kind.native(style, data)
    xml = etree.tostring(chart_space(style, plot, head), encoding="UTF-8", xml_declaration=True, standalone=True)
    return Native(xml, workbook_bytes(plot.grid), alt_text(data), shown_of(data))


def _likely_keys(keyed: str, data: FigureData) -> list[tuple[str, Tone]]:
    if keyed == "categories":
        return [(name, PRIMARY) for name in data.categories]
    return [] if keyed == "inside" else data.keys
