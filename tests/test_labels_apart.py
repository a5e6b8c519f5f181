"""No two labels of a chart meet and none leaves the picture, whatever numbers, bounds, units and names a pack brings.

REPORTGEN_CAMPAIGN=1 draws 500 random figures of each kind instead of 10.
"""

import os
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.charts import KINDS, alt_text, chart_rule_violations, native, prepared
from reportgen.charts.kind import ChartKind
from reportgen.charts.picture.canvas import Canvas
from reportgen.charts.picture.draw import paint, painted_at
from reportgen.model import THEMES, Base, Event, Fact, Figure, Series, TierRow
from reportgen.model.numbers.bounds import BOUNDS

COUNT = 500 if os.environ.get("REPORTGEN_CAMPAIGN") else 10
EACH = settings(
    max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
SIGNS = "甲乙丙丁望海新区产业人口投资增长示例一二三abcXYZ019 —·"
UNITS = ["", "元", "万元", "亿元", "万人", "%", "倍", "个", "平方千米", "万标箱", "万千瓦时"]
BOUNDED = [bound for bound in BOUNDS if bound not in ("range", "fraction", "open_list")]
NAMES = st.text(SIGNS, min_size=1, max_size=20).filter(str.strip)
A = THEMES["A"]


@st.composite
def numbers(draw: st.DrawFn, *, least: int = 0) -> Decimal:
    """One to nine digits, some of them behind the point."""
    digits = draw(st.integers(1, 9))
    return Decimal(draw(st.integers(max(least, 0), 10**digits - 1))).scaleb(-draw(st.integers(0, min(3, digits - 1))))


@st.composite
def facts(
    draw: st.DrawFn, key: str, unit: str, kind: str = "level", *, bounded: bool = True, most: int | None = None
) -> Fact:
    """A fact with a bound; a target or an index is exact."""
    value = draw(numbers()) if most is None else Decimal(draw(st.integers(0, most * 10))) / 10
    bound = draw(st.sampled_from(BOUNDED)) if bounded else "exact"
    base = Base(label=draw(NAMES), value=Decimal(1)) if kind == "index" else None
    return Fact(
        id=key, label=draw(NAMES), kind=kind, value=value, unit=unit, bound=bound, period=draw(NAMES), base=base
    )


def by_id(found: Sequence[Fact]) -> dict[str, Fact]:
    return {fact.id: fact for fact in found}


@st.composite
def of_facts(draw: st.DrawFn, kind: ChartKind) -> tuple[dict[str, Any], dict[str, Fact]]:
    """Single facts: a share, an index, a value with its goal, or several points of one indicator."""
    unit = draw(st.sampled_from(UNITS))
    if kind.name == "share_bar":
        found = [draw(facts("x0", "%", "share", most=100))]
    elif kind.name == "index_pair":
        found = [draw(facts("x0", "倍", "index"))]
    elif kind.name == "progress":
        found = [draw(facts("x0", unit)), draw(facts("x1", unit, "target", bounded=False))]
    else:
        count = draw(st.integers(1, 6))
        kinds = ["level"] * (count - 1) + [draw(st.sampled_from(["level", "target"]))]
        found = [draw(facts(f"x{n}", unit, kind, bounded=kind == "level")) for n, kind in enumerate(kinds)]
    highlight = draw(st.sampled_from([None, found[0].id]))
    given = {
        "facts": tuple(fact.id for fact in found),
        "highlight": highlight,
        "unit": draw(st.sampled_from([None, unit])),
    }
    return given, by_id(found)


@st.composite
def of_tiers(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Fact]]:
    found = []
    for n in range(draw(st.integers(1, 5))):
        items = tuple(draw(st.lists(NAMES, min_size=1, max_size=6)))
        known = draw(st.booleans())
        found.append(Fact(id=f"x{n}", label=draw(NAMES), kind="count" if known else "list", items=items,
                          value=Decimal(len(items)) if known else None, unit="个" if known else "", open_ended=not known))  # fmt: skip
    rows = tuple(TierRow(fact=fact.id, label=draw(NAMES), mark=draw(st.sampled_from([None, "X"]))) for fact in found)
    return {"tiers": rows}, by_id(found)


@st.composite
def of_columns(draw: st.DrawFn, kind: ChartKind) -> tuple[dict[str, Any], dict[str, Fact]]:
    """Columns of numbers, gaps and bounded facts, as many as the kind takes."""
    whole = kind.whole == "series"
    points = 2 if kind.name == "slope" else draw(st.integers(1, 4 if whole else 40))
    least, most = max(kind.series[0], 1), min(kind.series[1], 8)
    count, unit = draw(st.integers(least, max(least, most))), draw(st.sampled_from(UNITS if not whole else UNITS[:5]))
    known = [draw(facts(f"x{n}", unit)) for n in range(3)]
    values = st.one_of(numbers(least=1)) if kind.bridges_gaps or kind.shares or kind.axes == "last" else st.one_of(
        numbers(), numbers().map(lambda n: -n) if kind.name != "bubble" else numbers(), st.none(), st.sampled_from(sorted(by_id(known)))
    )  # fmt: skip
    names = tuple(f"{n}{name}"[:20] for n, name in enumerate(draw(st.lists(NAMES, min_size=points, max_size=points))))
    series = tuple(
        Series(name=draw(NAMES), values=tuple(draw(st.lists(values, min_size=points, max_size=points))),
               highlight=s == 0 and draw(st.booleans()), unit="百分点" if kind.axes == "last" and s == count - 1 else None)
        for s in range(count)
    )  # fmt: skip
    focus = draw(st.sampled_from([None, names[0]]))
    return {"categories": names, "series": series, "unit": unit, "focus": focus}, by_id(known)


@st.composite
def of_events(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Fact]]:
    when = NAMES | st.integers(1980, 2030).map(lambda year: f"{year}年")
    count = draw(st.integers(2, 12))
    return {
        "events": tuple(Event(when=draw(when), text=draw(NAMES), highlight=draw(st.booleans())) for _ in range(count))
    }, {}


@st.composite
def figures(draw: st.DrawFn, name: str) -> tuple[Figure, dict[str, Fact]]:
    """A random figure of a kind, with its facts."""
    kind = KINDS[name]
    if kind.takes == "panels":
        inner = [
            draw(figures(draw(st.sampled_from(["then_now", "index_pair", "column", "doughnut", "line"]))))
            for _ in range(2)
        ]
        found = {
            f"{n}-{key}": fact.model_copy(update={"id": f"{n}-{key}"})
            for n, (_, some) in enumerate(inner)
            for key, fact in some.items()
        }
        panels = [renamed(figure, str(n)) for n, (figure, _) in enumerate(inner)]
        return Figure(id="random", kind="panel", panels=tuple(panels)), found
    ways = {"facts": of_facts(kind), "tiers": of_tiers(), "events": of_events()}
    given, found = draw(ways.get(kind.takes, of_columns(kind)))
    head = draw(st.sampled_from([None, "示例指标"]) | NAMES)
    height = draw(st.sampled_from([None, 45.0, 95.0]))
    return Figure(id="random", kind=name, head=head, height_mm=height, **given), found


def renamed(figure: Figure, mark: str) -> Figure:
    """The figure with its facts under other ids."""
    series = tuple(
        one.model_copy(update={"values": tuple(f"{mark}-{v}" if isinstance(v, str) else v for v in one.values)})
        for one in figure.series
    )
    keys = {"facts": tuple(f"{mark}-{key}" for key in figure.facts), "id": f"p{mark}"}
    return figure.model_copy(
        update={**keys, "series": series, "highlight": figure.highlight and f"{mark}-{figure.highlight}"}
    )


def assert_apart(canvas: Canvas) -> None:
    for letters in canvas.texts:
        assert letters.left >= -0.06 and letters.right <= canvas.width + 0.06, letters
        assert letters.top >= -0.35 and letters.bottom <= canvas.height + 0.35, letters
    for one, other in combinations(canvas.texts, 2):
        assert not one.meets(other), (one, other)


@pytest.mark.parametrize("name", list(KINDS))
def test_labels_keep_apart_and_inside(name: str) -> None:
    drawn = 0

    @EACH
    @given(figures(name), st.sampled_from([156.0, 75.0]))
    def draw_one(given: tuple[Figure, dict[str, Fact]], width: float) -> None:
        nonlocal drawn
        figure, found = given
        if chart_rule_violations(figure, found):
            return
        drawn += 1
        assert_apart(paint(figure, found, A, width).canvas)
        data = prepared(figure, found)
        assert_apart(painted_at(data, A, 112.0, 76.0).canvas)  # the shapes of a slide
        assert len(alt_text(data)) <= 120
        if KINDS[name].native is not None:
            for compact in (False, True):
                etree.fromstring(native(figure, found, A, compact=compact).xml)

    draw_one()
    assert drawn >= COUNT // 3, f"only {drawn} of {COUNT} figures of {name} may be drawn"
