"""The order of a report's blocks that fills its pages: a look ahead over figures, photos and turned tables in their sections."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from reportgen.build.paging.forms import SAFETY, Form, SizedFigure, lower_figure, side_by_side
from reportgen.build.paging.sketch import View, annex_items, closing_items, heading_items, opening_items
from reportgen.build.paging.styles import ReportStyles
from reportgen.build.paging.units import Stream, Unit, stream_of
from reportgen.documents.typeset.pages import Flow
from reportgen.documents.word_blocks import WordBlock

_SAFE = 0.70  # of a page that is filled: the measure is two thirds, and renderers differ by a line
_EMPTY, _SHORT = 60.0, 400.0  # cost of a page under the measure, and of a whole page that it lacks
_OPEN = 6.0  # cost of a whole empty page
_LATE, _EARLY, _PAST_HEADING, _NO_TEXT = (
    1.0,
    1.5,
    3.0,
    2.0,
)  # of moving by a unit, past a heading; of two floats in a row
_TIGHT = 2.0  # of a float that ends near the foot of a page, where another renderer may turn the page before it
_FIGURES = 6  # times as much for two figures with numbers, which W06 asks to keep apart
_ALONE = 150.0  # of a turned table that ends the report: office and date would stand on a page of their own
_KEPT = 6  # ways that are followed further
_ANNEX = -1  # the number of the annex, as a section

Linked = tuple[Any, ...]  # the last item, and the items before it


@dataclass(frozen=True)
class State:
    """Where a way of setting the report has come to: page and place on it in pt, what it costs, its blocks by section."""

    page: int = 1
    y: float = 0.0
    after: float = 0.0  # pt of space that its last paragraph asks for
    cost: float = 0.0
    turned: bool = False
    ended: str = ""  # the kind of the float that it ends with
    section: int = 0
    blocks: Linked = ()
    headings: Linked = ()


@dataclass(frozen=True)
class Setting:
    """How a report is set: the styles of its template, `drawn` draws a figure in a size, `joined` makes one note of two."""

    styles: ReportStyles
    drawn: SizedFigure
    joined: Callable[[View, View], str]


def paged(view: dict[str, Any], setting: Setting) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the view with its blocks in an order and in sizes that fill the pages, and the page of each heading."""
    styles, annex = setting.styles, view["annex"]
    sections = [
        (number, section["blocks"], heading_items(styles, section, below_band=bool(view["band"]) and not number))
        for number, section in enumerate(view["sections"])
    ]
    state = _placed(setting, State(), Form((), opening_items(styles, view)))
    state = _filled(setting, state, stream_of(styles, sections, closes=annex is not None))
    if annex is not None:
        state = _placed(setting, state, Form((), closing_items(styles, view)))
        state = replace(_placed(setting, state, Form((), annex_items(styles, view))), section=_ANNEX, cost=0.0)
        state = _filled(setting, state, stream_of(styles, [(_ANNEX, annex["blocks"], [])], closes=False))
    return _view_of(view, state), dict(_forwards(state.headings))


def _filled(setting: Setting, state: State, stream: Stream) -> State:
    """The best way through a stream: each step sets the next fixed unit, the next float, or the next turned table."""
    ends = len(stream.fixed), len(stream.floats), len(stream.turned)
    ways: dict[tuple[int, int, int], list[State]] = {(0, 0, 0): [state]}
    for at in product(*(range(end + 1) for end in ends)):
        if at != ends and at in ways:
            for one in _best(ways.pop(at)):
                for step, after in _steps(setting, one, stream, at):
                    ways.setdefault((at[0] + step[0], at[1] + step[1], at[2] + step[2]), []).append(after)
    return min(ways[ends], key=lambda one: one.cost + (_ALONE if one.turned else 0.0))


def _steps(
    setting: Setting, state: State, stream: Stream, at: tuple[int, int, int]
) -> Iterator[tuple[tuple[int, int, int], State]]:
    i, j, k = at
    if i < len(stream.fixed) and all(
        unit.latest > i for unit in (*stream.floats[j : j + 1], *stream.turned[k : k + 1])
    ):
        waiting = sum(unit.home <= i for unit in stream.floats[j:]) + sum(unit.home <= i for unit in stream.turned[k:])
        cost = _LATE * waiting + (_PAST_HEADING if waiting and stream.fixed[i].headed else 0.0)
        for after in _set(setting, state, stream.fixed[i]):
            yield (1, 0, 0), replace(after, cost=after.cost + cost, ended="")
    for step, units in (((0, 1, 0), stream.floats[j : j + 1]), ((0, 0, 1), stream.turned[k : k + 1])):
        for unit in units:
            if i >= unit.earliest:
                for after in _set(setting, state, unit):
                    yield step, _as_float(setting, state, after, unit, i)
    row = _row(setting, stream.floats, i, j)
    if row is not None:
        yield (0, 2, 0), _as_float(setting, state, _placed(setting, state, row), stream.floats[j], i, row=True)


def _as_float(setting: Setting, before: State, after: State, unit: Unit, i: int, *, row: bool = False) -> State:
    kind = "" if unit.turns or unit.block is None else str(unit.block["kind"])
    cost = _EARLY * max(unit.home - i, 0)
    if before.ended and not unit.headed:
        cost += _NO_TEXT * (_FIGURES if before.ended == kind == "figure" and not row else 1)
    if not unit.turns and after.page == before.page:
        cost += _tight(setting.styles.upright.text_height - after.y)
    return replace(after, cost=after.cost + cost, ended="row" if row else kind)


def _tight(room: float) -> float:
    """The cost of a float at the foot of a page, by the room below it in pt: another renderer may set it on the next page."""
    return _TIGHT if room < SAFETY else 0.0


def _row(setting: Setting, floats: Sequence[Unit], i: int, j: int) -> Form | None:
    """Two figures side by side, where both may stand here."""
    pair = floats[j : j + 2]
    if len(pair) < 2 or any(unit.headed or unit.earliest > i or unit.section != pair[0].section for unit in pair):
        return None
    return _side_by_side(setting, pair[0], pair[1])


@lru_cache(maxsize=64)
def _side_by_side(setting: Setting, left: Unit, right: Unit) -> Form | None:
    """The row of two figures, tried at many places and drawn once."""
    assert left.block is not None and right.block is not None
    return side_by_side(setting.styles, left.block, right.block, setting.drawn, setting.joined)


def _set(setting: Setting, state: State, unit: Unit) -> Iterator[State]:
    if unit.headed or not unit.moves:
        state = replace(state, section=unit.section)
    room = setting.styles.upright.text_height - (0.0 if state.turned else state.y)
    for form in unit.forms(setting.styles, room):
        after = _placed(setting, state, form)
        yield after
        low = _lower(setting, unit) if after.page > state.page and unit.is_figure else None
        if low is not None:  # what does not fit may, if it is lower
            yield _placed(setting, state, low)


@lru_cache(maxsize=256)
def _lower(setting: Setting, unit: Unit) -> Form | None:
    assert unit.block is not None
    form = lower_figure(setting.styles, unit.block, setting.drawn)
    return form and unit.behind_headings(form)


def _placed(setting: Setting, state: State, form: Form) -> State:
    """The state with a unit below what is there; a change between upright and turned pages begins a new one."""
    styles = setting.styles
    section = styles.turned if form.turned and styles.turned is not None else styles.upright
    ends: list[float] = []
    cost = state.cost + form.cost
    page, y, after = state.page, state.y, state.after
    if form.turned != state.turned:
        if state.y and not state.turned:
            ends.append(state.y)
            cost += _tight(styles.upright.text_height - state.y)
        page, y, after = (page + 1 if state.y else page), 0.0, 0.0
    flow = Flow(section, page, y, after)
    flow.place(form.items)
    ends += [] if form.turned else [end for _, end in flow.ends]
    cost += sum(_hole(end / styles.upright.text_height) for end in ends)
    blocks, headings = state.blocks, state.headings
    for block in form.blocks:
        blocks = ((state.section, block), blocks)
    for item in form.items:
        if isinstance(item, WordBlock) and item.label:
            headings = ((item.label, item.page), headings)
    return State(flow.page, flow.y, flow.after, cost, form.turned, state.ended, state.section, blocks, headings)


def _hole(share: float) -> float:
    """The cost of a page that is left when a share of it is filled."""
    short = _EMPTY + _SHORT * (_SAFE - share) if share < _SAFE else 0.0
    return short + _OPEN * max(1.0 - share, 0.0)


def _best(states: Sequence[State]) -> list[State]:
    """The cheapest ways, one for each place that they have come to."""
    found: dict[tuple[int, int, bool], State] = {}
    for state in sorted(states, key=_cost):
        found.setdefault((state.page, round(state.y), state.turned), state)
    return list(found.values())[:_KEPT]


def _cost(state: State) -> float:
    return state.cost


def _forwards(linked: Linked) -> list[Any]:
    found = []
    while linked:
        item, linked = linked
        found.append(item)
    return found[::-1]


def _view_of(view: dict[str, Any], state: State) -> dict[str, Any]:
    """The view with the blocks of a way, and the turns between upright pages and those that lie on their side."""
    blocks: dict[int, list[View]] = {}
    for number, block in _forwards(state.blocks):
        blocks.setdefault(number, []).append(block)
    sections = [
        {**section, "blocks": _with_turns(blocks.get(number, []))} for number, section in enumerate(view["sections"])
    ]
    annex = view["annex"] and {**view["annex"], "blocks": _with_turns(blocks.get(_ANNEX, []))}
    return {**view, "sections": sections, "annex": annex}


def _with_turns(blocks: list[View]) -> list[View]:
    turned = [bool(block.get("turned")) for block in blocks]
    return [
        {
            **block,
            "turn_before": not (number and turned[number - 1]),
            "turn_after": not any(turned[number + 1 : number + 2]),
        }
        if turned[number]
        else block
        for number, block in enumerate(blocks)
    ]
