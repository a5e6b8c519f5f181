"""Native charts: chart XML, embedded workbook and cached values, written together from one grid.

In: Figure, facts, tone of the ground, room in pt; out: Native. Tiers and panels are shapes or pictures, not charts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.charts.alt import alt_text
from reportgen.charts.data import Data, data_of
from reportgen.charts.kinds import KINDS
from reportgen.charts.kinds.index_pair import with_base_unit
from reportgen.charts.kinds.progress import pair_of, words_of
from reportgen.charts.native.chart_space import Plan, Shape, chart_space
from reportgen.charts.native.columns_space import columns_space, head_of, title_height
from reportgen.charts.native.pen import Pen
from reportgen.charts.native.workbook import Grid, Row, workbook_bytes
from reportgen.charts.one_scale import on_one_scale
from reportgen.charts.picture.bars import Shown, bars_of, shown_by
from reportgen.charts.picture.draw import check_facts
from reportgen.charts.tones import GREY, INK, PRIMARY, Tone
from reportgen.errors import ChartError
from reportgen.model import Fact, Figure, Theme

_ROOM, _CARD_ROOM = (520.0, 360.0), (186.0, 90.0)  # pt: the box of a chart slide, and of a chart inside a card


@dataclass(frozen=True)
class Native:
    """A native chart: the XML of its part (the workbook is rId1), the workbook, alternative text, facts as shown."""

    xml: bytes
    workbook: bytes
    alt: str
    shown: Shown


def is_native(figure: Figure) -> bool:
    """Return whether Office has the kind of a figure, or can compose it."""
    if figure.kind in KINDS:
        return KINDS[figure.kind].native is not None
    return figure.kind not in ("tiers", "panel")


def native(
    figure: Figure,
    facts: Mapping[str, Fact],
    theme: Theme,
    tone: str = "light",
    compact: bool = False,
    size_pt: tuple[float, float] | None = None,
    *,
    slide: bool = True,
    headed: bool = False,
) -> Native:
    """Return the chart of a figure; compact charts stand inside a card, tone says whether its ground is dark.

    slide says whether it is read from afar, headed whether the chart has its head line in itself.
    """
    check_facts(figure, facts)
    figure, facts = on_one_scale(figure, facts)
    if figure.kind in KINDS and KINDS[figure.kind].native is not None:
        room = size_pt or (_CARD_ROOM if compact else _ROOM)
        return _of_columns(figure, facts, Pen(theme, tone == "dark", room, slide), headed=headed)
    if not is_native(figure):
        raise ChartError(f"figure {figure.id}: Office has no chart of kind {figure.kind}; use its parts, or a picture")
    figure = with_base_unit(figure, facts)
    plan = _plan(figure, facts, tone == "dark", compact, size_pt or (_CARD_ROOM if compact else _ROOM))
    if not slide:
        plan = _on_page(plan, figure, headed=headed)
    xml = etree.tostring(chart_space(plan), encoding="UTF-8", xml_declaration=True, standalone=True)
    return Native(xml, workbook_bytes(plan.grid), alt_text(figure, facts), _shown(figure, facts, plan))


def _of_columns(figure: Figure, facts: Mapping[str, Fact], pen: Pen, *, headed: bool) -> Native:
    """The kinds of columns of data: the head line takes its room before the plot."""
    data, kind = data_of(figure, facts), KINDS[figure.kind].native
    assert kind is not None
    head, keys = head_of(data, headed=headed, keyed=len(data.series) > 1), _likely_keys(figure, data)
    pen = replace(pen, title_height=title_height(pen, head, keys))
    frame = kind(pen, figure, data)
    height = title_height(pen, head, frame.keys)
    if height != pen.title_height:  # the kind found no room to name its series where they are, or needed none
        pen = replace(pen, title_height=height)
        frame = kind(pen, figure, data)
    xml = etree.tostring(columns_space(pen, frame, head), encoding="UTF-8", xml_declaration=True, standalone=True)
    return Native(xml, workbook_bytes(frame.grid), alt_text(figure, facts), data.shown)


def _likely_keys(figure: Figure, data: Data) -> list[tuple[str, Tone]]:
    if figure.kind in ("pie", "doughnut"):
        return [(name, PRIMARY) for name in data.categories]
    own = figure.kind in ("line", "slope", "scatter", "bubble")  # these name their series or points in the plot
    return [] if own or len(data.series) == 1 else [(column.name, column.tone) for column in data.series]


def _plan(figure: Figure, facts: Mapping[str, Fact], dark: bool, compact: bool, room: tuple[float, float]) -> Plan:
    name = figure.head or facts[figure.facts[0]].label
    series = f"{name}（{figure.unit}）" if figure.unit else name
    if figure.kind == "share_bar":
        return _share_plan(figure, facts, series, dark, compact, room)
    if figure.kind == "progress":
        return _progress_plan(figure, facts, series, dark, compact, room)
    bars = bars_of(figure, facts)
    grid = Grid((series,), tuple(Row(bar.label, (bar.value,)) for bar in bars))
    shape: Shape = "rows" if compact or figure.kind == "index_pair" else "columns"
    return Plan(shape, grid, tuple(bars), (), dark, compact, room)


def _on_page(plan: Plan, figure: Figure, *, headed: bool) -> Plan:
    """On a page charts stand as the pictures do: rows, small letters, the head line in the chart."""
    words = [(figure.head or "", INK, True), (f"（{figure.unit}）" if figure.unit else "", GREY, False)]
    head = tuple(word for word in words if word[0]) if headed and figure.head else ()
    shape: Shape = "rows" if plan.shape == "columns" else plan.shape
    return replace(plan, slide=False, head=head, shape=shape)


def _share_plan(
    figure: Figure, facts: Mapping[str, Fact], series: str, dark: bool, compact: bool, room: tuple[float, float]
) -> Plan:
    bar = bars_of(figure, facts)[0]
    if not 0 <= bar.value <= 100:
        raise ChartError(f"figure {figure.id}: fact {bar.fact_id} is not a share between 0 and 100 %")
    grid = Grid((series, "其余"), (Row(bar.label, (bar.value, 100 - bar.value)),))
    inside = () if compact else (f"{bar.label}　{facts[bar.fact_id].cell()}",)
    return Plan("share", grid, (bar,), inside, dark, compact, room)


def _progress_plan(
    figure: Figure, facts: Mapping[str, Fact], series: str, dark: bool, compact: bool, room: tuple[float, float]
) -> Plan:
    current, goal = pair_of(figure, facts)
    value, target = float(current.value or 0), float(goal.value or 0)
    name, shown = words_of(figure, current)
    grid = Grid((series, "距目标"), (Row(name, (value, max(target - value, 0.0))),))
    mark = words_of(figure, goal)
    ends = ("".join(mark), f"目标{mark[1]}")  # the dashed part may be short
    return Plan("progress", grid, (bars_of(figure, facts)[0],), (name + shown, *ends), dark, compact, room)


def _shown(figure: Figure, facts: Mapping[str, Fact], plan: Plan) -> Shown:
    if plan.shape == "progress":
        return tuple((key, facts[key].prose()) for key in figure.facts)
    if plan.shape == "share":  # a bare track in a card tells its value in the alternative text
        fact = facts[figure.facts[0]]
        return ((fact.id, fact.cell() if plan.inside else fact.prose()),)
    return shown_by(plan.bars)
