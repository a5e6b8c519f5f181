"""Charts that Office draws: cells, cached values and facts agree; bounds look like bounds; same input, same bytes."""

import time
import zipfile
from io import BytesIO

import pytest
from chart_samples import FACTS, NATIVE, PANEL, POPULATION, PROGRESS, RESEARCH, REVENUE, TIERS, URBAN
from lxml import etree
from openpyxl import load_workbook  # type: ignore[import-untyped]

from reportgen.charts import Native, native
from reportgen.errors import ChartError
from reportgen.model import THEMES, Figure

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
A = THEMES["A"]


def named(figures: tuple[Figure, ...]) -> list[object]:
    return [pytest.param(figure, id=figure.id) for figure in figures]


def made(figure: Figure, tone: str = "light", compact: bool = False) -> tuple[Native, etree._Element]:
    chart = native(figure, FACTS, A, tone, compact)
    return chart, etree.fromstring(chart.xml)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


@pytest.mark.parametrize("figure", named(NATIVE))
def test_the_same_figure_gives_the_same_bytes(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    first = native(figure, FACTS, A)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert native(figure, FACTS, A) == first
    with zipfile.ZipFile(BytesIO(first.workbook)) as book:
        assert {member.date_time for member in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("figure", named(NATIVE))
def test_cells_and_cached_values_agree(figure: Figure, compact: bool) -> None:
    chart, root = made(figure, compact=compact)
    sheet = load_workbook(BytesIO(chart.workbook))["Sheet1"]
    references = root.xpath("//c:strRef | //c:numRef", namespaces=NS)
    assert len(references) >= 3
    for reference in references:
        area = reference.findtext("c:f", namespaces=NS).removeprefix("Sheet1!").replace("$", "")
        cells = sheet[area]
        held = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        held = [value for value in held if value is not None]  # the rows of names in a card
        cached = texts(reference, ".//c:v/text()")
        assert [str(value).removesuffix(".0") for value in held] == cached


def test_cells_hold_the_true_values_of_the_facts() -> None:
    chart, _ = made(POPULATION)
    sheet = load_workbook(BytesIO(chart.workbook))["Sheet1"]
    rows = [(row[0].value, row[1].value) for row in sheet["A2:B4"]]
    assert rows == [("12年前", 10), ("目前", 70), ("2030年目标", 100)]
    assert load_workbook(BytesIO(made(RESEARCH)[0].workbook))["Sheet1"]["B2"].value == 3.8
    rest = load_workbook(BytesIO(made(PROGRESS)[0].workbook))["Sheet1"]
    assert (rest["B2"].value, rest["C2"].value) == (70, 30)


def test_a_bound_is_hatched_and_a_goal_is_empty_and_dashed() -> None:
    _, root = made(POPULATION)
    bound, goal = root.xpath("//c:dPt/c:spPr", namespaces=NS)
    assert bound.find("a:pattFill", NS) is not None
    assert texts(root, "//c:ser/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]
    assert goal.find("a:noFill", NS) is not None
    assert texts(goal, "a:ln/a:prstDash/@val") == ["dash"]


def test_labels_carry_the_bound_in_both_faces() -> None:
    chart, root = made(POPULATION)
    assert texts(root, "//c:dLbl//a:t/text()") == ["不足10", "70", "100"]
    assert texts(root, "//c:dLbl//a:rPr/@sz") == ["2800", "4000", "2800"]
    assert set(texts(root, "//a:ea/@typeface")) == set(texts(root, "//a:latin/@typeface")) == {"微软雅黑"}
    assert chart.shown == (("start", "不足10"), ("now", "70"), ("goal", "100"))


def test_columns_too_narrow_for_large_values_take_smaller_ones() -> None:
    _, root = made(POPULATION.model_copy(update={"facts": POPULATION.facts * 3}))
    assert set(texts(root, "//c:dLbl//a:rPr/@sz")) == {"2000", "2600"}


@pytest.mark.parametrize("figure", named(NATIVE))
@pytest.mark.parametrize("tone", ["light", "dark"])
def test_house_style(figure: Figure, tone: str) -> None:
    _, root = made(figure, tone)
    assert root.xpath("count(//c:legend | //c:majorGridlines | //c:minorGridlines | //a:srgbClr)", namespaces=NS) == 0
    assert texts(root, "c:roundedCorners/@val") == ["0"]
    assert texts(root, "c:lang/@val") == ["zh-CN"]
    assert texts(root, "//c:valAx/c:scaling/c:min/@val") == ["0"]
    assert texts(root, "//c:valAx/c:delete/@val") == ["1"]
    assert all(int(value) > 0 for value in texts(root, "//c:axId/@val | //c:crossAx/@val"))
    assert root.find("c:spPr/a:noFill", NS) is not None
    assert etree.QName(root[-1]).localname == "externalData"
    assert all(int(size) >= 1400 for size in texts(root, "//@sz"))


def test_directions_and_stacks() -> None:
    assert texts(made(POPULATION)[1], "//c:barDir/@val") == ["col"]
    assert texts(made(POPULATION, compact=True)[1], "//c:barDir/@val") == ["bar"]
    assert texts(made(REVENUE)[1], "//c:barDir/@val") == ["bar"]
    for figure in (URBAN, PROGRESS):
        assert texts(made(figure)[1], "//c:grouping/@val") == ["stacked"]


def test_stacked_bars_are_labelled_where_there_is_room() -> None:
    assert texts(made(PROGRESS)[1], "//c:dLbl//a:t/text()") == ["常住人口70万人", "目标100万人"]
    wide = native(PROGRESS, FACTS, A, size_pt=(820, 48)).xml.decode()
    assert "2030年目标100万人" in wide
    assert texts(made(URBAN)[1], "//c:dLbl//a:t/text()") == ["目前　>70%"]
    short = made(RESEARCH)[1].xpath("//c:ser[2]//c:dLbl//a:t/text()", namespaces=NS)
    assert short == ["2023年　3.8%"]


def test_on_a_dark_ground_the_highlight_is_white() -> None:
    _, root = made(POPULATION, "dark", True)
    assert texts(root, "//c:dPt[c:idx/@val='3']/c:spPr/a:solidFill/a:schemeClr/@val") == ["bg1"]
    assert set(texts(root, "//c:dLbl//a:rPr/a:solidFill/a:schemeClr/@val")) == {"bg1", "accent2"}


def test_in_a_card_names_and_values_stand_above_bars_that_reach_its_edge() -> None:
    _, root = made(REVENUE, compact=True)
    assert texts(root, "//c:dLbl[c:dLblPos/@val='inBase']//a:t/text()") == ["开发建设之初", "目前"]
    assert texts(root, "//c:dLbl[c:dLblPos/@val='inEnd']//a:t/text()") == ["1", "70"]
    assert texts(root, "//c:ser[1]/c:val//c:v/text()") == ["1", "70"] and texts(root, "//c:max/@val") == ["70"]
    x, width = (float(texts(root, f"//c:manualLayout/c:{name}/@val")[0]) for name in "xw")
    assert x == pytest.approx(18 / 186, abs=0.001) and x + width == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("figure", named((TIERS, PANEL)))
def test_tiers_and_panels_are_no_native_charts(figure: Figure) -> None:
    with pytest.raises(ChartError, match="no chart of kind"):
        native(figure, FACTS, A)
