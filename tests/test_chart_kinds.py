"""Kinds of columns: every label has its place, workbook and cache and model agree, native and picture say the same."""

import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openxml_audit import OpenXmlValidator
from PIL import Image

from reportgen.charts import Native, chart_rule_violations, native
from reportgen.charts.alt import alt_text
from reportgen.charts.kinds import KINDS
from reportgen.charts.picture.draw import draw, paint
from reportgen.charts.prepare import prepared
from reportgen.charts.samples import samples
from reportgen.errors import ChartError
from reportgen.files import shipped
from reportgen.model import THEMES, Event, Figure, Series
from reportgen.template import NativeChart, SlideSpec, Template

A = THEMES["A"]
FACTS, FIGURES = samples()
OF_COLUMNS = [figure for figure in FIGURES if figure.kind in KINDS]
NATIVE = [figure for figure in OF_COLUMNS if KINDS[figure.kind].native]
NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
LETTERS = "甲乙丙丁新区产业人口投资增长示例一二三abcXYZ019 —"


def named(figures: list[Figure]) -> list[Any]:
    return [pytest.param(figure, id=figure.id) for figure in figures]


def made(figure: Figure, **more: Any) -> tuple[Native, etree._Element]:
    chart = native(figure, FACTS, A, **more)
    return chart, etree.fromstring(chart.xml)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


# --- samples -------------------------------------------------------------------------------------------------------------


def test_the_gallery_shows_every_kind() -> None:
    assert {figure.kind for figure in FIGURES} >= set(KINDS)
    assert not [text for figure in FIGURES for text in chart_rule_violations(figure, FACTS)]


@pytest.mark.parametrize("width", [156.0, 75.0])
@pytest.mark.parametrize("figure", named(OF_COLUMNS))
def test_labels_keep_clear_of_each_other_and_of_the_edge(figure: Figure, width: float) -> None:
    canvas = paint(figure, FACTS, A, width).canvas
    assert canvas.texts
    assert_clear(canvas)


@pytest.mark.parametrize("figure", named(OF_COLUMNS))
def test_a_sample_at_full_width_gives_nothing_up(figure: Figure) -> None:
    assert draw(figure, FACTS, A).findings == ()


@pytest.mark.parametrize("figure", named(OF_COLUMNS))
def test_the_same_figure_gives_the_same_bytes(figure: Figure) -> None:
    assert draw(figure, FACTS, A) == draw(figure, FACTS, A)
    if KINDS[figure.kind].native:
        assert native(figure, FACTS, A) == native(figure, FACTS, A)


@pytest.mark.parametrize("figure", named(NATIVE))
def test_picture_and_native_chart_print_the_same_values(figure: Figure) -> None:
    chart, root = made(figure, slide=False, size_pt=(442.2, 212.6))
    painted = paint(figure, FACTS, A, 156.0, 75.0)
    seen = " ".join(letters.text.replace("　", "") for letters in painted.canvas.texts)
    labels = [text.strip().replace("　", "") for text in texts(root, "//c:dLbl//a:t/text()")]
    assert labels or figure.id == "layers"
    assert [text for text in labels if not all(word in seen for word in text.split())] == []
    assert chart.shown == painted.shown
    assert chart.alt == alt_text(prepared(figure, FACTS))


@pytest.mark.parametrize("figure", named(NATIVE))
def test_cells_and_cached_values_and_model_agree(figure: Figure) -> None:
    chart, root = made(figure)
    assert_cells_agree(chart, root)
    sheet = load_workbook(io.BytesIO(chart.workbook))["Sheet1"]
    held = [[cell.value for cell in column][1:] for column in sheet.iter_cols(min_col=2)]
    for series in figure.series:
        values = [FACTS[value].value if isinstance(value, str) else value for value in series.values]
        wanted = [None if value is None else float(value) for value in values]
        assert any([None if v is None else float(v) for v in column[: len(wanted)]] == wanted for column in held)


@pytest.mark.parametrize("figure", named(NATIVE))
@pytest.mark.parametrize("tone", ["light", "dark"])
def test_native_charts_take_their_colours_from_the_theme(figure: Figure, tone: str) -> None:
    _, root = made(figure, tone=tone)
    assert root.xpath("count(//a:srgbClr)", namespaces=NS) == 0
    assert texts(root, "c:lang/@val") == ["zh-CN"]
    assert all(int(value) > 0 for value in texts(root, "//c:axId/@val | //c:crossAx/@val"))
    assert set(texts(root, "//a:ea/@typeface")) == set(texts(root, "//a:latin/@typeface")) == {"微软雅黑"}
    assert all(int(size) >= 1400 for size in texts(root, "//@sz"))
    assert (root.find(".//c:legend", NS) is not None) <= (len(figure.series) > 1 or figure.kind in ("doughnut", "pie"))


@pytest.mark.parametrize("kind", ["column", "bar", "stacked", "stacked_100", "area", "waterfall", "combo"])
def test_bars_begin_at_zero(kind: str) -> None:
    figure = next(figure for figure in OF_COLUMNS if figure.kind == kind)
    _, root = made(figure)
    lows = [float(value) for value in texts(root, "//c:valAx[c:axId/@val='222']/c:scaling/c:min/@val")]
    assert lows == [0.0]


def test_bounds_and_goals_look_like_what_they_are() -> None:
    column = next(figure for figure in FIGURES if figure.id == "column")
    _, root = made(column)
    assert texts(root, "//c:dPt[c:spPr/a:noFill]/c:idx/@val") == ["4"]
    assert texts(root, "//c:dPt[c:spPr/a:ln/a:prstDash]/c:idx/@val") == ["4"]
    assert texts(root, "//c:dLbl//a:t/text()") == ["28", "37", "近46", "60以上", "75"]
    bounded = column.model_copy(update={"series": (Series(name="产值", values=("start", "now", "goal", None, None)),)})
    assert native(bounded, FACTS, A).xml.count(b"pattFill") == 2


def test_a_gap_is_never_bridged() -> None:
    line = next(figure for figure in FIGURES if figure.id == "line")
    _, root = made(line)
    assert texts(root, "//c:ser[3]/c:val//c:pt/@idx") == ["0", "1", "2", "3", "4", "6", "7", "8", "9"]
    assert texts(root, "//c:dispBlanksAs/@val") == ["gap"]


@pytest.mark.parametrize("kind", ["dumbbell", "timeline", "heat"])
def test_letters_are_drawn_where_they_have_been_measured(kind: str) -> None:
    canvas = paint(next(figure for figure in FIGURES if figure.id == kind), FACTS, A).canvas
    for letters, drawn in zip(canvas.texts, canvas.letters(), strict=True):
        (left, top), (right, bottom) = drawn.points.min(axis=0), drawn.points.max(axis=0)
        assert letters.left - 0.2 <= left and right <= letters.right + 0.2, letters
        assert letters.top - 0.2 <= top and bottom <= letters.bottom + 0.2, letters


def test_a_picture_states_its_size_and_a_pdf_keeps_its_letters() -> None:
    painted = paint(next(figure for figure in FIGURES if figure.id == "column"), FACTS, A)
    png, svg = painted.canvas.finish()
    with Image.open(io.BytesIO(png)) as image:
        image.load()
        assert image.mode == "RGB" and image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.size[0] == int(painted.canvas.width / 25.4 * 300)
        assert {count for count, colour in image.getcolors(1 << 16) or [] if colour == (0x9E, 0x1B, 0x20)}
    assert painted.canvas.finish() == (png, svg)
    page = pypdfium2.PdfDocument(painted.canvas.pdf())[0].get_textpage().get_text_range()
    assert all(letters.text in page for letters in painted.canvas.texts[:3])
    assert painted.canvas.finish() == (png, svg)


# --- honest rules --------------------------------------------------------------------------------------------------------


def figure_of(kind: str, *columns: list[Any], unit: str = "万人", **more: Any) -> Figure:
    names = tuple(f"第{n}项" for n in range(len(columns[0])))
    series = tuple(Series(name=f"系列{s}", values=tuple(column)) for s, column in enumerate(columns))
    return Figure(id="x", kind=kind, head="指标", unit=unit, categories=names, series=series, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        (figure_of("pie", [1, 2, 3, 4, 5]), "5 parts"),
        (figure_of("doughnut", [60, 30], unit="%"), "not to 100 %"),
        (figure_of("pie", [5, -1]), "never negative"),
        (figure_of("pie", ["start", "now"]), "a bound has no share"),
        (figure_of("stacked", [1, None], [2, 3]), "invent a point"),
        (figure_of("area", [1, None, 3]), "invent a point"),
        (figure_of("combo", [1, 2], [3, 4]), "second axis of the same unit"),
        (figure_of("slope", [1, 2, 3]), "two points in time"),
        (figure_of("waterfall", [10, 5, 20], totals=("第0项", "第2项")), "sums to 15"),
        (figure_of("bubble", [1], [1], [-1]), "area of a bubble"),
        (figure_of("pyramid", [1], [2], [3]), "needs 2 series"),
        (figure_of("column", ["nobody", 1]), "no fact `nobody`"),
        (figure_of("line", [None, None]), "nothing to draw"),
        (Figure(id="x", kind="stacked", facts=("now",)), "give categories and series"),
        (Figure(id="x", kind="timeline", events=(Event(when="2012", text="一"),)), "two events"),
        (figure_of("then_now", [1]), "use column or bar"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_figure_that_would_mislead_is_refused(figure: Figure, rule: str) -> None:
    assert any(rule in text for text in chart_rule_violations(figure, FACTS))
    with pytest.raises(ChartError, match=rule.split("`")[0]):
        draw(figure, FACTS, A)


def test_series_of_other_units_do_not_share_an_axis() -> None:
    units = (Series(name="甲", unit="亿元", values=(Decimal(1),)), Series(name="乙", unit="%", values=(Decimal(2),)))
    figure = Figure(id="x", kind="column", categories=("一",), series=units)
    assert "use combo" in chart_rule_violations(figure, {})[0]


def test_values_that_are_no_numbers_are_told_where_they_stand() -> None:
    with pytest.raises(ValueError, match=r"series\.0\.values\.1[\s\S]*neither a number nor the id of a fact"):
        figure = {
            "id": "x",
            "kind": "line",
            "categories": ["a", "b"],
            "series": [{"name": "s", "values": ["1", "1,2"]}],
        }
        Figure.model_validate(figure)
    with pytest.raises(ValueError, match="2 values for 1 categories"):
        figure_of("line", [1]).model_validate(
            {"id": "x", "kind": "line", "categories": ["a"], "series": [{"name": "s", "values": ["1", "2"]}]}
        )


# --- random figures ------------------------------------------------------------------------------------------------------


def assert_clear(canvas: Any) -> None:
    for letters in canvas.texts:
        assert letters.left >= -0.06 and letters.right <= canvas.width + 0.06, letters
        assert letters.top >= -0.35 and letters.bottom <= canvas.height + 0.35, letters
    for one, other in combinations(canvas.texts, 2):
        assert not one.meets(other), (one, other)


def assert_cells_agree(chart: Native, root: etree._Element) -> None:
    sheet = load_workbook(io.BytesIO(chart.workbook))["Sheet1"]
    references = root.xpath("//c:strRef | //c:numRef", namespaces=NS)
    assert references
    for reference in references:
        area = reference.findtext("c:f", namespaces=NS).removeprefix("Sheet1!").replace("$", "")
        cells = sheet[area]
        held = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        cached = {
            int(point.get("idx")): point.findtext("c:v", namespaces=NS) for point in reference.iter(f"{{{NS['c']}}}pt")
        }
        if reference.tag.endswith("numRef"):
            assert {n: float(value) for n, value in enumerate(held) if value is not None} == {
                n: float(value) for n, value in cached.items()
            }
        else:
            assert {n: value or "" for n, value in enumerate(held)} == {n: text or "" for n, text in cached.items()}


@st.composite
def figures(draw_: st.DrawFn) -> Figure:
    """A figure of any kind: 1 to 40 points, 1 to 8 series, gaps, zeros, negatives, from a millionth to 10^15, long names."""
    kind = draw_(st.sampled_from(sorted(KINDS)))
    points = 2 if kind == "slope" else draw_(st.integers(1, 4 if kind in ("pie", "doughnut") else 40))
    least, most = {"scatter": (2, 2), "bubble": (3, 3), "dumbbell": (2, 2), "pyramid": (2, 2), "combo": (2, 4)}.get(
        kind, (1, 1 if kind in ("pie", "doughnut", "waterfall") else 8)
    )
    size = draw_(st.sampled_from([-6, -2, 0, 2, 5, 9, 15]))
    least_value = 0 if kind in ("pie", "doughnut", "pyramid", "stacked_100", "bubble") else -999
    number = st.integers(least_value, 999).map(lambda n: Decimal(n).scaleb(size - 3 if size > 0 else size))
    gaps = kind not in ("pie", "doughnut", "waterfall", "stacked", "stacked_100", "area")
    value = number | st.none() | st.sampled_from(["start", "now"]) if gaps and draw_(st.booleans()) else number
    name = st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)
    count = draw_(st.integers(least, most))
    names = tuple(f"{n}{text}" for n, text in enumerate(draw_(st.lists(name, min_size=points, max_size=points))))
    picked = draw_(st.integers(0, count))
    series = tuple(
        Series(
            name=draw_(name), values=tuple(draw_(st.lists(value, min_size=points, max_size=points))), highlight=s == picked,
            unit="%" if kind == "combo" and s == count - 1 else None,
        )
        for s in range(count)
    )  # fmt: skip
    events = tuple(Event(when=text[:12], text=text * 2) for text in names) if kind == "timeline" else ()
    if events and draw_(st.booleans()):
        events = tuple(event.model_copy(update={"when": f"{2000 + n}年"}) for n, event in enumerate(events))
    columns: dict[str, Any] = {} if kind == "timeline" else {"categories": names, "series": series}
    unit = draw_(st.sampled_from(["", "元", "万人", "平方千米"]))
    return Figure(
        id="random", kind=kind, head=draw_(st.text(LETTERS, max_size=40)), unit=unit, events=events,
        height_mm=draw_(st.sampled_from([None, 45.0, 95.0])), **columns,
    )  # type: ignore[arg-type]  # fmt: skip


def allowed(figure: Figure) -> Iterator[Figure]:
    """The figure where the rules allow it; otherwise it must be refused with words."""
    if chart_rule_violations(figure, FACTS):
        with pytest.raises(ChartError):
            paint(figure, FACTS, A)
    else:
        yield figure


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@SLOW
@given(figures(), st.booleans())
def test_random_native_charts_agree_with_their_cells(figure: Figure, slide: bool) -> None:
    for one in allowed(figure):
        if KINDS[one.kind].native:
            chart = native(one, FACTS, A, slide=slide, headed=True)
            assert_cells_agree(chart, etree.fromstring(chart.xml))


@settings(SLOW, max_examples=12)
@given(st.lists(figures(), min_size=6, max_size=6))
def test_a_validator_accepts_random_native_charts_in_both_formats(tmp_path_factory: Any, many: list[Figure]) -> None:
    charts = []
    for figure in many:
        if not chart_rule_violations(figure, FACTS) and KINDS[figure.kind].native:
            chart = native(figure, FACTS, A, headed=True)
            charts.append(NativeChart(chart.xml, chart.workbook, chart.alt))
    folder = tmp_path_factory.mktemp("audit")
    view = {"title": "样本", "kicker": "", "lead": "", "alt": "", "source": "", "notes": "", "picture": None}
    meta = {"title": "样本", "subject": "", "author": "", "keywords": "", "language": "zh-CN"}
    orders = [SlideSpec("figure", {"slide": {**view, "figure": chart, "form": ""}}) for chart in charts]
    data = {"meta": meta, "deck": {"short_title": ""}, "title": "样本", "footer": ""}
    Template.open(shipped("gallery-a.pptx")).render(data, orders).save(folder / "x.pptx")
    views = [{**view, "native": chart} for chart in charts]
    Template.open(shipped("gallery-a.docx")).render({**data, "figures": views}).save(folder / "x.docx")
    for name in ("x.pptx", "x.docx"):
        assert [error.description for error in OpenXmlValidator().validate(folder / name).errors] == []
