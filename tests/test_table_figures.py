"""Figures draw tables of data: columns by name, categories from the first column, every value a fact with its cell."""

import csv
import shutil
from pathlib import Path

import pytest

from reportgen.build.flow import BuildResult, build_pack
from reportgen.charts import draw, native
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.model import THEMES, Pack

OUTPUT = """望海市历年产值,,,,
,,,,单位：亿元
年份,总产值,其中：临港,增速（%）,备注
2020年,980.25,20,4.8,
2021年,"1,028.5",28,5.2,甲港改造
2022年,1137,37.25,暂无,—
2023年,1260,超过60,-10.8,约百余家企业
"""
FIGURES = """figures:
  - {id: of-all, kind: column, caption: 历年产值, data: output, last: 3, series: [{of: 总产值, highlight: true}, {of: "其中：临港"}], focus: 2023年}
  - {id: of-one, kind: line, caption: 总产值, message: 总产值逐年增加, data: output, series: [{of: 总产值, name: 产值}]}
  - {id: of-two, kind: combo, caption: 产值与增速, data: output, series: [{of: 总产值}, {of: 增速}]}
"""


def write(harbour: Path, folder: Path, figures: str = FIGURES, output: str = OUTPUT) -> Path:
    """Return the second pack with a table of data and figures of it, on a slide and in the report."""
    pack = Path(shutil.copytree(harbour, folder / "harbour"))
    (pack / "tables").mkdir()
    (pack / "tables" / "output.csv").write_text(output, "utf-8")
    slide = (
        "  - {layout: chart_takeaway, section: P2, kicker: 历年产值, title: 总产值逐年增加, figure: of-one, head: 产值, unit: 亿元, "
        "items: [{head: 现状, text: '{{ f[\"output.2023年.总产值\"] }}'}], notes: 图中数字与报告一致。}\n"
    )
    block = "      - {kind: figure, figure: fig-box}\n"
    for file, old, new in (
        ("report.yaml", "figures:\n", figures),
        (
            "report.yaml",
            block,
            block + "      - {kind: figure, figure: of-one}\n      - {kind: figure, figure: of-two}\n",
        ),
        ("deck.yaml", "  - layout: timeline\n", f"{slide}  - layout: timeline\n"),
    ):
        text = (pack / file).read_text("utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), "utf-8")
    return pack


@pytest.fixture(scope="module")
def folder(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(harbour, tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return load_pack(folder)


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build_pack(folder, output=tmp_path_factory.mktemp("out"))


def test_columns_become_series_and_the_first_column_the_categories(pack: Pack) -> None:
    figure = pack.figures["of-all"]
    assert figure.categories == ("2021年", "2022年", "2023年")
    assert [series.name for series in figure.series] == ["总产值", "其中：临港"]
    assert figure.series[1].values[2] == "output.2023年.其中：临港" in pack.facts
    assert (figure.unit, figure.head, figure.series[0].highlight) == ("亿元", "望海市历年产值", True)


def test_a_cell_without_a_number_is_a_gap_and_units_stay_with_their_columns(pack: Pack) -> None:
    figure = pack.figures["of-two"]
    assert [series.unit for series in figure.series] == ["亿元", "%"]
    assert figure.series[1].values[2] is None and figure.unit is None


def test_numbers_stand_as_in_the_column_of_the_table_with_their_bounds(pack: Pack) -> None:
    drawn = draw(pack.figures["of-all"], pack.facts, THEMES["B"])
    shown = dict(drawn.shown)
    assert shown["output.2021年.总产值"] == "1028.50" and shown["output.2023年.其中：临港"] == ">60"
    chart = native(pack.figures["of-all"], pack.facts, THEMES["B"])
    assert dict(chart.shown) == shown and "2023年超过60亿元" in chart.alt


def test_a_figure_without_series_takes_all_columns_of_numbers(harbour: Path, tmp_path: Path) -> None:
    figures = FIGURES.replace("kind: combo", "kind: line") + "  - {id: every, kind: heat, data: output}\n"
    plain = OUTPUT.replace("增速（%）", "增速")  # of one unit with the others
    figure = load_pack(write(harbour, tmp_path, figures, plain)).figures["every"]
    assert [series.name for series in figure.series] == ["总产值", "其中：临港", "增速"]
    assert len(figure.categories) == 4


def test_the_build_shows_them_and_knows_every_number(made: BuildResult) -> None:
    wrong = [finding for finding in made.findings if finding.level == "error" or finding.rule.startswith("F0")]
    assert [str(finding) for finding in wrong if finding.rule != "W03"] == []  # no text refers to the two
    rows = list(csv.DictReader((made.edition_dir / "ledger.csv").read_text("utf-8-sig").splitlines()))
    found = [row for row in rows if row["fact_id"] == "output.2022年.总产值"]
    assert {row["file"] for row in found} == {"report.docx", "deck.pptx"}
    assert {row["origin"] for row in found} == {"tables/output.csv, line 6, column 2"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("data: output, last", "data: outputs, last", "figure of-all: no table of data `outputs`; there are: output"),
        ("{of: 总产值, highlight: true}", "{of: 产值}", "has no column `产值`; there are: 年份, 总产值"),
        ("{of: 总产值, highlight: true}", "{of: 备注}", "the column 备注 of the table output holds words"),
        ("focus: 2023年", "focus: 2019年", "2019年 is none of the categories: 2021年"),
        ("caption: 总产值,", "caption: 总产值, unit: 万元,", "the column 总产值 is in 亿元, and the figure says 万元"),
        ("kind: column, caption", "kind: line, categories: [x], caption", "its first column gives the categories"),
        ("kind: combo", "kind: column", "one axis and need one unit"),
        (
            "data: output, series: [{of: 总产值, name",
            "series: [{of: 总产值, name",
            "a series with `of` needs `data: ID`",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(
    harbour: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in FIGURES
    with pytest.raises(PackError) as told:
        load_pack(write(harbour, tmp_path, FIGURES.replace(old, new, 1)))
    assert words in str(told.value) and "report.yaml:" in str(told.value)
