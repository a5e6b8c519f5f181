"""A designer's own chart: filled by a tag in its title or alt text, it keeps its formatting; cells, cache and data agree."""

import io
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from designed_samples import KINDS, NS, Deck, FoundChart, charts_of, report
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from reportgen import ChartData, Picture, Template, TemplateError
from reportgen.build.views.drawings import FigureCharts
from reportgen.charts import native
from reportgen.distribute.shares.share import part_of
from reportgen.errors import ChartError
from reportgen.load import load_pack
from reportgen.model import THEMES, Fact, Recipient
from reportgen.model.recipients.recipient import Choice
from reportgen.ooxml.formats import to_strict
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships

ROOT = Path(__file__).parents[1]
TWO = ChartData(["2021年", "2022年", "2023年", "2024年"], {"产值": [1.5, 2, None, 8], "目标": [2, 3, 4, 5]})


def data_for(kind: str) -> ChartData:
    """Return data that suit a kind."""
    if kind in ("scatter", "bubble"):
        size = (2,) if kind == "bubble" else ()
        return ChartData([], {"一": [(1, 2, *size), (3, 4.5, *size)], "二": [(2, None, *size), (5, 1, *size)]})
    return ChartData(["甲", "丁"], {"份额": [40, 60]}) if kind == "pie" else TWO


def filled(deck: Deck, **data: Any) -> FoundChart:
    """Return the chart of a filled deck with one slide."""
    (found,) = charts_of(deck.template().render(data).to_bytes())
    assert found.disagreements() == []
    return found


def alt_texts(content: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(content)).slides
    return [s._element.nvGraphicFramePr.cNvPr.get("descr", "") for page in slides for s in page.shapes if s.has_chart]


@pytest.fixture(scope="module")
def gallery_of_kinds(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A deck with a chart of each kind, filled."""
    deck = Deck()
    for kind in KINDS:
        deck.chart(kind, f"{{{{ data.{kind} }}}}")
    return deck.template().render({"data": {kind: data_for(kind) for kind in KINDS}}).to_bytes()


def test_every_kind_is_filled_and_a_validator_finds_nothing(gallery_of_kinds: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.pptx").write_bytes(gallery_of_kinds)
    assert [error.description for error in OpenXmlValidator().validate(tmp_path / "x.pptx").errors] == []
    found = charts_of(gallery_of_kinds)
    assert [chart.disagreements() for chart in found] == [[] for _ in KINDS]
    for kind, chart in zip(KINDS, found, strict=True):
        assert list(chart.series()) == list(data_for(kind).series), kind
    assert found[0].series() == {"产值": ["1.5", "2", "", "8"], "目标": ["2", "3", "4", "5"]}
    assert found[0].texts("//c:ser[1]/c:cat//c:v/text()") == ["2021年", "2022年", "2023年", "2024年"]


def test_python_pptx_reads_the_same_data_back(gallery_of_kinds: bytes) -> None:
    chart = Presentation(io.BytesIO(gallery_of_kinds)).slides[0].shapes[0].chart
    assert list(chart.plots[0].categories) == ["2021年", "2022年", "2023年", "2024年"]
    assert [list(series.values) for series in chart.plots[0].series] == [[1.5, 2.0, None, 8.0], [2.0, 3.0, 4.0, 5.0]]


def test_the_alternative_text_tells_the_values(gallery_of_kinds: bytes) -> None:
    told = dict(zip(KINDS, alt_texts(gallery_of_kinds), strict=True))
    assert told["pie"] == "份额：甲40，丁60"
    assert told["scatter"] == "一：（1，2），（3，4.5）；二：（5，1）"


def test_nothing_of_the_sample_is_left_in_the_file(gallery_of_kinds: bytes) -> None:
    members = read_package(gallery_of_kinds, "x")
    assert not [name for name, member in members.items() if "样本".encode() in member.content]
    books = [name for name in members if name.endswith(".xlsx")]
    assert len(books) == len(KINDS)


def test_series_keep_their_looks_and_new_ones_get_colours_of_their_own() -> None:
    deck = Deck()
    chart = deck.chart("column", series={"a": (1, 2, 3), "b": (1, 2, 3)})
    first, second = chart.plots[0].series
    first.format.fill.solid()
    first.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_2
    second.format.fill.solid()
    second.format.fill.fore_color.rgb = RGBColor(0x80, 0x80, 0x80)
    chart.plots[0].gap_width = 33
    names = [f"系列{n}" for n in range(9)]
    found = filled(deck, x=ChartData(["一"], {name: [n] for n, name in enumerate(names)}))
    fills = [
        "".join(f.xpath("*/@val", namespaces=NS)) for f in found.root.xpath("//c:ser/c:spPr/a:solidFill", namespaces=NS)
    ]
    assert fills[:4] == ["accent2", "808080", "accent1", "accent3"]
    looks = [
        bytes(f.xpath("string()"), "utf8") + str(f[0].attrib).encode() + b"%d" % len(f[0])
        for f in found.root.xpath("//c:ser/c:spPr/a:solidFill", namespaces=NS)
    ]
    assert len(set(looks)) == len(names)
    assert found.texts("//c:gapWidth/@val") == ["33"]
    assert sorted(map(int, found.texts("//c:ser/c:idx/@val"))) == list(range(9))


def test_number_formats_stay_in_labels_cache_and_cells() -> None:
    deck = Deck()
    plot = deck.chart("column").plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = '0.0"亿"', False
    found = filled(deck, x=TWO)
    assert found.texts("//c:dLbls/c:numFmt/@formatCode") == ['0.0"亿"']
    assert set(found.texts("//c:val//c:formatCode/text()")) == {"0.0"} == {found.formats["B2"]}


def test_a_highlight_follows_its_category_or_stays_at_the_end() -> None:
    def points_after(categories: list[str], at: int) -> list[str]:
        deck = Deck()
        point = deck.chart("column").plots[0].series[0].points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = RGBColor(0x9E, 0x1B, 0x20)
        return filled(deck, x=ChartData(categories, {"a": range(len(categories))})).texts("//c:dPt/c:idx/@val")

    assert points_after(["丁", "乙", "甲", "戊"], 1) == ["1"]
    assert points_after(["乙", "丁", "戊", "己"], 1) == ["0"]
    assert points_after(["2021", "2022", "2023", "2024", "2025"], 2) == ["4"]
    assert points_after(["2021", "2022", "2023", "2024", "2025"], 1) == []
    assert points_after(["2021", "2022", "2023"], 1) == ["1"]


def test_parts_of_a_pie_keep_their_colours_and_more_parts_get_new_ones() -> None:
    deck = Deck()
    points = deck.chart("pie").plots[0].series[0].points
    for n, point in enumerate(points[n] for n in range(3)):
        point.format.fill.solid()
        point.format.fill.fore_color.theme_color = (
            MSO_THEME_COLOR.ACCENT_1,
            MSO_THEME_COLOR.ACCENT_4,
            MSO_THEME_COLOR.ACCENT_2,
        )[n]
    found = filled(deck, x=ChartData(list("ABCDE"), {"份额": [5, 4, 3, 2, 1]}))
    assert found.texts("//c:dPt/c:idx/@val") == ["0", "1", "2", "3", "4"]
    assert found.texts("//c:dPt/c:spPr/a:solidFill/a:schemeClr/@val") == [
        "accent1",
        "accent4",
        "accent2",
        "accent3",
        "accent5",
    ]


def test_a_text_typed_over_a_label_goes() -> None:
    deck = Deck()
    deck.chart("column").plots[0].series[0].points[2].data_label.text_frame.text = "样本三"
    assert "样本三" not in "".join(filled(deck, x=TWO).texts("//a:t/text()"))


def test_data_beyond_a_fixed_end_of_an_axis_is_not_cut_off() -> None:
    deck = Deck()
    axis = deck.chart("column").value_axis
    axis.maximum_scale, axis.minimum_scale = 5, 0
    assert filled(deck, x=ChartData(["一"], {"a": [4]})).texts("//c:valAx/c:scaling/c:max/@val") == ["5.0"]
    high = filled(deck, x=ChartData(["一"], {"a": [8]}))
    assert high.texts("//c:valAx/c:scaling/c:max/@val") == [] and high.texts("//c:valAx/c:scaling/c:min/@val") == [
        "0.0"
    ]
    assert filled(deck, x=ChartData(["一"], {"a": [-8]})).texts("//c:valAx/c:scaling/c:min/@val") == []


def test_a_tag_in_the_title_gives_data_and_words_beside_it_stay() -> None:
    deck = Deck()
    deck.chart("line", "", "{{ place }}各年产值{{ x }}")
    found = filled(deck, x=TWO, place="东区")
    assert "".join(found.texts("//c:title//a:t/text()")) == "东区各年产值"
    alone = Deck()
    alone.chart("line", "各年对比。", "{{ x }}")
    found = filled(alone, x=TWO)
    assert found.texts("//c:title") == [] and found.texts("//c:autoTitleDeleted/@val") == ["1"]


def test_words_of_the_alternative_text_stay_before_the_values() -> None:
    deck = Deck()
    deck.chart("pie", "各区份额，{{ name }}", "{{ x }}")
    content = deck.template().render({"x": data_for("pie"), "name": "按产值"}).to_bytes()
    assert alt_texts(content) == ["各区份额，按产值。份额：甲40，丁60"]


def test_a_text_in_the_title_of_a_chart_without_data_is_a_title() -> None:
    deck = Deck()
    deck.chart("pie", "一张图", "{{ title }}")
    found = filled(deck, title="份额")
    assert found.texts("//c:title//a:t/text()") == ["份额"] and found.series() == {"样本": ["1", "2", "3"]}


def test_copies_of_a_slide_have_charts_and_workbooks_of_their_own() -> None:
    deck = Deck()
    deck.chart("column", "{{ row.data }}", notes="{%slide for row in rows %}")
    rows = [{"data": ChartData(["x", "y"], {"值": [n, n * 2]})} for n in (1, 2, 3)]
    document = deck.template().render({"rows": rows})
    found = charts_of(document.to_bytes())
    assert [chart.series() for chart in found] == [{"值": [str(n), str(n * 2)]} for n in (1, 2, 3)]
    assert [chart.disagreements() for chart in found] == [[], [], []]
    slides = Presentation(io.BytesIO(document.to_bytes())).slides
    assert [list(s.shapes[0].chart.plots[0].series[0].values) for s in slides] == [[1, 2], [2, 4], [3, 6]]
    assert charts_of(deck.template().render({"rows": []}).to_bytes()) == []


def test_a_chart_repeated_over_a_slide_shares_its_room() -> None:
    deck = Deck()
    deck.chart("column", "{% for row in rows %}", "{{ row.name }}{{ row.data }}")
    rows = [{"name": name, "data": ChartData(["x"], {"值": [n]})} for n, name in enumerate("东西北")]
    content = deck.template().render({"rows": rows}).to_bytes()
    shapes = [shape for shape in Presentation(io.BytesIO(content)).slides[0].shapes if shape.has_chart]
    assert [shape.chart.chart_title.text_frame.text for shape in shapes] == ["东", "西", "北"]
    assert len({shape.shape_id for shape in shapes}) == 3 and shapes[0].left + shapes[0].width <= shapes[1].left
    assert [chart.series() for chart in charts_of(content)] == [{"值": ["0"]}, {"值": ["1"]}, {"值": ["2"]}]


def test_a_chart_without_data_is_left_out() -> None:
    deck = Deck()
    deck.chart("column")
    content = deck.template().render({"x": None}).to_bytes()
    assert charts_of(content) == [] and len(Presentation(io.BytesIO(content)).slides[0].shapes) == 0


def test_in_word_a_chart_in_a_loop_has_parts_of_its_own(tmp_path: Path) -> None:
    template = report("{{ row.data }}", before="{%p for row in rows %}", after="{%p endfor %}")
    rows = [{"data": ChartData(["x", "y", "z"], {"值": [n, None, n * 2]})} for n in (1, 2)]
    Template.open(template, "report.docx").render({"rows": rows}).save(tmp_path / "x.docx")
    found = charts_of((tmp_path / "x.docx").read_bytes())
    assert [chart.series() for chart in found] == [{"值": ["1", "", "2"]}, {"值": ["2", "", "4"]}]
    assert [chart.disagreements() for chart in found] == [[], []]
    assert [error.description for error in OpenXmlValidator().validate(tmp_path / "x.docx").errors] == []
    body = docx.Document(str(tmp_path / "x.docx")).element.body
    named = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert [one.get("descr") for one in named] == ["值：x1，z2", "值：x2，z4"] and len(
        {one.get("id") for one in named}
    ) == 2


def test_where_every_point_has_a_label_every_new_one_has() -> None:
    data = ChartData(["一", "二", "三", "四"], {"值": [1, 2, 3, 4]})
    (found,) = charts_of(Template.open(report("{{ x }}"), "report.docx").render({"x": data}).to_bytes())
    assert found.texts("//c:ser/c:dLbls/c:dLbl/c:idx/@val") == ["0", "1", "2", "3"]
    assert found.texts("//c:dLbls//a:t/text()") == []
    assert set(found.texts("//c:dLbl/c:txPr//a:defRPr/@sz")) == {"950"}  # as the labels that were typed


def test_in_word_three_series_take_the_place_of_two() -> None:
    data = {"categories": ["甲", "乙"], "series": {"一": [1, 2], "二": [3, 4], "三": [5, 6]}}
    content = Template.open(report("{{ x }}"), "report.docx").render({"x": data}).to_bytes()
    (found,) = charts_of(content)
    assert found.series() == {"一": ["1", "2"], "二": ["3", "4"], "三": ["5", "6"]} and found.disagreements() == []


def test_a_bound_goes_into_the_label_and_facts_into_the_ledger() -> None:
    fact = Fact(id="start", label="常住人口", kind="level", value=Decimal(10), unit="万人", bound="lt", period="12年前")
    now = Fact(id="now", label="常住人口", kind="level", value=Decimal(70), unit="万人", period="2024")
    deck = Deck()
    plot = deck.chart("column").plots[0]
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(20)
    document = deck.template().render({"x": ChartData(["12年前", "目前"], {"常住人口（万人）": [fact, now]})})
    (found,) = charts_of(document.to_bytes())
    assert found.texts("//c:dLbl/c:idx/@val") == ["0"] and found.texts("//c:dLbl//a:t/text()") == ["不足10"]
    assert found.texts("//c:dLbl//a:rPr/@sz") == ["2000"] and found.cells["B2"] == 10
    assert [(item.fact_id, item.text) for item in document.shown] == [("start", "不足10"), ("now", "70")]
    assert alt_texts(document.to_bytes()) == ["常住人口（万人）：12年前不足10，目前70"]


def test_an_upper_bound_is_hatched_and_a_goal_is_dashed_in_the_colour_of_the_series() -> None:
    pack = load_pack(ROOT / "data" / "lanzhou-12")
    deck = Deck()
    for key in ("pop-bars", "goal-bar"):
        plot = deck.chart("bar", f"{{{{ figures['{key}'] }}}}", series={"样本": (1, 2, 3)}).plots[0]
        plot.series[0].format.fill.solid()
        plot.series[0].format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_4
    document = deck.template().render({"figures": FigureCharts(pack, {}, slide=True)})
    bars, goal = charts_of(document.to_bytes())
    assert bars.series() == {"常住人口": ["10", "70", "100"]} and bars.disagreements() == []
    assert bars.texts("//c:dPt/c:idx/@val") == ["0", "2"]
    assert bars.texts("//c:dPt[1]//a:pattFill/a:fgClr/a:schemeClr/@val") == ["accent4"]
    assert bars.texts("//c:dPt[2]//a:ln/a:prstDash/@val") == ["dash"]
    assert "不足10" in bars.texts("//c:dLbl//a:t/text()")
    assert ("goal_pop_2030", "100") in [(item.fact_id, item.text) for item in document.shown]
    assert goal.texts("//c:dPt/c:idx/@val") == ["1"]
    assert alt_texts(document.to_bytes())[0] == native(pack.figures["pop-bars"], pack.facts, THEMES["A"]).alt


def test_in_a_report_a_figure_of_the_pack_fills_a_chart_or_stands_as_its_own() -> None:
    pack = load_pack(ROOT / "data" / "lanzhou-12")
    view = {"figures": FigureCharts(pack, {}, slide=False)}
    template = Template.open(report("{{ figures['pop-bars'] }}", after="{{ figures['urban-bar'] }}"), "report.docx")
    own, filled_one = charts_of(template.render(view).to_bytes())
    assert (filled_one if "样本" not in filled_one.series() else own).disagreements() == []
    assert {tuple(chart.series()) for chart in (own, filled_one)} == {("常住人口",), ("城镇化率（%）", "其余")}
    picture = Picture(b"", 1, 1, "组合图")
    assert FigureCharts(pack, {"fig-growth": picture}, slide=False)["fig-growth"] is picture
    with pytest.raises(ChartError, match="Office has no chart of kind panel"):
        view["figures"]["fig-growth"]
    with pytest.raises(TemplateError, match="did you mean pop-bars"):
        Template.open(report("{{ figures['pop-bar'] }}"), "report.docx").render(view)


def test_a_title_from_a_cell_keeps_its_words_when_the_cells_go() -> None:
    deck = Deck()
    title = deck.chart("column", title="产值")._chartSpace.xpath("//c:title/c:tx")[0]
    for child in list(title):
        title.remove(child)
    cache = '<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>产值</c:v></c:pt></c:strCache>'
    title.append(etree.fromstring(f'<c:strRef xmlns:c="{NS["c"]}"><c:f>Sheet1!$D$9</c:f>{cache}</c:strRef>'))
    found = filled(deck, x=TWO)
    assert found.texts("//c:title//a:t/text()") == ["产值"] and found.texts("//c:title//c:f") == []


def test_names_take_a_date_axis_away() -> None:
    deck = Deck()
    chart = deck.chart("line")
    (axis,) = chart._chartSpace.xpath("//c:catAx")
    axis.tag = axis.tag.replace("catAx", "dateAx")
    etree.SubElement(axis, f"{{{NS['c']}}}baseTimeUnit").set("val", "days")
    found = filled(deck, x=TWO)
    assert found.texts("//c:dateAx") == [] and found.texts("//c:baseTimeUnit") == []


def test_days_are_days_in_the_workbook_too() -> None:
    deck = Deck()
    deck.chart("line")
    found = filled(deck, x=ChartData([date(2024, 8, 20), date(2025, 8, 20)], {"值": [1, 2]}))
    assert found.texts("//c:cat//c:v/text()") == ["45524", "45889"] and "yy" in found.formats["A2"]


def test_numbers_as_categories_are_the_x_of_points() -> None:
    deck = Deck()
    deck.chart("scatter")
    found = filled(deck, x=ChartData([1, 2.5], {"一": [3, 4], "二": [5, 6]}))
    assert found.texts("//c:xVal//c:f/text()") == ["Sheet1!$A$2:$A$3"] * 2 and found.texts("//c:xVal//c:v/text()")[
        :2
    ] == ["1", "2.5"]


def test_the_same_data_give_the_same_bytes() -> None:
    deck = Deck()
    deck.chart("column")
    template = deck.template()
    assert template.render({"x": TWO}).to_bytes() == template.render({"x": TWO}).to_bytes()


def test_a_strict_file_is_filled_and_stays_strict() -> None:
    deck = Deck()
    deck.chart("column", title="{{ y }}{{ x }}")
    members = read_package(deck.bytes(), "x")
    strict = {
        name: Member.of(name, to_strict(member.content.decode()).encode())
        for name, member in members.items()
        if name.endswith((".xml", ".rels"))
    }
    content = write_package({**members, **strict}.values())
    made = read_package(Template.open(content).render({"x": TWO, "y": "产值"}).to_bytes(), "x")
    part = made["ppt/charts/chart1.xml"].content
    assert b"purl.oclc.org/ooxml/drawingml/chart" in part and b"schemas.openxmlformats.org/drawingml" not in part
    assert "产值</a:t>" in part.decode() and b">8</c:v>" in part
    assert b"schemas.openxmlformats.org/officeDocument" not in made["ppt/charts/_rels/chart1.xml.rels"].content


def refusal(deck: Deck, **data: Any) -> str:
    with pytest.raises(TemplateError) as told:
        deck.template().render(data)
    return str(told.value)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("column", "abc", "{{ x }} is a str, which gives the chart no data"),
        ("column", [1, 2], "{{ x }} is a list, which gives the chart no data"),
        ("pie", TWO, "has 2 series, and a pie shows one"),
        ("pie", ChartData(["a"], {"s": [-1]}), "negative"),
        ("scatter", TWO, "series 产值 has no x; give points (x, y), or numbers as categories"),
        ("bubble", data_for("scatter"), "series 一 has no sizes"),
        ("column", data_for("scatter"), "has points (x, y), and the chart in the template shows a value a category"),
        ("column", {"categories": ["a"], "series": {"s": [1, 2]}}, "series s has 2 values for 1 categories"),
        (
            "column",
            {"categories": ["a"], "series": {"s": ["12"]}},
            "value 1 of series s is '12', which is not a number",
        ),
        ("column", {"categories": ["a"], "series": {"s": [float("inf")]}}, "not a finite number"),
        ("column", {"categories": "ab", "series": {"s": [1]}}, "categories are a str; give a list"),
        ("column", {"categories": ["a"], "series": {"s": [1]}, "unit": "x"}, "holds unit"),
    ],
)
def test_what_can_not_be_shown_is_told_at_its_place(kind: str, value: Any, words: str) -> None:
    deck = Deck()
    deck.chart(kind)
    told = refusal(deck, x=value)
    assert told.startswith('deck.pptx, slide 1, "') and words in told and "Traceback" not in told


def test_a_missing_name_is_told_with_its_round() -> None:
    deck = Deck()
    deck.chart("column", "{{ row.dta }}", notes="{%slide for row in rows %}")
    assert "'dict object' has no attribute 'dta'" in refusal(deck, rows=[{"data": TWO}])
    empty = deck.template().render({"rows": [{"data": TWO}]}, missing="empty")
    assert charts_of(empty.to_bytes()) == []
    kept = deck.template().render({"rows": [{"data": TWO}]}, missing="keep")
    assert alt_texts(kept.to_bytes()) == ["{{ row.dta }}"]


def test_a_block_beside_the_data_is_told() -> None:
    deck = Deck()
    deck.chart("column", "", "{% if y %}{{ x }}{% endif %}")
    with pytest.raises(TemplateError, match="beside the data of a chart stand values, no blocks"):
        deck.template()


def test_a_template_says_that_it_asks_for_the_data() -> None:
    deck = Deck()
    deck.chart("column", "{{ sales.data }}", "{{ place }}")
    assert deck.template().names() == {"place": {}, "sales": {"data": {}}}


NUMBERS = st.one_of(st.none(), st.floats(-1e15, 1e15, allow_nan=False).map(lambda x: x if abs(x) > 1e-6 else 0.0))


@st.composite
def chart_data(draw: st.DrawFn) -> ChartData:
    points, series = draw(st.integers(1, 40)), draw(st.integers(1, 8))
    names = st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, blacklist_categories=("Cs", "Cc")), max_size=40
    )
    values = st.lists(NUMBERS, min_size=points, max_size=points)
    return ChartData(
        draw(st.lists(names, min_size=points, max_size=points)), {f"系列{n}": draw(values) for n in range(series)}
    )


@pytest.fixture(scope="module")
def drawn_by_kind() -> dict[str, Template]:
    found = {}
    for kind in ("column", "bar", "line", "radar", "doughnut"):
        deck = Deck()
        deck.chart(kind, series={"a": (1, 2, 3), "b": (1, 2, 3)})
        found[kind] = deck.template()
    return found


@settings(max_examples=30, deadline=None)
@given(data=chart_data(), kind=st.sampled_from(["column", "bar", "line", "radar"]))
def test_whatever_the_data_cells_and_cache_agree(
    drawn_by_kind: dict[str, Template], data: ChartData, kind: str
) -> None:
    (found,) = charts_of(drawn_by_kind[kind].render({"x": data}).to_bytes())
    assert found.disagreements() == []
    assert len(found.series()) == len(data.read)
    assert [len(values) for values in found.series().values()] == [len(data.labels)] * len(data.read)


UNIQUE = (
    '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ext uri="{C3380CC4-5D6E-409C-BE32-E72D297353CC}">'
    '<c16:uniqueId xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart" val="{00000000-0000-4000-8000-000000000000}"/>'
    "</c:ext></c:extLst>"
)
HIDDEN = (
    '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}">'
    '<c15:datalabelsRange xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:f>Sheet1!$D$2:$D$4</c15:f>'
    "</c15:datalabelsRange></c:ext></c:extLst>"
)


def as_office_saves_it(extension: str) -> bytes:
    """A deck whose chart has what Office adds: an extension of its series, and parts for its style and colours."""
    deck = Deck()
    (series,) = deck.chart("column")._chartSpace.xpath("//c:ser")
    series.append(etree.fromstring(extension))
    members = read_package(deck.bytes(), "x")
    (chart,) = [name for name in members if "/charts/chart" in name and name.endswith(".xml")]
    types = ContentTypes(members["[Content_Types].xml"].content)
    arrows = Relationships.of(chart, members)
    for kind, name in (("chartStyle", "ppt/charts/style7.xml"), ("chartColorStyle", "ppt/charts/colors7.xml")):
        members[name] = Member.of(name, f"<{kind}/>".encode())
        types.override(name, f"application/vnd.ms-office.{kind.lower()}+xml")
        arrows.items.append(
            Relationship(f"rId{kind}", f"http://schemas.microsoft.com/office/2011/relationships/{kind}", name)
        )
    members["[Content_Types].xml"] = types.member()
    rels = arrows.member()
    members[rels.name] = rels
    return write_package(members.values())


def test_parts_that_office_adds_go_with_each_copy_and_leave_with_the_chart() -> None:
    template = Template.open(as_office_saves_it(UNIQUE), "deck.pptx")
    made = read_package(template.render({"x": TWO}).to_bytes(), "x")
    assert sorted(name for name in made if name.startswith("ppt/charts/") and "_rels" not in name) == [
        "ppt/charts/chart1.xml", "ppt/charts/colors1.xml", "ppt/charts/style1.xml",
    ]  # fmt: skip
    assert b"chartstyle+xml" in made["[Content_Types].xml"].content
    (found,) = charts_of(template.render({"x": TWO}).to_bytes())
    assert len(found.texts("//*[local-name()='uniqueId']/@val")) == 1 and len(found.series()) == 2
    gone = read_package(template.render({"x": None}).to_bytes(), "x")
    assert not [name for name in gone if "chart" in name or "embeddings" in name]
    assert b"chart" not in gone["[Content_Types].xml"].content


def test_labels_from_cells_of_the_old_workbook_go() -> None:
    template = Template.open(as_office_saves_it(HIDDEN), "deck.pptx")
    (found,) = charts_of(template.render({"x": TWO}).to_bytes())
    assert found.texts("//*[local-name()='datalabelsRange']") == []


def test_a_compiled_template_with_a_chart_is_cached_and_can_be_pickled(tmp_path: Path) -> None:
    content = as_office_saves_it(UNIQUE)
    first = Template.open(content, "deck.pptx", cache=tmp_path).render({"x": TWO}).to_bytes()
    again = pickle.loads(pickle.dumps(Template.open(content, "deck.pptx", cache=tmp_path)))
    assert again.render({"x": TWO}).to_bytes() == first


def test_a_sample_counts_among_what_a_template_is() -> None:
    thin, thick = Deck(), Deck()
    thin.chart("column").plots[0].gap_width = 200
    thick.chart("column").plots[0].gap_width = 20
    first, second = thin.template(), thick.template()
    assert set(first.checksums()) == set(second.checksums()) and "ppt/charts/chart" in " ".join(first.checksums())
    assert first.checksums() != second.checksums()
    assert first.mentions("x") and not first.mentions("figures[")


def test_a_recipient_who_must_not_see_a_fact_gets_no_figure_of_it() -> None:
    pack = load_pack(ROOT / "data" / "lanzhou-12")
    part, _ = part_of(pack, Recipient(id="a", name="甲", facts=Choice(without=("goal_pop_2030",))))
    assert "pop-bars" in FigureCharts(pack, {}, slide=True)
    assert "pop-bars" not in FigureCharts(part, {}, slide=True) and "urban-bar" in FigureCharts(part, {}, slide=True)
